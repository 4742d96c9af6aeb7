import { createInstance, type i18n, type Resource } from 'i18next';
import type { Language } from '@quittance/shared/language.ts';

/** One language, ready at once: everything it says is in `resources`. */
export function speak(language: Language, resources: Resource): i18n {
  const instance = createInstance();
  void instance.init({
    lng: language,
    resources,
    initAsync: false,
    // React and the page's own templates escape; escaping twice would show "&amp;" to people.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}
