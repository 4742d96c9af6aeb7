import type { ListTotals } from '@quittance/shared/customer-view.ts';
import type { DocumentFilter } from '@quittance/shared/document-query.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { sumDocuments } from './document-total-queries.ts';
import { narrowedReader } from './list-documents.ts';
import { amountsDue, searchOf } from './search-documents.ts';

/**
 * What a list comes to, of however many documents. The database adds up what stands in the books; only what has accrued on top of it is
 * worked out invoice by invoice, and only of those that are late under a policy.
 */
export async function sumDocumentList(
  deps: Pick<Deps, 'db' | 'clock'>,
  everything: ReaderScope,
  filter: DocumentFilter,
): Promise<ListTotals> {
  const reader = narrowedReader(everything, filter);
  const search = await searchOf(deps, reader, filter);
  const totals = new Map<string, ListTotals['totals'][number]>();
  for (const sum of await sumDocuments(deps.db, reader, search)) {
    let accruedMinor = 0;
    for await (const [, due] of amountsDue(deps.db, reader, sum, search.now)) {
      accruedMinor = sumMinor([accruedMinor, due.accruedMinor]);
    }
    const total = totals.get(sum.currency);
    totals.set(sum.currency, {
      currency: sum.currency,
      documentsCount: (total?.documentsCount ?? 0) + sum.documentsCount,
      payableMinor: sumMinor([total?.payableMinor ?? 0, sum.payableMinor]),
      amountDueMinor: sumMinor([total?.amountDueMinor ?? 0, sum.amountDueMinor, accruedMinor]),
      overdueMinor: sumMinor([total?.overdueMinor ?? 0, sum.overdueMinor, accruedMinor]),
      unallocatedMinor: sumMinor([total?.unallocatedMinor ?? 0, sum.unallocatedMinor]),
    });
  }
  return {
    totals: [...totals.values()].toSorted(
      (a, b) => b.amountDueMinor - a.amountDueMinor || b.payableMinor - a.payableMinor,
    ),
  };
}
