import type { Charge, InterestCharge, LateChargePolicy, OnceCharge, Rate } from './policy.ts';
import type { RateSeries } from './rate-series.ts';

/** `fixedMinor`, and `share` of what the invoice was for. */
export type MostCharges = { fixedMinor: number; share: number };

/**
 * More than the charges of a policy can come to within so many days from the issue or the due date, whichever is first; grows with the days.
 * Far quicker than the calculation, and only good for leaving out what cannot be meant.
 */
export function mostCharges(
  { charges }: Pick<LateChargePolicy, 'charges'>,
  rates: readonly RateSeries[],
  days: number,
): MostCharges {
  const each = charges.map((charge) => mostOf(charge, rates, Math.max(0, days)));
  return {
    fixedMinor: each.reduce((sum, { fixedMinor }) => sum + fixedMinor, 0),
    share: each.reduce((sum, { share }) => sum + share, 0),
  };
}

function mostOf(charge: Charge, rates: readonly RateSeries[], days: number): MostCharges {
  return charge.kind === 'once' ? mostOnce(charge, days) : mostInterest(charge, rates, days);
}

/** The dearest parts of all bands, as often as it can have arisen. */
function mostOnce({ scale, minMinor, repeat, vatPercent }: OnceCharge, days: number): MostCharges {
  const plusMinor = Math.max(...scale.map((band) => band.plusMinor), minMinor ?? 0);
  const percent = Math.max(...scale.map((band) => Number(band.percent ?? 0)));
  const times = repeat ? Math.min(repeat.times ?? Infinity, days / (repeat.every * shortest[repeat.unit]) + 2) : 1;
  const withVat = 1 + Number(vatPercent ?? 0) / 100;
  // Two for the rounding of the sum and of its VAT.
  return { fixedMinor: times * (plusMinor * withVat + 2), share: (times * withVat * percent) / 100 };
}

const shortest = { day: 1, month: 28 };

/** As if it were added to the balance at every moment, in years of 360 days, two begun months more; a unit for the rounding of each day. */
function mostInterest({ rate, minMinor }: InterestCharge, rates: readonly RateSeries[], days: number): MostCharges {
  const daysMost = days + 62;
  const growth = (highestYearly(rate, rates) / 100) * (daysMost / 360);
  return { fixedMinor: (minMinor ?? 0) + daysMost, share: Math.exp(growth) - 1 };
}

function highestYearly(rate: Rate, rates: readonly RateSeries[]): number {
  if (rate.kind === 'fixed') return Number(rate.percent) * (rate.per === 'month' ? 12 : 1);
  const rows = rates.filter(({ code }) => code === rate.series).flatMap((series) => series.rows);
  const published = Math.max(0, ...rows.map(({ percent }) => Number(percent)));
  return published + Number(rate.add) + Number(rate.roundUpTo ?? 0);
}
