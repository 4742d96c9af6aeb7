import { describe, expect, it } from 'vitest';
import { brief, credited, fee, interest, invoice, linesOf, paid, policyOf, reminded, chargesOf } from './testing.ts';
import { referenceRates } from './reference-rates.ts';
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

describe('a trigger', () => {
  const fixed = { ...fee, code: 'fee' };
  const clear = { event: 'reminder', nth: 1, clear_days: 14, post_start: 'third_working_day' };

  // Belgium, Book XIX: fourteen full days from the day after an e-mail, or from the third working day after posting.
  it.each<[string, unknown, LateChargeEvent[], string | null]>([
    ['days after the due date', { event: 'due', days: 10 }, [], '2025-02-10'],
    ['days after the issue date', { event: 'issued', days: 45 }, [], '2025-02-15'],
    ['days after the issue date, but never while payment is in time', { event: 'issued', days: 3 }, [], '2025-02-01'],
    [
      'the later of two',
      [
        { event: 'due', days: 3 },
        { event: 'issued', days: 45 },
      ],
      [],
      '2025-02-15',
    ],
    ['a reminder that was never sent', { event: 'reminder', nth: 1 }, [], null],
    ['the day of a reminder', { event: 'reminder', nth: 1 }, [reminded('2025-02-05')], '2025-02-05'],
    ['days after a reminder', { event: 'reminder', nth: 1, days: 3 }, [reminded('2025-02-05')], '2025-02-08'],
    [
      'the second reminder, in the order of days',
      { event: 'reminder', nth: 2 },
      [reminded('2025-02-20'), reminded('2025-02-05')],
      '2025-02-20',
    ],
    [
      'a reminder from before the due date reminded of nothing',
      { event: 'reminder', nth: 1 },
      [reminded('2025-01-20')],
      null,
    ],
    [
      'a reminder of the due date itself neither',
      { event: 'reminder', nth: 1 },
      [reminded('2025-01-31'), reminded('2025-02-03')],
      '2025-02-03',
    ],
    ['fourteen clear days after an e-mail', clear, [reminded('2025-02-05')], '2025-02-20'],
    // Wednesday 5 February: Thursday, Friday, then Monday 10.
    [
      'fourteen clear days from the third working day after posting',
      clear,
      [reminded('2025-02-05', 'post')],
      '2025-02-24',
    ],
    [
      'a holiday is no working day',
      { ...clear, holidays: ['2025-02-07'] },
      [reminded('2025-02-05', 'post')],
      '2025-02-25',
    ],
    [
      'a holiday does not lengthen the days themselves',
      { ...clear, holidays: ['2025-02-12'] },
      [reminded('2025-02-05', 'post')],
      '2025-02-24',
    ],
    ['a number of days after posting', { ...clear, post_start: 2 }, [reminded('2025-02-05', 'post')], '2025-02-21'],
    [
      'post like e-mail, where nothing else is said',
      { ...clear, post_start: undefined },
      [reminded('2025-02-05', 'post')],
      '2025-02-20',
    ],
  ])('%s', (_, when, events, date) => {
    const lines = linesOf({ policy: policyOf({ ...fixed, when }), events, asOfDate: '2025-12-31' });
    expect(lines.map((line) => line.kind === 'once' && line.date)).toEqual(date === null ? [] : [date]);
  });

  it('tells in the line why the day had come', () => {
    const when = [{ event: 'due', days: 3 }, clear];
    const [line] = linesOf({
      policy: policyOf({ ...fixed, when }),
      events: [reminded('2025-02-05', 'post')],
      asOfDate: '2025-03-31',
    });
    expect(line?.kind === 'once' && line.because).toEqual([
      { event: 'due', date: '2025-01-31', days: 3, reachedDate: '2025-02-03' },
      { event: 'reminder', date: '2025-02-05', nth: 1, channel: 'post', clearDays: 14, reachedDate: '2025-02-24' },
    ]);
  });

  it.each<[string, unknown, [string, number]]>([
    ['from the day it is claimable', { event: 'claimable' }, ['2025-02-20', 5]],
    ['days after it is claimable', { event: 'claimable', days: 2 }, ['2025-02-22', 3]],
    ['from the day after the reminder', { event: 'reminder', nth: 1, days: 1 }, ['2025-02-06', 19]],
    ['from the due date itself', { event: 'due', days: 0 }, ['2025-01-31', 25]],
    [
      'from the latest of several',
      [
        { event: 'due', days: 0 },
        { event: 'issued', days: 40 },
      ],
      ['2025-02-10', 15],
    ],
    ['never before the due date', { event: 'issued', days: 0 }, ['2025-01-31', 25]],
  ])('lets interest start %s', (_, starts, expected) => {
    const policy = policyOf({ ...interest, when: clear, starts });
    const [line] = linesOf({ policy, events: [reminded('2025-02-05')], asOfDate: '2025-02-24' });
    expect(line?.kind === 'interest' && [line.fromDate, line.days]).toEqual(expected);
  });
});

describe('a fixed sum', () => {
  it.each<[string, Record<string, unknown>, LateChargeEvent[], unknown[][]]>([
    [
      'repeats by days, as often as said',
      { repeat: { every_days: 30, times: 3 } },
      [],
      [
        ['2025-02-01', 4000],
        ['2025-03-03', 4000],
        ['2025-04-02', 4000],
      ],
    ],
    [
      'repeats on the same day of the month, or its last',
      { when: { event: 'due', days: 28 }, repeat: { every_months: 1, times: 2 } },
      [],
      [
        ['2025-02-28', 4000],
        ['2025-03-28', 4000],
      ],
    ],
    [
      'repeats while something is outstanding',
      { repeat: { every_months: 1 } },
      [paid('2025-03-15', 100_000)],
      [
        ['2025-02-01', 4000],
        ['2025-03-01', 4000],
      ],
    ],
    [
      'repeats on what is left',
      { scale: [{ percent: '1' }], repeat: { every_months: 1, times: 2 } },
      [paid('2025-02-15', 40_000)],
      [
        ['2025-02-01', 1000],
        ['2025-03-01', 600],
      ],
    ],
    [
      'is taken of the whole invoice, where it is by the original',
      { scale: [{ percent: '1' }], base: 'original' },
      [paid('2025-01-15', 40_000)],
      [['2025-02-01', 1000]],
    ],
    [
      'is taken of the invoice less credit notes, even so',
      { scale: [{ percent: '1' }], base: 'original' },
      [credited('2025-01-15', 40_000)],
      [['2025-02-01', 600]],
    ],
    [
      'has its VAT in a line of its own',
      { vat_percent: '21' },
      [],
      [
        ['2025-02-01', 4000],
        ['2025-02-01', 840],
      ],
    ],
  ])('%s', (_, known, events, expected) => {
    const lines = linesOf({ policy: policyOf({ ...fee, ...known }), events, asOfDate: '2025-06-30' });
    expect(lines.map((line) => [(line.kind === 'once' || line.kind === 'vat') && line.date, line.amountMinor])).toEqual(
      expected,
    );
  });

  it('that repeats goes on after what was claimed', () => {
    const policy = policyOf({ ...fee, repeat: { every_days: 30, times: 3 }, vat_percent: '21' });
    const chargedLines = linesOf({ policy, asOfDate: '2025-03-10' });
    expect(linesOf({ policy, asOfDate: '2025-06-30', chargedLines }).map(brief)).toEqual([
      ['recovery_fee', '2025-04-02', 100_000, 4000],
      ['recovery_fee_vat', '2025-04-02', 4000, 840],
    ]);
  });
});

describe('a rate', () => {
  const of = (rate: Record<string, unknown>) => policyOf({ ...interest, rate });
  const around = { ...invoice, issueDate: '2024-05-01', dueDate: '2024-05-31' };

  it('follows the published one, half-year by half-year', () => {
    const lines = linesOf({ policy: of({ series: 'ECB_MRO', add: '8' }), invoice: around, asOfDate: '2025-01-31' });
    expect(lines.map((line) => line.kind === 'interest' && [line.ratePercent, line.days, line.endedBy])).toEqual([
      ['12.50', 30, 'rate_or_period'],
      ['12.25', 184, 'rate_or_period'],
      ['11.15', 31, 'as_of'],
    ]);
  });

  // UK: SI 2002/1675, art. 4; Ireland: the rate of the date on which the payment became overdue.
  it('stays the one of the first day, where it is held', () => {
    const lines = linesOf({
      policy: of({ series: 'ECB_MRO', add: '8', hold: 'at_start' }),
      invoice: around,
      asOfDate: '2025-01-31',
    });
    expect(lines.map((line) => line.kind === 'interest' && [line.ratePercent, line.days])).toEqual([['12.50', 245]]);
  });

  // Belgium, law of 2 August 2002, art. 5: rounded up to the next half point.
  it('is one line where it stays the same by rounding, and says both of its halves', () => {
    const [line, ...more] = linesOf({
      policy: of({ series: 'ECB_MRO', add: '8', round_up_to: '0.50' }),
      invoice: around,
      asOfDate: '2024-12-31',
    });
    expect(more).toEqual([]);
    expect(line?.kind === 'interest' && [line.ratePercent, line.days, line.rateParts]).toEqual([
      '12.50',
      214,
      [
        { what: 'reference', series: 'ECB_MRO', period: '2024H1', percent: '4.50' },
        { what: 'points', percent: '8.00' },
        { what: 'rounded_up', percent: '0.00' },
        { what: 'reference', series: 'ECB_MRO', period: '2024H2', percent: '4.25' },
        { what: 'points', percent: '8.00' },
        { what: 'rounded_up', percent: '0.25' },
      ],
    ]);
  });

  // Germany, § 247 BGB: the base rate was negative from 2016 to 2022.
  it('is lowered by a negative reference rate, and never below zero', () => {
    const negative = { ...invoice, issueDate: '2020-01-01', dueDate: '2020-01-31' };
    const rateOf = (add: string) => {
      const [line] = linesOf({ policy: of({ series: 'DE_BASE', add }), invoice: negative, asOfDate: '2020-02-10' });
      return line?.kind === 'interest' && [line.ratePercent, line.amountMinor];
    };
    expect(rateOf('5')).toEqual(['4.12', 113]);
    expect(rateOf('0')).toEqual(['0.00', 0]);
  });

  it('that nobody has published is an error that names series and day, and never the last one known', () => {
    const late = { ...invoice, issueDate: '2026-11-01', dueDate: '2026-12-01' };
    const policy = of({ series: 'ECB_MRO', add: '8' });
    expect(linesOf({ policy, invoice: late, asOfDate: '2026-12-31' })).toHaveLength(1);
    expect(() => linesOf({ policy, invoice: late, asOfDate: '2027-01-01' })).toThrow(
      expect.objectContaining({ name: 'UnknownRateError', series: 'ECB_MRO', date: '2027-01-01' }),
    );
    expect(() => linesOf({ policy: of({ series: 'NOWHERE' }), invoice: late, asOfDate: '2026-12-31' })).toThrow(
      expect.objectContaining({ series: 'NOWHERE', date: '2026-12-02' }),
    );
  });

  it.each([
    ['by days', {}, '2026-12-31'],
    ['by whole months', { day_count: 'months_whole' }, '2027-01-01'],
    ['by started months', { day_count: 'months_started' }, '2027-01-01'],
    ['compound', { compound: { every: 'calendar_year', carry: 'rounded' } }, '2026-12-31'],
  ])(
    'that is not published may also stop interest %s, which is said; whatever else is due stays',
    (_, known, toDate) => {
      const late = { ...invoice, issueDate: '2026-10-01', dueDate: '2026-11-01' };
      const later = { ...fee, when: { event: 'due', days: 90 } };
      const policy = policyOf({ ...interest, rate: { series: 'ECB_MRO', add: '8' }, ...known }, later);
      const events = [paid('2027-01-15', 10_000)];
      const { lines, totalMinor, unknownRates, notDue } = chargesOf({
        policy,
        invoice: late,
        rates: referenceRates,
        events,
        asOfDate: '2027-06-30',
        unknownRate: 'stop',
      });
      expect(lines.flatMap((line) => (line.kind === 'interest' ? [line.toDate] : [])).at(-1)).toBe(toDate);
      expect(lines.at(-1)).toMatchObject({ kind: 'once', date: '2027-01-30', amountMinor: 4000 });
      expect(totalMinor).toBe(lines.reduce((sum, line) => sum + line.amountMinor, 0));
      expect(unknownRates).toMatchObject([{ series: 'ECB_MRO' }]);
      expect(unknownRates[0]?.fromDate.slice(0, 7)).toBe('2027-01');
      expect(notDue).toEqual([]);
    },
  );

  it('that is not published for the first day brings nothing, and is why', () => {
    const late = { ...invoice, issueDate: '2026-12-01', dueDate: '2026-12-31' };
    const policy = policyOf({ ...interest, rate: { series: 'ECB_MRO', hold: 'at_start' } });
    const input = { policy, invoice: late, rates: referenceRates, events: [], asOfDate: '2027-06-30' };
    const { lines, unknownRates, notDue } = chargesOf({ ...input, unknownRate: 'stop' });
    expect([lines, unknownRates]).toEqual([[], [{ series: 'ECB_MRO', fromDate: '2027-01-01' }]]);
    expect(notDue).toMatchObject([{ reason: 'rate_unknown', firstDate: null }]);
  });

  it('is not asked for where nothing is outstanding', () => {
    const late = { ...invoice, issueDate: '2026-11-01', dueDate: '2026-12-01' };
    const events = [paid('2026-12-10', 100_000)];
    expect(
      linesOf({ policy: of({ series: 'ECB_MRO', add: '8' }), invoice: late, events, asOfDate: '2027-06-30' }),
    ).toHaveLength(1);
  });

  it('is that of the newer row where two speak of a day', () => {
    const row = (fromDate: string, toDate: string, percent: string) => ({ fromDate, toDate, percent, source: 'test' });
    const rows = [
      row('2025-01-01', '2025-12-31', '10.00'),
      row('2025-02-05', '2025-02-08', '20.00'),
      row('2025-02-07', '2025-02-07', '30.00'),
    ];
    const lines = linesOf({ policy: of({ series: 'OWN' }), rates: [{ code: 'OWN', title: 'own', rows }] });
    expect(lines.map((line) => line.kind === 'interest' && [line.fromDate, line.days, line.ratePercent])).toEqual([
      ['2025-02-01', 4, '10.00'],
      ['2025-02-05', 2, '20.00'],
      ['2025-02-07', 1, '30.00'],
      ['2025-02-08', 1, '20.00'],
      ['2025-02-09', 2, '10.00'],
    ]);
  });
});

describe('days', () => {
  const late = (dueDate: string) => ({ ...invoice, amountMinor: 1_000_000, issueDate: '2023-01-01', dueDate });

  it.each<[string, Record<string, unknown>, string, string, unknown[][]]>([
    ['by 365 in leap years, too', { day_count: 'act/365' }, '2024-01-31', '2024-04-30', [[90, 90, 365, 29_589]]],
    [
      'by the days of each year',
      { day_count: 'act/act' },
      '2023-11-30',
      '2024-01-31',
      [
        [31, 31, 365, 10_192],
        [31, 31, 366, 10_164],
      ],
    ],
    ['by 360', { day_count: 'act/360' }, '2024-01-31', '2024-04-30', [[90, 90, 360, 30_000]]],
    ['by months of thirty days', { day_count: '30e/360' }, '2024-01-31', '2024-04-30', [[90, 90, 360, 30_000]]],
    [
      'by months of thirty days, in February',
      { day_count: '30e/360' },
      '2024-02-27',
      '2024-03-01',
      [[3, 4, 360, 1333]],
    ],
    [
      'a month’s rate by the day, as twelve months in 365 days',
      { rate: { percent: '1', per: 'month' } },
      '2024-01-31',
      '2024-04-30',
      [[90, 1080, 365, 29_589]],
    ],
    [
      'by full months',
      { rate: { percent: '1', per: 'month' }, day_count: 'months_whole' },
      '2024-01-31',
      '2024-04-15',
      [
        [29, 1, 1, 10_000],
        [31, 1, 1, 10_000],
      ],
    ],
    [
      'by full months of a yearly rate',
      { day_count: 'months_whole' },
      '2024-01-31',
      '2024-03-15',
      [[29, 1, 12, 10_000]],
    ],
    [
      'by started months',
      { rate: { percent: '1', per: 'month' }, day_count: 'months_started' },
      '2024-01-31',
      '2024-03-01',
      [
        [29, 1, 1, 10_000],
        [1, 1, 1, 10_000],
      ],
    ],
    [
      'by parts of months',
      { rate: { percent: '1', per: 'month' }, day_count: 'months_prorata' },
      '2024-01-31',
      '2024-03-10',
      [
        [29, 29, 29, 10_000],
        [10, 10, 31, 3226],
      ],
    ],
    [
      'by months from the 31st, which end with each month',
      { rate: { percent: '1', per: 'month' }, day_count: 'months_whole' },
      '2024-01-30',
      '2024-03-31',
      [
        [29, 1, 1, 10_000],
        [31, 1, 1, 10_000],
      ],
    ],
  ])('are counted %s', (_, known, dueDate, asOfDate, expected) => {
    const policy = policyOf({ ...interest, rate: { percent: '12' }, ...known });
    const lines = linesOf({ policy, invoice: late(dueDate), asOfDate });
    expect(
      lines.map((line) => line.kind === 'interest' && [line.days, line.counted, line.divisor, line.amountMinor]),
    ).toEqual(expected);
  });

  it('the day of payment bears nothing, where it is excluded', () => {
    const policy = policyOf({ ...interest, ends: 'payment_day_excluded' });
    const events = [paid('2025-02-05', 60_000)];
    expect(linesOf({ policy, events }).map(brief)).toEqual([
      ['interest', '2025-02-01', '2025-02-04', 4, 100_000, 120, 'payment'],
      ['interest', '2025-02-05', '2025-02-09', 5, 40_000, 60, 'as_of'],
    ]);
  });

  // A month that has begun is owed in full; one that must be full is owed once it is over, on what is left then.
  it.each([
    [
      'months_started',
      [
        [100_000, 1000],
        [40_000, 400],
      ],
    ],
    ['months_whole', [[40_000, 400]]],
  ])('%s and a payment in the middle', (dayCount, expected) => {
    const policy = policyOf({ ...interest, rate: { percent: '1', per: 'month' }, day_count: dayCount });
    const lines = linesOf({ policy, events: [paid('2025-02-10', 60_000)], asOfDate: '2025-03-10' });
    expect(lines.map((line) => line.kind === 'interest' && [line.baseMinor, line.amountMinor])).toEqual(expected);
  });

  it('a month that is paid off before it is over is no full month, but a started one', () => {
    const of = (dayCount: string) =>
      policyOf({ ...interest, rate: { percent: '1', per: 'month' }, day_count: dayCount });
    const events = [paid('2025-02-27', 100_000)];
    expect(linesOf({ policy: of('months_whole'), events, asOfDate: '2025-06-30' })).toEqual([]);
    expect(linesOf({ policy: of('months_started'), events, asOfDate: '2025-06-30' }).map(brief)).toEqual([
      ['interest', '2025-02-01', '2025-02-27', 27, 100_000, 1000, 'payment'],
    ]);
  });
});
