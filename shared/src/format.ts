import { currencyDigits } from './currency.ts';
import type { CalendarDate } from './calendar-date.ts';
import { decimalText } from './money.ts';

/** An amount for people, exact: the digits come from text, not from a floating point number. */
export function formatMinor(minor: number, currency: string, locale: string): string {
  return currencyFormat(locale, currency, currencyDigits(currency)).format(
    decimalText(minor, currency) as Intl.StringNumericLiteral,
  );
}

/** A price as decimal text, with all the decimals it has and at least those of its currency. */
export function formatPrice(text: string, currency: string, locale: string): string {
  const digits = Math.max(currencyDigits(currency), decimalsOf(text));
  return currencyFormat(locale, currency, digits).format(text as Intl.StringNumericLiteral);
}

/** `3 March 2026` in the reader's language. */
export function formatDate(date: CalendarDate, locale: string): string {
  const format = kept(
    dateFormats,
    locale,
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
  );
  return withFrenchFirst(format.format(new Date(`${date}T00:00:00Z`)), locale);
}

/** French calls the first of a month "1er"; the formats of JavaScript do not. */
export function withFrenchFirst(text: string, locale: string): string {
  return locale.startsWith('fr') ? text.replace(/^1 /, '1er ') : text;
}

/** Decimal text (a quantity, a rate) with the reader's separators and the digits it has. */
export function formatDecimal(text: string, locale: string): string {
  const digits = decimalsOf(text);
  return numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    text as Intl.StringNumericLiteral,
  );
}

/** `14.00` is 14 %; zeros at the end say nothing in a percentage. */
export function formatPercent(text: string, locale: string): string {
  const format = numberFormat(locale, { style: 'percent', maximumFractionDigits: decimalsOf(text) });
  return format.format(`${text}E-2` as Intl.StringNumericLiteral);
}

/** `Belgium` for `BE`; what is no country code is left as it is. */
export function formatCountry(code: string, locale: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return kept(countryNames, locale, () => new Intl.DisplayNames(locale, { type: 'region' })).of(code) ?? code;
}

/** Groups of four, the way an IBAN is printed. */
export function formatIban(iban: string): string {
  return iban.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

function decimalsOf(decimalText: string): number {
  return decimalText.split('.')[1]?.length ?? 0;
}

function currencyFormat(locale: string, currency: string, digits: number): Intl.NumberFormat {
  return numberFormat(locale, {
    style: 'currency',
    currency,
    // Spanish and Italian would else group from five digits on: 2654,48 beside 12.654,48.
    useGrouping: 'always',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(numberFormats, locale + JSON.stringify(options), () => new Intl.NumberFormat(locale, options));
}

// To make a format takes fifty times as long as to use it.
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const countryNames = new Map<string, Intl.DisplayNames>();
const keptMax = 500;

function kept<T>(formats: Map<string, T>, key: string, make: () => T): T {
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= keptMax) formats.clear();
  const made = make();
  formats.set(key, made);
  return made;
}
