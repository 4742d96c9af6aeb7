import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { formatDate, formatMinor } from '@quittance/shared/format.ts';
import { readerLocale, type Language } from '@quittance/shared/language.ts';
import { de } from './locales/de.ts';
import { en, type MailWords } from './locales/en.ts';
import { es } from './locales/es.ts';
import { fr } from './locales/fr.ts';
import { it } from './locales/it.ts';
import { nl } from './locales/nl.ts';

/** How one reader is written to: sentences, and how amounts, dates and instants are printed in them. */
export type Wording = {
  language: Language;
  words: MailWords;
  money: (minor: number, currency: string) => string;
  date: (date: CalendarDate) => string;
  /** Date and time on the clocks of the entity. */
  moment: (instant: Date) => string;
};

export const wordsOf: Record<Language, MailWords> = { en, nl, fr, de, es, it };

/** `tags`: the reader's own language tag first, then what stands in for it; the first that we speak decides. */
export function wordingOf(tags: readonly (string | null)[], timeZone: string): Wording {
  const { language, locale } = readerLocale(tags);
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return {
    language,
    words: wordsOf[language],
    money: (minor, currency) => formatMinor(minor, currency, locale),
    date: (date) => formatDate(date, locale),
    moment: (instant) => moments.format(instant),
  };
}
