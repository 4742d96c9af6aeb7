import { directive, fortyEuros, type LateChargePreset, lookedUpDate, presetPolicy } from '../preset.ts';
import type { LateChargePolicyJson } from '../policy-codec.ts';

type Charge = LateChargePolicyJson['charges'][number];

const b2bLaw = 'Law of 2 August 2002';
const b2cLaw = 'Code of Economic Law, Book XIX (law of 4 May 2023)';
const rate = { series: 'ECB_MRO', add: '8', round_up_to: '0.50' };

export const belgianBusiness: LateChargePreset = {
  id: 'be-b2b',
  title: 'Belgium, between businesses',
  country: 'BE',
  lookedUpDate,
  laws: [`${b2bLaw}, art. 2, 4, 5 and 6`],
  sources: [directive.source, 'cbti-bkvt.org (VAT: art. 28 of the VAT Code)'],
  uncertain: [
    'That the rate follows each half-year while the debt is open rests on the definition in art. 2 and on practice; no judgment was read.',
    'The rate of the second half of 2026 (10.50) is computed, not seen published.',
    'Payments cover the invoice first, in favour of the debtor; the Civil Code (art. 5.210) is believed to put interest first.',
    directive.pending,
  ],
  policy: presetPolicy({
    id: 'be-b2b',
    valid_from: '2013-03-16',
    audience: 'b2b',
    charges: [
      fortyEuros(`${b2bLaw}, art. 6`),
      { kind: 'interest', code: 'interest', rate, day_count: 'act/365', law: `${b2bLaw}, art. 5` },
    ],
  }),
};

/** Fourteen full days after the first reminder, which is free. */
const afterReminder = { event: 'reminder', nth: 1, clear_days: 14, post_start: 'third_working_day' } as const;

/** By the outstanding balance: 20; 30 and 10 % above 150; 65 and 5 % above 500. */
const indemnity: Charge = {
  kind: 'once',
  code: 'indemnity',
  when: afterReminder,
  scale: [
    { from: 1, plus: 2000 },
    { from: 15_001, plus: 3000, percent: '10', over: 15_000 },
    { from: 50_001, plus: 6500, percent: '5', over: 50_000 },
  ],
  max: 200_000,
  law: `${b2cLaw}, caps on the indemnity`,
};

const consumer = {
  country: 'BE',
  lookedUpDate,
  laws: [b2cLaw],
  sources: [
    'KPMG Belgium, September 2023',
    'ucmmagazine.be',
    'farys.be',
    'droitsquotidiens.be (650 gives 72.50)',
    'prato.be',
  ],
};
const consumerDoubts = [
  'The text of Book XIX itself was not available, only summaries of it.',
  'What is charged must stand in the contract, and may not exceed these caps; water, energy and telecom have rules of their own.',
  'Holidays are not filled in: add those that fall between posting and the third working day. Whether Book XIX has a notion of working day of its own is open.',
  'Whether 7.50 and postage for a further reminder may be asked beside the indemnity is open, so they are left out.',
  'Payments cover the invoice first, in favour of the debtor; the Civil Code (art. 5.210) is believed to put interest first.',
];

export const belgianConsumerOfSme: LateChargePreset = {
  ...consumer,
  id: 'be-b2c-sme',
  title: 'Belgium, small or medium business to consumer',
  sources: [...consumer.sources, 'sninet.be (interest from the day after the reminder)'],
  uncertain: [
    ...consumerDoubts,
    'Interest from the day after the reminder; one source says from the day of the reminder itself.',
  ],
  policy: presetPolicy({
    id: 'be-b2c-sme',
    valid_from: '2023-12-01',
    audience: 'b2c',
    charges: [
      indemnity,
      {
        kind: 'interest',
        code: 'interest',
        when: afterReminder,
        starts: { event: 'reminder', nth: 1, days: 1 },
        rate,
        law: b2cLaw,
      },
    ],
  }),
};

export const belgianConsumer: LateChargePreset = {
  ...consumer,
  id: 'be-b2c',
  title: 'Belgium, larger business to consumer',
  uncertain: [...consumerDoubts, 'The first day of interest is taken to be the first day on which it may be claimed.'],
  policy: presetPolicy({
    id: 'be-b2c',
    valid_from: '2023-12-01',
    audience: 'b2c',
    charges: [
      indemnity,
      { kind: 'interest', code: 'interest', when: afterReminder, starts: { event: 'claimable' }, rate, law: b2cLaw },
    ],
  }),
};
