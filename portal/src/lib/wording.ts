import type { i18n, TFunction } from 'i18next';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import {
  formatCountry,
  formatDate,
  formatDecimal,
  formatMinor,
  formatPercent,
  formatPrice,
  withFrenchFirst,
} from '@quittance/shared/format.ts';
import { formatLocale } from '@quittance/shared/language.ts';
import { decimalText } from '@quittance/shared/money.ts';

/** How one reader is spoken to: sentences, and what is put into them already formatted. */
export type Wording = {
  t: TFunction;
  money: (minor: number, currency: string) => string;
  /** As a bank's form takes it: the reader's decimal mark, no grouping, no currency. */
  moneyToPaste: (minor: number, currency: string) => string;
  /** A price as it was agreed, which may have more decimals than the currency. */
  price: (text: string, currency: string) => string;
  date: (date: CalendarDate) => string;
  /** `2026-03` as March 2026. */
  month: (month: string) => string;
  /** Of an instant: what the reader's own clock shows then; or the clock of a time zone, with its name. */
  time: (instant: string, timeZone?: string) => string;
  /** Of an instant: the day and the time, as the reader's own clock shows them. */
  moment: (instant: string) => string;
  decimal: (text: string) => string;
  /** `14.00` is 14 %. */
  percent: (text: string) => string;
  /** Of a file: kilobytes, or megabytes with one decimal. */
  size: (bytes: number) => string;
  /** ISO 3166-1 alpha-2. */
  country: (code: string) => string;
};

/** `tag` is the reader's own language tag (`nl-BE`), which may say more than the language of the sentences. */
export function wordingOf(i18n: i18n, tag: string): Wording {
  const locale = formatLocale(tag);
  return {
    t: i18n.t,
    money: (minor, currency) => withMinus(formatMinor(minor, currency, locale)),
    moneyToPaste: (minor, currency) => decimalText(minor, currency).replace('.', decimalMark(locale)),
    price: (text, currency) => withMinus(formatPrice(text, currency, locale)),
    date: (date) => formatDate(date, locale),
    month: (month) =>
      formatInstant(`${month}-01T00:00:00Z`, locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
    time: (instant, timeZone) =>
      formatInstant(instant, locale, {
        hour: '2-digit',
        minute: '2-digit',
        ...(timeZone === undefined ? {} : { timeZone, timeZoneName: 'short' }),
      }),
    moment: (instant) =>
      withFrenchFirst(formatInstant(instant, locale, { dateStyle: 'long', timeStyle: 'short' }), locale),
    decimal: (text) => withMinus(formatDecimal(text, locale)),
    percent: (text) => formatPercent(text, locale),
    size: (bytes) => formatSize(bytes, locale),
    country: (code) => formatCountry(code, locale),
  };
}

function decimalMark(locale: string): string {
  return formatDecimal('0.1', locale).slice(1, 2);
}

/** A hyphen is too short to be seen before an amount. */
function withMinus(text: string): string {
  return text.replace('-', '\u2212');
}

function formatSize(bytes: number, locale: string): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  const [value, unit] = kilobytes < 1000 ? [kilobytes, 'kilobyte'] : [bytes / 1024 / 1024, 'megabyte'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

function formatInstant(instant: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, options).format(new Date(instant));
}
