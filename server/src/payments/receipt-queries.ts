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
    .select(['p.amount_minor as amountMinor', 'p.received_date as receivedDate'])
    .where('p.merchant_id', '=', reader.merchantId)
    .where('p.customer_id', '=', sql<string>`any(${sql.val([...reader.customerIds])}::uuid[])`)
    .where('p.id', '=', paymentId);
  if (reader.onlyDocumentId && principal !== null) query = query.where('a.principal', '=', principal);
  if (reader.onlyDocumentId && principal === null) {
    query = query.where(
      sql<boolean>`array(select distinct invoice_id from allocations
        where merchant_id = p.merchant_id and payment_id = p.id) = array[${reader.onlyDocumentId}::uuid]`,
    );
  }
  return query.executeTakeFirst();
}

/** What a payment was applied to when it was booked. */
export type AppliedPart = {
  number: string;
  issueDate: CalendarDate;
  amountMinor: number;
  /** The part of it that paid late charges: an invoice's own total is covered before them. */
  lateChargesMinor: number;
};

export async function listAppliedParts(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  paymentId: string,
): Promise<AppliedPart[]> {
  const { rows } = await sql<AppliedPart>`
    select d.number, d.issue_date as "issueDate", a.amount_minor as "amountMinor",
      (a.amount_minor - least(a.amount_minor, greatest(0, d.payable_minor - before.minor)))::bigint as "lateChargesMinor"
    from allocations a
    join documents d on d.merchant_id = a.merchant_id and d.id = a.invoice_id
    cross join lateral (
      select coalesce(sum(e.amount_minor), 0) as minor from allocations e
      where e.merchant_id = a.merchant_id and e.invoice_id = a.invoice_id and (e.created_at, e.id) < (a.created_at, a.id)) as before
    where a.merchant_id = ${merchantId} and a.payment_id = ${paymentId} and a.reversal_id is null
    order by a.created_at, a.id`.execute(db);
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
