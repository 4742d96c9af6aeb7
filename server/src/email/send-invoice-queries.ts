import type { Kysely } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export async function findSendable(
  db: Kysely<Database>,
  scope: MerchantScope,
  documentId: string,
): Promise<{ entityId: string; customerId: string; voidedAt: Date | null } | undefined> {
  return db
    .selectFrom('documents')
    .select(['entity_id as entityId', 'customer_id as customerId', 'voided_at as voidedAt'])
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', documentId)
    .executeTakeFirst();
}
