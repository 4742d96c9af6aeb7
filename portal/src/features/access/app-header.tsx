import type { SubmitEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigation } from 'react-router';
import type { EntityView, SessionView } from '@quittance/shared/customer-view.ts';
import { BrandMark } from '../../components/brand-mark.tsx';
import { quietLink } from '../../components/looks.ts';
import { signOut } from './session-queries.ts';
import { forgetSeen } from '../../lib/keep-seen.ts';
import { useWhose } from '../../lib/whose-context.tsx';
import { useWording } from '../../lib/wording-context.tsx';

type Props = {
  session: SessionView;
  /** The list that an open document is in; null on a page of its own. */
  place: string | null;
};

/** What was pressed is marked at once, however long its page takes. */
export function AppHeader({ session, place }: Props) {
  const { t } = useWording();
  const { pathname } = useLocation();
  const shown = useNavigation().location?.pathname ?? pathname;
  const marked = shown === pathname ? (place ?? shown) : shown;
  const search = useWhose();
  const places = [
    { to: { pathname: '/invoices', search }, text: t('nav.open') },
    { to: { pathname: '/invoices/paid', search }, text: t('nav.paid') },
    { to: { pathname: '/credit-notes', search }, text: t('nav.creditNotes') },
    { to: { pathname: '/statement', search }, text: t('nav.statement') },
    { to: { pathname: '/downloads', search }, text: t('nav.downloads') },
  ];
  return (
    <header className="mb-6 border-t-4 border-accent bg-surface print:hidden">
      <a href="#content" className="sr-only focus:not-sr-only focus:p-4">
        {t('nav.skip')}
      </a>
      <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-x-6 px-4 pt-3">
        <Brands entities={session.entities} />
        <SignOut session={session} />
      </div>
      <nav aria-label={t('nav.label')} className="border-b border-line">
        {/* One line in every language: on a narrow screen it goes on sideways, from where one is. */}
        <ul
          ref={showCurrent}
          className="mx-auto flex max-w-page gap-x-4 overflow-x-auto overflow-y-hidden px-4 whitespace-nowrap [scrollbar-width:none] max-sm:text-sm sm:gap-x-6"
        >
          {places.map(({ to, text }) => (
            <li key={to.pathname}>
              <Link
                to={to}
                aria-current={to.pathname === marked ? (marked === shown ? 'page' : 'true') : undefined}
                className="inline-flex min-h-12 min-w-11 items-center justify-center border-b-3 border-transparent font-medium text-muted hover:text-ink focus-visible:-outline-offset-3 not-[[aria-current]]:forced-colors:border-[Canvas] [&[aria-current]]:border-accent [&[aria-current]]:text-ink"
              >
                {text}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

function showCurrent(places: HTMLElement | null): void {
  const current = places?.querySelector<HTMLElement>('[aria-current]');
  if (places && current) places.scrollLeft = current.offsetLeft + (current.offsetWidth - places.clientWidth) / 2;
}

/** One merchant's name or logo; the names of several side by side. */
function Brands({ entities }: { entities: EntityView[] }) {
  const [only] = entities;
  if (only && entities.length === 1) return <BrandMark name={only.name} logoUrl={only.logoUrl} />;
  return <p className="text-lg font-bold">{entities.map((entity) => entity.name).join(' · ')}</p>;
}

function SignOut({ session: { email, entities } }: { session: SessionView }) {
  const { t } = useWording();
  const queryClient = useQueryClient();
  // A new document, so that nothing of the person stays in memory; nor on the device, whether or not the server could be told.
  const onLeft = () => {
    queryClient.clear();
    const [only] = entities;
    location.assign(only && entities.length === 1 ? `/sign-in?entity=${only.slug}` : '/sign-in');
  };
  const { mutate, isPending, isError } = useMutation({
    mutationFn: () => Promise.all([signOut(), forgetSeen().catch(() => undefined)]),
    onSuccess: onLeft,
  });
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isPending) mutate();
  };
  // Whoever leaves a computer that others use has left it, script or not.
  return (
    <form method="post" action="/sign-out" onSubmit={onSubmit} className="flex flex-wrap items-center gap-x-4">
      <span className="text-sm text-muted max-sm:hidden">{t('nav.signedInAs', { email })}</span>
      <button type="submit" aria-disabled={isPending} className={quietLink}>
        {t('nav.signOut')}
      </button>
      {isError && (
        <span role="alert" className="basis-full text-sm text-late">
          {t('offline.signOut')}
        </span>
      )}
    </form>
  );
}
