import { sql, type Kysely, type Transaction } from 'kysely';
import { type RateSeries, withNewerRates } from '@quittance/shared/late-charge/rate-series.ts';
import { referenceRates } from '@quittance/shared/late-charge/reference-rates.ts';
import type { NewReferenceRate } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export type LoadedRate = NewReferenceRate & { loadedAt: Date };

/** What the merchant loaded, in the order in which it did: of two that speak of the same day the later one holds. */
export async function listLoadedRates(
  db: Kysely<Database>,
  scope: MerchantScope,
  series?: readonly string[],
): Promise<LoadedRate[]> {
  let query = db
    .selectFrom('reference_rates')
    .select(['series', 'from_date as from', 'to_date as to', 'percent', 'source', 'created_at as loadedAt'])
    .where('merchant_id', '=', scope.merchantId)
    .orderBy('id');
  if (series) query = query.where('series', '=', sql<string>`any(${[...series]}::text[])`);
  return query.execute();
}

/** The series of these codes as they hold for the merchant: those of the program, overruled by what it loaded. */
export async function findRates(
  db: Kysely<Database>,
  scope: MerchantScope,
  codes: readonly string[],
): Promise<RateSeries[]> {
  if (codes.length === 0) return [];
  const loaded = Map.groupBy(await listLoadedRates(db, scope, codes), ({ series }) => series);
  const own = [...loaded].map(([code, rates]): RateSeries => {
    const rows = rates.map(({ from: fromDate, to: toDate, percent, source }) => ({
      fromDate,
      toDate,
      percent,
      source,
    }));
    return { code, title: code, rows };
  });
  return withNewerRates(
    referenceRates.filter(({ code }) => codes.includes(code)),
    own,
  );
}

export async function insertRates(
  trx: Transaction<Database>,
  scope: MerchantScope,
  rates: readonly NewReferenceRate[],
  now: Date,
): Promise<void> {
  const rows = rates.map(({ series, from, to, percent, source }) => ({
    merchant_id: scope.merchantId,
    series,
    from_date: from,
    to_date: to,
    percent,
    source,
    created_at: now,
  }));
  await trx.insertInto('reference_rates').values(rows).execute();
}

/** Whoever loads rates of this merchant takes turns. */
export async function waitToLoadRates(trx: Transaction<Database>, scope: MerchantScope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('reference_rates ' || ${scope.merchantId}, 0))`.execute(trx);
}
