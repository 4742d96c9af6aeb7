/** What Mollie's pages are written in where it has none of the reader's region. */
const homes: Readonly<Record<string, string>> = {
  en: 'en_GB',
  nl: 'nl_NL',
  fr: 'fr_FR',
  de: 'de_DE',
  es: 'es_ES',
  it: 'it_IT',
};

/** Of Mollie's locales the nearest to how a payer is spoken to: the region of their tag, else of their country, else of the language. */
export function mollieLocale<Locale extends string>(
  known: readonly Locale[],
  { language, country }: { language: string; country: string | null },
): Locale | undefined {
  const [main = 'en', ...rest] = language.split('-');
  const region = rest.find((part) => /^[A-Za-z]{2}$/.test(part));
  const of = (place: string | null | undefined) => `${main.toLowerCase()}_${place?.toUpperCase()}`;
  const wanted = [of(region), of(country), homes[main.toLowerCase()], homes['en']];
  return wanted.map((each) => known.find((locale) => locale === each)).find((locale) => locale !== undefined);
}
