import { useSuspenseQuery } from '@tanstack/react-query';
import type { ListTotals as Totals } from '@quittance/shared/customer-view.ts';
import { BigAmount } from '../../components/big-amount.tsx';
import { useWording } from '../../lib/wording-context.tsx';
import type { Wording } from '../../lib/wording.ts';
import { listTotalsQuery } from './document-queries.ts';
import type { ListChoice } from './list-choice.ts';

/** What the list comes to, a sum per currency: amounts of different currencies are never added up. */
export function ListTotals({ choice }: { choice: ListChoice }) {
  const wording = useWording();
  const { data } = useSuspenseQuery(listTotalsQuery(choice));
  return (
    <ul className="@container mb-6 flex flex-wrap gap-x-10 gap-y-4 empty:hidden">
      {data.totals.map((total) => (
        <li key={total.currency}>
          <p className="text-sm text-muted">
            {wording.t(`list.total_${choice.list}`, { count: total.documentsCount })}
          </p>
          <BigAmount
            isOneOfSeveral={data.totals.length > 1}
            text={wording.money(choice.list === 'open' ? total.amountDueMinor : total.payableMinor, total.currency)}
          />
          <Part total={total} wording={wording} />
        </li>
      ))}
    </ul>
  );
}

/** What of it presses, or is still to be used. */
function Part({ total, wording }: { total: Totals['totals'][number]; wording: Wording }) {
  const { currency, overdueMinor, unallocatedMinor } = total;
  const { t, money } = wording;
  if (overdueMinor > 0)
    return <p className="font-medium text-late">{t('list.overdue', { amount: money(overdueMinor, currency) })}</p>;
  if (unallocatedMinor > 0)
    return <p className="font-medium text-good">{t('list.credit', { amount: money(unallocatedMinor, currency) })}</p>;
  return null;
}
