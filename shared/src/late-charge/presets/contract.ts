import type { LateChargePolicyJson } from '../policy-codec.ts';
import { type LateChargePreset, lookedUpDate, presetPolicy } from '../preset.ts';

// Rules that hold because a contract says so. Amounts and rates are examples to change.

const agreed = {
  country: null,
  lookedUpDate,
  laws: [],
  sources: ['operaite.net', 'calculators9.com'],
  uncertain: ['Must be agreed beforehand; limits differ from place to place and were not looked up.'],
};

/** 1.5 % a month, in the three ways that contracts mean it. */
export const monthlyWhole = monthly('months_whole', 'each full month');
export const monthlyStarted = monthly('months_started', 'each month that has begun');
export const monthlyByDay = monthly('act/365', 'by the day, as 18 % a year');

function monthly(dayCount: 'months_whole' | 'months_started' | 'act/365', how: string): LateChargePreset {
  const id = { months_whole: 'us-monthly-whole', months_started: 'us-monthly-started', 'act/365': 'us-monthly-daily' }[
    dayCount
  ];
  return {
    ...agreed,
    id,
    title: `1.5 % a month, ${how}`,
    policy: contract(id, [
      { kind: 'interest', code: 'interest', rate: { percent: '1.5', per: 'month' }, day_count: dayCount },
    ]),
  };
}

/** After ten days of grace, and up to twice more. */
export const flatFee: LateChargePreset = {
  ...agreed,
  id: 'us-flat',
  title: '25.00 after ten days, again every thirty days, three times in all',
  policy: contract('us-flat', [
    {
      kind: 'once',
      code: 'late_fee',
      when: { event: 'due', days: 11 },
      scale: [{ plus: 2500 }],
      repeat: { every_days: 30, times: 3 },
    },
  ]),
};

export const percentFee: LateChargePreset = {
  ...agreed,
  id: 'us-percent',
  title: '5 % of what is outstanding after ten days',
  policy: contract('us-percent', [
    { kind: 'once', code: 'late_fee', when: { event: 'due', days: 11 }, scale: [{ percent: '5' }] },
  ]),
};

/** As merchants who come from Teamleader know it: damages with a minimum, and a fixed yearly rate. */
export const percentAndInterest: LateChargePreset = {
  ...agreed,
  id: 'percent-and-interest',
  title: '10 % damages, at least 40.00, and 12 % interest a year',
  sources: ['support.focus.teamleader.eu'],
  uncertain: [
    ...agreed.uncertain,
    'For Belgian consumers such a clause is void above the caps of Book XIX: use their own preset.',
  ],
  policy: contract('percent-and-interest', [
    { kind: 'once', code: 'collection_cost', scale: [{ percent: '10' }], min: 4000 },
    { kind: 'interest', code: 'interest', rate: { percent: '12.00' } },
  ]),
};

function contract(id: string, charges: LateChargePolicyJson['charges']): LateChargePolicyJson {
  return presetPolicy({ id, valid_from: '2020-01-01', audience: 'b2b', charges });
}
