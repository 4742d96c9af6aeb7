import type { Kysely } from 'kysely';
import type { DocumentKind } from '@quittance/shared/document.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export type DocumentContact = { contactId: string; email: string };

/** Enabled contacts of the customer that a document is for. Undefined when there is no such document. */
export async function listContactsOfDocument(
  db: Kysely<Database>,
  scope: MerchantScope,
  { kind, documentId }: { kind: DocumentKind; documentId: string },
): Promise<DocumentContact[] | undefined> {
  const document = await db
    .selectFrom('documents')
    .select('customer_id as customerId')
    .where('merchant_id', '=', scope.merchantId)
    .where('kind', '=', kind)
    .where('id', '=', documentId)
    .executeTakeFirst();
  if (!document) return undefined;
  return db
    .selectFrom('contacts')
    .select(['id as contactId', 'email'])
    .where('merchant_id', '=', scope.merchantId)
    .where('customer_id', '=', document.customerId)
    .where('disabled_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
