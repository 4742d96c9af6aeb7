import { describe, expect, it } from 'vitest';
import { lateChargePolicyJsonSchema, lateChargePolicySchema } from './policy-codec.ts';

const head = { schema: 'latefee-policy/1', id: 'terms', version: 1, valid_from: '2025-01-01', audience: 'any' };
const fee = { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] };
const interest = { kind: 'interest', code: 'interest', rate: { percent: '12.00' } };
const reminder = {
  event: 'reminder',
  nth: 1,
  clear_days: 14,
  post_start: 'third_working_day',
  holidays: ['2025-12-25'],
};

/** Each field in a form that says something, more than once where it has several. */
const everything = [
  {
    ...fee,
    when: [
      { event: 'issued', days: 40 },
      { event: 'due', days: 4 },
      { ...reminder, post_start: 3 },
    ],
    base: 'original',
    scale: [
      { from: 1, plus: 2000 },
      { from: 15_001, plus: 3000, percent: '10', over: 15_000 },
    ],
    min: 4000,
    max: 200_000,
    repeat: { every_days: 30, times: 3 },
    vat_percent: '21',
    law: 'terms, clause 7',
  },
  { ...fee, code: 'reminder_fee', when: { event: 'reminder', nth: 2 }, repeat: { every_months: 1 } },
  {
    ...interest,
    when: reminder,
    starts: [{ event: 'claimable' }, { event: 'due', days: 0 }, { event: 'reminder', nth: 1, days: 1 }],
    ends: 'payment_day_excluded',
    base: 'outstanding',
    rate: { series: 'ECB_MRO', add: '8', round_up_to: '0.50', hold: 'at_start' },
    day_count: '30e/360',
    compound: { every: 'year', carry: 'rounded' },
    min: 100,
    max: 2000,
  },
  { ...interest, code: 'penalty', rate: { percent: '1.5', per: 'month' }, day_count: 'months_whole' },
];

describe('a late charge policy', () => {
  it('is kept as it was written, with every field that there is', () => {
    const policy = { ...head, allocation: 'principal', rounding: 'total', charges: everything };
    expect(lateChargePolicyJsonSchema.parse(policy)).toEqual(policy);
  });

  it('is read with every default filled in', () => {
    expect(lateChargePolicySchema.parse({ ...head, charges: [fee, interest] })).toEqual({
      id: 'terms',
      version: 1,
      validFromDate: '2025-01-01',
      audience: 'any',
      allocation: 'principal',
      rounding: 'line',
      transferDays: 3,
      charges: [
        {
          kind: 'once',
          code: 'recovery_fee',
          when: [{ event: 'due', days: 1 }],
          base: 'outstanding',
          scale: [{ fromMinor: 0, plusMinor: 4000, percent: null, overMinor: 0 }],
          minMinor: null,
          maxMinor: null,
          repeat: null,
          vatPercent: null,
          law: null,
        },
        {
          kind: 'interest',
          code: 'interest',
          when: [{ event: 'due', days: 1 }],
          starts: [{ event: 'due', days: 1 }],
          ends: 'payment_day_included',
          base: 'outstanding',
          rate: { kind: 'fixed', percent: '12.00', per: 'year' },
          dayCount: 'act/365',
          compound: null,
          minMinor: null,
          maxMinor: null,
          law: null,
        },
      ],
    });
  });

  it('may charge nothing at all', () => {
    expect(lateChargePolicySchema.safeParse({ ...head, charges: [] }).success).toBe(true);
  });

  const series = { series: 'ECB_MRO', add: '8' };
  it.each<[string, unknown[], string]>([
    ['a field that it does not know', [{ ...fee, colour: 'red' }], 'charges.0'],
    ['a kind that it does not know', [{ ...fee, kind: 'twice' }], 'charges.0.kind'],
    [
      'a fee on the due date, which would punish who pays in time',
      [{ ...fee, when: { event: 'due', days: 0 } }],
      'charges.0.when.days',
    ],
    [
      'the same in a list',
      [
        {
          ...fee,
          when: [
            { event: 'issued', days: 1 },
            { event: 'due', days: 0 },
          ],
        },
      ],
      'charges.0.when.1.days',
    ],
    ['no trigger at all', [{ ...fee, when: [] }], 'charges.0.when'],
    ['a trigger that it does not know', [{ ...fee, when: { event: 'paid', days: 1 } }], 'charges.0.when.event'],
    [
      'a fixed sum that is claimable from when it is claimable',
      [{ ...fee, when: { event: 'claimable' } }],
      'charges.0.when.event',
    ],
    ['a reminder number nought', [{ ...fee, when: { event: 'reminder', nth: 0 } }], 'charges.0.when.nth'],
    ['days beside clear days', [{ ...fee, when: { ...reminder, days: 1 } }], 'charges.0.when.days'],
    [
      'holidays that nothing is counted by',
      [{ ...fee, when: { event: 'reminder', nth: 1, days: 1, holidays: ['2025-12-25'] } }],
      'charges.0.when.holidays',
    ],
    [
      'a day that does not exist',
      [{ ...fee, when: { ...reminder, holidays: ['2025-02-29'] } }],
      'charges.0.when.holidays.0',
    ],
    ['a percentage with a comma', [{ ...interest, rate: { percent: '12,5' } }], 'charges.0.rate.percent'],
    ['a percentage below zero', [{ ...interest, rate: { percent: '-1' } }], 'charges.0.rate.percent'],
    ['a percentage as a number', [{ ...interest, rate: { percent: 12.5 } }], 'charges.0.rate.percent'],
    ['no rate', [{ ...interest, rate: {} }], 'charges.0.rate.percent'],
    ['a rate of two kinds', [{ ...interest, rate: { ...series, percent: '8' } }], 'charges.0.rate'],
    [
      'rounding up to nothing',
      [{ ...interest, rate: { ...series, round_up_to: '0.00' } }],
      'charges.0.rate.round_up_to',
    ],
    ['a series in small letters', [{ ...interest, rate: { series: 'ecb' } }], 'charges.0.rate.series'],
    ['half a cent', [{ ...fee, scale: [{ plus: 0.5 }] }], 'charges.0.scale.0.plus'],
    ['an amount that is not exact', [{ ...fee, scale: [{ plus: 2 ** 53 }] }], 'charges.0.scale.0.plus'],
    ['a band of nothing', [{ ...fee, scale: [{ from: 1 }] }], 'charges.0.scale.0'],
    ['a minimum above the maximum', [{ ...fee, min: 2, max: 1 }], 'charges.0.max'],
    [
      'a band that would charge less than nothing',
      [{ ...fee, scale: [{ from: 100, percent: '5', over: 101 }] }],
      'charges.0.scale.0.over',
    ],
    [
      'two bands from the same base',
      [{ ...fee, scale: [{ plus: 1 }, { from: 0, plus: 2 }] }],
      'charges.0.scale.1.from',
    ],
    ['two charges of one code', [fee, { ...interest, code: 'recovery_fee' }], 'charges.1.code'],
    ['the code of another charge’s VAT', [fee, { ...interest, code: 'recovery_fee_vat' }], 'charges.1.code'],
    ['the code of another charge’s minimum', [{ ...fee, code: 'interest_min' }, interest], 'charges.1.code'],
    ['a code of the calculation', [{ ...fee, code: 'rounding' }], 'charges.0.code'],
    ['a repeat of both kinds', [{ ...fee, repeat: { every_days: 1, every_months: 1 } }], 'charges.0.repeat'],
    ['a repeat every nought days', [{ ...fee, repeat: { every_days: 0 } }], 'charges.0.repeat.every_days'],
    ['a repeat every day without end', [{ ...fee, repeat: { every_days: 1 } }], 'charges.0.repeat.times'],
    ['an amount beyond all amounts', [{ ...fee, scale: [{ plus: 10 ** 12 + 1 }] }], 'charges.0.scale.0.plus'],
    [
      'too many bands',
      [{ ...fee, scale: Array.from({ length: 51 }, (_, from) => ({ from, plus: 1 })) }],
      'charges.0.scale',
    ],
    ['too many triggers', [{ ...fee, when: Array.from({ length: 11 }, () => reminder) }], 'charges.0.when'],
    ['too many starts', [{ ...interest, starts: Array.from({ length: 11 }, () => reminder) }], 'charges.0.starts'],
    [
      'too many holidays',
      [{ ...fee, when: { ...reminder, holidays: Array.from({ length: 1001 }, () => '2025-12-25') } }],
      'charges.0.when.holidays',
    ],
    ['a code of pages', [{ ...fee, code: 'a'.repeat(61) }], 'charges.0.code'],
    ['a law of pages', [{ ...fee, law: 'a'.repeat(301) }], 'charges.0.law'],
    [
      'more charges than anybody reads',
      Array.from({ length: 21 }, (_, at) => ({ ...fee, code: `fee${at}` })),
      'charges',
    ],
    [
      'whole months cut by the calendar year',
      [{ ...interest, day_count: 'months_whole', compound: { every: 'calendar_year' } }],
      'charges.0.compound.every',
    ],
    [
      'interest on interest that outgrows every amount',
      [{ ...interest, rate: { percent: '8.34', per: 'month' }, compound: { every: 'month' } }],
      'charges.0.compound',
    ],
    [
      'the same on top of a published rate',
      [{ ...interest, rate: { series: 'ECB_MRO', add: '100.01' }, compound: { every: 'year' } }],
      'charges.0.compound',
    ],
    [
      'interest on interest on what never changes',
      [{ ...interest, base: 'original', compound: { every: 'year' } }],
      'charges.0.compound',
    ],
  ])('is refused with the path of the field: %s', (_, charges, path) => {
    expect(pathsOf({ ...head, charges })).toContain(path);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no version', { version: undefined }, 'version'],
    ['a version beyond counting', { version: 1_000_001 }, 'version'],
    ['an id of pages', { id: 'a'.repeat(101) }, 'id'],
    ['a day that does not exist', { valid_from: '2025-02-30' }, 'valid_from'],
    ['a schema to come', { schema: 'latefee-policy/2' }, 'schema'],
    ['an unknown way of rounding', { rounding: 'up' }, 'rounding'],
    [
      'rounding once over what is paid bit by bit',
      { rounding: 'total', allocation: 'costs_interest_principal' },
      'rounding',
    ],
    [
      'daily rounding of months',
      { rounding: 'day', charges: [{ ...interest, day_count: 'months_prorata' }] },
      'charges.0.day_count',
    ],
    [
      'daily rounding of exact interest',
      { rounding: 'day', charges: [{ ...interest, compound: { every: 'year', carry: 'exact' } }] },
      'charges.0.compound.carry',
    ],
  ])('is refused with the path of the field: %s', (_, known, path) => {
    expect(pathsOf({ ...head, charges: [fee], ...known })).toContain(path);
  });
});

function pathsOf(policy: unknown): string[] {
  const issues = lateChargePolicySchema.safeParse(policy).error?.issues ?? [];
  return issues.map((issue) => issue.path.join('.'));
}
