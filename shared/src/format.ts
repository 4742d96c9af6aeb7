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

/** `3 March 2026` in the reader's language. */
export function formatDate(date: CalendarDate, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** Decimal text (a quantity, a rate) with the reader's separators and the digits it has. */
export function formatDecimal(text: string, locale: string): string {
  const fraction = text.split('.')[1] ?? '';
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: fraction.length,
    maximumFractionDigits: fraction.length,
  }).format(text as Intl.StringNumericLiteral);
}

/** Groups of four, the way an IBAN is printed. */
export function formatIban(iban: string): string {
  return iban.replaceAll(/(.{4})(?=.)/g, '$1 ');
}
