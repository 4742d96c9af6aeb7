import { sql, type Kysely } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { MerchantKey, ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Db = Kysely<Database>;
type Period = { from: CalendarDate; to: CalendarDate };

/** Those of `ids` that the reader may read, oldest first; one more than `limit` tells that there are too many. */
export async function listReadableIds(
  db: Db,
  reader: ReaderScope,
  wanted: { ids: readonly string[] } | Period,
  limit: number,
): Promise<string[]> {
  let query = db
    .selectFrom('documents')
    .select('id')
    .where('merchant_id', '=', reader.merchantId)
    .where('customer_id', '=', anyOf(reader.customerIds))
    .orderBy('issue_date')
    .orderBy('id')
    .limit(limit + 1);
  if (reader.onlyDocumentId) query = query.where('id', '=', reader.onlyDocumentId);
  query =
    'ids' in wanted
      ? query.where('id', '=', anyOf(wanted.ids))
      : query.where('issue_date', '>=', wanted.from).where('issue_date', '<=', wanted.to);
  return (await query.execute()).map(({ id }) => id);
}

/** Credit notes that lower these invoices, or name one of them as the one they correct. */
export async function listCreditNoteIds(
  db: Db,
  { merchantId }: MerchantKey,
  invoiceIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with own as (
      select customer_id, entity_id, id, number from documents
      where merchant_id = ${merchantId} and kind = 'invoice' and id = any(${[...invoiceIds]}::uuid[]))
    select n.id from documents n
    where n.merchant_id = ${merchantId} and n.kind = 'credit_note' and n.voided_at is null
      and n.customer_id in (select customer_id from own)
      and (exists (select from allocations a
          where a.merchant_id = n.merchant_id and a.credit_note_id = n.id and a.invoice_id in (select id from own))
        or exists (select from jsonb_array_elements_text(n.content -> 'precedingInvoices') as named (number)
          where (n.customer_id, n.entity_id, named.number) in (select customer_id, entity_id, number from own)))
    order by n.issue_date, n.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Those of these credit notes that are about this invoice and no other. */
export async function listOwnCreditNoteIds(
  db: Db,
  { merchantId }: MerchantKey,
  invoiceId: string,
  creditNoteIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select n.id from documents n
    join documents i on i.merchant_id = n.merchant_id and i.id = ${invoiceId}
    where n.merchant_id = ${merchantId} and n.id = any(${[...creditNoteIds]}::uuid[])
      and n.content -> 'precedingInvoices' <@ jsonb_build_array(i.number)
      and not exists (select from allocations a
        where a.merchant_id = n.merchant_id and a.credit_note_id = n.id and a.invoice_id <> i.id)
    order by n.issue_date, n.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Payments that paid these documents, and those that were received in the period; oldest first. */
export async function listPaymentIds(
  db: Db,
  reader: ReaderScope,
  { documentIds, period }: { documentIds: readonly string[]; period: Period | null },
): Promise<string[]> {
  const rows = await db
    .selectFrom('payments as p')
    .select('p.id')
    .where('p.merchant_id', '=', reader.merchantId)
    .where('p.customer_id', '=', anyOf(reader.customerIds))
    .where((row) =>
      row.or([
        row('p.id', 'in', (from) =>
          from
            .selectFrom('allocations as a')
            .select((paid) => paid.ref('a.payment_id').$notNull().as('id'))
            .where('a.merchant_id', '=', reader.merchantId)
            .where('a.invoice_id', '=', anyOf(documentIds))
            .where('a.payment_id', 'is not', null),
        ),
        ...(period ? [row.between('p.received_date', period.from, period.to)] : []),
      ]),
    )
    .orderBy('p.received_date')
    .orderBy('p.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The customers whose documents and payments these are, and the entity of the first. */
export async function findOwners(
  db: Db,
  { merchantId }: MerchantKey,
  { documentIds, paymentIds }: { documentIds: readonly string[]; paymentIds: readonly string[] },
): Promise<{ entityId: string; customerIds: string[] }> {
  const { rows } = await sql<{ entityId: string; customerId: string }>`
    select distinct customer_id as "customerId", entity_id as "entityId" from (
      select customer_id, entity_id from documents
      where merchant_id = ${merchantId} and id = any(${[...documentIds]}::uuid[])
      union all
      select customer_id, entity_id from payments
      where merchant_id = ${merchantId} and id = any(${[...paymentIds]}::uuid[])) as owned
    order by 2, 1`.execute(db);
  const [first] = rows;
  if (!first) throw new Error('what goes into a ZIP belongs to somebody');
  return { entityId: first.entityId, customerIds: [...new Set(rows.map(({ customerId }) => customerId))] };
}

/** Null where there is no document among them. */
export async function findFirstIssueDate(
  db: Db,
  { merchantId }: MerchantKey,
  documentIds: readonly string[],
): Promise<CalendarDate | null> {
  const row = await db
    .selectFrom('documents')
    .select((first) => first.fn.min('issue_date').as('date'))
    .where('merchant_id', '=', merchantId)
    .where('id', '=', anyOf(documentIds))
    .executeTakeFirst();
  return row?.date ?? null;
}

function anyOf(ids: readonly string[]) {
  return sql<string>`any(${sql.val([...ids])}::uuid[])`;
}
