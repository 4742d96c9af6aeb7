import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation, useNavigation, type LoaderFunctionArgs } from 'react-router';
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
      <main ref={useFocusOnArrival()} id="content" tabIndex={-1} aria-busy={state !== 'idle'} className={content}>
        <Outlet />
      </main>
      <ScrollRestoration />
    </>
  );
}

const content = 'mx-auto max-w-page px-4 pb-28 outline-none lg:pb-16';

/** A new page without a new document: whoever hears it must be taken there. */
function useFocusOnArrival() {
  const { pathname } = useLocation();
  const place = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    place.current?.focus({ preventScroll: true });
  }, [pathname]);
  return place;
}
