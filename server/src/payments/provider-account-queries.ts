import { sql, type Kysely, type Transaction } from 'kysely';
import type { PaymentMode } from '@quittance/shared/payment.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export type ProviderAccountRow = {
  id: string;
  merchantId: string;
  entityId: string;
  provider: string;
  mode: PaymentMode;
  sealedKeys: Buffer;
  keyHint: string;
};

type Named = { entityId: string; provider: string; mode: PaymentMode };

export async function findProviderAccount(
  db: Kysely<Database>,
  scope: MerchantKey,
  { entityId, provider, mode }: Named,
): Promise<ProviderAccountRow | undefined> {
  return accounts(db)
    .where('merchant_id', '=', scope.merchantId)
    .where('entity_id', '=', entityId)
    .where('provider', '=', provider)
    .where('mode', '=', mode)
    .executeTakeFirst();
}

/** For our own use: an attempt, or the address that a provider calls, names it. */
export async function findProviderAccountById(
  db: Kysely<Database>,
  id: string,
): Promise<ProviderAccountRow | undefined> {
  return accounts(db).where('id', '=', id).executeTakeFirst();
}

export async function listProviderAccounts(
  db: Kysely<Database>,
  scope: MerchantKey,
  entityId: string,
): Promise<ProviderAccountRow[]> {
  return accounts(db)
    .where('merchant_id', '=', scope.merchantId)
    .where('entity_id', '=', entityId)
    .orderBy('provider')
    .orderBy('mode')
    .execute();
}

/**
 * Every account that any payment was ever begun with, and those that may be begun with now: of a database that was restored, the payments
 * may be missing. `keyless` are the providers that need no account.
 */
export async function listComparedAccounts(
  db: Kysely<Database>,
  keyless: readonly string[],
): Promise<{ provider: string; accountId: string | null }[]> {
  const { rows } = await sql<{ provider: string; accountId: string | null }>`
    select provider, provider_account_id as "accountId" from payment_attempts
    union select c.provider, c.id from provider_accounts c
      join entities e on e.merchant_id = c.merchant_id and e.id = c.entity_id and e.payment_mode = c.mode
    union select unnest(${[...keyless]}::text[]), null
    order by provider, "accountId"`.execute(db);
  return rows;
}

/** Keeps the id of an account whose keys change: the provider goes on calling the same address. */
export async function upsertProviderAccount(
  trx: Transaction<Database>,
  scope: MerchantKey,
  account: Named & { sealedKeys: Buffer; keyHint: string; updatedAt: Date },
): Promise<string> {
  const keys = { sealed_keys: account.sealedKeys, key_hint: account.keyHint, updated_at: account.updatedAt };
  const { id } = await trx
    .insertInto('provider_accounts')
    .values({
      merchant_id: scope.merchantId,
      entity_id: account.entityId,
      provider: account.provider,
      mode: account.mode,
      ...keys,
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'entity_id', 'provider', 'mode']).doUpdateSet(keys))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Holds the entity, so that its mode and its keys change one after the other. */
export async function lockPaymentSettings(
  trx: Transaction<Database>,
  scope: MerchantKey,
  entityId: string,
): Promise<{ mode: PaymentMode; providers: string[] }> {
  return trx
    .selectFrom('entities')
    .select(['payment_mode as mode', 'payment_providers as providers'])
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', entityId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

export async function updatePaymentSettings(
  trx: Transaction<Database>,
  scope: MerchantKey,
  entityId: string,
  change: { mode?: PaymentMode; providers?: string[] },
): Promise<void> {
  const { mode, providers } = change;
  await trx
    .updateTable('entities')
    .set({ ...(mode && { payment_mode: mode }), ...(providers && { payment_providers: providers }) })
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', entityId)
    .execute();
}

function accounts(db: Kysely<Database>) {
  return db
    .selectFrom('provider_accounts')
    .select([
      'id',
      'merchant_id as merchantId',
      'entity_id as entityId',
      'provider',
      'mode',
      'sealed_keys as sealedKeys',
      'key_hint as keyHint',
    ]);
}
