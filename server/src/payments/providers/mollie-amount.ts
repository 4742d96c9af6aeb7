import { currencyDigits } from '@quittance/shared/currency.ts';

/** As Mollie writes amounts: a decimal number with exactly the digits of its currency. */
export type MollieAmount = { value: string; currency: string };

export function toMollieAmount(amountMinor: number, currency: string): MollieAmount {
  const digits = currencyDigits(currency);
  const text = String(amountMinor).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return { value: digits === 0 ? whole : `${whole}.${text.slice(-digits)}`, currency };
}

/** In our minor units. A refund's or chargeback's amount may be written below zero; what is meant is how much. */
export function fromMollieAmount({ value, currency }: MollieAmount): { amountMinor: number; currency: string } {
  const [, whole = '', decimals = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  const digits = currencyDigits(currency);
  const isExact = whole !== '' && decimals.length <= digits;
  const amountMinor = Number(whole + decimals.padEnd(digits, '0'));
  if (isExact && Number.isSafeInteger(amountMinor)) return { amountMinor, currency };
  throw new Error(`Mollie names ${value} of ${currency}, which is no whole amount`);
}
