import { sql, type Insertable, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { AccountOfProvider } from './find-provider.ts';

export type FindingRow = Selectable<Database['payment_findings']>;

/** Once per payment and kind; true when it is new. What somebody has settled stays settled. */
export async function upsertFinding(
  db: Kysely<Database>,
  row: Insertable<Database['payment_findings']>,
): Promise<boolean> {
  const { amount_minor, currency, state, seen_at } = row;
  const { isNew } = await db
    .insertInto('payment_findings')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'provider', 'provider_reference', 'kind'])
        .doUpdateSet({ amount_minor, currency, state, seen_at }),
    )
    .returning(sql<boolean>`xmax = 0`.as('isNew'))
    .executeTakeFirstOrThrow();
  return isNew;
}

/** Holds it, so that two people book it once. */
export async function holdFinding(
  trx: Transaction<Database>,
  { merchantId }: MerchantKey,
  id: string,
): Promise<FindingRow | undefined> {
  return findingOf(trx, merchantId, id).forUpdate().executeTakeFirst();
}

export async function findFinding(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  id: string,
): Promise<FindingRow | undefined> {
  return findingOf(db, merchantId, id).executeTakeFirst();
}

function findingOf(db: Kysely<Database>, merchantId: string, id: string) {
  return db.selectFrom('payment_findings').selectAll().where('merchant_id', '=', merchantId).where('id', '=', id);
}

export async function resolveFinding(
  trx: Transaction<Database>,
  { merchant_id, id }: Pick<FindingRow, 'merchant_id' | 'id'>,
  how: { resolution: 'booked' | 'set_aside'; resolved_at: Date; note: string | null; payment_id: string | null },
): Promise<void> {
  await trx
    .updateTable('payment_findings')
    .set(how)
    .where('merchant_id', '=', merchant_id)
    .where('id', '=', id)
    .execute();
}

/** Whose account it is. A provider without keys has no account: then the only merchant that offers it, and nobody where several do. */
export async function findMerchantOfAccount(
  db: Kysely<Database>,
  { provider, accountId }: AccountOfProvider,
): Promise<string | undefined> {
  if (accountId !== null) {
    const account = db.selectFrom('provider_accounts').select('merchant_id').where('id', '=', accountId);
    return (await account.executeTakeFirst())?.merchant_id;
  }
  const offering = db
    .selectFrom('entities')
    .select('merchant_id')
    .distinct()
    .where(sql<boolean>`${provider} = any(payment_providers)`);
  const [only, ...others] = await offering.limit(2).execute();
  return others.length === 0 ? only?.merchant_id : undefined;
}

/** What is booked of an account since; money that came again after a refund is no payment at the provider. */
export async function listBookedSince(
  db: Kysely<Database>,
  { provider, accountId }: AccountOfProvider,
  since: Date,
): Promise<
  { merchantId: string; reference: string; attemptId: string | null; amountMinor: number; currency: string }[]
> {
  return db
    .selectFrom('payments as p')
    .leftJoin('payment_attempts as a', (join) =>
      join.onRef('a.merchant_id', '=', 'p.merchant_id').onRef('a.id', '=', 'p.attempt_id'),
    )
    .select(['p.merchant_id as merchantId', 'p.provider_reference as reference', 'p.attempt_id as attemptId'])
    .select(['p.amount_minor as amountMinor', 'p.currency'])
    .where('p.provider', '=', provider)
    .where('p.created_at', '>=', since)
    .where(sql<boolean>`coalesce(p.provider_account_id, a.provider_account_id) is not distinct from ${accountId}::uuid`)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('payment_reversals as r')
            .select('r.id')
            .whereRef('r.merchant_id', '=', 'p.merchant_id')
            .whereRef('r.provider_reference', '=', 'p.provider_reference'),
        ),
      ),
    )
    .execute();
}

export type Booked = {
  merchantId: string;
  id: string;
  amountMinor: number;
  currency: string;
  wentBack: string[];
  cameAgain: string[];
};

/** What is booked of a provider's payment: for our own use, by the account whose payment it is. */
export async function findBooked(
  db: Kysely<Database>,
  { provider, accountId }: AccountOfProvider,
  reference: string,
): Promise<Booked | undefined> {
  const { rows } = await sql<Booked>`
    select p.merchant_id as "merchantId", p.id, p.amount_minor as "amountMinor", p.currency,
      coalesce(array_agg(r.provider_reference) filter (where r.id is not null), '{}') as "wentBack",
      coalesce(array_agg(g.provider_reference) filter (where g.id is not null), '{}') as "cameAgain"
    from payments p
    left join payment_attempts a on a.merchant_id = p.merchant_id and a.id = p.attempt_id
    left join payments o on o.merchant_id = p.merchant_id and o.provider = p.provider and o.attempt_id = p.attempt_id
    left join payment_reversals r on r.merchant_id = p.merchant_id and r.payment_id in (p.id, o.id)
    left join payments g on g.merchant_id = p.merchant_id and g.provider = p.provider and g.provider_reference = r.provider_reference
    where p.provider = ${provider} and p.provider_reference = ${reference}
      and coalesce(p.provider_account_id, a.provider_account_id) is not distinct from ${accountId}::uuid
    group by p.merchant_id, p.id`.execute(db);
  return rows[0];
}
