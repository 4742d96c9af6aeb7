import type { Kysely } from 'kysely';
import type { Database } from '../db/tables.ts';

export type MerchantRow = { id: string; name: string; createdAt: Date };

/** Of the whole installation: for its operator only. */
export async function listMerchants(db: Kysely<Database>): Promise<MerchantRow[]> {
  return db
    .selectFrom('merchants')
    .select(['id', 'name', 'created_at as createdAt'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export async function insertMerchant(db: Kysely<Database>, name: string): Promise<string> {
  const { id } = await db.insertInto('merchants').values({ name }).returning('id').executeTakeFirstOrThrow();
  return id;
}
