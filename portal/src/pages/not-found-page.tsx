import { Link } from 'react-router';
import { mainButton } from '../components/looks.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { useIsOffline } from '../lib/use-is-offline.ts';
import { useWording } from '../lib/wording-context.tsx';

export function NotFoundPage() {
  const { t } = useWording();
  // A file that was opened without network ends here, too.
  const isOffline = useIsOffline();
  return (
    <NarrowPage title={t(isOffline ? 'offline.notKeptTitle' : 'page.notFoundTitle')}>
      <p className="mt-2 mb-5 text-muted">{t(isOffline ? 'offline.notKept' : 'page.notFoundText')}</p>
      <Link to="/invoices" className={`${mainButton} w-full`}>
        {t('page.home')}
      </Link>
    </NarrowPage>
  );
}
