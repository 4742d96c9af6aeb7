import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import { calendarDateAt } from '@quittance/shared/calendar-date.ts';
import type { AmountDue } from '@quittance/shared/calculation.ts';
import type { DocumentFilter } from '@quittance/shared/document-query.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { saysAmount, type DocumentSearch, type LateAmount } from './document-search-queries.ts';
import { sumDocuments, type DocumentSum } from './document-total-queries.ts';
import { findInvoiceFacts } from './standing-queries.ts';

/** The facts of so many at a time are held in memory, and others are answered in between. */
const invoicesAtOnce = 250;

/**
 * What to look for. What late invoices come to grows by the day and stands in no column, so it is worked out beforehand, and only
 * where open ones are searched for an amount.
 */
export async function searchOf(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  reader: ReaderScope,
  filter: DocumentFilter,
): Promise<DocumentSearch> {
  const now = clock.now();
  const { q, ...others } = filter;
  const late: LateAmount[] = [];
  if (filter.list === 'open' && q !== undefined && saysAmount(q)) {
    for (const sum of await sumDocuments(db, reader, { filter: others, now, late }, q)) {
      for await (const [id, { amountDueMinor }] of amountsDue(db, reader, sum, now)) {
        late.push({ id, amountDueMinor, currency: sum.currency });
      }
    }
  }
  return { filter, now, late };
}

/** Of each invoice of a sum on which something may have accrued, as of today. */
export async function* amountsDue(
  db: Deps['db'],
  reader: ReaderScope,
  { lateIds, timeZone }: DocumentSum,
  now: Date,
): AsyncGenerator<[id: string, AmountDue]> {
  const today = calendarDateAt(now, timeZone);
  for (let at = 0; at < lateIds.length; at += invoicesAtOnce) {
    const facts = await findInvoiceFacts(db, reader, lateIds.slice(at, at + invoicesAtOnce));
    for (const [id, each] of facts) yield [id, calculateAmountDue(each, today)];
  }
}
