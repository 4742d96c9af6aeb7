import { sql, type Kysely } from 'kysely';
import type { Database } from '../db/tables.ts';
import type { MerchantScope } from '../access/scope.ts';

export type KeptAnswer = { requestSha256: string; status: number | null; body: string | null };

type Attempt = { key: string; requestSha256: string; now: Date; keptSince: Date; abandonedBefore: Date };

/**
 * Takes the key for this request; one that nobody asks about any more, or whose request died on the way, is taken over.
 * Undefined when it was taken.
 */
export async function takeKey(
  db: Kysely<Database>,
  scope: MerchantScope,
  { key, requestSha256, now, keptSince, abandonedBefore }: Attempt,
): Promise<KeptAnswer | undefined> {
  const taken = await db
    .insertInto('idempotency_keys')
    .values({ merchant_id: scope.merchantId, key, request_sha256: requestSha256, created_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'key'])
        .doUpdateSet({ request_sha256: requestSha256, status: null, body: null, created_at: now })
        .where(
          sql<boolean>`idempotency_keys.created_at < ${keptSince}
            or (idempotency_keys.status is null and idempotency_keys.created_at < ${abandonedBefore}
              and idempotency_keys.request_sha256 = ${requestSha256})`,
        ),
    )
    .returning('key')
    .executeTakeFirst();
  if (taken) return undefined;
  return db
    .selectFrom('idempotency_keys')
    .select(['request_sha256 as requestSha256', 'status', 'body'])
    .where('merchant_id', '=', scope.merchantId)
    .where('key', '=', key)
    .executeTakeFirst();
}

export async function keepAnswer(
  db: Kysely<Database>,
  scope: MerchantScope,
  { key, status, body }: { key: string; status: number; body: string | null },
): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ status, body })
    .where('merchant_id', '=', scope.merchantId)
    .where('key', '=', key)
    .execute();
}

export async function releaseKey(db: Kysely<Database>, scope: MerchantScope, key: string): Promise<void> {
  await db.deleteFrom('idempotency_keys').where('merchant_id', '=', scope.merchantId).where('key', '=', key).execute();
}
