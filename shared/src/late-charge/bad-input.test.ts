import { describe, expect, it } from 'vitest';
import { addDays } from '../calendar-date.ts';
import { calculateLateCharges } from './calculate.ts';
import { calculationRequestSchema, lateChargesJson } from './codec.ts';
import { chargesOf, credited, fee, interest, invoice, linesOf, paid, policyOf, policyWith } from './testing.ts';

const both = policyOf(fee, interest);
const amounts = (known: Parameters<typeof chargesOf>[0]) =>
  linesOf({ policy: both, ...known }).map((line) => line.amountMinor);

describe('odd facts come to a correct result', () => {
  it('a payment from before the invoice was in time', () => {
    expect(amounts({ events: [paid('2024-06-01', 100_000)] })).toEqual([]);
    expect(amounts({ events: [paid('2024-06-01', 60_000)] })).toEqual([4000, 120]);
  });

  it('an as-of day from before the invoice asks nothing', () => {
    expect(amounts({ asOfDate: '2024-06-01' })).toEqual([]);
  });

  it('an invoice that was due before it was issued is late from the day after its issue', () => {
    const lines = linesOf({ policy: both, invoice: { ...invoice, dueDate: '2024-12-01' } });
    expect(
      lines.map((line) => (line.kind === 'once' ? line.date : line.kind === 'interest' && [line.fromDate, line.days])),
    ).toEqual(['2025-01-02', ['2025-01-02', 40]]);
  });

  it('payments above the balance stop interest, and are told as unused', () => {
    const { lines, allocation } = chargesOf({
      policy: both,
      events: [paid('2025-02-05', 10 ** 12)],
      asOfDate: '2025-12-31',
    });
    expect(lines.map((line) => line.amountMinor)).toEqual([4000, 150]);
    expect(allocation.unusedMinor).toBe(10 ** 12 - 100_000);
  });

  it('credit notes above the total leave nothing, and money that goes back after them is owed only beyond them', () => {
    expect(amounts({ events: [credited('2025-01-15', 250_000)] })).toEqual([]);
    const events = [paid('2025-01-10', 100_000), credited('2025-01-15', 150_000), paid('2025-01-20', -100_000)];
    expect(amounts({ events })).toEqual([]);
  });

  it('an invoice of nothing, or less, asks nothing, not even a minimum', () => {
    const policy = policyOf({ ...fee, min: 4000 }, { ...interest, min: 500 });
    for (const amountMinor of [0, -5000]) expect(amounts({ policy, invoice: { ...invoice, amountMinor } })).toEqual([]);
  });

  it.each(['JPY', 'KWD', 'CLF'])('amounts are minor units, however many decimals the currency has: %s', (currency) => {
    expect(amounts({ invoice: { ...invoice, currency } })).toEqual([4000, 300]);
  });

  it('a due date on 29 February has its anniversaries on the 28th, and months on the 29th or the last day', () => {
    const leap = { ...invoice, issueDate: '2024-01-01', dueDate: '2024-02-29' };
    const yearly = policyOf({ ...interest, compound: { every: 'year' }, starts: { event: 'due', days: 0 } });
    const days = (policy: typeof yearly, asOfDate: string) =>
      linesOf({ policy, invoice: leap, asOfDate }).map(
        (line) => line.kind === 'interest' && [line.fromDate, line.toDate],
      );
    expect(days(yearly, '2028-03-01').map((line) => line && line[1])).toEqual([
      '2025-02-27',
      '2026-02-27',
      '2027-02-27',
      '2028-02-28',
      '2028-03-01',
    ]);
    const monthly = policyOf({
      ...interest,
      starts: { event: 'due', days: 0 },
      rate: { percent: '1', per: 'month' },
      day_count: 'months_whole',
    });
    expect(days(monthly, '2024-04-30')).toEqual([
      ['2024-02-29', '2024-03-28'],
      ['2024-03-29', '2024-04-28'],
    ]);
  });

  it('amounts up to 10^13 are exact to the unit', () => {
    const large = { ...invoice, amountMinor: 10 ** 13 };
    const policy = policyOf({ ...interest, rate: { percent: '12.345678' } });
    // 10^13 x 12.345678 % x 10 / 365
    const exact = (10n ** 13n * 12_345_678n * 10n * 2n + 36_500_000_000n) / (2n * 36_500_000_000n);
    expect(amounts({ policy, invoice: large })).toEqual([Number(exact)]);
    const over = policyWith(
      { allocation: 'costs_interest_principal' },
      { ...interest, compound: { every: 'month', carry: 'exact' } },
    );
    expect(linesOf({ policy: over, invoice: large, asOfDate: '2035-01-31' })).toHaveLength(120);
  });

  it('fifteen years of months, compounded to the fraction, are counted in a moment', () => {
    const policy = policyOf({
      ...interest,
      rate: { percent: '12.345678' },
      compound: { every: 'month', carry: 'exact' },
    });
    expect(linesOf({ policy, asOfDate: '2040-01-31' })).toHaveLength(180);
  });

  it('a century late is still counted', () => {
    const [line] = linesOf({ asOfDate: '2125-01-31' });
    expect(line).toMatchObject({ days: 36_524, amountMinor: 1_095_720 });
  });

  it('a thousand events are', () => {
    const events = Array.from({ length: 1000 }, (_, index) => paid(addDays('2025-02-01', index), 10));
    expect(linesOf({ events, asOfDate: '2028-01-01' }).length).toBe(1001);
  });
});

describe('what cannot be calculated is refused by name', () => {
  it('amounts that are not exact', () => {
    expect(() => linesOf({ events: [paid('2025-01-01', 2 ** 53), paid('2025-01-01', 2 ** 53)] })).toThrow(
      'is not a whole, exact number',
    );
    const policy = policyOf({ ...interest, rate: { percent: '100' }, compound: { every: 'year' } });
    expect(() => linesOf({ policy, invoice: { ...invoice, amountMinor: 10 ** 13 }, asOfDate: '2045-01-31' })).toThrow(
      'is not a whole, exact number',
    );
  });

  const request = {
    policy: {
      schema: 'latefee-policy/1',
      id: 'terms',
      version: 1,
      valid_from: '2025-01-01',
      audience: 'any',
      charges: [fee, interest],
    },
    invoice: { amount_minor: 100_000, currency: 'EUR', issued: '2025-01-01', due: '2025-01-31' },
    events: [{ type: 'payment', date: '2025-02-05', amount_minor: 60_000 }],
    as_of: '2025-02-10',
  };

  it.each<[string, Record<string, unknown>, string]>([
    ['a day that does not exist', { as_of: '2025-02-30' }, 'as_of'],
    ['a due date that does not exist', { invoice: { ...request.invoice, due: '2025-02-29' } }, 'invoice.due'],
    ['a currency that does not exist', { invoice: { ...request.invoice, currency: 'EURO' } }, 'invoice.currency'],
    ['half a cent', { invoice: { ...request.invoice, amount_minor: 0.5 } }, 'invoice.amount_minor'],
    ['an amount that is not exact', { invoice: { ...request.invoice, amount_minor: 2 ** 53 } }, 'invoice.amount_minor'],
    [
      'an amount as text',
      { events: [{ type: 'payment', date: '2025-02-05', amount_minor: '60000' }] },
      'events.0.amount_minor',
    ],
    [
      'a credit note that raises the debt',
      { events: [{ type: 'credit_note', date: '2025-02-05', amount_minor: -1 }] },
      'events.0.amount_minor',
    ],
    [
      'a reminder by pigeon',
      { events: [{ type: 'reminder', date: '2025-02-05', channel: 'pigeon' }] },
      'events.0.channel',
    ],
    ['an event of no kind', { events: [{ type: 'gift', date: '2025-02-05' }] }, 'events.0.type'],
    ['a waiver by nobody', { waivers: [{ date: '2025-02-05', by: '', reason: 'late' }] }, 'waivers.0.by'],
    [
      'a policy that contradicts itself',
      { policy: { ...request.policy, charges: [{ ...fee, min: 2, max: 1 }] } },
      'policy.charges.0.max',
    ],
  ])('%s', (_, change, path) => {
    const { error } = calculationRequestSchema.safeParse({ ...request, ...change });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  it('and what can be read goes through, as JSON in and out', () => {
    const known = {
      ...request,
      waivers: [{ date: '2025-02-10', code: 'interest', by: 'Els Maes', reason: 'Goodwill' }],
    };
    const json = lateChargesJson(calculateLateCharges({ ...calculationRequestSchema.parse(known), rates: [] }));
    expect(json).toMatchObject({
      total_minor: 4000,
      lines: [
        {
          n: 1,
          code: 'recovery_fee',
          date: '2025-02-01',
          base_minor: 100_000,
          plus_minor: 4000,
          amount_minor: 4000,
          because: [{ event: 'due', date: '2025-01-31', days: 1, reached: '2025-02-01' }],
          rule: { policy: 'terms@1', charge: 0, law: null },
        },
        {
          n: 2,
          code: 'interest',
          from: '2025-02-01',
          to: '2025-02-05',
          days: 5,
          base_minor: 100_000,
          base_from: ['invoice'],
          rate_percent: '10.95',
          per: 'year',
          counted: 5,
          divisor: '365',
          exact: '150.000000',
          amount_minor: 150,
          ended_by: 'payment',
        },
        { n: 3, base_minor: 40_000, base_from: ['invoice', 'payment:2025-02-05'], amount_minor: 60, ended_by: 'as_of' },
        {
          n: 4,
          code: 'waived',
          date: '2025-02-10',
          waived: 'interest',
          by: 'Els Maes',
          reason: 'Goodwill',
          amount_minor: -210,
        },
      ],
    });
  });
});

// Mistakes that published calculators and articles make.
describe('what others get wrong', () => {
  const of = (percent: string, amountMinor: number, days: number, known: Record<string, unknown> = {}) =>
    linesOf({
      policy: policyOf({ ...interest, rate: { percent }, ...known }),
      invoice: { ...invoice, amountMinor },
      asOfDate: addDays(invoice.dueDate, days),
    }).map((line) => line.amountMinor);

  it.each([
    ['rounding the days before multiplying: 45/365 as 0.1233', of('13.25', 200_000, 45), 3267],
    ['rounding the amount of each day', of('12.25', 500_000, 101), 16_949],
    ['thirteen per cent of 1,000 as 120', of('13', 100_000, 365), 13_000],
    ['a percentage written as a fraction: 0.7 for 7', of('7', 70_000, 15), 201],
  ])('is not done here: %s', (_, lines, expected) => {
    expect(lines).toEqual([expected]);
  });

  it('is not done here: a minimum instead of a percentage that is higher', () => {
    const policy = policyOf({ ...fee, scale: [{ percent: '10' }], min: 7500 });
    expect(linesOf({ policy }).map((line) => line.amountMinor)).toEqual([10_000]);
  });

  it('is not done here: a cut where no rate changes', () => {
    const policy = policyOf({ ...interest, rate: { series: 'NL_HR' } });
    const late = { ...invoice, issueDate: '2018-01-01', dueDate: '2018-03-31' };
    expect(linesOf({ policy, invoice: late, asOfDate: '2020-03-31' })).toHaveLength(1);
  });

  it('is not done here: a day of the next half-year at the old rate', () => {
    const policy = policyOf({ ...interest, rate: { series: 'DE_BASE', add: '9' } });
    const late = { amountMinor: 1_000_000, currency: 'EUR', issueDate: '2022-12-01', dueDate: '2023-01-01' };
    expect(linesOf({ policy, invoice: late, asOfDate: '2023-07-01' }).map((line) => line.amountMinor)).toEqual([
      52_373, 332,
    ]);
  });
});
