/** Languages the customer's pages are written in; English is the source. */
export const languages = ['en', 'nl', 'fr', 'de', 'es', 'it'] as const;
export type Language = (typeof languages)[number];

/** Each in its own words, for whoever cannot read the page. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  nl: 'Nederlands',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
  it: 'Italiano',
};

/** The first of the wanted language tags (BCP 47) that there is, by its main language: `nl-BE` finds `nl`. English where none is. */
export function pickLanguage(wanted: readonly string[]): Language {
  const mains = wanted.map((tag) => tag.toLowerCase().split('-')[0]);
  for (const main of mains) {
    const found = languages.find((language) => language === main);
    if (found) return found;
  }
  return 'en';
}

/** The locale that numbers and dates are written in. Plain English is European English: `3 March 2026`, not `March 3, 2026`. */
export function formatLocale(tag: string): string {
  return tag === 'en' ? 'en-GB' : tag;
}

/**
 * How one reader is written to. `tags`: the reader's own language tag first, then what stands in for it. The first that is spoken
 * here decides, with its region where it names one; what was imported or typed as a language need not be one.
 */
export function readerLocale(tags: readonly (string | null)[]): { language: Language; locale: string } {
  const wanted = tags.filter((tag) => tag !== null);
  const language = pickLanguage(wanted);
  const spoken = wanted.find((tag) => isTag(tag) && new Intl.Locale(tag).language === language);
  return { language, locale: formatLocale(spoken ?? language) };
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
