import { useMutation, useQuery } from '@tanstack/react-query';
import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { canBePaidWithOthers } from '@quittance/shared/document-status.ts';
import { invoicesAtOnceMax } from '@quittance/shared/payment-split.ts';
import type { ListToPay, Payable, PayableTotal } from '@quittance/shared/payable.ts';
import type { StartDraft } from '@quittance/shared/payment.ts';
import { mainButton } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { draftPath } from '../../lib/pay-address.ts';
import { useIsOffline } from '../../lib/use-is-offline.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { payableQuery, startDraft } from './payment-queries.ts';

/** Documents that were ticked: those of them that can be paid now. */
export function PaySelected({ documents }: { documents: readonly DocumentSummary[] }) {
  const { t } = useWording();
  const payable = documents.filter(canBePaidWithOthers);
  const leftOutCount = documents.filter((each) => each.amountDueMinor > 0 && !canBePaidWithOthers(each)).length;
  const groups = Map.groupBy(payable, (each) => [each.entityName, each.customerName, each.currency].join('\n'));
  const totals = [...groups.values()].map((group) => ({
    currency: group[0]?.currency ?? '',
    isWhole: true,
    invoicesCount: group.length,
    totalMinor: group.reduce((sum, { amountDueMinor }) => sum + amountDueMinor, 0),
  }));
  return (
    <>
      <PayTogether request={{ invoiceIds: payable.map(({ id }) => id) }} totals={totals} />
      {leftOutCount > 0 && <p className="w-full text-sm">{t('basket.leftOut', { count: leftOutCount })}</p>}
    </>
  );
}

/** All of a list but some, loaded or not. */
export function PayListed({ list }: { list: ListToPay }) {
  const { data } = useQuery(payableQuery(list));
  return data ? <PayTogether request={{ list }} totals={data.totals} /> : null;
}

type Props = { request: StartDraft; totals: readonly Pick<PayableTotal, keyof Payable | 'currency' | 'isWhole'>[] };

/** One button for all of them, with what they come to; where they cannot be paid in one go, why. */
function PayTogether({ request, totals }: Props) {
  const { t, money } = useWording();
  const isOffline = useIsOffline();
  const { open, isOpening, error } = useOpenDraft();
  const [only, ...others] = totals;
  if (!only) return null;
  if (others.length > 0) return <p className="text-sm">{t('basket.oneAtATime')}</p>;
  if (!only.isWhole || only.invoicesCount > invoicesAtOnceMax)
    return <p className="text-sm">{t('errors.tooManyInvoices')}</p>;
  const amount = money(only.totalMinor, only.currency);
  const isIdle = isOpening || isOffline;
  return (
    <>
      <button type="button" aria-disabled={isIdle} onClick={() => !isIdle && open(request)} className={mainButton}>
        {isOpening ? t('basket.opening') : t('basket.button', { count: only.invoicesCount, amount })}
      </button>
      {error && (
        <p role="alert" className="w-full text-late">
          {errorText(error, t)}
        </p>
      )}
    </>
  );
}

/** The pay document is one of its own. */
export function useOpenDraft() {
  const { mutate, isPending, isSuccess, error } = useMutation({
    // Credit is taken off at once; the page says so, and that it need not be.
    mutationFn: (request: StartDraft) => startDraft({ ...request, useCredit: true }),
    onSuccess: ({ id }) => location.assign(draftPath(id)),
  });
  return { open: mutate, isOpening: isPending || isSuccess, error };
}
