import { createInstance, type i18n, type Resource } from 'i18next';

/** Speaks at once: everything there is to say is in `resources`. */
export function speak(tag: string, resources: Resource): i18n {
  const instance = createInstance();
  void instance.init({
    lng: tag,
    resources,
    initAsync: false,
    // React and the page's own templates escape; escaping twice would show "&amp;" to people.
    interpolation: { escapeValue: false },
  });
  return instance;
}
