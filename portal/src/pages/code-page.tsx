import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, redirect, useNavigate, type LoaderFunctionArgs } from 'react-router';
import { NarrowPage } from '../components/narrow-page.tsx';
import { quietLink } from '../components/looks.ts';
import { pendingChallengeQuery } from '../features/access/challenge-queries.ts';
import { CodeForm } from '../features/access/code-form.tsx';
import { isRefusal } from '../lib/api-error.ts';
import { queryClientContext } from '../lib/loader-context.ts';
import { useBrand } from '../lib/use-brand.ts';
import { useWording } from '../lib/wording-context.tsx';

export async function loader({ context }: LoaderFunctionArgs) {
  try {
    await context.get(queryClientContext).fetchQuery(pendingChallengeQuery);
  } catch (error) {
    if (isRefusal(error, 'not_found')) return redirect('/sign-in');
    throw error;
  }
  return null;
}

export function Component() {
  const { t } = useWording();
  const navigate = useNavigate();
  const { data: challenge } = useSuspenseQuery(pendingChallengeQuery);
  useBrand(challenge.entity, `${challenge.entity.name} · ${t('code.title')}`);
  const queryClient = useQueryClient();
  const onSignedIn = (path: string) => {
    // Somebody else may have been signed in here; this page itself still shows its challenge.
    const [own] = pendingChallengeQuery.queryKey;
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== own });
    void navigate(path, { replace: true });
  };
  return (
    <main className="border-t-4 border-accent">
      <NarrowPage title={t('code.title')} name={challenge.entity.name}>
        <p className="mt-2 text-muted">{t('code.sentTo', { email: challenge.maskedEmail })}</p>
        <p className="mb-5 text-muted">{t('code.maybe')}</p>
        <CodeForm onSignedIn={onSignedIn} />
        <Link to="/sign-in" className={quietLink}>
          {t('code.other')}
        </Link>
      </NarrowPage>
    </main>
  );
}
