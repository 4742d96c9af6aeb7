import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import {
  Outlet,
  ScrollRestoration,
  useLocation,
  useNavigation,
  type LoaderFunctionArgs,
  type Location,
} from 'react-router';
import type { SessionView } from '@quittance/shared/customer-view.ts';
import { pickLanguage } from '@quittance/shared/language.ts';
import { ContactLine } from './components/contact-link.tsx';
import { LanguageForm } from './components/language-form.tsx';
import { AppHeader } from './features/access/app-header.tsx';
import { sessionQuery } from './features/access/session-queries.ts';
import { backPath } from './features/documents/back-path.ts';
import { documentQuery } from './features/documents/document-queries.ts';
import { OfflineBanner } from './features/documents/offline-banner.tsx';
import { SelectionKeeper } from './features/documents/selection-context.tsx';
import { switchLanguage } from './lib/i18n.ts';
import { forgetSeen, keepSeen } from './lib/keep-seen.ts';
import { i18nContext, signedIn } from './lib/loader-context.ts';
import { WhoseKeeper } from './lib/whose-context.tsx';
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
  const { t } = useWording();
  const { state } = useNavigation();
  useKeeping(session);
  return (
    <WhoseKeeper>
      {state !== 'idle' && <progress aria-label={t('page.loading')} className={bar} />}
      <AppHeader session={session} place={useOpenedFrom()} />
      <OfflineBanner />
      <main ref={useFocusOnArrival()} id="content" tabIndex={-1} aria-busy={state !== 'idle'} className={content}>
        <SelectionKeeper email={session.email}>
          <Outlet />
        </SelectionKeeper>
      </main>
      <Footer session={session} />
      <ScrollRestoration getKey={placeOf} />
    </WhoseKeeper>
  );
}

/** What is seen stays readable without network on a device that the person called theirs, and on no other. */
function useKeeping({ isRemembered }: SessionView): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const keeping = isRemembered ? keepSeen(() => void queryClient.invalidateQueries()) : forgetSeen();
    // A browser that keeps nothing shows everything all the same.
    keeping.catch(() => undefined);
  }, [isRemembered, queryClient]);
}

const bar = 'late-shown fixed inset-x-0 top-0 z-10 block h-1 w-full accent-accent print:hidden';

/** The list that the open document is in; null where none is open. */
function useOpenedFrom(): string | null {
  const location = useLocation();
  const { pathname } = location;
  const state: unknown = location.state;
  const [, documentId] = /^\/documents\/([^/]+)$/.exec(pathname) ?? [];
  const { data } = useQuery({ ...documentQuery(documentId ?? ''), enabled: false });
  return documentId !== undefined && data ? (backPath(state, data.summary, '').split('?')[0] ?? null) : null;
}

const content = 'mx-auto max-w-page px-4 outline-none';

function Footer({ session: { language, entities } }: { session: SessionView }) {
  const { t } = useWording();
  const { pathname, search } = useLocation();
  return (
    <footer
      id="footer"
      tabIndex={-1}
      className="mx-auto max-w-page px-4 pt-8 pb-28 text-sm text-muted lg:pb-12 print:hidden"
    >
      {entities.map(({ slug, name, email, phone }) => (
        <ContactLine key={slug} text={t('landing.contact', { name })} email={email} phone={phone} />
      ))}
      <LanguageForm
        spoken={pickLanguage([language])}
        page={`${pathname}${search}`}
        label={t('language.label')}
        button={t('language.button')}
      />
    </footer>
  );
}

/** Back in a list by whichever way, one is where one was in it; every other page is a new one each time. */
function placeOf({ pathname, search, key }: Location): string {
  return pathname.startsWith('/documents/') ? key : `${pathname}${search}`;
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
