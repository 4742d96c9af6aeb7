import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../calendar-date.ts';
import { sumMinor } from '../money.ts';
import { calculateLateCharges } from './calculate.ts';
import type { LateChargeEvent, LateChargeInput } from './input.ts';
import type { InterestLine, LateChargeLine } from './line.ts';
import { outstandingOn } from './outstanding.ts';
import { percentOfMinor } from './percent.ts';
import { type LateChargePolicy, lateChargePolicySchema } from './policy.ts';

const invoice = { amountMinor: 100_000, currency: 'EUR', issueDate: '2025-01-01', dueDate: '2025-01-31' };

function policyOf(...charges: unknown[]): LateChargePolicy {
  return lateChargePolicySchema.parse({
    schema: 'latefee-policy/1',
    id: 'terms',
    version: 3,
    valid_from: '2024-01-01',
    audience: 'any',
    charges,
  });
}

const fee = { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] };
const interest = { kind: 'interest', code: 'interest', rate: { percent: '10.95' } };

/** Name, as-of day, events, expected lines. */
type History = [string, string, LateChargeEvent[], unknown[][]];

function linesOf(input: Partial<LateChargeInput> = {}): LateChargeLine[] {
  return calculateLateCharges({ policy: policyOf(interest), invoice, events: [], asOfDate: '2025-02-10', ...input });
}

function brief(line: LateChargeLine): unknown[] {
  if (line.kind === 'once') return [line.code, line.date, line.baseMinor, line.amountMinor];
  return [line.code, line.fromDate, line.toDate, line.days, line.baseMinor, line.amountMinor, line.endedBy];
}

describe('a fixed sum', () => {
  const scale = [
    { from: 50_001, plus: 6500, percent: '5', over: 50_000 },
    { from: 1, plus: 2000 },
    { from: 15_001, plus: 3000, percent: '10', over: 15_000 },
  ];
  it.each([
    ['flat', { scale: [{ plus: 4000 }] }, 100_000, 4000, null],
    ['a percentage', { scale: [{ percent: '15' }] }, 76_573, 11_486, null],
    ['half a cent goes up', { scale: [{ percent: '0.5' }] }, 100, 1, null],
    ['just below half a cent goes down', { scale: [{ percent: '0.499999' }] }, 100, 0, null],
    ['the lowest band', { scale }, 15_000, 2000, null],
    ['a band begins at its first cent', { scale }, 15_001, 3000, null],
    ['the middle band', { scale }, 30_000, 4500, null],
    ['the highest band', { scale }, 65_000, 7250, null],
    ['no band is reached', { scale: [{ from: 200_000, plus: 100 }] }, 100_000, null, null],
    ['raised to the minimum', { scale: [{ percent: '10' }], min: 4000 }, 25_000, 4000, 'min'],
    ['lowered to the maximum', { scale: [{ percent: '15' }], min: 6500, max: 1_250_000 }, 10_000_000, 1_250_000, 'max'],
    ['the minimum itself is no limit', { scale: [{ percent: '10' }], min: 4000 }, 40_000, 4000, null],
    [
      'exact beyond floating point',
      { scale: [{ percent: '33.333333' }] },
      9_007_199_254_740_991,
      3_002_399_721_556_333,
      null,
    ],
    ['nothing on nothing, not even the minimum', { scale: [{ percent: '10' }], min: 4000 }, 0, null, null],
    ['nothing on money owed to the customer', { scale: [{ plus: 4000 }] }, -5000, null, null],
  ])('%s', (_, charge, amountMinor, expectedMinor, limit) => {
    const [line] = linesOf({
      policy: policyOf({ kind: 'once', code: 'costs', ...charge }),
      invoice: { ...invoice, amountMinor },
    });
    expect(line?.amountMinor ?? null).toBe(expectedMinor);
    expect(line?.kind === 'once' ? line.limit : null).toBe(limit);
  });

  it.each<History>([
    ['on the due date nothing has arisen', '2025-01-31', [], []],
    ['it arises the day after', '2025-02-01', [], [['recovery_fee', '2025-02-01', 100_000, 4000]]],
    ['a payment on the due date is in time', '2025-03-01', [paid('2025-01-31', 100_000)], []],
    [
      'a payment on the day it arises is late',
      '2025-03-01',
      [paid('2025-02-01', 100_000)],
      [['recovery_fee', '2025-02-01', 100_000, 4000]],
    ],
    ['a credit note of the day it arises lowers the base', '2025-03-01', [credited('2025-02-01', 100_000)], []],
    [
      'a part paid in time is not in the base',
      '2025-03-01',
      [paid('2025-01-20', 60_000)],
      [['recovery_fee', '2025-02-01', 40_000, 4000]],
    ],
    [
      'a payment that bounced was none',
      '2025-03-01',
      [paid('2025-01-20', 100_000), paid('2025-01-20', -100_000)],
      [['recovery_fee', '2025-02-01', 100_000, 4000]],
    ],
  ])('%s', (_, asOfDate, events, expected) => {
    expect(linesOf({ policy: policyOf(fee), asOfDate, events }).map(brief)).toEqual(expected);
  });
});

describe('interest', () => {
  it.each<History>([
    [
      'starts the day after the due date, the as-of day included',
      '2025-02-10',
      [],
      [['2025-02-01', '2025-02-10', 10, 100_000, 300, 'as_of']],
    ],
    ['is nothing on the due date', '2025-01-31', [], []],
    [
      'runs on the old balance on the day of payment',
      '2025-02-20',
      [paid('2025-02-10', 60_000)],
      [
        ['2025-02-01', '2025-02-10', 10, 100_000, 300, 'payment'],
        ['2025-02-11', '2025-02-20', 10, 40_000, 120, 'as_of'],
      ],
    ],
    [
      'runs on the new balance on the day of a credit note',
      '2025-02-20',
      [credited('2025-02-11', 60_000)],
      [
        ['2025-02-01', '2025-02-10', 10, 100_000, 300, 'credit_note'],
        ['2025-02-11', '2025-02-20', 10, 40_000, 120, 'as_of'],
      ],
    ],
    [
      'stops when all is paid',
      '2025-06-30',
      [paid('2025-02-10', 100_000)],
      [['2025-02-01', '2025-02-10', 10, 100_000, 300, 'payment']],
    ],
    [
      'ends by the payment on its very day',
      '2025-02-10',
      [paid('2025-02-10', 100_000)],
      [['2025-02-01', '2025-02-10', 10, 100_000, 300, 'payment']],
    ],
    [
      'ignores what happens after the as-of day',
      '2025-02-10',
      [credited('2025-02-11', 100_000)],
      [['2025-02-01', '2025-02-10', 10, 100_000, 300, 'as_of']],
    ],
    [
      'runs as one line over a payment that bounced',
      '2025-02-20',
      [paid('2025-02-10', 60_000), paid('2025-02-10', -60_000)],
      [['2025-02-01', '2025-02-20', 20, 100_000, 600, 'as_of']],
    ],
    [
      'rests while money was there, and goes on after it was given back',
      '2025-03-31',
      [paid('2025-02-10', 100_000), paid('2025-03-21', -100_000)],
      [
        ['2025-02-01', '2025-02-10', 10, 100_000, 300, 'payment'],
        ['2025-03-22', '2025-03-31', 10, 100_000, 300, 'as_of'],
      ],
    ],
    ['counts 29 February', '2024-03-01', [], [['2024-02-01', '2024-03-01', 30, 100_000, 900, 'as_of']]],
  ])('%s', (_, asOfDate, events, expected) => {
    const dueDate = asOfDate.startsWith('2024') ? '2024-01-31' : invoice.dueDate;
    const lines = linesOf({ asOfDate, events, invoice: { ...invoice, dueDate } });
    expect(lines.map(brief)).toEqual(expected.map((line) => ['interest', ...line]));
  });

  it('counts all days once the days of grace are over, where they are a threshold', () => {
    const policy = policyOf({ ...interest, when: { event: 'due', days: 4 } });
    expect(linesOf({ policy, asOfDate: '2025-02-03' })).toEqual([]);
    expect(linesOf({ policy, asOfDate: '2025-02-04' }).map(brief)).toEqual([
      ['interest', '2025-02-01', '2025-02-04', 4, 100_000, 120, 'as_of'],
    ]);
  });

  it('leaves the days of grace out, where they are a shift', () => {
    const policy = policyOf({ ...interest, starts: { event: 'due', days: 4 } });
    expect(linesOf({ policy, asOfDate: '2025-02-06' }).map(brief)).toEqual([
      ['interest', '2025-02-04', '2025-02-06', 3, 100_000, 90, 'as_of'],
    ]);
  });

  it('goes on the day after what was claimed, and a claimed fixed sum does not come again', () => {
    const policy = policyOf(fee, interest);
    const chargedLines = linesOf({ policy, asOfDate: '2025-02-10' });
    expect(linesOf({ policy, asOfDate: '2025-02-20', chargedLines }).map(brief)).toEqual([
      ['interest', '2025-02-11', '2025-02-20', 10, 100_000, 300, 'as_of'],
    ]);
    expect(linesOf({ policy, asOfDate: '2025-02-10', chargedLines })).toEqual([]);
  });

  it('names the policy, its version, the charge and the law in every line', () => {
    const [, line] = linesOf({ policy: policyOf(fee, { ...interest, law: 'art. 5' }) });
    expect(line?.rule).toEqual({ policy: 'terms@3', charge: 1, law: 'art. 5' });
  });
});

describe('any history', () => {
  const day = fc.integer({ min: -40, max: 500 }).map((days) => addDays(invoice.dueDate, days));
  const amountMinor = fc.oneof(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 10 ** 13 }));
  const percent = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 999 }))
    .map(([whole, part]) => `${whole}.${part}`);
  const event = fc.record({
    kind: fc.constantFrom('payment' as const, 'credit_note' as const),
    date: day,
    amountMinor: fc.integer({ min: 1, max: 80_000 }),
  });
  const policy = fc
    .tuple(percent, percent, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 }))
    .map(([feePercent, rate, when, starts]) =>
      policyOf(
        {
          kind: 'once',
          code: 'costs',
          scale: [{ percent: feePercent }, { from: 50_000, plus: 3000, percent: feePercent, over: 50_000 }],
          min: 100,
          max: 90_000,
        },
        {
          ...interest,
          rate: { percent: rate, per: 'year' },
          when: { event: 'due', days: when },
          starts: { event: 'due', days: starts },
        },
      ),
    );
  const input = fc.record({
    policy,
    invoice: amountMinor.map((amount) => ({ ...invoice, amountMinor: amount })),
    // Some payments bounce.
    events: fc
      .array(fc.tuple(event, fc.boolean()), { maxLength: 8 })
      .map((all) =>
        all.flatMap(([one, bounced]) =>
          bounced && one.kind === 'payment' ? [one, { ...one, amountMinor: -one.amountMinor }] : [one],
        ),
      ),
    asOfDate: day,
  });

  it('every line can be recomputed from its own fields', () => {
    fc.assert(
      fc.property(input, (one) => {
        for (const line of calculateLateCharges(one)) expect(line.amountMinor).toBe(recomputed(line));
      }),
      { numRuns: 2000 },
    );
  });

  it('interest leaves no gap and no overlap while something is outstanding', () => {
    fc.assert(
      fc.property(input, (one) => {
        const lines = calculateLateCharges(one).filter((line): line is InterestLine => line.kind === 'interest');
        const charge = one.policy.charges[1];
        if (charge?.kind !== 'interest') throw new Error('no interest');
        const events = one.events.filter((known) => known.date <= one.asOfDate);
        const claimable = addDays(one.invoice.dueDate, charge.when?.days ?? 1);
        const isClaimable = one.asOfDate >= claimable && outstandingOn(claimable, one.invoice, events) > 0;
        for (
          let date = addDays(one.invoice.dueDate, charge.starts?.days ?? 1);
          date <= one.asOfDate;
          date = addDays(date, 1)
        ) {
          const base = isClaimable ? outstandingOn(date, one.invoice, events) : 0;
          const bearing = lines.filter((line) => line.fromDate <= date && date <= line.toDate);
          expect(bearing.map((line) => line.baseMinor)).toEqual(base > 0 ? [base] : []);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a later day never lowers the total', () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 1, max: 100 }), (one, days) => {
        const later = { ...one, asOfDate: addDays(one.asOfDate, days) };
        expect(total(later)).toBeGreaterThanOrEqual(total(one));
      }),
      { numRuns: 2000 },
    );
  });

  it('the order of events makes no difference', () => {
    fc.assert(
      fc.property(
        input.chain((one) =>
          fc.tuple(fc.constant(one), fc.shuffledSubarray(one.events, { minLength: one.events.length })),
        ),
        ([one, events]) => {
          expect(calculateLateCharges({ ...one, events })).toEqual(calculateLateCharges(one));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('claiming on a day and going on from there asks for the same days, each once', () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 0, max: 100 }), (one, days) => {
        const charged = calculateLateCharges(one);
        const rest = calculateLateCharges({ ...one, asOfDate: addDays(one.asOfDate, days), chargedLines: charged });
        const whole = calculateLateCharges({ ...one, asOfDate: addDays(one.asOfDate, days) });
        // Cutting a line in two rounds twice.
        expect(Math.abs(sumOf([...charged, ...rest]) - sumOf(whole))).toBeLessThanOrEqual(1);
        expect(daysOf([...charged, ...rest])).toBe(daysOf(whole));
      }),
      { numRuns: 1000 },
    );
  });

  it('paid in time means no line', () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 0, max: 40 }), (one, early) => {
        const events = [
          {
            kind: 'payment' as const,
            date: addDays(one.invoice.dueDate, -early),
            amountMinor: one.invoice.amountMinor,
          },
        ];
        expect(calculateLateCharges({ ...one, events })).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

function paid(date: string, amountMinor: number): LateChargeEvent {
  return { kind: 'payment', date, amountMinor };
}

function credited(date: string, amountMinor: number): LateChargeEvent {
  return { kind: 'credit_note', date, amountMinor };
}

function recomputed(line: LateChargeLine): number {
  if (line.kind === 'interest') return percentOfMinor(line.baseMinor, line.ratePercent, line.days, line.divisor);
  const wanted =
    line.plusMinor + (line.percent === null ? 0 : percentOfMinor(line.baseMinor - line.overMinor, line.percent));
  if (line.limit === null) return wanted;
  expect(line.beforeLimitMinor).toBe(wanted);
  expect(Math.sign(line.amountMinor - wanted)).toBe(line.limit === 'min' ? 1 : -1);
  return line.amountMinor;
}

function total(input: LateChargeInput): number {
  return sumOf(calculateLateCharges(input));
}

function sumOf(lines: readonly LateChargeLine[]): number {
  return sumMinor(lines.map((line) => line.amountMinor));
}

function daysOf(lines: readonly LateChargeLine[]): number {
  return sumMinor(lines.map((line) => (line.kind === 'interest' ? line.days : 0)));
}
