import type { LateChargePolicyJson } from '../policy-codec.ts';
import { directive, type LateChargePreset, lookedUpDate, presetPolicy } from '../preset.ts';

type Charge = LateChargePolicyJson['charges'][number];

const costsLaw = 'Besluit vergoeding voor buitengerechtelijke incassokosten, art. 2';

/** By slices of the principal: 15, 10, 5, 1 and 0.5 %. */
const collectionCosts = {
  kind: 'once',
  code: 'collection_costs',
  scale: [
    { from: 1, percent: '15' },
    { from: 250_001, plus: 37_500, percent: '10', over: 250_000 },
    { from: 500_001, plus: 62_500, percent: '5', over: 500_000 },
    { from: 1_000_001, plus: 87_500, percent: '1', over: 1_000_000 },
    { from: 20_000_001, plus: 277_500, percent: '0.5', over: 20_000_000 },
  ],
  min: 4000,
  max: 677_500,
  law: costsLaw,
} satisfies Charge;

const doubts = [
  'Days are divided by 365 in leap years, too: practice, not law.',
  'VAT on the costs is left out: only a creditor who cannot reclaim it may add it, and must say so.',
];
const sources = ['wetboekplus.nl', 'mijnwetten.nl (payments: art. 6:44 BW)', 'betalis.nl'];

export const dutchBusiness: LateChargePreset = {
  id: 'nl-b2b',
  title: 'Netherlands, between businesses',
  country: 'NL',
  lookedUpDate,
  laws: ['Art. 6:119a, 6:96 and 6:44 BW', costsLaw],
  sources,
  uncertain: [
    ...doubts,
    'Between businesses a contract may set other costs; this scale holds where it does not.',
    directive.pending,
  ],
  policy: presetPolicy({
    id: 'nl-b2b',
    valid_from: '2013-03-16',
    audience: 'b2b',
    allocation: 'costs_interest_principal',
    charges: [
      collectionCosts,
      {
        kind: 'interest',
        code: 'interest',
        rate: { series: 'NL_HR' },
        compound: { every: 'year', carry: 'rounded' },
        law: 'Art. 6:119a BW',
      },
    ],
  }),
};

export const dutchConsumer: LateChargePreset = {
  id: 'nl-b2c',
  title: 'Netherlands, business to consumer',
  country: 'NL',
  lookedUpDate,
  laws: ['Art. 6:119, 6:96 and 6:44 BW', costsLaw],
  sources: [...sources, 'ciberjuristen.nl'],
  uncertain: [
    ...doubts,
    'Interest runs from the day after the due date only if that day is a fatal term of the contract.',
    'The fourteen days run from the day after receipt: by post, count when the letter arrives and enter that day as the day of sending.',
  ],
  policy: presetPolicy({
    id: 'nl-b2c',
    valid_from: '2012-07-01',
    audience: 'b2c',
    allocation: 'costs_interest_principal',
    charges: [
      { ...collectionCosts, when: { event: 'reminder', nth: 1, clear_days: 14 } },
      {
        kind: 'interest',
        code: 'interest',
        rate: { series: 'NL_WR' },
        compound: { every: 'year', carry: 'rounded' },
        law: 'Art. 6:119 BW',
      },
    ],
  }),
};
