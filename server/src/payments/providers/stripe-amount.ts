import { currencyDigits } from '@quittance/shared/currency.ts';

/** Digits with which Stripe writes a currency, where they are not those of ISO 4217. */
const stripeDigits: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** The least that Stripe takes, in its own units; where it names none, it says so itself. */
const leastUnits: Readonly<Record<string, number>> = {
  AED: 200,
  AUD: 50,
  BGN: 100,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  CZK: 1500,
  DKK: 250,
  EUR: 50,
  GBP: 30,
  HKD: 400,
  HUF: 17_500,
  INR: 50,
  JPY: 50,
  MXN: 1000,
  MYR: 200,
  NOK: 300,
  NZD: 50,
  PLN: 200,
  RON: 200,
  SEK: 300,
  SGD: 50,
  THB: 1000,
  USD: 50,
};
const mostUnits = 99_999_999;

/** Our minor units as Stripe writes them, and null where it cannot take that amount. */
export function toStripeUnits(amountMinor: number, currency: string): number | null {
  const units = amountMinor * 10 ** digitsApart(currency);
  if (!Number.isSafeInteger(units) || units % stepOf(currency) !== 0) return null;
  return units >= (leastUnits[currency] ?? 1) && units <= mostUnits ? units : null;
}

/** Of money that was taken before: no minimum. Null where Stripe moves no such amount. */
export function toRefundUnits(amountMinor: number, currency: string): number | null {
  const units = amountMinor * 10 ** digitsApart(currency);
  return Number.isSafeInteger(units) && units % stepOf(currency) === 0 ? units : null;
}

/** Three decimals are for Stripe's books; a card moves two of them. */
function stepOf(currency: string): number {
  return currencyDigits(currency) === 3 ? 10 : 1;
}

/** What Stripe says it took, in our minor units. `currency` as Stripe writes it, in small letters. */
export function fromStripeUnits(units: number, currency: string): { amountMinor: number; currency: string } {
  const code = currency.toUpperCase();
  const amountMinor = units / 10 ** digitsApart(code);
  if (Number.isSafeInteger(amountMinor)) return { amountMinor, currency: code };
  throw new Error(`Stripe names ${units} of ${code}, which is no whole amount`);
}

function digitsApart(currency: string): number {
  return (stripeDigits[currency] ?? currencyDigits(currency)) - currencyDigits(currency);
}
