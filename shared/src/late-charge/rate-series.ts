import { addDays, type CalendarDate } from '../calendar-date.ts';
import { dateOf, type Day, dayOf } from './day.ts';

/** Published yearly rates under a name, like `ECB_MRO`. */
export type RateSeries = {
  code: string;
  title: string;
  /** In the order in which they were learned: where two speak of the same day, the later one in this list holds. */
  rows: readonly RateRow[];
};

/** In force on every day from `fromDate` to `toDate`; on other days it says nothing. */
export type RateRow = { fromDate: CalendarDate; toDate: CalendarDate; percent: string; source: string };

/** The row that holds, and the last day from the one that was asked on which it surely does. */
export type KnownRate = { row: RateRow; untilDay: Day };

/** No rate of the series is published for `fromDate`. */
export type UnknownRate = { series: string; fromDate: CalendarDate };

/** There is no last resort: a rate that nobody has published, or nobody has loaded, is an error. */
export class UnknownRateError extends Error {
  override readonly name = 'UnknownRateError';
  readonly series: string;
  readonly date: CalendarDate;

  constructor(series: string, date: CalendarDate) {
    super(`The rate series ${series} has no rate for ${date}. Load the rates published for that day.`);
    this.series = series;
    this.date = date;
  }
}

export function rateOn(rates: readonly RateSeries[], code: string, day: Day): KnownRate {
  const date = dateOf(day);
  const rows = rates.find((series) => series.code === code)?.rows ?? [];
  let untilDay = Infinity;
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index];
    if (!row || row.toDate < date) continue;
    if (row.fromDate <= date) return { row, untilDay: Math.min(untilDay, dayOf(row.toDate)) };
    untilDay = Math.min(untilDay, dayOf(row.fromDate) - 1);
  }
  throw new UnknownRateError(code, date);
}

/** A series of which each row holds until the next, and the last one until `lastDate`. */
export function inForceUntil(
  lastDate: CalendarDate,
  { rows, ...series }: Omit<RateSeries, 'rows'> & { rows: readonly [CalendarDate, string, string][] },
): RateSeries {
  const known = rows.map(([fromDate, percent, source], index): RateRow => {
    const next = rows[index + 1];
    return { fromDate, toDate: next ? addDays(next[0], -1) : lastDate, percent, source };
  });
  return { ...series, rows: known };
}

/** Series by series, `newer` rows last: they win where both speak of a day. */
export function withNewerRates(rates: readonly RateSeries[], newer: readonly RateSeries[]): RateSeries[] {
  const merged = rates.map((series) => {
    const added = newer.find(({ code }) => code === series.code);
    return added ? { ...series, rows: [...series.rows, ...added.rows] } : series;
  });
  return [...merged, ...newer.filter(({ code }) => rates.every((series) => series.code !== code))];
}
