import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import { calendarDateAt } from '@quittance/shared/calendar-date.ts';
import type { ListTotals } from '@quittance/shared/customer-view.ts';
import type { DocumentFilter } from '@quittance/shared/document-query.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { sumDocuments, type DocumentSum } from './document-total-queries.ts';
import { narrowedReader } from './list-documents.ts';
import { findInvoiceFacts } from './standing-queries.ts';

/** The facts of so many at a time are held in memory, and others are answered in between. */
const invoicesAtOnce = 250;

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
  const now = deps.clock.now();
  const totals = new Map<string, ListTotals['totals'][number]>();
  for (const sum of await sumDocuments(deps.db, reader, { filter, now })) {
    const accruedMinor = await sumAccrued(deps, reader, sum, now);
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

async function sumAccrued(
  { db }: Pick<Deps, 'db'>,
  reader: ReaderScope,
  { lateIds, timeZone }: DocumentSum,
  now: Date,
): Promise<number> {
  const today = calendarDateAt(now, timeZone);
  let accruedMinor = 0;
  for (let at = 0; at < lateIds.length; at += invoicesAtOnce) {
    const facts = await findInvoiceFacts(db, reader, lateIds.slice(at, at + invoicesAtOnce));
    accruedMinor = sumMinor([
      accruedMinor,
      ...[...facts.values()].map((each) => calculateAmountDue(each, today).accruedMinor),
    ]);
  }
  return accruedMinor;
}
