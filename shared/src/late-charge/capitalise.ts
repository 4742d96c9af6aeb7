import { addMonths, dateOf, type Day, dayFrom, partsOf } from './day.ts';
import { addFractions, type Fraction, fraction, subtractFractions } from './fraction.ts';
import { type InterestRun, interestDueMinor, spanExact } from './interest-run.ts';

// Compound interest: what is due is added to the base, and bears interest itself from then on.

/** The first day after `day` on which that happens: an anniversary of the first bearing day, or 1 January. Only where interest is compound. */
export function capitalisationDay(run: InterestRun, day: Day): Day {
  if (run.charge.compound?.every === 'calendar_year') return dayFrom(partsOf(day).year + 1, 1, 1);
  const months = run.charge.compound?.every === 'month' ? 1 : 12;
  while (run.anniversaryDay <= day) {
    run.anniversaries += 1;
    run.anniversaryDay = addMonths(run.firstDay, run.anniversaries * months);
  }
  return run.anniversaryDay;
}

/** `day` is the first that bears interest on the new base. */
export function capitalise(run: InterestRun, day: Day): void {
  const dueMinor = interestDueMinor(run);
  const { minor, exact } = run.capitalised;
  run.capitalised = { minor: minor + dueMinor, exact: exact && addFractions(exact, exactDueOf(run)) };
  run.movedMinor += dueMinor;
  run.spansMoved = run.spans.length;
  run.settledBeforeMinor = run.paidMinor + run.waivedMinor;
  run.capitalisedFrom = [...run.capitalisedFrom, `capitalised:${dateOf(day)}`];
}

/** The fractions behind what is due since the last time, less what was settled of it. */
function exactDueOf({ spans, spansMoved, paidMinor, waivedMinor, settledBeforeMinor }: InterestRun): Fraction {
  const accrued = spans.slice(spansMoved).map(spanExact).reduce(addFractions, fraction(0));
  const due = subtractFractions(accrued, fraction(paidMinor + waivedMinor - settledBeforeMinor));
  return due.numerator > 0n ? due : fraction(0);
}
