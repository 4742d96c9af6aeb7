import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import { calendarDateAt, daysBetween } from '@quittance/shared/calendar-date.ts';
import type { AmountDue } from '@quittance/shared/calculation.ts';
import type { DocumentFilter } from '@quittance/shared/document-query.ts';
import { mostCharges } from '@quittance/shared/late-charge/most-charges.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { saysAmount, saysAmountBetween, type DocumentSearch, type LateAmount } from './document-search-queries.ts';
import { sumDocuments, type DocumentSum, type LateInvoice } from './document-total-queries.ts';
import { findInvoiceFacts, findPoliciesOfEntity } from './standing-queries.ts';

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
    const isSaid = saysAmountBetween(q);
    for (const sum of await sumDocuments(db, reader, { filter: others, now, late })) {
      const most = await mostAccrued(db, reader, sum, now);
      const meant = sum.late.filter((each) =>
        isSaid({ fromMinor: each.owedMinor, toMinor: each.owedMinor + most(each) }, sum.currency),
      );
      for await (const [id, { amountDueMinor }] of amountsDue(db, reader, { ...sum, late: meant }, now)) {
        late.push({ id, amountDueMinor, currency: sum.currency });
      }
    }
  }
  return { filter, now, late };
}

/** Nothing of these can have accrued more: by all policies that may hold, for as long as for the oldest. */
async function mostAccrued(
  db: Deps['db'],
  reader: ReaderScope,
  { entityId, timeZone, lateSinceDate }: DocumentSum,
  now: Date,
): Promise<(invoice: LateInvoice) => number> {
  if (lateSinceDate === null) return () => 0;
  const days = daysBetween(lateSinceDate, calendarDateAt(now, timeZone));
  const { policies, rates } = await findPoliciesOfEntity(db, reader, { entityId, customerIds: reader.customerIds });
  const each = policies.map((policy) => mostCharges(policy, rates, days));
  const fixedMinor = Math.max(0, ...each.map((most) => most.fixedMinor));
  const share = Math.max(0, ...each.map((most) => most.share));
  return ({ payableMinor }) => Math.ceil(fixedMinor + share * payableMinor);
}

/** Of each invoice of a sum on which something may have accrued, as of today. */
export async function* amountsDue(
  db: Deps['db'],
  reader: ReaderScope,
  { late, timeZone }: Pick<DocumentSum, 'late' | 'timeZone'>,
  now: Date,
): AsyncGenerator<[id: string, AmountDue]> {
  const today = calendarDateAt(now, timeZone);
  for (let at = 0; at < late.length; at += invoicesAtOnce) {
    const ids = late.slice(at, at + invoicesAtOnce).map(({ id }) => id);
    const facts = await findInvoiceFacts(db, reader, ids);
    for (const [id, each] of facts) yield [id, calculateAmountDue(each, today)];
  }
}
