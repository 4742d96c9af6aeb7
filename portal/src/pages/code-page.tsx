import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, redirect, useNavigate, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import { quietLink } from '../components/looks.ts';
import { pendingChallengeQuery } from '../features/access/challenge-queries.ts';
import { CodeForm } from '../features/access/code-form.tsx';
import { isRefusal } from '../lib/api-error.ts';
import { plainBrand } from '../lib/brand-css.ts';
import { queryClientContext } from '../lib/loader-context.ts';
import { useBrand } from '../lib/use-brand.ts';
import { useWording } from '../lib/wording-context.tsx';
import { CodeFrame } from './sign-in-frame.tsx';

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
  const { entity } = challenge;
  useBrand(entity ?? plainBrand, [...(entity ? [entity.name] : []), t('code.title')].join(' · '));
  const queryClient = useQueryClient();
  const onSignedIn = (path: string) => {
    // Somebody else may have been signed in here; this page itself still shows its challenge.
    const [own] = pendingChallengeQuery.queryKey;
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== own });
    // Paying is a document of its own.
    if (path.startsWith('/pay/')) location.replace(path);
    else void navigate(path, { replace: true });
  };
  const [search, setSearch] = useSearchParams();
  return (
    <CodeFrame brand={entity} page="/sign-in/code" maskedEmail={challenge.maskedEmail}>
      <CodeForm
        refusedBefore={search.get('error')}
        onSignedIn={onSignedIn}
        onSentAgain={() => search.has('error') && setSearch(withoutError, { replace: true })}
      />
      <Link to="/sign-in" className={quietLink}>
        {t('code.other')}
      </Link>
    </CodeFrame>
  );
}

function withoutError(search: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...search].filter(([name]) => name !== 'error'));
}
