import { directive, fortyEuros, type LateChargePreset, lookedUpDate, presetPolicy } from '../preset.ts';

// Places whose rule is a fixed sum and simple interest at a reference rate and points.

const principalFirst =
  'Payments cover the invoice first, in favour of the debtor; the law is believed to put interest first.';
const halfYears = 'Only single half-years of the rate were seen published.';

export const french: LateChargePreset = {
  id: 'fr-b2b',
  title: 'France, between businesses, where the contract names no rate',
  country: 'FR',
  lookedUpDate,
  laws: ['Code de commerce, art. L441-10 and D441-5'],
  sources: ['bpifrance-creation.fr', 'legifiscal.fr'],
  uncertain: [
    `${principalFirst} (Code civil, art. 1343-1)`,
    'A contract may set another rate, not below three times the legal rate; the legal rate of the second half of 2026 was not found.',
    directive.pending,
  ],
  policy: presetPolicy({
    id: 'fr-b2b',
    valid_from: '2013-01-01',
    audience: 'b2b',
    charges: [
      fortyEuros('Code de commerce, art. D441-5'),
      {
        kind: 'interest',
        code: 'interest',
        rate: { series: 'ECB_MRO', add: '10' },
        law: 'Code de commerce, art. L441-10',
      },
    ],
  }),
};

export const luxembourgish = likeTheDirective('LU', 'Luxembourg', {
  law: 'Law of 18 April 2004',
  validFrom: '2013-04-15',
  source: 'mj.gouvernement.lu, cdm.lu (days x rate / 36,500)',
  uncertain: [halfYears],
});

export const spanish = likeTheDirective('ES', 'Spain', {
  law: 'Ley 3/2004, art. 7',
  validFrom: '2013-02-24',
  source: 'boe.es (BOE-A-2019-18736)',
  uncertain: [halfYears, 'Rules for consumers were not looked up.'],
});

export const italian = likeTheDirective('IT', 'Italy', {
  law: 'D.Lgs. 231/2002',
  validFrom: '2013-01-01',
  source: 'partitaiva.it (rate x days / 36,500, also in leap years)',
  uncertain: [halfYears, 'Farm and food goods bear more points (sources say 2 or 4), which are not in here.'],
});

/** One rate for the whole debt: that of the day on which it became overdue. */
export const irish = likeTheDirective('IE', 'Ireland', {
  law: 'European Communities (Late Payment in Commercial Transactions) Regulations 2012',
  validFrom: '2013-03-16',
  source: 'gov.ie, enterprise.gov.ie',
  uncertain: [halfYears],
  hold: 'at_start',
});

function likeTheDirective(
  country: string,
  name: string,
  rules: { law: string; validFrom: string; source: string; uncertain: string[]; hold?: 'half_year' | 'at_start' },
): LateChargePreset {
  const { law, validFrom, source, uncertain, hold = 'half_year' } = rules;
  const id = `${country.toLowerCase()}-b2b`;
  const rate = { series: 'ECB_MRO', add: '8', hold };
  return {
    id,
    title: `${name}, between businesses`,
    country,
    lookedUpDate,
    laws: [law, directive.law, directive.feeLaw],
    sources: [source, directive.source],
    uncertain: [
      ...uncertain,
      'From which day on these rules hold was not looked up.',
      principalFirst,
      directive.pending,
    ],
    policy: presetPolicy({
      id,
      valid_from: validFrom,
      audience: 'b2b',
      charges: [fortyEuros(law), { kind: 'interest', code: 'interest', rate, law }],
    }),
  };
}

const germanDoubts = [
  'Whether the day of payment bears interest is disputed; it does here.',
  'The divisor is no matter of statute: 365 here, 360 in some programs, 30/360 in older practice.',
];
const german = {
  country: 'DE',
  lookedUpDate,
  laws: ['BGB, §§ 187, 247, 288, 289 and 367'],
  sources: ['bauprofessor.de', 'steuerberatung-biegner.de (VAT: UStAE 1.3)'],
};

export const germanBusiness: LateChargePreset = {
  ...german,
  id: 'de-b2b',
  title: 'Germany, between businesses',
  uncertain: [
    ...germanDoubts,
    'The 40 euros are set off against costs of legal pursuit, which is not calculated.',
    directive.pending,
  ],
  policy: presetPolicy({
    id: 'de-b2b',
    valid_from: '2014-07-29',
    audience: 'b2b',
    allocation: 'costs_interest_principal',
    charges: [
      fortyEuros('BGB, § 288 (5)'),
      { kind: 'interest', code: 'interest', rate: { series: 'DE_BASE', add: '9' }, law: 'BGB, § 288 (2)' },
    ],
  }),
};

export const germanConsumer: LateChargePreset = {
  ...german,
  id: 'de-b2c',
  title: 'Germany, where a consumer is involved',
  uncertain: germanDoubts,
  policy: presetPolicy({
    id: 'de-b2c',
    valid_from: '2002-01-01',
    audience: 'b2c',
    allocation: 'costs_interest_principal',
    charges: [{ kind: 'interest', code: 'interest', rate: { series: 'DE_BASE', add: '5' }, law: 'BGB, § 288 (1)' }],
  }),
};

export const british: LateChargePreset = {
  id: 'gb-b2b',
  title: 'United Kingdom, between businesses',
  country: 'GB',
  lookedUpDate,
  laws: ['Late Payment of Commercial Debts (Interest) Act 1998', 'SI 2002/1675, art. 4'],
  sources: ['legislation.data.gov.uk/uksi/2002/1675', 'debtcollectionservice.uk/interest'],
  uncertain: [
    'One rate for the whole debt, that of the 30 June or 31 December before interest began; some calculators fix it anew each half-year.',
    'The page of the government with its own example was not available; Bank Rates of 2016 to 2019 are not verified.',
    'Whether VAT falls on the fixed sum was not looked up.',
  ],
  policy: presetPolicy({
    id: 'gb-b2b',
    valid_from: '2013-03-16',
    audience: 'b2b',
    charges: [
      {
        kind: 'once',
        code: 'fixed_sum',
        base: 'original',
        scale: [
          { from: 1, plus: 4000 },
          { from: 100_000, plus: 7000 },
          { from: 1_000_000, plus: 10_000 },
        ],
        law: 'Late Payment of Commercial Debts (Interest) Act 1998, s. 5A',
      },
      {
        kind: 'interest',
        code: 'interest',
        rate: { series: 'UK_BOE', add: '8', hold: 'at_start' },
        law: 'Late Payment of Commercial Debts (Interest) Act 1998, s. 1 and SI 2002/1675, art. 4',
      },
    ],
  }),
};
