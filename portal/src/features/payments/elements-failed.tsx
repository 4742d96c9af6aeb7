import { quietButton } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';

/** Something between here and the provider keeps its script out: said, with what can be done. */
export function ElementsFailed({ isLooking, onRetry }: { isLooking: boolean; onRetry: () => void }) {
  const { t } = useWording();
  return (
    <div role="alert" className="rounded-md bg-soon-wash p-4 text-soon">
      <p>{t('pay.elements.failed')}</p>
      <button type="button" aria-disabled={isLooking} onClick={onRetry} className={`${quietButton} mt-3`}>
        {t('page.retry')}
      </button>
    </div>
  );
}
