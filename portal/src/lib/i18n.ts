import type { i18n, ResourceLanguage } from 'i18next';
import { readerLocale, type Language } from '@quittance/shared/language.ts';
import { speak } from './languages.ts';
import { wordingOf, type Wording } from './wording.ts';

/** Speaks the language that the document came in, with the sentences that came in it. */
export function startLanguage(): i18n {
  const shipped: unknown = JSON.parse(document.getElementById('sentences')?.textContent ?? 'null');
  if (!isSentences(shipped)) throw new Error('the page holds no sentences');
  const language = document.documentElement.lang;
  return speak(language, { [language]: { translation: shipped } });
}

const sentences = {
  en: () => import('../locales/en.json'),
  nl: () => import('../locales/nl.json'),
  fr: () => import('../locales/fr.json'),
  de: () => import('../locales/de.json'),
  es: () => import('../locales/es.json'),
  it: () => import('../locales/it.json'),
} satisfies Record<Language, unknown>;

/** Goes on in the language of the person, where it is another than the document's. Numbers and dates follow the whole tag (`nl-BE`). */
export async function switchLanguage(i18n: i18n, tag: string): Promise<void> {
  const { language, locale } = readerLocale([tag, i18n.language]);
  if (i18n.language === locale) return;
  if (!i18n.hasResourceBundle(language, 'translation')) {
    const { default: translation } = await sentences[language]();
    i18n.addResourceBundle(language, 'translation', translation);
  }
  await i18n.changeLanguage(locale);
  document.documentElement.lang = language;
}

/** For a page that came without its sentences. */
export async function loadWording(tag: string): Promise<Wording> {
  const { language, locale } = readerLocale([tag]);
  const { default: translation } = await sentences[language]();
  return wordingOf(speak(locale, { [language]: { translation } }), locale);
}

function isSentences(value: unknown): value is ResourceLanguage {
  return typeof value === 'object' && value !== null;
}
