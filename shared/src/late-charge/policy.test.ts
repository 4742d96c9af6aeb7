import { describe, expect, it } from 'vitest';
import { lateChargePolicySchema } from './policy.ts';

const head = { schema: 'latefee-policy/1', id: 'terms', version: 1, valid_from: '2025-01-01', audience: 'any' };
const fee = { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] };
const interest = { kind: 'interest', code: 'interest', rate: { percent: '12.00' } };

describe('a late charge policy', () => {
  it('is taken with every field that the calculation knows', () => {
    const charges = [
      {
        ...fee,
        when: { event: 'due', days: 4 },
        base: 'outstanding',
        scale: [
          { from: 1, plus: 2000 },
          { from: 15_001, plus: 3000, percent: '10', over: 15_000 },
        ],
        min: 4000,
        max: 200_000,
        law: 'terms, clause 7',
      },
      { ...interest, starts: { event: 'due', days: 0 }, ends: 'payment_day_included', day_count: 'act/365' },
    ];
    const policy = { ...head, allocation: 'principal', rounding: 'line', charges };
    expect(lateChargePolicySchema.parse(policy)).toEqual(policy);
  });

  it('may charge nothing at all', () => {
    expect(lateChargePolicySchema.safeParse({ ...head, charges: [] }).success).toBe(true);
  });

  it.each([
    ['a rate from a series', [{ ...interest, rate: { series: 'ECB_MRO', add: '8' } }], 'charges.0.rate.percent'],
    ['a rate per month', [{ ...interest, rate: { percent: '1.5', per: 'month' } }], 'charges.0.rate.per'],
    ['compound interest', [{ ...interest, compound: { every: 'year' } }], 'charges.0'],
    ['a repeated fee', [{ ...fee, repeat: { every_days: 30, times: 3 } }], 'charges.0'],
    [
      'a fee that waits for a reminder',
      [{ ...fee, when: { event: 'reminder', nth: 1, days: 1 } }],
      'charges.0.when.event',
    ],
    [
      'a fee on the due date, which would punish who pays in time',
      [{ ...fee, when: { event: 'due', days: 0 } }],
      'charges.0.when.days',
    ],
    ['a percentage with a comma', [{ ...interest, rate: { percent: '12,5' } }], 'charges.0.rate.percent'],
    ['a percentage below zero', [{ ...interest, rate: { percent: '-1' } }], 'charges.0.rate.percent'],
    ['half a cent', [{ ...fee, scale: [{ plus: 0.5 }] }], 'charges.0.scale.0.plus'],
    ['a minimum above the maximum', [{ ...fee, min: 2, max: 1 }], 'charges.0.max'],
    [
      'a band that would charge less than nothing',
      [{ ...fee, scale: [{ from: 100, percent: '5', over: 101 }] }],
      'charges.0.scale.0.over',
    ],
    ['two bands from the same base', [{ ...fee, scale: [{ plus: 1 }, { from: 0, plus: 2 }] }], 'charges.0.scale'],
    ['two charges of one code', [fee, { ...interest, code: 'recovery_fee' }], 'charges'],
  ])('is refused with the path of the field: %s', (_, charges, path) => {
    const refused = lateChargePolicySchema.safeParse({ ...head, charges });
    expect(refused.error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});
