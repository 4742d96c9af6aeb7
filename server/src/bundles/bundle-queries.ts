import { sql, type Insertable, type Kysely, type Transaction } from 'kysely';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Db = Kysely<Database>;
type Which = MerchantKey & { bundleId: string };
export type BundleRow = Awaited<ReturnType<typeof listBundles>>[number];
export type WholeBundle = Awaited<ReturnType<typeof listUnfinished>>[number];

const columns = [
  'merchant_id as merchantId',
  'id',
  'contact_id as contactId',
  'email',
  'entity_id as entityId',
  'language',
  'customer_ids as customerIds',
  sql<number>`cardinality(document_ids)`.as('documentsCount'),
  sql<number>`cardinality(payment_ids)`.as('paymentsCount'),
  'from_date as fromDate',
  'to_date as toDate',
  'is_stored as isStored',
  'done_count as doneCount',
  'tries_count as triesCount',
  'size_bytes as sizeBytes',
  'requested_at as requestedAt',
  'finished_at as finishedAt',
  'expires_at as expiresAt',
  'canceled_at as canceledAt',
  'failed_at as failedAt',
] as const;

/** With what shall be in it: thousands of ids, which nobody reads who only looks how far it is. */
const wholeColumns = [...columns, 'document_ids as documentIds', 'payment_ids as paymentIds'] as const;

/** Those that are being made for a person; held until the transaction ends, so that nobody asks twice at once. */
export async function listUnfinished(trx: Transaction<Database>, { merchantId }: MerchantKey, email: string) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bundles ${merchantId} ${email}`}, 0))`.execute(trx);
  return trx
    .selectFrom('bundles')
    .select(wholeColumns)
    .where('merchant_id', '=', merchantId)
    .where('email', '=', email)
    .where('finished_at', 'is', null)
    .where('canceled_at', 'is', null)
    .where('failed_at', 'is', null)
    .orderBy('requested_at')
    .execute();
}

/** The newest that a person asked for since then, without those that were cancelled. */
export async function listBundles(
  db: Db,
  { merchantId }: MerchantKey,
  { email, since, limit }: { email: string; since: Date; limit: number },
) {
  return db
    .selectFrom('bundles')
    .select(columns)
    .where('merchant_id', '=', merchantId)
    .where('email', '=', email)
    .where('requested_at', '>', since)
    .where('canceled_at', 'is', null)
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function insertBundle(
  trx: Transaction<Database>,
  row: Insertable<Database['bundles']>,
): Promise<BundleRow> {
  return trx.insertInto('bundles').values(row).returning(columns).executeTakeFirstOrThrow();
}

/** One that this person asked for. */
export async function findBundle(
  db: Db,
  { merchantId, bundleId }: Which,
  email: string,
): Promise<BundleRow | undefined> {
  return db
    .selectFrom('bundles')
    .select(columns)
    .where('merchant_id', '=', merchantId)
    .where('id', '=', bundleId)
    .where('email', '=', email)
    .executeTakeFirst();
}

/** What shall be in it. */
export async function getContentIds(db: Db, { merchantId, bundleId }: Which) {
  return db
    .selectFrom('bundles')
    .select(['document_ids as documentIds', 'payment_ids as paymentIds'])
    .where('merchant_id', '=', merchantId)
    .where('id', '=', bundleId)
    .executeTakeFirstOrThrow();
}

/** Notes that it is begun anew; undefined when nobody waits for it any more. */
export async function startTry(db: Db, { merchantId, bundleId }: Which): Promise<WholeBundle | undefined> {
  return db
    .updateTable('bundles')
    .set((row) => ({ tries_count: row('tries_count', '+', 1), done_count: 0 }))
    .where('merchant_id', '=', merchantId)
    .where('id', '=', bundleId)
    .where('finished_at', 'is', null)
    .where('canceled_at', 'is', null)
    .where('failed_at', 'is', null)
    .returning(wholeColumns)
    .executeTakeFirst();
}

/** Tells whether somebody still waits for it. */
export async function noteDone(db: Db, which: Which, doneCount: number): Promise<boolean> {
  return change(db, which, { done_count: doneCount });
}

export async function finishBundle(
  db: Db,
  which: Which,
  file: { doneCount: number; sizeBytes: number; finishedAt: Date; expiresAt: Date },
): Promise<boolean> {
  return change(db, which, {
    done_count: file.doneCount,
    size_bytes: file.sizeBytes,
    finished_at: file.finishedAt,
    expires_at: file.expiresAt,
  });
}

/** One that is finished or has ended stays as it is. */
export async function endBundle(
  db: Db,
  which: Which,
  end: { canceledAt: Date } | { failedAt: Date },
): Promise<boolean> {
  return change(db, which, 'canceledAt' in end ? { canceled_at: end.canceledAt } : { failed_at: end.failedAt });
}

async function change(
  db: Db,
  { merchantId, bundleId }: Which,
  values: Partial<Insertable<Database['bundles']>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('bundles')
    .set(values)
    .where('merchant_id', '=', merchantId)
    .where('id', '=', bundleId)
    .where('finished_at', 'is', null)
    .where('canceled_at', 'is', null)
    .where('failed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
