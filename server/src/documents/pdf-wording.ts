import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { formatCountry, formatDate, formatDecimal, formatMinor, formatPrice } from '@quittance/shared/format.ts';
import { readerLocale, type Language } from '@quittance/shared/language.ts';
import { de } from './pdf-locales/de.ts';
import { en, type PdfWords } from './pdf-locales/en.ts';
import { es } from './pdf-locales/es.ts';
import { fr } from './pdf-locales/fr.ts';
import { it } from './pdf-locales/it.ts';
import { nl } from './pdf-locales/nl.ts';

/** How a document speaks to its reader: words, and how amounts, dates and numbers of one currency are printed. */
export type PdfWording = {
  language: Language;
  words: PdfWords;
  money: (minor: number) => string;
  price: (decimal: string) => string;
  decimal: (decimal: string) => string;
  quantity: (decimal: string, unitCode: string | null) => string;
  date: (date: CalendarDate) => string;
  country: (code: string) => string;
};

const wordsOf: Record<Language, PdfWords> = { en, nl, fr, de, es, it };

export function pdfWordingOf(tags: readonly (string | null)[], currency: string): PdfWording {
  const { language, locale } = readerLocale(tags);
  return {
    language,
    words: wordsOf[language],
    money: (minor) => withMinus(formatMinor(minor, currency, locale)),
    price: (decimal) => withMinus(formatPrice(decimal, currency, locale)),
    decimal: (decimal) => withMinus(formatDecimal(decimal, locale)),
    quantity: (decimal, unitCode) => withMinus(quantityText(decimal, unitCode, locale)),
    date: (date) => formatDate(date, locale),
    country: (code) => formatCountry(code, locale),
  };
}

export type FileWords = Pick<PdfWording, 'language' | 'words' | 'date'>;

/** For files that print no amounts, so that it is of no currency. */
export function fileWordsOf(language: string | null): FileWords {
  return pdfWordingOf([language], 'EUR');
}

/** A hyphen is too short to be seen before an amount. */
function withMinus(text: string): string {
  return text.replace('-', '\u2212');
}

/** Pieces need no unit; the code lists have several for them (UN/ECE recommendations 20 and 21). */
const pieces = new Set(['C62', 'H87', 'EA', 'ZZ', 'XPP', '1', 'PCE', 'NAR', 'E48']);
const symbols = new Map(Object.entries({ MTK: 'm²', MTQ: 'm³', KWH: 'kWh', MWH: 'MWh', TNE: 't' }));
const spokenUnits = new Map(
  Object.entries({
    ANN: 'year',
    MON: 'month',
    WEE: 'week',
    DAY: 'day',
    HUR: 'hour',
    MIN: 'minute',
    SEC: 'second',
    KGM: 'kilogram',
    GRM: 'gram',
    MTR: 'meter',
    KMT: 'kilometer',
    CMT: 'centimeter',
    MMT: 'millimeter',
    LTR: 'liter',
    MLT: 'milliliter',
  }),
);

function quantityText(decimal: string, unitCode: string | null, locale: string): string {
  const number = formatDecimal(decimal, locale);
  if (unitCode === null || pieces.has(unitCode)) return number;
  const unit = spokenUnits.get(unitCode);
  if (unit === undefined) return `${number} ${symbols.get(unitCode) ?? unitCode}`;
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 10 });
  // Only the word is taken from here: the number keeps the decimals that the document gave it.
  const word = format.formatToParts(Number(decimal)).filter(({ type }) => type === 'unit');
  return `${number} ${word.map(({ value }) => value).join('')}`;
}
