import { mainButton, quietLink } from '../components/looks.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { CodeFields } from '../features/access/code-fields.tsx';
import { EmailFields, type Asked } from '../features/access/email-fields.tsx';
import { sentenceOf } from '../lib/errors.ts';
import type { ShellBrand } from '../lib/shell-brand.ts';
import { useWording } from '../lib/wording-context.tsx';
import { CodeFrame, SignInFrame } from './sign-in-frame.tsx';

/** What a shell shows where no script runs: the forms of signing in work without. `error` is what the last one came to. */
export type PlainForm =
  | { ask: 'email'; asked: Asked; error: string | null }
  | { ask: 'code'; maskedEmail: string; error: string | null };

type Props = { form: PlainForm; brand: ShellBrand | null; language: string };

export function PlainFormPage({ form, brand, language }: Props) {
  const { t } = useWording();
  const error = form.error === null ? null : sentenceOf(form.error, t);
  const spoken = `language=${encodeURIComponent(language)}`;
  if (form.ask === 'email') {
    return (
      <SignInFrame brand={brand} page={signInPath(form.asked)}>
        <EmailFields action={`/sign-in?${spoken}`} asked={form.asked} error={error} />
      </SignInFrame>
    );
  }
  const needsNewCode = form.error === 'challenge_dead' || form.error === 'challenge_expired';
  return (
    <CodeFrame brand={brand} page="/sign-in/code" maskedEmail={form.maskedEmail}>
      <CodeFields action={`/sign-in/code?${spoken}`} error={error} needsNewCode={needsNewCode} />
      <form method="post" action={`/sign-in/again?${spoken}`}>
        <button type="submit" className={needsNewCode ? `${mainButton} w-full` : quietLink}>
          {t('code.again')}
        </button>
      </form>
      <a href={`/sign-in?${spoken}`} className={quietLink}>
        {t('code.other')}
      </a>
    </CodeFrame>
  );
}

function signInPath({ entity, documentId, page }: Asked): string {
  const asked = Object.entries({ entity, document: documentId, page }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return asked.length === 0 ? '/sign-in' : `/sign-in?${new URLSearchParams(asked).toString()}`;
}

/** A page that is nothing without script says so, and what can be done without. */
export function NeedsScript({ text, brand }: { text: string; brand: ShellBrand | null }) {
  const { t } = useWording();
  return (
    <main className="border-t-4 border-accent">
      <NarrowPage title={t('page.errorTitle')} brand={brand}>
        <p className="mt-2">{text}</p>
      </NarrowPage>
    </main>
  );
}
