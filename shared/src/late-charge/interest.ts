import { addDays, type CalendarDate, daysBetween } from '../calendar-date.ts';
import { sumMinor } from '../money.ts';
import type { ChargeContext, LateChargeEvent } from './input.ts';
import type { InterestLine, LateChargeLine } from './line.ts';
import { outstandingOn } from './outstanding.ts';
import { percentOfMinor } from './percent.ts';
import type { InterestCharge } from './policy.ts';
import { claimableDate, interestStartDate } from './trigger.ts';

/** Simple interest, one line for neighbouring days with the same base. None at all if nothing was outstanding when it could first be claimed. */
export function interestLines(charge: InterestCharge, context: ChargeContext): InterestLine[] {
  const { invoice, events, asOfDate, chargedLines, rule } = context;
  const claimable = claimableDate(charge, invoice.dueDate);
  if (asOfDate < claimable || outstandingOn(claimable, invoice, events) === 0) return [];
  const start = firstUnchargedDate(interestStartDate(charge, invoice.dueDate), chargedLines);
  return spansOf(start, context).map((span) => {
    const days = daysBetween(span.fromDate, span.toDate) + 1;
    return {
      kind: 'interest',
      code: charge.code,
      ...span,
      days,
      ratePercent: withTwoDecimals(charge.rate.percent),
      per: 'year',
      divisor: 365,
      endedBy: endOf(span.toDate, events, asOfDate),
      amountMinor: percentOfMinor(span.baseMinor, charge.rate.percent, days, 365),
      rule,
    };
  });
}

function firstUnchargedDate(start: CalendarDate, chargedLines: readonly LateChargeLine[]): CalendarDate {
  const dates = chargedLines.flatMap((line) => (line.kind === 'interest' ? [addDays(line.toDate, 1)] : []));
  return [start, ...dates].toSorted().at(-1) ?? start;
}

type Span = { fromDate: CalendarDate; toDate: CalendarDate; baseMinor: number };

/** The bearing days from `start` to the as-of day (both included), cut where the base changes. */
function spansOf(start: CalendarDate, { invoice, events, asOfDate }: ChargeContext): Span[] {
  const cuts = events.map((event) => (event.kind === 'payment' ? addDays(event.date, 1) : event.date));
  const firstDays = [...new Set([start, ...cuts])].filter((date) => date >= start && date <= asOfDate).toSorted();
  const spans: Span[] = [];
  for (const [index, fromDate] of firstDays.entries()) {
    const next = firstDays[index + 1];
    const toDate = next === undefined ? asOfDate : addDays(next, -1);
    const baseMinor = outstandingOn(fromDate, invoice, events);
    const previous = spans.at(-1);
    // Events that cancel each other out are no reason for a new line, and so for a second rounding.
    if (previous?.baseMinor === baseMinor) previous.toDate = toDate;
    else spans.push({ fromDate, toDate, baseMinor });
  }
  return spans.filter((span) => span.baseMinor > 0);
}

function endOf(
  toDate: CalendarDate,
  events: readonly LateChargeEvent[],
  asOfDate: CalendarDate,
): InterestLine['endedBy'] {
  const payments = events.filter((event) => event.kind === 'payment' && event.date === toDate);
  if (sumMinor(payments.map((event) => event.amountMinor)) !== 0) return 'payment';
  return toDate === asOfDate ? 'as_of' : 'credit_note';
}

/** `8.5` is written `8.50`, as rates are. */
function withTwoDecimals(percent: string): string {
  const [whole, decimals = ''] = percent.split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}
