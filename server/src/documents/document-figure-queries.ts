import { sql, type Kysely } from 'kysely';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

/** What a book-keeper wants of a document beside what lists show. The customer's own reference goes before the one of the file. */
export type DocumentFigures = { orderNumber: string | null; netMinor: number; taxMinor: number };

/** Of documents that the caller was already allowed to see. */
export async function findDocumentFigures(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  ids: readonly string[],
): Promise<Map<string, DocumentFigures>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('documents')
    .select('id')
    .select([
      sql<string | null>`coalesce(customer_reference, order_reference)`.as('orderNumber'),
      sql<number>`(content #>> '{totals,taxExclusiveMinor}')::bigint`.as('netMinor'),
      sql<number>`(content #>> '{totals,taxMinor}')::bigint`.as('taxMinor'),
    ])
    .where('merchant_id', '=', merchantId)
    .where('id', '=', sql<string>`any(${sql.val([...ids])}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}
