import { sql, type Kysely, type Transaction } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { openStates } from './attempt-state.ts';
import type { InvoiceAccount } from './booking-queries.ts';

type Db = Kysely<Database>;

/** What is left of a payment or of a credit note of the customer. */
export type Credit = {
  kind: 'payment' | 'credit_note';
  id: string;
  /** Of a credit note. */
  number: string | null;
  date: CalendarDate;
  unusedMinor: number;
  /** The same without what payments that are under way will use. */
  leftMinor: number;
};

/** So much of it is meant for a draft, or was used for it. */
export type CreditPart = Omit<Credit, 'unusedMinor' | 'leftMinor'> & { amountMinor: number };

/** All credit of one account, the oldest first; what the draft itself has planned is left. */
export async function listCredit(
  db: Db,
  { merchantId }: MerchantKey,
  { entityId, customerId, currency }: InvoiceAccount,
  draftId: string | null,
): Promise<Credit[]> {
  const { rows } = await sql<Credit>`
    with unused as (
      select 'credit_note' as kind, n.id, n.number, n.issue_date as date, n.payable_minor - coalesce((
        select sum(a.amount_minor) from allocations a
        where a.merchant_id = n.merchant_id and a.credit_note_id = n.id), 0) as minor
      from documents n
      where n.merchant_id = ${merchantId} and n.kind = 'credit_note' and n.voided_at is null
        and n.entity_id = ${entityId} and n.customer_id = ${customerId} and n.currency = ${currency}
      union all
      select 'payment', p.id, null, p.received_date, ${keptMinor} from payments p
      where p.merchant_id = ${merchantId} and p.entity_id = ${entityId} and p.customer_id = ${customerId} and p.currency = ${currency}),
    credit as (
      select unused.kind, unused.id, unused.number, unused.date, unused.minor, greatest(0, minor - coalesce((
        select sum(c.amount_minor) from payment_draft_credits c
        join payment_attempts t on t.merchant_id = c.merchant_id and t.draft_id = c.draft_id and t.state = any(${[...openStates]}::text[])
        where c.merchant_id = ${merchantId} and coalesce(c.payment_id, c.credit_note_id) = unused.id
          and c.draft_id is distinct from ${draftId}::uuid), 0)) as left_minor
      from unused where minor > 0)
    select kind, id, number, date, minor::bigint as "unusedMinor", left_minor::bigint as "leftMinor"
    from credit order by date, id`.execute(db);
  return rows;
}

/** What neither went back nor was applied nor is to be given back, of a row `p` of `payments`. */
const keptMinor = sql`p.amount_minor
  - coalesce((select sum(r.amount_minor) from payment_reversals r where r.merchant_id = p.merchant_id and r.payment_id = p.id), 0)
  - coalesce((select sum(f.amount_minor) from payment_refunds f
      where f.merchant_id = p.merchant_id and f.payment_id = p.id and f.state in ('requested', 'accepted')), 0)
  - coalesce((select sum(a.amount_minor) from allocations a where a.merchant_id = p.merchant_id and a.payment_id = p.id), 0)`;

export async function insertDraftCredits(
  trx: Transaction<Database>,
  { merchantId }: MerchantKey,
  draftId: string,
  parts: readonly CreditPart[],
): Promise<void> {
  if (parts.length === 0) return;
  const rows = parts.map(({ kind, id, amountMinor }) => ({
    merchant_id: merchantId,
    draft_id: draftId,
    payment_id: kind === 'payment' ? id : null,
    credit_note_id: kind === 'credit_note' ? id : null,
    amount_minor: amountMinor,
  }));
  await trx.insertInto('payment_draft_credits').values(rows).execute();
}

/** As it was planned. */
export async function listDraftCredits(db: Db, { merchantId }: MerchantKey, draftId: string): Promise<CreditPart[]> {
  return partsOf(
    db,
    merchantId,
    sql`select payment_id, credit_note_id, amount_minor from payment_draft_credits
      where merchant_id = ${merchantId} and draft_id = ${draftId}`,
  );
}

/** As it was used; empty before that. */
export async function listUsedCredits(db: Db, { merchantId }: MerchantKey, draftId: string): Promise<CreditPart[]> {
  return partsOf(
    db,
    merchantId,
    sql`select payment_id, credit_note_id, sum(amount_minor) as amount_minor from allocations
      where merchant_id = ${merchantId} and draft_id = ${draftId} and reversal_id is null group by payment_id, credit_note_id`,
  );
}

async function partsOf(db: Db, merchantId: string, parts: ReturnType<typeof sql>): Promise<CreditPart[]> {
  const { rows } = await sql<CreditPart>`
    select case when c.payment_id is null then 'credit_note' else 'payment' end as kind, coalesce(p.id, n.id) as id, n.number,
      coalesce(p.received_date, n.issue_date) as date, c.amount_minor::bigint as "amountMinor"
    from (${parts}) as c
    left join payments p on p.merchant_id = ${merchantId} and p.id = c.payment_id
    left join documents n on n.merchant_id = ${merchantId} and n.id = c.credit_note_id
    order by date, id`.execute(db);
  return rows;
}

/** Holds what the parts are of until the transaction ends, so that it is not given back or taken back meanwhile. */
export async function holdCredit(
  trx: Transaction<Database>,
  { merchantId }: MerchantKey,
  parts: readonly CreditPart[],
): Promise<void> {
  const ids = parts.map(({ id }) => id);
  for (const table of ['payments', 'documents'] as const) {
    await trx
      .selectFrom(table)
      .select('id')
      .where('merchant_id', '=', merchantId)
      .where('id', '=', sql<string>`any(${ids}::uuid[])`)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
  }
}

/** What of a draft's invoices was covered by credit already. */
export async function findCoveredByCredit(
  db: Db,
  { merchantId }: MerchantKey,
  draftId: string,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('allocations')
    .select(['invoice_id as invoiceId', sql<number>`sum(amount_minor)::bigint`.as('minor')])
    .where('merchant_id', '=', merchantId)
    .where('draft_id', '=', draftId)
    .groupBy('invoice_id')
    .execute();
  return new Map(rows.map(({ invoiceId, minor }) => [invoiceId, minor]));
}
