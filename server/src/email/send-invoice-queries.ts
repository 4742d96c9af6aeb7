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

export async function insertSentEvent(
  db: Kysely<Database>,
  scope: MerchantScope,
  event: { documentId: string; contactId: string; mailId: string; happenedAt: Date },
): Promise<void> {
  await db
    .insertInto('document_events')
    .values({
      merchant_id: scope.merchantId,
      document_id: event.documentId,
      kind: 'sent',
      contact_id: event.contactId,
      data: JSON.stringify({ mailId: event.mailId }),
      happened_at: event.happenedAt,
    })
    .execute();
}
