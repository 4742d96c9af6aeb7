import { sql, type Kysely } from 'kysely';
import type { Database } from '../db/tables.ts';

/** A person has seen the document: once per contact, however often the page is opened. */
export async function noteViewed(
  db: Kysely<Database>,
  scope: { merchantId: string; onlyDocumentId: string; contactId: string },
  happenedAt: Date,
): Promise<void> {
  await db
    .insertInto('document_events')
    .values({
      merchant_id: scope.merchantId,
      document_id: scope.onlyDocumentId,
      kind: 'viewed',
      contact_id: scope.contactId,
      data: '{}',
      happened_at: happenedAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'document_id', 'contact_id'])
        .where(sql<boolean>`kind = 'viewed'`)
        .doNothing(),
    )
    .execute();
}
