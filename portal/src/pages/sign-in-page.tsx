import { useNavigate, useSearchParams } from 'react-router';
import { SignInForm } from '../features/access/sign-in-form.tsx';
import { NarrowPage } from '../components/narrow-page.tsx';
import { sentenceOf } from '../lib/errors.ts';
import { shellName } from '../lib/shell-name.ts';
import { useWording } from '../lib/wording-context.tsx';

/** `entity`, `document` and `error` come with the address: from a link, a page that asked to sign in first, a form without script. */
export function Component() {
  const { t } = useWording();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const error = search.get('error');
  return (
    <main className="border-t-4 border-accent">
      <NarrowPage title={t('signIn.title')} name={shellName()}>
        <p className="mt-2 mb-5 text-muted">{t('signIn.text')}</p>
        <SignInForm
          asked={{ entity: search.get('entity') ?? undefined, documentId: search.get('document') ?? undefined }}
          refusedBefore={error === null ? null : sentenceOf(error, t)}
          onSent={() => void navigate('/sign-in/code')}
        />
      </NarrowPage>
    </main>
  );
}
