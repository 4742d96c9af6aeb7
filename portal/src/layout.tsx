import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, useNavigation, type LoaderFunctionArgs } from 'react-router';
import { AppHeader } from './features/access/app-header.tsx';
import { sessionQuery } from './features/access/session-queries.ts';
import { switchLanguage } from './lib/i18n.ts';
import { i18nContext, signedIn } from './lib/loader-context.ts';

export function loader(args: LoaderFunctionArgs) {
  return signedIn(args, async (queryClient) => {
    const { language } = await queryClient.ensureQueryData(sessionQuery);
    await switchLanguage(args.context.get(i18nContext), language);
    return null;
  });
}

/** What stands around every signed-in page. */
export function Component() {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { state } = useNavigation();
  return (
    <>
      <AppHeader session={session} />
      <main id="content" aria-busy={state !== 'idle'} className="mx-auto max-w-page px-4 pb-16">
        <Outlet />
      </main>
    </>
  );
}
