import type { Kysely } from 'kysely';
import type { ApiRefund, RefundState } from '@quittance/shared/merchant-api/refund.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Db = Kysely<Database>;
type Filter = { paymentId?: string | undefined; state?: RefundState | undefined };

/** In the order in which they were asked for. */
export async function listRefunds(
  db: Db,
  scope: MerchantScope,
  { paymentId, state }: Filter,
  { after, limit }: { after: string | null; limit: number },
): Promise<ApiRefund[]> {
  let query = refunds(db, scope).orderBy('r.id').limit(limit);
  if (after !== null) query = query.where('r.id', '>', after);
  if (paymentId) query = query.where('r.payment_id', '=', paymentId);
  if (state) query = query.where('r.state', '=', state);
  return (await query.execute()).map(apiRefund);
}

export async function findApiRefund(db: Db, scope: MerchantScope, refundId: string): Promise<ApiRefund | undefined> {
  const row = await refunds(db, scope).where('r.id', '=', refundId).executeTakeFirst();
  return row && apiRefund(row);
}

function refunds(db: Db, { merchantId }: MerchantScope) {
  return db
    .selectFrom('payment_refunds as r')
    .innerJoin('payments as p', (join) =>
      join.onRef('p.merchant_id', '=', 'r.merchant_id').onRef('p.id', '=', 'r.payment_id'),
    )
    .selectAll('r')
    .select('p.currency')
    .where('r.merchant_id', '=', merchantId);
}

type Row = Awaited<ReturnType<ReturnType<typeof refunds>['executeTakeFirstOrThrow']>>;

function apiRefund(row: Row): ApiRefund {
  return {
    id: row.id,
    paymentId: row.payment_id,
    reference: row.reference,
    amountMinor: row.amount_minor,
    currency: row.currency,
    state: row.state,
    isByHand: row.is_by_hand,
    providerReference: row.provider_reference,
    failure: row.failure,
    invoices: row.parts,
    note: row.note,
    createdAt: row.created_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
  };
}
