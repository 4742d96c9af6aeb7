import { useQuery } from '@tanstack/react-query';
import { quietButton } from '../../components/looks.ts';
import { payPageQuery } from './payment-queries.ts';
import { useWording } from '../../lib/wording-context.tsx';

export function LookAgain({ invoiceId }: { invoiceId: string }) {
  const { t } = useWording();
  const { refetch, isFetching } = useQuery(payPageQuery(invoiceId));
  return (
    <button
      type="button"
      aria-disabled={isFetching}
      onClick={() => void refetch()}
      className={`${quietButton} mt-5 w-full`}
    >
      {t('pay.colleague.check')}
    </button>
  );
}
