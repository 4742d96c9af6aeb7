import { currencyDigits } from './currency.ts';

/** An amount handed on to be shown. Plain data. */
export type Money = { minor: number; currency: string };

// Amounts are whole minor units; their currency stands beside them. What is added up is of one currency: of one document or one account.

/** Adds whole minor units; throws where the sum is no longer exact. */
export function sumMinor(amounts: readonly number[]): number {
  let sum = 0;
  for (const amount of amounts) sum = safeMinor(sum + amount);
  return sum;
}

const decimalShape = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * Decimal text to minor units: `12.5` EUR is 1250. Null when it is no decimal number, has non-zero digits beyond the
 * currency's, or is too large to be exact.
 */
export function parseMinor(text: string, currency: string): number | null {
  const parts = decimalShape.exec(text.trim());
  if (!parts) return null;
  const [, sign, whole = '', fraction = ''] = parts;
  if (whole === '' && fraction === '') return null;
  const digits = currencyDigits(currency);
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  if (!Number.isSafeInteger(minor)) return null;
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** Minor units to decimal text with the currency's digits, as providers and files want it: 1250 EUR is `12.50`. */
export function decimalText(minor: number, currency: string): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(safeMinor(minor))).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export function safeMinor(minor: number): number {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${minor} is not a whole, exact number of minor units`);
  return minor;
}
