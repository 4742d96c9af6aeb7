import { sql, type Kysely } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { MerchantKey, ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export type ReceiptRow = {
  id: string;
  customerId: string;
  entityId: string;
  method: string;
  last4: string | null;
  amountMinor: number;
  currency: string;
  receivedDate: CalendarDate;
  /** What it has paid; null of money that was not paid here. */
  draftId: string | null;
};

/**
 * A payment that this reader may have a receipt of: one of the own customers'. Whoever holds a mailed link gets the receipt of what was paid
 * as `principal`; without a principal, of what was paid for the link's document and for nothing else.
 */
export async function findReceipt(
  db: Kysely<Database>,
  reader: ReaderScope,
  paymentId: string,
  principal: string | null,
): Promise<ReceiptRow | undefined> {
  let query = db
    .selectFrom('payments as p')
    .leftJoin('payment_attempts as a', (join) =>
      join.onRef('a.merchant_id', '=', 'p.merchant_id').onRef('a.id', '=', 'p.attempt_id'),
    )
    .select(['p.id', 'p.customer_id as customerId', 'p.entity_id as entityId', 'p.method', 'a.last4', 'p.currency'])
    .select(['p.amount_minor as amountMinor', 'p.received_date as receivedDate', 'a.draft_id as draftId'])
    .where('p.merchant_id', '=', reader.merchantId)
    .where('p.customer_id', '=', sql<string>`any(${sql.val([...reader.customerIds])}::uuid[])`)
    .where('p.id', '=', paymentId);
  if (reader.onlyDocumentId && principal !== null) query = query.where('a.principal', '=', principal);
  if (reader.onlyDocumentId && principal === null) {
    query = query.where(
      sql<boolean>`array(select distinct invoice_id from allocations
        where merchant_id = p.merchant_id and (payment_id = p.id or draft_id = a.draft_id)) = array[${reader.onlyDocumentId}::uuid]`,
    );
  }
  return query.executeTakeFirst();
}

/** What an invoice got when a payment was booked: of its money, and of the credit that was used with it. */
export type AppliedPart = {
  invoiceId: string;
  number: string;
  issueDate: CalendarDate;
  amountMinor: number;
  /** The part of it that paid late charges: an invoice's own total is covered before them. */
  lateChargesMinor: number;
};

/** Of a payment, or of a draft that only credit has paid. What was applied of it later, as credit, is another payment's. */
export async function listAppliedParts(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  { paymentId, draftId }: { paymentId: string | null; draftId: string | null },
): Promise<AppliedPart[]> {
  const { rows } = await sql<AppliedPart>`
    select d.id as "invoiceId", d.number, d.issue_date as "issueDate", sum(a.amount_minor)::bigint as "amountMinor",
      sum(a.amount_minor - least(a.amount_minor, greatest(0, d.payable_minor - before.minor)))::bigint as "lateChargesMinor"
    from allocations a
    join documents d on d.merchant_id = a.merchant_id and d.id = a.invoice_id
    cross join lateral (
      select coalesce(sum(e.amount_minor), 0) as minor from allocations e
      where e.merchant_id = a.merchant_id and e.invoice_id = a.invoice_id and (e.created_at, e.id) < (a.created_at, a.id)) as before
    where a.merchant_id = ${merchantId} and a.reversal_id is null
      and (a.payment_id = ${paymentId}::uuid and a.draft_id is null or a.draft_id = ${draftId}::uuid)
    group by d.id, d.number, d.issue_date, d.due_date
    order by d.due_date, d.number`.execute(db);
  return rows;
}

export type ReceiptReversal = { kind: 'returned' | 'refund' | 'dispute'; date: CalendarDate; amountMinor: number };

export async function listReceiptReversals(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  paymentId: string,
): Promise<ReceiptReversal[]> {
  return db
    .selectFrom('payment_reversals')
    .select(['kind', 'reversed_date as date', 'amount_minor as amountMinor'])
    .where('merchant_id', '=', merchantId)
    .where('payment_id', '=', paymentId)
    .orderBy('reversed_date')
    .orderBy('id')
    .execute();
}
