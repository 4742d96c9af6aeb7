import { sql, type Kysely } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { DocumentKind } from '@quittance/shared/document.ts';
import type { StatementDocument, StatementFacts } from '@quittance/shared/statement-facts.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Db = Kysely<Database>;
type Account = { customerId: string; entityId: string; currency: string; timeZone: string };

/**
 * Documents that counted on a day or before. One whose date is yet to come counts from the day it came in, because lists show it
 * from then on.
 */
export async function listDocumentsUntil(
  db: Db,
  { merchantId }: MerchantKey,
  { customerId, entityId, currency, timeZone }: Account,
  untilDate: CalendarDate,
): Promise<(StatementDocument & { kind: DocumentKind })[]> {
  const { rows } = await sql<StatementDocument & { kind: DocumentKind }>`
    select id, kind, number, payable_minor as "payableMinor", date, voided_date as "voidedDate"
    from documents d
    cross join lateral (select (voided_at at time zone ${timeZone})::date as voided_date) as v
    cross join lateral (select least(issue_date, (imported_at at time zone ${timeZone})::date, voided_date) as date) as c
    where merchant_id = ${merchantId} and customer_id = ${customerId} and entity_id = ${entityId} and currency = ${currency}
      and date <= ${untilDate}
    order by issue_date, id`.execute(db);
  return rows;
}

export async function listPaymentsUntil(
  db: Db,
  { merchantId }: MerchantKey,
  { customerId, entityId, currency }: Account,
  untilDate: CalendarDate,
): Promise<StatementFacts['payments']> {
  return db
    .selectFrom('payments')
    .select(['received_date as date', 'method', 'amount_minor as amountMinor'])
    .select(
      sql<string[]>`array(select d.number from allocations a
        join documents d on d.merchant_id = a.merchant_id and d.id = a.invoice_id
        where a.merchant_id = payments.merchant_id and a.payment_id = payments.id and a.reversal_id is null
        order by a.created_at, a.id)`.as('paidNumbers'),
    )
    .where('merchant_id', '=', merchantId)
    .where('customer_id', '=', customerId)
    .where('entity_id', '=', entityId)
    .where('currency', '=', currency)
    .where('received_date', '<=', untilDate)
    .orderBy('received_date')
    .orderBy('id')
    .execute();
}

export async function listReversalsUntil(
  db: Db,
  { merchantId }: MerchantKey,
  { customerId, entityId, currency }: Account,
  untilDate: CalendarDate,
): Promise<StatementFacts['reversals']> {
  return db
    .selectFrom('payment_reversals as r')
    .innerJoin('payments as p', (join) =>
      join.onRef('p.merchant_id', '=', 'r.merchant_id').onRef('p.id', '=', 'r.payment_id'),
    )
    .select(['r.reversed_date as date', 'r.kind as reason', 'p.method', 'r.amount_minor as amountMinor'])
    .where('r.merchant_id', '=', merchantId)
    .where('p.customer_id', '=', customerId)
    .where('p.entity_id', '=', entityId)
    .where('p.currency', '=', currency)
    .where('r.reversed_date', '<=', untilDate)
    .orderBy('r.reversed_date')
    .orderBy('r.id')
    .execute();
}
