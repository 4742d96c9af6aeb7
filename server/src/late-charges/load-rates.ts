import type { NewReferenceRate } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { insertRates, listLoadedRates, waitToLoadRates } from './rate-queries.ts';

/** Adds published rates. Nothing is taken away: what holds now, loaded again, does nothing; another rate for the same days wins from now on. */
export async function loadRates(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  rates: readonly NewReferenceRate[],
): Promise<{ addedCount: number; unchangedCount: number }> {
  return deps.db.transaction().execute(async (trx) => {
    await waitToLoadRates(trx, scope);
    const known = await listLoadedRates(trx, scope);
    // The last one of the same days: an older one that says the same was overruled since.
    const isNew = (rate: NewReferenceRate) => {
      const last = known.findLast(
        ({ series, from, to }) => series === rate.series && from <= rate.to && to >= rate.from,
      );
      return !last || last.from !== rate.from || last.to !== rate.to || last.percent !== rate.percent;
    };
    const added = rates.filter(isNew);
    if (added.length > 0) await insertRates(trx, scope, added, deps.clock.now());
    return { addedCount: added.length, unchangedCount: rates.length - added.length };
  });
}
