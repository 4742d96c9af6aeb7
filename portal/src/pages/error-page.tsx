import { useRevalidator, useRouteError } from 'react-router';
import { mainButton } from '../components/looks.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { isRefusal } from '../lib/api-error.ts';
import { errorText } from '../lib/errors.ts';
import { useIsOffline } from '../lib/use-is-offline.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { useWording } from '../lib/wording-context.tsx';

/** What stands where a page failed: what happened, and a way on. */
export function ErrorPage() {
  const { t } = useWording();
  const error = useRouteError();
  const { revalidate, state } = useRevalidator();
  const isOffline = useIsOffline();
  if (isRefusal(error, 'not_found')) return <NotFoundPage />;
  const isNotKept = isRefusal(error, 'not_kept') || (isOffline && isRefusal(error, 'unreachable'));
  return (
    <NarrowPage title={t(isNotKept ? 'offline.notKeptTitle' : 'page.errorTitle')}>
      <p className="mt-2 mb-5 text-muted">{isNotKept ? t('offline.notKept') : errorText(error, t)}</p>
      <button
        type="button"
        aria-disabled={state === 'loading'}
        onClick={() => void revalidate()}
        className={`${mainButton} w-full`}
      >
        {t('page.retry')}
      </button>
    </NarrowPage>
  );
}
