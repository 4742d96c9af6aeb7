import type { Language } from '@quittance/shared/language.ts';
import { speak } from '../lib/languages.ts';
import { wordingOf, type Wording } from '../lib/wording.ts';
import de from '../locales/de.json';
import en from '../locales/en.json';
import fr from '../locales/fr.json';
import nl from '../locales/nl.json';

const sentences = { en, nl, fr, de };

export function wordingIn(language: Language): Wording {
  return wordingOf(speak(language, { [language]: { translation: sentences[language] } }), language);
}

/** Locales put no-break and narrow spaces between number and currency. */
export function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00A0\u202F]/g, ' ');
}
