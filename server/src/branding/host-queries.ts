import { sql, type Kysely } from 'kysely';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

/** By document: the own name of its entity; null: the installation's. */
export async function listDocumentHosts(
  db: Kysely<Database>,
  scope: MerchantKey,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await db
    .selectFrom('documents as d')
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'd.merchant_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .select(['d.id', 'e.host'])
    .where('d.merchant_id', '=', scope.merchantId)
    .where('d.id', '=', sql<string>`any(${sql.val([...documentIds])}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, host }) => [id, host]));
}

export async function findDocumentHost(
  db: Kysely<Database>,
  scope: MerchantKey,
  documentId: string,
): Promise<string | null> {
  return (await listDocumentHosts(db, scope, [documentId])).get(documentId) ?? null;
}
