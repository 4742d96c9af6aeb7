import type { Kysely } from 'kysely';
import type { ImportRun, ImportRunSummary } from '@quittance/shared/merchant-api/import-run.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export async function listImportRuns(
  db: Kysely<Database>,
  scope: MerchantScope,
  { after, limit }: { after: string | null; limit: number },
): Promise<ImportRunSummary[]> {
  let query = db
    .selectFrom('imports')
    .select(['id', 'source', 'files_count as filesCount', 'imported_count as importedCount'])
    .select(['unchanged_count as unchangedCount', 'refused_count as refusedCount', 'created_at as createdAt'])
    .where('merchant_id', '=', scope.merchantId)
    .orderBy('id')
    .limit(limit);
  if (after !== null) query = query.where('id', '>', after);
  return (await query.execute()).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

export async function findImportRun(
  db: Kysely<Database>,
  scope: MerchantScope,
  importId: string,
): Promise<ImportRun | undefined> {
  const row = await db
    .selectFrom('imports')
    .select(['id', 'source', 'created_at as createdAt', 'report'])
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', importId)
    .executeTakeFirst();
  return row && { ...row, createdAt: row.createdAt.toISOString() };
}
