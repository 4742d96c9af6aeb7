import { languageNames, languages, type Language } from '@quittance/shared/language.ts';
import { quietLink } from './looks.ts';

export type LanguageOffer = { spoken: Language; page: string; label: string; button: string };

/** The language of the pages, and of the mails to somebody signed in. A plain form: it works without script. `page` is where it leads back to. */
export function LanguageForm({ spoken, page, label, button }: LanguageOffer) {
  return (
    <form method="post" action="/language" className="mt-2 flex flex-wrap items-center gap-x-3 print:hidden">
      <input type="hidden" name="page" value={page} />
      <label className="inline-flex min-h-11 items-center gap-x-2">
        {label}
        <select
          name="language"
          defaultValue={spoken}
          className="min-h-11 rounded-md border border-edge bg-surface px-2 text-ink"
        >
          {languages.map((language) => (
            <option key={language} value={language} lang={language}>
              {languageNames[language]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className={quietLink}>
        {button}
      </button>
    </form>
  );
}
