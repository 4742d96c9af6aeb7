import { sql, type Kysely } from 'kysely';
import type { ListTotals } from '@quittance/shared/customer-view.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { matching, owesUpTo, type DocumentSearch } from './document-search-queries.ts';
import { creditNoteUnallocatedMinor, invoiceOutstandingMinor } from './standing-queries.ts';

/** A sum by the books, of one currency and one entity; `lateIds` are those of it on which something may have accrued. */
export type DocumentSum = ListTotals['totals'][number] & { timeZone: string; lateIds: string[] };

/**
 * What stands in the books: `amountDueMinor` is without what accrues. That begins after the due date, and under a policy. With an amount,
 * `lateIds` are those that may come to it.
 */
export async function sumDocuments(
  db: Kysely<Database>,
  reader: ReaderScope,
  search: DocumentSearch,
  amount?: string,
): Promise<DocumentSum[]> {
  const { filter, now } = search;
  const mayComeToIt =
    amount === undefined ? sql`true` : owesUpTo(amount, sql.ref('each.owed'), sql.ref('each.currency'));
  const isOpen = filter.list === 'open';
  const { rows } = await sql<DocumentSum>`
    with each as materialized (
      select documents.id, documents.currency, documents.entity_id, documents.due_date, documents.payable_minor,
        ${isOpen ? invoiceOutstandingMinor : sql`0`} as owed,
        ${filter.list === 'credit_notes' ? creditNoteUnallocatedMinor : sql`0`} as unallocated
      from documents
      where documents.customer_id = any(${[...reader.customerIds]}::uuid[]) and ${matching(reader, search)}
    ), entity as materialized (
      select e.id, e.time_zone, (${now}::timestamptz at time zone e.time_zone)::date as today,
        exists (select from late_charge_policies p where p.merchant_id = e.merchant_id and p.entity_id = e.id) as has_policy
      from entities e where e.merchant_id = ${reader.merchantId}
    )
    select each.currency, entity.time_zone as "timeZone", count(*) as "documentsCount",
      sum(each.payable_minor)::bigint as "payableMinor", sum(each.owed)::bigint as "amountDueMinor",
      coalesce(sum(each.owed) filter (where each.due_date < entity.today), 0)::bigint as "overdueMinor",
      sum(each.unallocated)::bigint as "unallocatedMinor",
      coalesce(array_agg(each.id) filter (where ${isOpen}::boolean and entity.has_policy and each.due_date < entity.today
        and ${mayComeToIt}), '{}') as "lateIds"
    from each join entity on entity.id = each.entity_id
    group by each.currency, entity.id, entity.time_zone`.execute(db);
  return rows;
}
