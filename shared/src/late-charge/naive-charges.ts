import { addDays, type CalendarDate, daysBetween } from '../calendar-date.ts';
import type { LateChargeInput } from './input.ts';
import type { InterestCharge, OnceCharge } from './policy.ts';
import { percentMicros } from './percent.ts';

// The tests' second opinion: goes through the calendar day by day with the plainest arithmetic there is, for policies with fixed
// sums and simple interest, counted by days, at fixed or published rates.

type Owed = { code: string; fromDate: CalendarDate; days: number; baseMinor: number; amountMinor: number };

/** What was owed at the start of a day: credit notes of the day are off, payments of the day are not. */
function owedOn(date: CalendarDate, { invoice, events, asOfDate }: LateChargeInput, isPaidToday = false): bigint {
  let minor = BigInt(invoice.amountMinor);
  for (const event of events) {
    if (event.kind === 'reminder' || event.date > asOfDate) continue;
    const day = event.effectiveDate ?? event.date;
    if (day < date || (day === date && (event.kind === 'credit_note' || isPaidToday)))
      minor -= BigInt(event.amountMinor);
  }
  return minor > 0n ? minor : 0n;
}

function latestDate(dates: CalendarDate[]): CalendarDate {
  return dates.toSorted().at(-1) ?? '';
}

function whenDate(charge: OnceCharge | InterestCharge, input: LateChargeInput): CalendarDate | null {
  const { invoice } = input;
  const inTime = latestDate([invoice.dueDate, invoice.issueDate]);
  const sent = input.events
    .filter((event) => event.kind === 'reminder' && event.date <= input.asOfDate && event.date > inTime)
    .map((event) => event.date)
    .toSorted();
  const dates = [addDays(inTime, 1)];
  for (const trigger of charge.when) {
    if (trigger.event === 'reminder') {
      const date = sent[trigger.nth - 1];
      if (date === undefined) return null;
      dates.push(trigger.clearDays === null ? addDays(date, trigger.days) : addDays(date, 1 + trigger.clearDays));
    } else dates.push(addDays(trigger.event === 'due' ? invoice.dueDate : invoice.issueDate, trigger.days));
  }
  return latestDate(dates);
}

export function naiveCharges(input: LateChargeInput): Owed[] {
  return input.policy.charges.flatMap((charge) =>
    charge.kind === 'once' ? naiveFee(charge, input) : naiveInterest(charge, input),
  );
}

function naiveFee(charge: OnceCharge, input: LateChargeInput): Owed[] {
  const date = whenDate(charge, input);
  if (date === null || date > input.asOfDate) return [];
  const base = owedOn(date, input);
  const band = charge.scale.toSorted((a, b) => b.fromMinor - a.fromMinor).find((one) => BigInt(one.fromMinor) <= base);
  if (base === 0n || !band) return [];
  const share = (base - BigInt(band.overMinor)) * BigInt(percentMicros(band.percent ?? '0'));
  let minor = BigInt(band.plusMinor) + halfUp(share, 100_000_000n);
  if (charge.minMinor !== null && minor < charge.minMinor) minor = BigInt(charge.minMinor);
  if (charge.maxMinor !== null && minor > charge.maxMinor) minor = BigInt(charge.maxMinor);
  return [{ code: charge.code, fromDate: date, days: 0, baseMinor: Number(base), amountMinor: Number(minor) }];
}

function naiveInterest(charge: InterestCharge, input: LateChargeInput): Owed[] {
  const claimDate = whenDate(charge, input);
  if (claimDate === null || claimDate > input.asOfDate || owedOn(claimDate, input) === 0n) return [];
  const starts = charge.starts.map((trigger) => {
    if (trigger.event === 'claimable') return addDays(claimDate, trigger.days);
    if (trigger.event === 'reminder') throw new Error('not covered');
    return addDays(trigger.event === 'due' ? input.invoice.dueDate : input.invoice.issueDate, trigger.days);
  });
  const first = latestDate([input.invoice.dueDate, input.invoice.issueDate, ...starts]);
  const isIncluded = charge.ends === 'payment_day_included';
  const runs: {
    fromDate: CalendarDate;
    toDate: CalendarDate;
    days: number;
    base: bigint;
    micros: bigint;
    year: bigint;
  }[] = [];
  for (let date = first; isIncluded ? date <= input.asOfDate : date < input.asOfDate; date = addDays(date, 1)) {
    const base = owedOn(date, input, !isIncluded);
    if (base === 0n) continue;
    const micros = rateMicros(
      charge,
      input,
      charge.rate.kind === 'series' && charge.rate.hold === 'at_start' ? first : date,
    );
    const year = yearDays(charge, date);
    const last = runs.at(-1);
    const isSameYear = charge.dayCount !== 'act/act' || last?.toDate.slice(0, 4) === date.slice(0, 4);
    if (last && daysBetween(last.toDate, date) === 1 && last.base === base && last.micros === micros && isSameYear) {
      last.days += 1;
      last.toDate = date;
    } else runs.push({ fromDate: date, toDate: date, days: 1, base, micros, year });
  }
  return runs.map(({ fromDate, days, base, micros, year }) => {
    const perYear = charge.rate.kind === 'fixed' && charge.rate.per === 'month' ? 12n : 1n;
    const exactUnder = 100_000_000n * year;
    const amount =
      input.policy.rounding === 'day'
        ? halfUp(base * micros, exactUnder) * BigInt(days)
        : halfUp(base * micros * BigInt(days) * perYear, exactUnder);
    return { code: charge.code, fromDate, days, baseMinor: Number(base), amountMinor: Number(amount) };
  });
}

function rateMicros({ rate }: InterestCharge, { rates }: LateChargeInput, date: CalendarDate): bigint {
  if (rate.kind === 'fixed') return BigInt(percentMicros(rate.percent));
  const { rows = [] } = rates.find(({ code }) => code === rate.series) ?? {};
  const row = rows.findLast(({ fromDate, toDate }) => fromDate <= date && date <= toDate);
  if (!row) throw new Error('not covered');
  const micros = BigInt(percentMicros(row.percent)) + BigInt(percentMicros(rate.add));
  const step = BigInt(percentMicros(rate.roundUpTo ?? '0.000001'));
  return micros % step === 0n ? micros : (micros / step + 1n) * step;
}

function yearDays({ dayCount }: InterestCharge, date: CalendarDate): bigint {
  if (dayCount === 'act/360') return 360n;
  if (dayCount === 'act/365') return 365n;
  return BigInt(daysBetween(`${date.slice(0, 4)}-01-01`, `${Number(date.slice(0, 4)) + 1}-01-01`));
}

function halfUp(over: bigint, under: bigint): bigint {
  return (over * 2n + under) / (under * 2n);
}
