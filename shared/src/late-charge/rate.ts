import { type Day, partsOf } from './day.ts';
import type { RatePart } from './line.ts';
import { type PercentMicros, percentMicros, percentText, type Ratio, ratioOf } from './percent.ts';
import type { Rate } from './policy.ts';
import { remember } from './remember.ts';
import { type RateSeries, rateOn } from './rate-series.ts';

/** The rate of a charge on a day, and until when it surely stays the same. */
export type RateSpan = {
  micros: PercentMicros;
  ratio: Ratio;
  text: string;
  per: 'year' | 'month';
  parts: RatePart[];
  untilDay: Day;
};

/** Many invoices follow the same rates from the same days on. */
const known = new WeakMap<readonly RateSeries[], WeakMap<Rate, (day: Day) => RateSpan>>();

/** Throws `UnknownRateError` where the rate follows a series that has none for the day. */
export function rateSpan(rate: Rate, rates: readonly RateSeries[], day: Day): RateSpan {
  let ofRates = known.get(rates);
  if (!ofRates) known.set(rates, (ofRates = new WeakMap()));
  let spanOn = ofRates.get(rate);
  if (!spanOn) ofRates.set(rate, (spanOn = remember((from) => spanFrom(rate, rates, from))));
  return spanOn(day);
}

function spanFrom(rate: Rate, rates: readonly RateSeries[], day: Day): RateSpan {
  if (rate.kind === 'fixed') return { ...spanOf(percentMicros(rate.percent), []), per: rate.per, untilDay: Infinity };
  const { row, untilDay: knownUntilDay } = rateOn(rates, rate.series, day);
  const reference = percentMicros(row.percent);
  const points = percentMicros(rate.add);
  const sum = reference + points;
  const step = rate.roundUpTo === null ? 0 : percentMicros(rate.roundUpTo);
  const rounded = step > 0 ? Math.ceil(sum / step) * step : sum;
  // A reference rate far below zero makes no claim of the debtor's.
  const micros = Math.max(0, rounded);
  const parts: RatePart[] = [
    {
      what: 'reference',
      series: rate.series,
      period: halfYearOf(day),
      percent: percentText(reference),
    },
  ];
  if (points !== 0) parts.push({ what: 'points', percent: percentText(points) });
  if (step > 0) parts.push({ what: 'rounded_up', percent: percentText(rounded - sum) });
  if (micros !== rounded) parts.push({ what: 'raised_to_zero', percent: percentText(-rounded) });
  const untilDay = rate.hold === 'at_start' ? Infinity : knownUntilDay;
  return { ...spanOf(micros, parts), per: 'year', untilDay };
}

function spanOf(micros: PercentMicros, parts: RatePart[]) {
  return { micros, ratio: ratioOf(micros), text: percentText(micros), parts };
}

/** `2026H1`: reference rates are those of the half-year (Directive 2011/7/EU, art. 3(2)). */
function halfYearOf(day: Day): string {
  const { year, month } = partsOf(day);
  return `${year}H${month <= 6 ? 1 : 2}`;
}
