import { sql, type Insertable, type Kysely, type Selectable, type Transaction, type Updateable } from 'kysely';
import type { RefundState } from '@quittance/shared/merchant-api/refund.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export type RefundRow = Selectable<Database['payment_refunds']>;

/** Undefined where somebody has just taken its reference for another payment. */
export async function insertRefund(
  trx: Transaction<Database>,
  row: Insertable<Database['payment_refunds']>,
): Promise<RefundRow | undefined> {
  return trx
    .insertInto('payment_refunds')
    .values(row)
    .onConflict((conflict) => conflict.columns(['merchant_id', 'reference']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

export async function updateRefund(
  db: Kysely<Database>,
  { merchant_id, id }: Pick<RefundRow, 'merchant_id' | 'id'>,
  change: Updateable<Database['payment_refunds']>,
): Promise<void> {
  await db
    .updateTable('payment_refunds')
    .set(change)
    .where('merchant_id', '=', merchant_id)
    .where('id', '=', id)
    .execute();
}

/** By its id, by the merchant's own name, or by what the provider calls it. */
export async function findRefund(
  db: Kysely<Database>,
  { merchantId }: MerchantScope,
  named: { id: string } | { reference: string } | { provider: string; providerReference: string },
): Promise<RefundRow | undefined> {
  const rows = db.selectFrom('payment_refunds').selectAll().where('merchant_id', '=', merchantId);
  if ('id' in named) return rows.where('id', '=', named.id).executeTakeFirst();
  if ('reference' in named) return rows.where('reference', '=', named.reference).executeTakeFirst();
  return rows
    .where('is_by_hand', '=', false)
    .where('provider_reference', '=', named.providerReference)
    .where((where) =>
      where.exists(
        where
          .selectFrom('payments as p')
          .select('p.id')
          .whereRef('p.merchant_id', '=', 'payment_refunds.merchant_id')
          .whereRef('p.id', '=', 'payment_refunds.payment_id')
          .where('p.provider', '=', named.provider),
      ),
    )
    .executeTakeFirst();
}

/** What was asked for and may still leave: it is spoken for. */
export async function sumOpenRefunds(
  trx: Transaction<Database>,
  { merchantId }: MerchantScope,
  paymentId: string,
): Promise<number> {
  const { sum } = await trx
    .selectFrom('payment_refunds')
    .select(sql<number>`coalesce(sum(amount_minor), 0)::bigint`.as('sum'))
    .where('merchant_id', '=', merchantId)
    .where('payment_id', '=', paymentId)
    .where('state', 'in', openStates)
    .executeTakeFirstOrThrow();
  return sum;
}

const openStates: RefundState[] = ['requested', 'accepted'];

/** Those without an end whose turn it is: two minutes after they were asked for, then ever more seldom. */
export async function listRefundsToLookAt(db: Kysely<Database>, now: Date, limit: number): Promise<RefundRow[]> {
  const age = sql`greatest(coalesce(looked_at, created_at) - created_at, interval '2 minutes')`;
  const dueAt = sql<Date>`created_at + ${age} * (case when looked_at is null then 1 else 1.5 end)`;
  return db
    .selectFrom('payment_refunds')
    .selectAll()
    .where('state', 'in', openStates)
    .where(dueAt, '<=', now)
    .orderBy(dueAt)
    .limit(limit)
    .execute();
}

export type RefundablePayment = {
  id: string;
  merchantId: string;
  entityId: string;
  amountMinor: number;
  currency: string;
  provider: string;
  /** Whose keys it was taken with. */
  accountId: string | null;
  /** What the provider calls the payment. Money of a refund that failed is a payment of its own here, and the first one's there. */
  providerReference: string;
};

export async function findRefundablePayment(
  db: Kysely<Database>,
  { merchantId }: MerchantScope,
  paymentId: string,
): Promise<RefundablePayment | undefined> {
  return db
    .selectFrom('payments as p')
    .leftJoin('payment_attempts as a', (join) =>
      join.onRef('a.merchant_id', '=', 'p.merchant_id').onRef('a.id', '=', 'p.attempt_id'),
    )
    .select(['p.id', 'p.merchant_id as merchantId', 'p.entity_id as entityId', 'p.amount_minor as amountMinor'])
    .select(['p.currency', 'p.provider'])
    .select(sql<string | null>`coalesce(p.provider_account_id, a.provider_account_id)`.as('accountId'))
    .select(
      sql<string>`coalesce((select o.provider_reference from payment_reversals r
        join payments o on o.merchant_id = r.merchant_id and o.id = r.payment_id and o.provider = p.provider
        where r.merchant_id = p.merchant_id and r.provider_reference = p.provider_reference
          and o.attempt_id is not distinct from p.attempt_id limit 1), p.provider_reference)`.as('providerReference'),
    )
    .where('p.merchant_id', '=', merchantId)
    .where('p.id', '=', paymentId)
    .executeTakeFirst();
}
