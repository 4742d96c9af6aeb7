import { Link } from 'react-router';
import { mainButton } from '../components/looks.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { useWording } from '../lib/wording-context.tsx';

export function NotFoundPage() {
  const { t } = useWording();
  return (
    <NarrowPage title={t('page.notFoundTitle')}>
      <p className="mt-2 mb-5 text-muted">{t('page.notFoundText')}</p>
      <Link to="/invoices" className={`${mainButton} w-full`}>
        {t('page.home')}
      </Link>
    </NarrowPage>
  );
}
