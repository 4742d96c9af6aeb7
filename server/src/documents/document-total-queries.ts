import { sql, type Kysely } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { ListTotals } from '@quittance/shared/customer-view.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { matching, type DocumentSearch } from './document-search-queries.ts';
import { creditNoteUnallocatedMinor, invoiceOutstandingMinor } from './standing-queries.ts';

/** A sum by the books, of one currency and one entity; `late` are those of it on which something may have accrued. */
export type DocumentSum = ListTotals['totals'][number] & {
  entityId: string;
  timeZone: string;
  late: LateInvoice[];
  /** The earliest issue or due date of these; null where there are none. */
  lateSinceDate: CalendarDate | null;
};

/** By the books. */
export type LateInvoice = { id: string; owedMinor: number; payableMinor: number };

/** What stands in the books: `amountDueMinor` is without what accrues. That begins after the due date, and under a policy. */
export async function sumDocuments(
  db: Kysely<Database>,
  reader: ReaderScope,
  search: DocumentSearch,
): Promise<DocumentSum[]> {
  const { filter, now } = search;
  const isOpen = filter.list === 'open';
  const isLate = sql`${isOpen}::boolean and entity.has_policy and each.due_date < entity.today`;
  const { rows } = await sql<DocumentSum>`
    with each as materialized (
      select documents.id, documents.currency, documents.entity_id, documents.issue_date, documents.due_date, documents.payable_minor,
        ${isOpen ? invoiceOutstandingMinor : sql`0`} as owed,
        ${filter.list === 'credit_notes' ? creditNoteUnallocatedMinor : sql`0`} as unallocated
      from documents
      where documents.customer_id = any(${[...reader.customerIds]}::uuid[]) and ${matching(reader, search)}
    ), entity as materialized (
      select e.id, e.time_zone, (${now}::timestamptz at time zone e.time_zone)::date as today,
        exists (select from late_charge_policies p where p.merchant_id = e.merchant_id and p.entity_id = e.id) as has_policy
      from entities e where e.merchant_id = ${reader.merchantId}
    )
    select each.currency, entity.id as "entityId", entity.time_zone as "timeZone", count(*) as "documentsCount",
      sum(each.payable_minor)::bigint as "payableMinor", sum(each.owed)::bigint as "amountDueMinor",
      coalesce(sum(each.owed) filter (where each.due_date < entity.today), 0)::bigint as "overdueMinor",
      sum(each.unallocated)::bigint as "unallocatedMinor",
      coalesce(json_agg(json_build_object('id', each.id, 'owedMinor', each.owed, 'payableMinor', each.payable_minor))
        filter (where ${isLate}), '[]') as "late",
      min(least(each.issue_date, each.due_date)) filter (where ${isLate}) as "lateSinceDate"
    from each join entity on entity.id = each.entity_id
    group by each.currency, entity.id, entity.time_zone`.execute(db);
  return rows;
}
