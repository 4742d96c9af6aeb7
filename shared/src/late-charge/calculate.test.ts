import { describe, expect, it } from 'vitest';
import { brief, credited, fee, interest, invoice, linesOf, paid, policyOf } from './testing.ts';
import type { LateChargeEvent } from './input.ts';

/** Name, as-of day, events, expected lines. */
type History = [string, string, LateChargeEvent[], unknown[][]];

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
    const leap = { ...invoice, issueDate: '2024-01-01', dueDate: '2024-01-31' };
    const lines = linesOf({ asOfDate, events, invoice: asOfDate.startsWith('2024') ? leap : invoice });
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
