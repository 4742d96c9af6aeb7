import { capitalise } from './capitalise.ts';
import { addMonths, type Day } from './day.ts';
import type { Debt } from './debt.ts';
import { addSpan, baseFromOf, baseOf, type InterestRun, rateAt } from './interest-run.ts';

// Interest by calendar months from the first bearing day: 15 January to 14 February is the first month of what began on the 15th.

/** Moves on to the month in which `day` lies. */
export function advanceMonth(run: InterestRun, day: Day): void {
  while (monthEnd(run) < day) run.monthIndex += 1;
}

export function monthEnd({ firstDay, monthIndex }: InterestRun): Day {
  return addMonths(firstDay, monthIndex + 1) - 1;
}

export function daysInMonth(run: InterestRun): number {
  return monthEnd(run) - monthStart(run) + 1;
}

/**
 * Whole months: one that is over counts, if something was outstanding all through it, on the balance at its end. Started months: one
 * that has begun counts in full, on the balance with which it began.
 */
export function accrueMonths(run: InterestRun, lastDay: Day, debt: Debt): void {
  const isWhole = run.charge.dayCount === 'months_whole';
  while (run.nextDay <= lastDay) {
    advanceMonth(run, run.nextDay);
    const endDay = monthEnd(run);
    if (baseOf(run, debt) === null) {
      skipMonths(run, lastDay, isWhole);
      return;
    }
    if (isWhole && endDay > lastDay) return;
    const toDay = Math.min(endDay, lastDay);
    if (isNew(run)) addMonth(run, toDay, debt);
    else lengthenMonth(run, toDay);
    if (run.stop) return;
    run.nextDay = toDay + 1;
    if (toDay === endDay) endMonth(run);
  }
}

/** While nothing is outstanding no month begins, and one that must be whole is broken off. */
function skipMonths(run: InterestRun, lastDay: Day, isWhole: boolean): void {
  advanceMonth(run, lastDay);
  run.nextDay = (isWhole ? monthEnd(run) : lastDay) + 1;
}

function isNew(run: InterestRun): boolean {
  const last = run.spans.at(-1);
  return last === undefined || last.fromDay < monthStart(run);
}

function addMonth(run: InterestRun, toDay: Day, debt: Debt): void {
  const base = baseOf(run, debt);
  if (base === null) return;
  const fromDay = run.nextDay;
  const rate = rateAt(run, fromDay);
  if (rate === null) return;
  const divisor = rate.per === 'year' ? 12 : 1;
  const baseFrom = baseFromOf(run, debt);
  addSpan(run, { fromDay, toDay, base, baseFrom, rate, parts: rate.parts, counted: 1, divisor, endedBy: null });
}

/** A started month is counted once, also where its debt was paid and came back within it. */
function lengthenMonth(run: InterestRun, toDay: Day): void {
  const last = run.spans.at(-1);
  if (last && run.isOpen) last.toDay = toDay;
}

function endMonth(run: InterestRun): void {
  const { compound } = run.charge;
  const isCapitalised = compound !== null && (compound.every === 'month' || (run.monthIndex + 1) % 12 === 0);
  run.cutBy = isCapitalised ? 'capitalised' : 'rate_or_period';
  if (isCapitalised) capitalise(run, run.nextDay);
}

function monthStart({ firstDay, monthIndex }: InterestRun): Day {
  return addMonths(firstDay, monthIndex);
}
