import type { Kysely } from 'kysely';
import { formatReference } from '@quittance/shared/payment-reference.ts';
import type { MerchantKey } from '../access/scope.ts';
import { getEntityProfile } from '../branding/entity-queries.ts';
import type { Database } from '../db/tables.ts';

/**
 * What people call a payment: what its payer wrote, or the reference of the draft that it paid, as the pay page has shown it. Null where there
 * was neither.
 */
export async function findPaymentReference(
  db: Kysely<Database>,
  scope: MerchantKey,
  payment: { id: string; entityId: string },
): Promise<string | null> {
  const known = await db
    .selectFrom('payments as p')
    .leftJoin('payment_attempts as a', (join) =>
      join.onRef('a.merchant_id', '=', 'p.merchant_id').onRef('a.id', '=', 'p.attempt_id'),
    )
    .leftJoin('payment_drafts as d', (join) =>
      join.onRef('d.merchant_id', '=', 'a.merchant_id').onRef('d.id', '=', 'a.draft_id'),
    )
    .select(['p.payment_references as written', 'd.reference'])
    .where('p.merchant_id', '=', scope.merchantId)
    .where('p.id', '=', payment.id)
    .executeTakeFirst();
  if (!known) return null;
  if (known.reference === null) return known.written.join(', ') || null;
  const { referenceForm } = await getEntityProfile(db, scope, payment.entityId);
  return formatReference(known.reference, referenceForm);
}
