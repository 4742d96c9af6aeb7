import type { Day } from './day.ts';
import type { Debt } from './debt.ts';
import { originalMinor, outstandingMinor } from './debt.ts';
import { addFractions, type Fraction, fraction, roundedFraction } from './fraction.ts';
import type { InterestLine } from './line.ts';
import type { LateChargeInput } from './input.ts';
import { limited } from './once.ts';
import { roundedShare } from './percent.ts';
import type { InterestCharge, LateChargePolicy } from './policy.ts';
import { type RateSpan, rateSpan } from './rate.ts';
import { type RateSeries, type UnknownRate, UnknownRateError } from './rate-series.ts';

/** A line of interest while it still grows. */
export type Span = {
  fromDay: Day;
  toDay: Day;
  base: Base;
  /** What made the base, in the order of days. */
  baseFrom: string[];
  rate: RateSpan;
  parts: RateSpan['parts'];
  counted: number;
  divisor: number;
  endedBy: InterestLine['endedBy'] | null;
};

/** What bears interest: whole minor units, or the exact number behind them where fractions are carried. */
export type Base = { minor: number; exact: Fraction | null };

/** One interest charge on its way from its first bearing day to its last. */
export type InterestRun = {
  readonly charge: InterestCharge;
  readonly rounding: LateChargePolicy['rounding'];
  readonly rates: readonly RateSeries[];
  readonly firstDay: Day;
  readonly claimDay: Day;
  /** The as-of day, or the day before it where the day of payment bears nothing. */
  readonly lastDay: Day;
  /** Days after which a new line begins although nothing changes, because a claim or waiver ends there. */
  readonly cuts: readonly { day: Day; endedBy: InterestLine['endedBy'] }[];
  readonly unknownRate: LateChargeInput['unknownRate'];
  /** Infinity after it was stopped. */
  nextDay: Day;
  /** Where it was stopped: no rate is known from that day on. */
  stop: UnknownRate | null;
  rate: RateSpan | null;
  spans: Span[];
  /** What all but the last of them come to: only the last one still grows. */
  endedMinor: number;
  /** Whether the last span may grow; `cutBy` says why the next day needs a new one all the same. */
  isOpen: boolean;
  cutBy: InterestLine['endedBy'] | null;
  /** The month that is being counted: how many were full since the first day. */
  monthIndex: number;
  /** The compounding period that is being counted: how many were begun, and when the next one begins. */
  anniversaries: number;
  anniversaryDay: Day;
  /** The interest that was added to the base, and when. */
  capitalised: Base;
  capitalisedFrom: string[];
  /** Of all interest so far: what was ever added to the base, paid, given up. The rest is due. */
  movedMinor: number;
  paidMinor: number;
  waivedMinor: number;
  /** When interest was last added to the base: the lines until then, and what had been paid or given up. */
  spansMoved: number;
  settledBeforeMinor: number;
};

export function startRun(
  known: Pick<
    InterestRun,
    'charge' | 'rounding' | 'rates' | 'firstDay' | 'claimDay' | 'lastDay' | 'cuts' | 'unknownRate'
  >,
): InterestRun {
  const nothing = known.charge.compound?.carry === 'exact' ? fraction(0) : null;
  return {
    ...known,
    nextDay: known.firstDay,
    stop: null,
    rate: null,
    spans: [],
    endedMinor: 0,
    isOpen: false,
    cutBy: null,
    monthIndex: 0,
    anniversaries: 0,
    anniversaryDay: known.firstDay,
    capitalised: { minor: 0, exact: nothing },
    capitalisedFrom: [],
    movedMinor: 0,
    paidMinor: 0,
    waivedMinor: 0,
    spansMoved: 0,
    settledBeforeMinor: 0,
  };
}

/** The last day that bears interest on the balance before a payment of `day`. */
export function lastDayBeforePayment({ charge }: Pick<InterestRun, 'charge'>, day: Day): Day {
  return charge.ends === 'payment_day_included' ? day : day - 1;
}

/** Null where nothing of the invoice is outstanding: then capitalised interest bears nothing either. */
export function baseOf({ charge, capitalised }: InterestRun, debt: Debt): Base | null {
  const principalMinor = outstandingMinor(debt);
  if (principalMinor === 0) return null;
  const ownMinor = charge.base === 'original' ? originalMinor(debt) : principalMinor;
  if (capitalised.exact === null) return { minor: ownMinor + capitalised.minor, exact: null };
  const exact = addFractions(fraction(ownMinor), capitalised.exact);
  return { minor: roundedFraction(exact), exact };
}

export function baseFromOf({ capitalisedFrom }: InterestRun, { changes }: Debt): string[] {
  return capitalisedFrom.length === 0 ? changes : [...changes, ...capitalisedFrom];
}

/** Null where the run stops because no rate is known. */
export function rateAt(run: InterestRun, day: Day): RateSpan | null {
  if (run.rate !== null && day <= run.rate.untilDay) return run.rate;
  try {
    run.rate = rateSpan(run.charge.rate, run.rates, day);
    return run.rate;
  } catch (thrown) {
    if (run.unknownRate !== 'stop' || !(thrown instanceof UnknownRateError)) throw thrown;
    run.stop = { series: thrown.series, fromDate: thrown.date };
    run.nextDay = Infinity;
    return null;
  }
}

/** Lengthens the open line where nothing that a line shows has changed; else begins a new one. */
export function addSpan(run: InterestRun, span: Span): void {
  const open = run.isOpen ? run.spans.at(-1) : undefined;
  if (open && run.cutBy === null && isSame(open, span)) {
    open.toDay = span.toDay;
    open.counted += span.counted;
    // The sum can stay while its parts change: 4.25 + 8 rounded up to 12.50 after 4.50 + 8.
    if (open.rate !== span.rate && !hasSameReference(open, span.rate)) open.parts = [...open.parts, ...span.rate.parts];
    open.rate = span.rate;
    return;
  }
  if (open) open.endedBy = run.cutBy ?? 'rate_or_period';
  run.cutBy = null;
  run.isOpen = true;
  run.endedMinor = linesMinor(run);
  run.spans.push(span);
}

function isSame(open: Span, next: Span): boolean {
  return (
    open.toDay + 1 === next.fromDay &&
    open.base.minor === next.base.minor &&
    open.base.exact?.numerator === next.base.exact?.numerator &&
    open.base.exact?.denominator === next.base.exact?.denominator &&
    open.rate.micros === next.rate.micros &&
    open.divisor === next.divisor
  );
}

function hasSameReference(open: Span, rate: RateSpan): boolean {
  const last = open.parts[open.parts.length - rate.parts.length];
  return last?.percent === rate.parts[0]?.percent;
}

/** Ends the open line by what changed its base after `day`, the last that bore interest before the change. */
export function closeSpan(run: InterestRun, day: Day, endedBy: InterestLine['endedBy']): void {
  const open = run.isOpen ? run.spans.at(-1) : undefined;
  if (!open) return;
  // A month that was full before has ended by itself.
  open.endedBy = open.toDay === Math.min(day, run.lastDay) ? endedBy : 'rate_or_period';
  run.isOpen = false;
  run.cutBy = null;
}

/** Ends what is still open on the last day. */
export function finishRun(run: InterestRun): void {
  const open = run.isOpen ? run.spans.at(-1) : undefined;
  if (!open) return;
  // A month that is full when the calculation stops was added to the base all the same, and its line says both.
  const isFullMonth = run.cutBy === 'capitalised' && run.charge.dayCount.startsWith('months');
  const atEnd = isFullMonth ? 'capitalised+as_of' : 'as_of';
  closeSpan(run, run.lastDay, atEnd);
}

/** All interest so far, as its lines show it and within its limits. */
export function interestMinor(run: InterestRun): number {
  return run.spans.length === 0 ? 0 : limited(linesMinor(run), run.charge);
}

/** What a payment can still cover of it. */
export function interestDueMinor(run: InterestRun): number {
  return Math.max(0, interestMinor(run) - run.movedMinor - run.paidMinor - run.waivedMinor);
}

function linesMinor(run: InterestRun): number {
  const last = run.spans.at(-1);
  return last ? run.endedMinor + spanMinor(run, last) : 0;
}

export function spanMinor(run: InterestRun, span: Span): number {
  const { base, rate, counted, divisor } = span;
  // Not in lowest terms: they cost more than the amount does, and all lines are added up each time that interest is compounded.
  if (base.exact) return roundedFraction(unreducedExact(span));
  if (run.rounding === 'day') return roundedShare(base.minor, rate.ratio, 1, divisor) * counted;
  return roundedShare(base.minor, rate.ratio, counted, divisor);
}

export function spanExact(span: Span): Fraction {
  const { numerator, denominator } = unreducedExact(span);
  return fraction(numerator, denominator);
}

function unreducedExact({ base, rate: { ratio }, counted, divisor }: Span): Fraction {
  const { numerator, denominator } = base.exact ?? fraction(base.minor);
  return {
    numerator: numerator * BigInt(ratio.numerator) * BigInt(counted),
    denominator: denominator * BigInt(ratio.denominator) * BigInt(divisor),
  };
}
