import type { Kysely } from 'kysely';
import type { ApiScope } from '@quittance/shared/access.ts';
import type { Database } from '../db/tables.ts';
import type { MerchantScope } from './scope.ts';

export type NewApiKey = {
  id: string;
  name: string;
  secretSha256: Buffer;
  scopes: readonly ApiScope[];
  expiresAt: Date | null;
  now: Date;
};

export async function insertApiKey(db: Kysely<Database>, scope: MerchantScope, key: NewApiKey): Promise<void> {
  await db
    .insertInto('api_keys')
    .values({
      id: key.id,
      merchant_id: scope.merchantId,
      name: key.name,
      secret_sha256: key.secretSha256,
      scopes: [...key.scopes],
      created_at: key.now,
      expires_at: key.expiresAt,
    })
    .execute();
}

export type ApiKeyRow = {
  id: string;
  name: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

export async function listApiKeys(db: Kysely<Database>, scope: MerchantScope): Promise<ApiKeyRow[]> {
  return db
    .selectFrom('api_keys')
    .select(['id', 'name', 'scopes', 'created_at as createdAt', 'expires_at as expiresAt'])
    .select(['last_used_at as lastUsedAt', 'revoked_at as revokedAt'])
    .where('merchant_id', '=', scope.merchantId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Whether there was such a key; one that was revoked before keeps its day. */
export async function endApiKey(
  db: Kysely<Database>,
  scope: MerchantScope,
  key: { id: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('api_keys')
    .set((row) => ({ revoked_at: row.fn.coalesce('revoked_at', row.val(key.now)) }))
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', key.id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A key that is neither revoked nor past its end. By id alone: the key itself says whose it is. */
export async function findLiveApiKey(db: Kysely<Database>, id: string, now: Date) {
  return db
    .selectFrom('api_keys')
    .select([
      'id',
      'merchant_id as merchantId',
      'secret_sha256 as secretSha256',
      'scopes',
      'last_used_at as lastUsedAt',
    ])
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', now)]))
    .executeTakeFirst();
}

export async function noteApiKeyUse(db: Kysely<Database>, id: string, now: Date): Promise<void> {
  await db.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', id).execute();
}
