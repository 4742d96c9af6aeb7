import { calculateAmountDue } from './amount-due.ts';
import type { AmountDue, CalculationEvent, ExplainedCalculation, UsedRate } from './calculation.ts';
import type { CalendarDate } from './calendar-date.ts';
import type { InvoiceFacts } from './invoice-facts.ts';
import { type Day, dayOf } from './late-charge/day.ts';
import type { InterestLine } from './late-charge/line.ts';
import type { LateChargePolicy } from './late-charge/policy.ts';
import { rateOn, type RateRow, type RateSeries, UnknownRateError } from './late-charge/rate-series.ts';
import { notDueCharges } from './not-due-charges.ts';

/** What is owed as if it were paid on `asOfDate`, beside all that decides it. */
export function explainCalculation(
  facts: InvoiceFacts,
  asOfDate: CalendarDate,
): Omit<ExplainedCalculation, 'calculatedAt'> {
  const amountDue = calculateAmountDue(facts, asOfDate);
  const { policy } = facts;
  return {
    ...amountDue,
    notDue: notDueCharges(facts, asOfDate),
    policy: policy && { id: policy.id, version: policy.version },
    rates: usedRates(facts, amountDue),
    events: eventsOf(facts),
  };
}

/** Each row once, in the order in which lines took it. */
function usedRates({ policy, rates }: InvoiceFacts, { entries }: AmountDue): UsedRate[] {
  const lines = entries.flatMap((entry) =>
    entry.kind === 'late_charge' && entry.line.kind === 'interest' ? [entry.line] : [],
  );
  const used = lines.flatMap((line) =>
    line.rateParts.flatMap((part) => {
      if (part.what !== 'reference') return [];
      // What a claimed line took may have been corrected since; the row that says what it says is the one it took.
      const alike = rates.map((series) => ({ ...series, rows: series.rows.filter(isOf(part.percent)) }));
      return rowsWithin(alike, part.series, daysOf(line, lines, policy)).map((row) => ({
        series: part.series,
        ...row,
      }));
    }),
  );
  return [...new Map(used.map((rate) => [JSON.stringify(rate), rate])).values()];
}

function isOf(percent: string) {
  return (row: RateRow) => Number(row.percent) === Number(percent);
}

/** The days for which the rate was looked up: those of the line, or the first day of all where the rate is held from there on. */
function daysOf(line: InterestLine, lines: readonly InterestLine[], policy: LateChargePolicy | null): [Day, Day] {
  const charge = policy?.charges.find(({ code }) => code === line.code);
  const isHeld = charge?.kind === 'interest' && charge.rate.kind === 'series' && charge.rate.hold === 'at_start';
  if (!isHeld) return [dayOf(line.fromDate), dayOf(line.toDate)];
  const firstDay = Math.min(...lines.filter(({ code }) => code === line.code).map(({ fromDate }) => dayOf(fromDate)));
  return [firstDay, firstDay];
}

function rowsWithin(rates: readonly RateSeries[], code: string, [firstDay, lastDay]: [Day, Day]): RateRow[] {
  const rows: RateRow[] = [];
  for (let day = firstDay; day <= lastDay;) {
    const known = knownRate(rates, code, day);
    if (!known) return rows;
    rows.push(known.row);
    day = known.untilDay + 1;
  }
  return rows;
}

function knownRate(rates: readonly RateSeries[], code: string, day: Day) {
  try {
    return rateOn(rates, code, day);
  } catch (thrown) {
    if (thrown instanceof UnknownRateError) return null;
    throw thrown;
  }
}

function eventsOf({ allocations, reminders, waivers }: InvoiceFacts): CalculationEvent[] {
  const events: CalculationEvent[] = [
    ...allocations.map(({ kind, date, effectiveDate, amountMinor }) => ({
      kind,
      date,
      effectiveDate,
      amountMinor: -amountMinor,
    })),
    ...reminders.map(({ sentDate: date, channel }) => ({ kind: 'reminder' as const, date, channel })),
    ...waivers.map(({ date, code, amountMinor, by, reason }) => ({
      kind: 'waiver' as const,
      date,
      code,
      amountMinor,
      by,
      reason,
    })),
  ];
  return events.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
}
