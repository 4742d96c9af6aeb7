import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../calendar-date.ts';
import { sumMinor } from '../money.ts';
import { calculateLateCharges } from './calculate.ts';
import { exactMinor } from './exact-minor.ts';
import { roundedFraction } from './fraction.ts';
import type { LateChargeEvent, LateChargeInput } from './input.ts';
import type { InterestLine, LateChargeLine } from './line.ts';
import { mostCharges } from './most-charges.ts';
import { naiveCharges } from './naive-charges.ts';
import { percentMicros } from './percent.ts';
import { referenceRates } from './reference-rates.ts';
import { invoice, policyWith } from './testing.ts';

// Ten thousand random histories a run: 8,000 of them against the second opinion, the rest shared out over the promises below.

const day = (min: number, max: number) => fc.integer({ min, max }).map((days) => addDays(invoice.dueDate, days));
const eventDay = day(-40, 500);
const percent = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 999 }))
  .map(([whole, part]) => `${whole}.${part}`);

const due = (min: number) => fc.integer({ min, max: 20 }).map((days) => ({ event: 'due', days }));
const reminder = fc.record({
  event: fc.constant('reminder'),
  nth: fc.integer({ min: 1, max: 2 }),
  clear_days: fc.integer({ min: 0, max: 20 }),
});
const when = fc.oneof(due(1), fc.tuple(due(1), due(1)), reminder);

const scale = fc.oneof(
  fc.integer({ min: 0, max: 9000 }).map((plus) => [{ plus }]),
  percent.map((each) => [
    { from: 1, percent: each },
    { from: 50_000, plus: 3000, percent: each, over: 50_000 },
  ]),
);
const once = fc.record({
  kind: fc.constant('once'),
  code: fc.constant('costs'),
  when,
  scale,
  min: fc.constantFrom(undefined, 100),
  max: fc.constantFrom(undefined, 90_000),
});
const rate = fc.oneof(
  percent.map((each) => ({ percent: each })),
  fc.record({
    series: fc.constantFrom('ECB_MRO', 'DE_BASE', 'NL_WR', 'BE_B2B'),
    add: fc.constantFrom('0', '5', '8'),
    round_up_to: fc.constantFrom(undefined, '0.50'),
    hold: fc.constantFrom('half_year', 'at_start'),
  }),
);
const interestShape = {
  kind: fc.constant('interest'),
  code: fc.constant('interest'),
  when,
  starts: fc.oneof(due(0), fc.constant({ event: 'claimable', days: 2 })),
  ends: fc.constantFrom('payment_day_included', 'payment_day_excluded'),
  rate,
};
const simple = fc.record({ ...interestShape, day_count: fc.constantFrom('act/365', 'act/360', 'act/act') });
const anyInterest = fc.oneof(
  simple,
  fc.record({
    ...interestShape,
    day_count: fc.constantFrom('act/365', 'act/act', 'act/360', '30e/360', 'months_prorata'),
    compound: fc.record({
      every: fc.constantFrom('year', 'month', 'calendar_year'),
      carry: fc.constantFrom('rounded', 'exact'),
    }),
  }),
  fc.record({
    ...interestShape,
    day_count: fc.constantFrom('months_whole', 'months_started'),
    rate: percent.map((each) => ({ percent: each, per: 'month' })),
  }),
  fc.record({ ...interestShape, min: fc.constantFrom(undefined, 50), max: fc.integer({ min: 50, max: 900 }) }),
);
const repeated = fc.record({
  kind: fc.constant('once'),
  code: fc.constant('costs'),
  when,
  scale,
  repeat: fc.oneof(fc.constant({ every_days: 30, times: 3 }), fc.constant({ every_months: 1 })),
  vat_percent: fc.constantFrom(undefined, '21'),
});

const amountEvent = fc.record({
  kind: fc.constantFrom('payment' as const, 'credit_note' as const),
  date: eventDay,
  amountMinor: fc.integer({ min: 1, max: 80_000 }),
});
const reminderEvent = fc.record({
  kind: fc.constant('reminder' as const),
  date: eventDay,
  channel: fc.constant('email' as const),
});
/** Some payments bounce, some credit notes count from before. */
const events = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.tuple(amountEvent, fc.integer({ min: 0, max: 4 })).map(([one, fate]) => withFate(one, fate)),
      },
      { weight: 3, arbitrary: reminderEvent.map((one): LateChargeEvent[] => [one]) },
    ),
    { maxLength: 8 },
  )
  .map((lists) => lists.flat());

function withFate(one: Extract<LateChargeEvent, { amountMinor: number }>, fate: number): LateChargeEvent[] {
  if (fate === 0 && one.kind === 'payment') {
    return [one, { ...one, date: addDays(one.date, 5), effectiveDate: one.date, amountMinor: -one.amountMinor }];
  }
  return fate === 1 && one.kind === 'credit_note' ? [{ ...one, effectiveDate: addDays(one.date, -20) }] : [one];
}

const amountMinor = fc.oneof(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 10 ** 13 }));

function inputOf(policy: fc.Arbitrary<LateChargeInput['policy']>): fc.Arbitrary<LateChargeInput> {
  return fc.record({
    policy,
    rates: fc.constant(referenceRates),
    invoice: amountMinor.map((minor) => ({ ...invoice, amountMinor: minor })),
    events,
    asOfDate: eventDay,
  });
}

const simplePolicy = fc
  .tuple(once, simple, fc.constantFrom('line', 'day'))
  .map(([fee, interest, rounding]) => policyWith({ rounding }, fee, interest));
const anyPolicy = fc
  .tuple(
    fc.oneof(once, repeated),
    anyInterest,
    fc.constantFrom({}, { rounding: 'total' }, { allocation: 'costs_interest_principal' }),
  )
  .map(([fee, interest, head]) => policyWith(head, fee, interest));
const anyInput = inputOf(anyPolicy);
const check = <T>(numRuns: number, arbitrary: fc.Arbitrary<T>, promise: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, promise), { numRuns });

describe('any history', () => {
  it('comes to what going through the calendar day by day comes to', () => {
    check(8000, inputOf(simplePolicy), (input) => {
      const lines = calculateLateCharges(input).lines.map((line) =>
        line.kind === 'interest'
          ? {
              code: line.code,
              fromDate: line.fromDate,
              days: line.days,
              baseMinor: line.baseMinor,
              amountMinor: line.amountMinor,
            }
          : line.kind === 'once' && {
              code: line.code,
              fromDate: line.date,
              days: 0,
              baseMinor: line.baseMinor,
              amountMinor: line.amountMinor,
            },
      );
      expect(lines).toEqual(naiveCharges(input));
    });
  });

  it('has lines that add up, each recomputed from its own fields, and a total that is not negative', () => {
    check(1000, anyInput, (input) => {
      const { lines, totalMinor } = calculateLateCharges(input);
      expect(totalMinor).toBe(sumMinor(lines.map((line) => line.amountMinor)));
      expect(totalMinor).toBeGreaterThanOrEqual(0);
      for (const line of lines) expect([line.code, line.amountMinor]).toEqual([line.code, recomputed(line)]);
    });
  });

  it('never comes to more than the most that its policy can charge', () => {
    check(2000, anyInput, (input) => {
      const { policy, rates, invoice: claim, asOfDate } = input;
      const sinceDate = claim.issueDate < claim.dueDate ? claim.issueDate : claim.dueDate;
      const { fixedMinor, share } = mostCharges(policy, rates, daysBetween(sinceDate, asOfDate));
      const { totalMinor } = calculateLateCharges(input);
      expect(totalMinor).toBeLessThanOrEqual(fixedMinor + share * claim.amountMinor);
    });
  });

  it('leaves no gap and no overlap between lines while something is outstanding', () => {
    check(1000, anyInput, (input) => {
      const lines = calculateLateCharges(input).lines.filter((line) => line.kind === 'interest');
      for (const [index, line] of lines.entries()) {
        expect(line.days).toBe(daysBetween(line.fromDate, line.toDate) + 1);
        const next = lines[index + 1];
        if (!next) continue;
        expect(next.fromDate > line.toDate).toBe(true);
        // What lies between two lines was paid or credited in full, or a month was broken off.
        const isBroken = ['payment', 'credit_note', 'rate_or_period'].includes(line.endedBy);
        expect(isBroken || daysBetween(line.toDate, next.fromDate) === 1).toBe(true);
      }
    });
  });

  it('never costs less on a later day on which nothing new is known', () => {
    check(1000, fc.tuple(anyInput, fc.integer({ min: 1, max: 100 })), ([input, days]) => {
      const later = addDays(input.asOfDate, days);
      const isNew = (date: string) => date > input.asOfDate && date <= later;
      const known = input.events.filter(
        (event) => !isNew(event.date) && !isNew('effectiveDate' in event ? (event.effectiveDate ?? '') : ''),
      );
      const at = (asOfDate: string) => calculateLateCharges({ ...input, events: known, asOfDate }).totalMinor;
      expect(at(later)).toBeGreaterThanOrEqual(at(input.asOfDate));
    });
  });

  it('is the same in whatever order its events are told', () => {
    const shuffled = anyInput.chain((input) =>
      fc.tuple(fc.constant(input), fc.shuffledSubarray([...input.events], { minLength: input.events.length })),
    );
    check(500, shuffled, ([input, events]) => {
      expect(calculateLateCharges({ ...input, events })).toEqual(calculateLateCharges(input));
    });
  });

  it('costs nothing where it was paid in time', () => {
    check(500, fc.tuple(anyInput, fc.integer({ min: 0, max: 40 })), ([input, early]) => {
      const inTime = addDays(input.invoice.dueDate, -early);
      const all: LateChargeEvent = { kind: 'payment', date: inTime, amountMinor: input.invoice.amountMinor };
      expect(
        calculateLateCharges({ ...input, events: [all] }).lines.filter((line) => line.kind !== 'allocation'),
      ).toEqual([]);
    });
  });

  it('is closed by paying what is asked on the day', () => {
    check(
      1000,
      fc.tuple(anyInput, day(0, 500), fc.integer({ min: 0, max: 300 })),
      ([{ events, ...input }, asOfDate, later]) => {
        const known = events.filter((event) => event.date < asOfDate);
        const owed = calculateLateCharges({ ...input, events: known, asOfDate });
        const amountEvents = known.flatMap((event) => ('amountMinor' in event ? [event.amountMinor] : []));
        const dueMinor = sumMinor([input.invoice.amountMinor, owed.totalMinor, ...amountEvents.map((minor) => -minor)]);
        if (dueMinor <= 0) return;
        const closing: LateChargeEvent = { kind: 'payment', date: asOfDate, amountMinor: dueMinor };
        const after = calculateLateCharges({
          ...input,
          events: [...known, closing],
          asOfDate: addDays(asOfDate, later),
        });
        expect(after.totalMinor).toBe(owed.totalMinor);
      },
    );
  });

  it('asks for the same days, each once, where it is claimed on a day and goes on from there', () => {
    check(500, fc.tuple(inputOf(simplePolicy), fc.integer({ min: 0, max: 100 })), ([input, days]) => {
      const later = addDays(input.asOfDate, days);
      const known = { ...input, events: input.events.filter((event) => event.date <= input.asOfDate) };
      const claimed = calculateLateCharges(known).lines;
      const rest = calculateLateCharges({ ...known, asOfDate: later, chargedLines: claimed }).lines;
      const whole = calculateLateCharges({ ...known, asOfDate: later }).lines;
      expect(daysOf([...claimed, ...rest])).toEqual(daysOf(whole));
    });
  });
});

function recomputed(line: LateChargeLine): unknown {
  if (line.kind === 'interest') expectRateParts(line);
  if (line.kind === 'interest' || line.kind === 'vat') return roundedFraction(exactMinor(line));
  if (line.kind !== 'once') return line.amountMinor;
  if (line.limit === null) return roundedFraction(exactMinor(line));
  const wanted = roundedFraction(exactMinor({ ...line, limit: null }));
  const isLimited = line.limit === 'min' ? wanted < line.amountMinor : wanted > line.amountMinor;
  return isLimited && line.beforeLimitMinor === wanted ? line.amountMinor : `not limited from ${wanted}`;
}

/** Each reference rate with what follows it adds up to the rate of the line. */
function expectRateParts({ rateParts, ratePercent }: InterestLine): void {
  const sums: number[] = [];
  for (const part of rateParts) {
    if (part.what === 'reference') sums.push(0);
    sums.push((sums.pop() ?? 0) + percentMicros(part.percent));
  }
  for (const sum of sums) expect(sum).toBe(percentMicros(ratePercent));
}

function daysOf(lines: readonly LateChargeLine[]): unknown[] {
  return lines.flatMap((line) =>
    line.kind === 'interest'
      ? Array.from({ length: line.days }, (_, index) => `${addDays(line.fromDate, index)} ${line.baseMinor}`)
      : [],
  );
}
