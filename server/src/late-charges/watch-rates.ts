import { addDays } from '@quittance/shared/calendar-date.ts';
import type { Deps } from '../deps.ts';
import { listFollowedSeries } from './policy-queries.ts';
import { findRates } from './rate-queries.ts';

/** The next rate is mostly published before it is in force: time enough to load it. */
const daysAhead = 14;

/** Tells the operator of rates that policies follow and that end soon, or have ended: interest stops there until the next one is loaded. */
export async function watchRates(deps: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<void> {
  const neededDate = addDays(deps.clock.today('UTC'), daysAhead);
  for (const { merchantId, codes } of await listFollowedSeries(deps.db)) {
    const rates = await findRates(deps.db, { merchantId }, codes);
    for (const series of codes) {
      const rows = rates.find(({ code }) => code === series)?.rows ?? [];
      const untilDate =
        rows
          .map(({ toDate }) => toDate)
          .toSorted()
          .at(-1) ?? null;
      if (untilDate !== null && untilDate >= neededDate) continue;
      const missing = { alarm: 'rate_missing', merchantId, series, untilDate };
      deps.log.error(missing, 'a rate that policies follow ends; load the next one: quittance rates import <file>');
    }
  }
}
