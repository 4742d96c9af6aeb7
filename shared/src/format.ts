import { currencyDigits } from './currency.ts';
import type { CalendarDate } from './calendar-date.ts';
import { decimalText } from './money.ts';

/** An amount for people, exact: the digits come from text, not from a floating point number. */
export function formatMinor(minor: number, currency: string, locale: string): string {
  const digits = currencyDigits(currency);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(decimalText(minor, currency) as Intl.StringNumericLiteral);
}

/** A price as decimal text, with all the decimals it has and at least those of its currency. */
export function formatPrice(text: string, currency: string, locale: string): string {
  const digits = Math.max(currencyDigits(currency), decimalsOf(text));
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(text as Intl.StringNumericLiteral);
}

/** `3 March 2026` in the reader's language. */
export function formatDate(date: CalendarDate, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** Decimal text (a quantity, a rate) with the reader's separators and the digits it has. */
export function formatDecimal(text: string, locale: string): string {
  const digits = decimalsOf(text);
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    text as Intl.StringNumericLiteral,
  );
}

/** `14.00` is 14 %; zeros at the end say nothing in a percentage. */
export function formatPercent(text: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: decimalsOf(text) });
  return format.format(`${text}E-2` as Intl.StringNumericLiteral);
}

/** `Belgium` for `BE`; what is no country code is left as it is. */
export function formatCountry(code: string, locale: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
}

/** Groups of four, the way an IBAN is printed. */
export function formatIban(iban: string): string {
  return iban.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

function decimalsOf(decimalText: string): number {
  return decimalText.split('.')[1]?.length ?? 0;
}
