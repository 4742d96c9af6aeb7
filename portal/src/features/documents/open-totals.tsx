import { useSuspenseQuery } from '@tanstack/react-query';
import { BigAmount } from '../../components/big-amount.tsx';
import { useWording } from '../../lib/wording-context.tsx';
import { openTotalsQuery } from './document-queries.ts';

/** What is owed in all, a sum per currency: amounts of different currencies are never added up. */
export function OpenTotals() {
  const { t, money } = useWording();
  const { data } = useSuspenseQuery(openTotalsQuery);
  return (
    <ul className="@container mb-6 flex flex-wrap gap-x-10 gap-y-4">
      {data.totals.map(({ currency, amountDueMinor, overdueMinor, documentsCount }) => (
        <li key={currency}>
          <p className="text-sm text-muted">{t('list.total', { count: documentsCount })}</p>
          <BigAmount text={money(amountDueMinor, currency)} />
          {overdueMinor > 0 && (
            <p className="font-medium text-late">{t('list.overdue', { amount: money(overdueMinor, currency) })}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
