import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation, useNavigation, type LoaderFunctionArgs } from 'react-router';
import { pickLanguage } from '@quittance/shared/language.ts';
import { LanguageForm } from './components/language-form.tsx';
import { AppHeader } from './features/access/app-header.tsx';
import { sessionQuery } from './features/access/session-queries.ts';
import { SelectionKeeper } from './features/documents/selection-context.tsx';
import { switchLanguage } from './lib/i18n.ts';
import { i18nContext, signedIn } from './lib/loader-context.ts';
import { useWording } from './lib/wording-context.tsx';

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
        <SelectionKeeper>
          <Outlet />
        </SelectionKeeper>
      </main>
      <Footer language={session.language} />
      <ScrollRestoration />
    </>
  );
}

const content = 'mx-auto max-w-page px-4 outline-none';

function Footer({ language }: { language: string }) {
  const { t } = useWording();
  const { pathname, search } = useLocation();
  return (
    <footer
      id="footer"
      tabIndex={-1}
      className="mx-auto max-w-page px-4 pt-8 pb-28 text-sm text-muted lg:pb-12 print:hidden"
    >
      <LanguageForm
        spoken={pickLanguage([language])}
        page={`${pathname}${search}`}
        label={t('language.label')}
        button={t('language.button')}
      />
    </footer>
  );
}

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
