import { sumMinor } from '../money.ts';
import { dateOf, dayOf } from './day.ts';
import { type InterestRun, type Span, spanMinor } from './interest-run.ts';
import type { InterestLine, LateChargeLine, LimitLine, Rule } from './line.ts';
import { limited } from './once.ts';
import { roundedShare } from './percent.ts';

/** The lines that are not claimed yet, and what limits make of all of them. */
export function interestLinesOf(
  run: InterestRun,
  rule: Rule,
  chargedLines: readonly LateChargeLine[],
): (InterestLine | LimitLine)[] {
  const claimedDay = lastClaimedDay(chargedLines);
  const spans = claimedDay === -Infinity ? run.spans : run.spans.filter((span) => span.fromDay > claimedDay);
  const lines = spans.map((span) => interestLine(run, span, rule));
  const limits = limitLines(run, rule, { lines, chargedLines });
  return limits.length === 0 ? lines : [...lines, ...limits];
}

/** -Infinity where nothing was claimed. */
export function lastClaimedDay(chargedLines: readonly LateChargeLine[]): number {
  let lastDay = -Infinity;
  for (const line of chargedLines) if (line.kind === 'interest') lastDay = Math.max(lastDay, dayOf(line.toDate));
  return lastDay;
}

function interestLine(run: InterestRun, span: Span, rule: Rule): InterestLine {
  const { fromDay, toDay, base, rate } = span;
  const isDaily = run.rounding === 'day';
  return {
    kind: 'interest',
    code: run.charge.code,
    fromDate: dateOf(fromDay),
    toDate: dateOf(toDay),
    days: toDay - fromDay + 1,
    baseMinor: base.minor,
    baseExact: base.exact && `${base.exact.numerator}/${base.exact.denominator}`,
    baseFrom: span.baseFrom,
    ratePercent: rate.text,
    per: rate.per,
    rateParts: span.parts,
    counted: span.counted,
    divisor: span.divisor,
    dailyMinor: isDaily ? roundedShare(base.minor, rate.ratio, 1, span.divisor) : null,
    endedBy: span.endedBy ?? 'as_of',
    amountMinor: spanMinor(run, span),
    rule,
  };
}

/** Of the charge's interest as a whole: what was claimed of it before, its limits included, is counted in. */
function limitLines(
  { charge }: InterestRun,
  rule: Rule,
  { lines, chargedLines }: { lines: readonly InterestLine[]; chargedLines: readonly LateChargeLine[] },
): LimitLine[] {
  // Most have none: nothing to compare then.
  if (chargedLines.length === 0 && charge.minMinor === null && charge.maxMinor === null) return [];
  const claimed = distinct(chargedLines);
  const claimedMinor = sumMinor(claimed.map((line) => line.amountMinor));
  const newMinor = sumMinor(lines.map((line) => line.amountMinor));
  const claimedInterest = claimed.filter((line) => line.kind === 'interest');
  if (lines.length === 0) return [];
  const wantedMinor = newMinor + sumMinor(claimedInterest.map((line) => line.amountMinor));
  const amountMinor = limited(wantedMinor, charge) - claimedMinor - newMinor;
  if (amountMinor === 0) return [];
  const isMax = charge.maxMinor !== null && wantedMinor > charge.maxMinor;
  const limit = isMax ? 'max' : 'min';
  const beforeLimitMinor = claimedMinor + newMinor;
  return [{ kind: 'limit', code: `${charge.code}_${limit}`, limit, beforeLimitMinor, amountMinor, rule }];
}

/** A claim that was lowered again stands there twice, with the same line. */
function distinct(chargedLines: readonly LateChargeLine[]): LateChargeLine[] {
  return [...new Map(chargedLines.map((line) => [keyOf(line), line])).values()];
}

function keyOf(line: LateChargeLine): string {
  switch (line.kind) {
    case 'interest':
      return `${line.code}:${line.fromDate}`;
    case 'limit':
      return `${line.code}:${line.beforeLimitMinor}`;
    default:
      return line.code;
  }
}
