import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../../db/tables.ts';
import type { ProviderReversal } from '../payment-provider.ts';

type RefundRow = Selectable<Database['sandbox_refunds']>;

export async function listRefunds(db: Kysely<Database>, references: readonly string[]): Promise<RefundRow[]> {
  if (references.length === 0) return [];
  return db
    .selectFrom('sandbox_refunds')
    .selectAll()
    .where('payment_reference', 'in', [...references])
    .orderBy('created_at')
    .orderBy('reference')
    .execute();
}

export function toldRefund({ reference, amount_minor, state, refund_id }: RefundRow): ProviderReversal {
  return {
    kind: 'refund',
    reference,
    amountMinor: amount_minor,
    isUndone: state === 'failed',
    refundId: refund_id,
  };
}
