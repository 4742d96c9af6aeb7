import type { Language } from '@quittance/shared/language.ts';
import { speak } from '../lib/languages.ts';
import { wordingOf, type Wording } from '../lib/wording.ts';
import de from '../locales/de.json';
import en from '../locales/en.json';
import es from '../locales/es.json';
import fr from '../locales/fr.json';
import it from '../locales/it.json';
import nl from '../locales/nl.json';

const sentences = { en, nl, fr, de, es, it };

export function sentencesIn(language: Language): (typeof sentences)[Language] {
  return sentences[language];
}

export function wordingIn(language: Language): Wording {
  return wordingOf(speak(language, { [language]: { translation: sentencesIn(language) } }), language);
}

/** Locales put no-break and narrow spaces between number and currency. */
export function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00A0\u202F]/g, ' ');
}
