import { referenceRates } from '@quittance/shared/late-charge/reference-rates.ts';
import type { ApiReferenceRate } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { listLoadedRates } from './rate-queries.ts';

/** Those that come with the program, then what the merchant loaded: of two that speak of a day, the later one in this list holds. */
export async function listRates(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  series?: string,
): Promise<ApiReferenceRate[]> {
  const ofProgram = referenceRates
    .filter(({ code }) => series === undefined || code === series)
    .flatMap(({ code, rows }) =>
      rows.map(({ fromDate, toDate, percent, source }) => ({
        series: code,
        from: fromDate,
        to: toDate,
        percent,
        source,
        loadedAt: null,
      })),
    );
  const loaded = await listLoadedRates(deps.db, scope, series === undefined ? undefined : [series]);
  return [...ofProgram, ...loaded.map((rate) => ({ ...rate, loadedAt: rate.loadedAt.toISOString() }))];
}
