import { capitalisationDay, capitalise } from './capitalise.ts';
import { type Day, dayFrom, partsOf } from './day.ts';
import { type DailyCount, daysCounted, daysInYear } from './day-count.ts';
import type { Debt } from './debt.ts';
import { addSpan, type Base, baseFromOf, baseOf, type InterestRun, rateAt } from './interest-run.ts';
import type { InterestLine } from './line.ts';
import { accrueMonths, advanceMonth, daysInMonth, monthEnd } from './months.ts';

/** Lets interest run until `day`, that day included, on what is outstanding now. */
export function accrueThrough(run: InterestRun, day: Day, debt: Debt): void {
  const lastDay = Math.min(day, run.lastDay);
  const { dayCount } = run.charge;
  if (dayCount === 'months_whole' || dayCount === 'months_started') {
    accrueMonths(run, lastDay, debt);
    return;
  }
  while (run.nextDay <= lastDay) {
    const base = baseOf(run, debt);
    if (base) accrueSpan(run, { dayCount, base, lastDay, debt });
    else run.nextDay = lastDay + 1;
  }
}

/** The days from the next one on that have the same base, rate and divisor, and no reason to end a line in between. */
function accrueSpan(
  run: InterestRun,
  { dayCount, base, lastDay, debt }: { dayCount: SplitCount; base: Base; lastDay: Day; debt: Debt },
): void {
  const fromDay = run.nextDay;
  const cut = nextCut(run, dayCount, fromDay);
  const rate = rateAt(run, fromDay);
  if (rate === null) return;
  const toDay = Math.min(lastDay, rate.untilDay, cut.day);
  const { counted, divisor } = shareOf(run, dayCount, { fromDay, toDay, per: rate.per });
  const baseFrom = baseFromOf(run, debt);
  addSpan(run, { fromDay, toDay, base, baseFrom, rate, parts: rate.parts, counted, divisor, endedBy: null });
  run.nextDay = toDay + 1;
  if (cut.day !== toDay) return;
  run.cutBy = cut.endedBy;
  if (cut.endedBy === 'capitalised') capitalise(run, toDay + 1);
}

/** Day counts by which a period may be cut between any two days. */
type SplitCount = DailyCount | 'months_prorata';

/** Which part of the year or month that the rate is for the days are. */
function shareOf(
  run: InterestRun,
  dayCount: SplitCount,
  { fromDay, toDay, per }: { fromDay: Day; toDay: Day; per: 'year' | 'month' },
): { counted: number; divisor: number } {
  if (dayCount === 'months_prorata') {
    return { counted: toDay - fromDay + 1, divisor: daysInMonth(run) * (per === 'year' ? 12 : 1) };
  }
  const counted = daysCounted(dayCount, fromDay, toDay) * (per === 'month' ? 12 : 1);
  return { counted, divisor: daysInYear(dayCount, fromDay) };
}

type Cut = { day: Day; endedBy: InterestLine['endedBy'] };

const noCut: Cut = { day: Infinity, endedBy: 'as_of' };

/** The next day, from `fromDay` on, after which a line ends whatever happens; capitalisation first where two fall together. */
function nextCut(run: InterestRun, dayCount: SplitCount, fromDay: Day): Cut {
  let next = noCut;
  if (run.charge.compound) next = { day: capitalisationDay(run, fromDay) - 1, endedBy: 'capitalised' };
  if (dayCount === 'act/act') next = earlier(next, { day: dayFrom(partsOf(fromDay).year, 12, 31), endedBy: 'year' });
  if (dayCount === 'months_prorata') {
    advanceMonth(run, fromDay);
    next = earlier(next, { day: monthEnd(run), endedBy: 'rate_or_period' });
  }
  for (const cut of run.cuts) if (cut.day >= fromDay) next = earlier(next, cut);
  return next;
}

/** The first of two where they fall together. */
function earlier(first: Cut, second: Cut): Cut {
  return second.day < first.day ? second : first;
}
