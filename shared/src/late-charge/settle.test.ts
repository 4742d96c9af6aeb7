import { describe, expect, it } from 'vitest';
import type { LateChargeEvent, Waiver } from './input.ts';
import {
  bounced,
  brief,
  chargesOf,
  credited,
  fee,
  interest,
  invoice,
  linesOf,
  paid,
  policyOf,
  policyWith,
} from './testing.ts';

// What payments, rounding, limits, compounding and waivers make of the lines.

const costsFirst = { allocation: 'costs_interest_principal' };

describe('a payment', () => {
  // The Netherlands, art. 6:44 BW; Germany, § 367 BGB.
  it('covers costs, then interest, then the invoice, where the policy says so, and tells how', () => {
    const { lines, allocation } = chargesOf({
      policy: policyWith(costsFirst, fee, interest),
      events: [paid('2025-02-10', 50_000)],
      asOfDate: '2025-02-20',
    });
    expect(lines.map(brief)).toEqual([
      ['recovery_fee', '2025-02-01', 100_000, 4000],
      ['interest', '2025-02-01', '2025-02-10', 10, 100_000, 300, 'payment'],
      ['interest', '2025-02-11', '2025-02-20', 10, 54_300, 163, 'as_of'],
      ['allocation', '2025-02-10', 4000, 300, 45_700],
    ]);
    expect(allocation).toEqual({ feesMinor: 4000, interestMinor: 300, principalMinor: 45_700, unusedMinor: 0 });
  });

  it('covers the invoice first, where nothing else is said, and what is too much stays unused', () => {
    const { lines, allocation } = chargesOf({
      policy: policyOf(fee, interest),
      events: [paid('2025-02-10', 120_000)],
      asOfDate: '2025-06-30',
    });
    expect(lines.map((line) => line.amountMinor)).toEqual([4000, 300]);
    expect(allocation).toEqual({ feesMinor: 0, interestMinor: 0, principalMinor: 100_000, unusedMinor: 20_000 });
  });

  it('that covers no more than costs leaves the line of interest whole', () => {
    const lines = linesOf({ policy: policyWith(costsFirst, fee, interest), events: [paid('2025-02-05', 3000)] });
    expect(lines.map(brief)).toEqual([
      ['recovery_fee', '2025-02-01', 100_000, 4000],
      ['interest', '2025-02-01', '2025-02-10', 10, 100_000, 300, 'as_of'],
      ['allocation', '2025-02-05', 3000, 0, 0],
    ]);
  });

  it('does not go to interest that may not be claimed yet', () => {
    const policy = policyWith(costsFirst, { ...interest, when: { event: 'due', days: 20 } });
    const lines = linesOf({ policy, events: [paid('2025-02-10', 50_000)], asOfDate: '2025-02-20' });
    expect(lines.map(brief)).toEqual([
      ['interest', '2025-02-01', '2025-02-10', 10, 100_000, 300, 'payment'],
      ['interest', '2025-02-11', '2025-02-20', 10, 50_000, 150, 'as_of'],
      ['allocation', '2025-02-10', 0, 0, 50_000],
    ]);
  });

  it('that goes back takes from the invoice first, then from interest, then from costs', () => {
    const policy = policyWith(costsFirst, fee, interest);
    const events = [paid('2025-02-10', 50_000), paid('2025-02-20', -49_000)];
    const { lines, allocation } = chargesOf({ policy, events, asOfDate: '2025-02-28' });
    expect(lines.filter((line) => line.kind === 'interest').map(brief)).toEqual([
      ['interest', '2025-02-01', '2025-02-10', 10, 100_000, 300, 'payment'],
      ['interest', '2025-02-11', '2025-02-20', 10, 54_300, 163, 'payment'],
      ['interest', '2025-02-21', '2025-02-28', 8, 100_000, 240, 'as_of'],
    ]);
    expect(allocation).toEqual({ feesMinor: 1000, interestMinor: 0, principalMinor: 0, unusedMinor: 0 });
  });

  it('that bounced never was, once the bank has said so, and was there until then', () => {
    const events = [paid('2025-01-20', 100_000), bounced('2025-02-05', '2025-01-20', 100_000)];
    expect(linesOf({ events, asOfDate: '2025-02-04' })).toEqual([]);
    expect(linesOf({ events }).map(brief)).toEqual([
      ['interest', '2025-02-01', '2025-02-10', 10, 100_000, 300, 'as_of'],
    ]);
  });

  it('and one of the same day that bounced make one change', () => {
    const events = [
      paid('2025-02-05', 60_000),
      bounced('2025-02-08', '2025-02-05', 60_000),
      paid('2025-02-05', 10_000),
    ];
    expect(linesOf({ policy: policyWith(costsFirst, interest), events }).map(brief)).toEqual([
      ['interest', '2025-02-01', '2025-02-05', 5, 100_000, 150, 'payment'],
      ['interest', '2025-02-06', '2025-02-10', 5, 90_150, 135, 'as_of'],
      ['allocation', '2025-02-05', 0, 150, 9850],
    ]);
  });
});

describe('a credit note', () => {
  it('that corrects the invoice counts from the day it says, also backwards, once it is known', () => {
    const events = [credited('2025-02-08', 40_000, '2025-01-31')];
    const policy = policyOf({ ...fee, scale: [{ percent: '10' }] }, interest);
    expect(linesOf({ policy, events, asOfDate: '2025-02-07' }).map((line) => line.amountMinor)).toEqual([10_000, 210]);
    expect(linesOf({ policy, events }).map((line) => line.amountMinor)).toEqual([6000, 180]);
  });

  it('of the whole invoice, from its due date, leaves nothing late', () => {
    expect(
      linesOf({ policy: policyOf(fee, interest), events: [credited('2025-02-08', 100_000, '2025-01-31')] }),
    ).toEqual([]);
  });

  it('that counts from a day to come does not count yet', () => {
    expect(linesOf({ events: [credited('2025-02-08', 100_000, '2025-03-01')] }).map(brief)).toEqual([
      ['interest', '2025-02-01', '2025-02-10', 10, 100_000, 300, 'as_of'],
    ]);
  });
});

describe('compound interest', () => {
  const compound = (every: string, known: Record<string, unknown> = {}) =>
    policyWith({}, { ...interest, rate: { percent: '10' }, compound: { every }, ...known });
  const amounts = (policy: ReturnType<typeof compound>, asOfDate: string, events: LateChargeEvent[] = []) =>
    linesOf({ policy, asOfDate, events }).map(
      (line) => line.kind === 'interest' && [line.toDate, line.baseMinor, line.amountMinor, line.endedBy],
    );

  // The Netherlands, art. 6:119 (2) BW: the year runs from the first day of default, not from January.
  it('adds a year’s interest after each full year of default', () => {
    expect(amounts(compound('year'), '2027-02-28')).toEqual([
      ['2026-01-31', 100_000, 10_000, 'capitalised'],
      ['2027-01-31', 110_000, 11_000, 'capitalised'],
      ['2027-02-28', 121_000, 928, 'as_of'],
    ]);
  });

  it('adds it at the turn of the year, where the policy says so', () => {
    expect(amounts(compound('calendar_year'), '2026-01-31')).toEqual([
      ['2025-12-31', 100_000, 9151, 'capitalised'],
      ['2026-01-31', 109_151, 927, 'as_of'],
    ]);
  });

  it('adds no interest that was paid', () => {
    const policy = policyWith(costsFirst, { ...interest, rate: { percent: '10' }, compound: { every: 'year' } });
    expect(amounts(policy, '2026-02-28', [paid('2026-01-31', 10_000)])).toEqual([
      ['2026-01-31', 100_000, 10_000, 'payment'],
      ['2026-02-28', 100_000, 767, 'as_of'],
      false,
    ]);
  });

  it('carries rounded lines, so that every cent is explained, or the fractions behind them', () => {
    const known = { rate: { percent: '2.13', per: 'month' }, day_count: 'months_whole' };
    const rounded = { ...known, compound: { every: 'month', carry: 'rounded' } };
    const exact = { ...known, compound: { every: 'month', carry: 'exact' } };
    const bases = (policy: ReturnType<typeof compound>) =>
      linesOf({ policy, asOfDate: '2025-05-31' }).map(
        (line) => line.kind === 'interest' && [line.baseMinor, line.baseExact],
      );
    expect(bases(compound('month', rounded))).toEqual([
      [100_000, null],
      [102_130, null],
      [104_305, null],
      [106_527, null],
    ]);
    expect(bases(compound('month', exact))).toEqual([
      [100_000, '100000/1'],
      [102_130, '102130/1'],
      [104_305, '104305369/1000'],
      [106_527, '1065270733597/10000000'],
    ]);
  });

  it('rests while nothing of the invoice is outstanding', () => {
    expect(amounts(compound('year'), '2028-01-31', [paid('2025-06-30', 100_000)])).toEqual([
      ['2025-06-30', 100_000, 4110, 'payment'],
    ]);
  });
});

describe('rounding', () => {
  const odd = { ...invoice, amountMinor: 99_007 };
  const events = [paid('2025-02-28', 33_333), paid('2025-03-31', 33_333)];
  const of = (rounding: string) => policyWith({ rounding }, { ...interest, rate: { percent: '10' } });

  it.each([
    ['line', [760, 558, 266]],
    // 27.13 a day is 27, 17.99 is 18, 8.86 is 9 cents.
    ['day', [756, 558, 270]],
    ['total', [760, 558, 266, -1]],
  ])('by %s', (rounding, amounts) => {
    const lines = linesOf({ policy: of(rounding), invoice: odd, events, asOfDate: '2025-04-30' });
    expect(lines.map((line) => line.amountMinor)).toEqual(amounts);
  });

  it('once over everything counts fixed sums in', () => {
    const policy = policyWith(
      { rounding: 'total' },
      { ...fee, scale: [{ percent: '0.0004' }] },
      { ...interest, rate: { percent: '0.15' } },
    );
    // 0.4 cents and 0.41 cents, each nothing by itself.
    expect(linesOf({ policy, asOfDate: '2025-02-01' }).map((line) => [line.code, line.amountMinor])).toEqual([
      ['recovery_fee', 0],
      ['interest', 0],
      ['rounding', 1],
    ]);
  });
});

describe('a limit of interest', () => {
  const limited = (known: Record<string, unknown>) => policyOf({ ...interest, ...known });

  it.each<[string, Record<string, unknown>, string, unknown[][]]>([
    [
      'raises it to its minimum from the first day',
      { min: 500 },
      '2025-02-01',
      [
        ['interest', 30],
        ['interest_min', 470],
      ],
    ],
    ['ends where the interest has reached it', { min: 300 }, '2025-02-10', [['interest', 300]]],
    [
      'lowers it to its maximum',
      { max: 200 },
      '2025-02-10',
      [
        ['interest', 300],
        ['interest_max', -100],
      ],
    ],
    ['asks for no minimum where no interest runs yet', { min: 500 }, '2025-01-31', []],
  ])('%s', (_, known, asOfDate, expected) => {
    const lines = linesOf({ policy: limited(known), asOfDate });
    expect(lines.map((line) => [line.code, line.amountMinor])).toEqual(expected);
  });

  it.each([
    ['a minimum', { min: 500 }, '2025-02-10', 500, '2025-02-20', 100],
    ['a maximum', { max: 500 }, '2025-02-10', 300, '2025-02-28', 200],
  ])('counts what was claimed in: %s', (_, known, claimedDate, claimedMinor, laterDate, restMinor) => {
    const policy = limited(known);
    const claimed = chargesOf({ policy, asOfDate: claimedDate });
    const rest = chargesOf({ policy, asOfDate: laterDate, chargedLines: claimed.lines });
    expect([claimed.totalMinor, rest.totalMinor]).toEqual([claimedMinor, restMinor]);
  });

  it('is what payments cover, too', () => {
    const policy = policyWith(costsFirst, { ...interest, max: 200 });
    const { allocation } = chargesOf({ policy, events: [paid('2025-02-10', 50_000)] });
    expect(allocation).toMatchObject({ interestMinor: 200, principalMinor: 49_800 });
  });
});

describe('a waiver', () => {
  const policy = policyOf(fee, interest);
  const waiver: Waiver = {
    date: '2025-02-05',
    code: null,
    amountMinor: null,
    by: 'Els Maes',
    reason: 'Delivered late',
  };
  const waivedOf = (waivers: Waiver[], known: Partial<Parameters<typeof chargesOf>[0]> = {}) =>
    linesOf({ policy, waivers, ...known }).map((line) => [
      line.kind === 'waived' ? line.waivedCode : line.code,
      line.amountMinor,
    ]);

  it('takes off what has arisen until its day, and says who and why', () => {
    const lines = linesOf({ policy, waivers: [waiver] });
    expect(lines.map((line) => line.amountMinor)).toEqual([4000, 150, 150, -4000, -150]);
    expect(lines.at(-1)).toMatchObject({
      code: 'waived',
      date: '2025-02-05',
      waivedCode: 'interest',
      by: 'Els Maes',
      reason: 'Delivered late',
    });
  });

  it.each<[string, Waiver[], [string, number][]]>([
    ['of one charge leaves the others', [{ ...waiver, code: 'recovery_fee' }], [['recovery_fee', -4000]]],
    [
      'of an amount stops there',
      [{ ...waiver, amountMinor: 4100 }],
      [
        ['recovery_fee', -4000],
        ['interest', -100],
      ],
    ],
    ['of more than there is takes all', [{ ...waiver, code: 'interest', amountMinor: 9999 }], [['interest', -150]]],
    [
      'of what was waived before takes nothing',
      [waiver, waiver],
      [
        ['recovery_fee', -4000],
        ['interest', -150],
      ],
    ],
    ['of a charge that is not there takes nothing', [{ ...waiver, code: 'other' }], []],
    ['of a day to come does not count yet', [{ ...waiver, date: '2025-02-11' }], []],
  ])('%s', (_, waivers, expected) => {
    expect(waivedOf(waivers).filter(([, minor]) => Number(minor) < 0)).toEqual(expected);
  });

  it('leaves a payment to what is still asked', () => {
    const { allocation } = chargesOf({
      policy: policyWith(costsFirst, fee, interest),
      waivers: [waiver],
      events: [paid('2025-02-10', 50_000)],
    });
    expect(allocation).toMatchObject({ feesMinor: 0, interestMinor: 150, principalMinor: 49_850 });
  });

  it('takes off nothing that was claimed before', () => {
    const chargedLines = linesOf({ policy, asOfDate: '2025-02-03' });
    expect(waivedOf([waiver], { chargedLines })).toEqual([
      ['interest', 60],
      ['interest', 150],
      ['interest', -60],
    ]);
  });
});
