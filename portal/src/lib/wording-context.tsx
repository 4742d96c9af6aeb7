import type { i18n } from 'i18next';
import { createContext, use, useMemo, useSyncExternalStore } from 'react';
import { pickLanguage, type Language } from '@quittance/shared/language.ts';
import { wordingOf, type Wording } from './wording.ts';

/** The language that the page speaks. */
export const LanguageContext = createContext<i18n | null>(null);

/** Which of ours it is, whatever country the numbers follow. */
export function useLanguage(): Language {
  return pickLanguage([use(LanguageContext)?.language ?? '']);
}

/** The words of the page, again when another language is spoken. */
export function useWording(): Wording {
  const i18n = use(LanguageContext);
  if (!i18n) throw new Error('no language is spoken here');
  const subscribe = (onChange: () => void) => {
    i18n.on('languageChanged', onChange);
    return () => i18n.off('languageChanged', onChange);
  };
  const language = () => i18n.language;
  const tag = useSyncExternalStore(subscribe, language, language);
  return useMemo(() => wordingOf(i18n, tag), [i18n, tag]);
}
