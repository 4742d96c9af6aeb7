import { describe, expect, test } from 'vitest';
import { languages, type Language } from '@quittance/shared/language.ts';
import { calculateLateCharges } from '@quittance/shared/late-charge/calculate.ts';
import type { LateChargeInput } from '@quittance/shared/late-charge/input.ts';
import type { InterestLine, LateChargeLine, OnceLine, Reason } from '@quittance/shared/late-charge/line.ts';
import { lateChargePolicySchema } from '@quittance/shared/late-charge/policy-codec.ts';
import { lateChargePresets } from '@quittance/shared/late-charge/presets.ts';
import { referenceRates } from '@quittance/shared/late-charge/reference-rates.ts';
import { plainSpaces, wordingIn } from '../../testing/wording.ts';
import { lateChargeWords } from './late-charge-words.ts';
import { lawText } from './law-text.ts';

const rule = { policy: 'terms@2', charge: 0, law: null };
const ground = 'Basis: the agreed terms (terms@2)';

const once: OnceLine = {
  kind: 'once',
  code: 'indemnity',
  date: '2026-10-31',
  baseMinor: 65_000,
  plusMinor: 4_000,
  percent: null,
  overMinor: 0,
  limit: null,
  beforeLimitMinor: null,
  amountMinor: 4_000,
  because: [],
  rule,
};

const interest: InterestLine = {
  kind: 'interest',
  code: 'interest',
  fromDate: '2026-03-08',
  toDate: '2026-06-30',
  days: 115,
  baseMinor: 125_000,
  baseExact: null,
  baseFrom: ['invoice'],
  ratePercent: '12.50',
  per: 'year',
  rateParts: [],
  counted: 115,
  divisor: 365,
  dailyMinor: null,
  endedBy: 'as_of',
  amountMinor: 4_923,
  rule,
};

const reference = { what: 'reference', series: 'ECB_MRO', period: '2026H1', percent: '4.50' } as const;

function words(line: LateChargeLine, language: Language = 'en', amountMinor = line.amountMinor) {
  const { title, details } = lateChargeWords({ line, amountMinor }, 'EUR', wordingIn(language));
  return { title: plainSpaces(title), details: details.map(plainSpaces) };
}

describe('a fixed sum', () => {
  test.each<[Partial<OnceLine>, string[]]>([
    [{}, ['A fixed sum on €650.00, added on 31 October 2026.']],
    [{ plusMinor: 0, percent: '5' }, ['5% of €650.00, added on 31 October 2026.']],
    [
      { plusMinor: 0, percent: '5.0', overMinor: 50_000 },
      ['5% of the part of €650.00 above €500.00, added on 31 October 2026.'],
    ],
    [{ percent: '10' }, ['€40.00 and 10% of €650.00, added on 31 October 2026.']],
    [
      { plusMinor: 6_500, percent: '5', overMinor: 50_000 },
      ['€65.00 and 5% of the part of €650.00 above €500.00, added on 31 October 2026.'],
    ],
    [
      { limit: 'max', beforeLimitMinor: 7_250 },
      ['A fixed sum on €650.00, added on 31 October 2026.', 'That comes to €72.50, lowered to the maximum of €40.00.'],
    ],
    [
      { limit: 'min', beforeLimitMinor: 3_250 },
      ['A fixed sum on €650.00, added on 31 October 2026.', 'That comes to €32.50, raised to the minimum of €40.00.'],
    ],
  ])('of %o says each part of its sum', (part, sentences) => {
    expect(words({ ...once, ...part }).details).toEqual([...sentences, ground]);
  });

  const dates = { date: '2026-10-01', reachedDate: '2026-10-16' };
  test.each<[Reason, string]>([
    [{ event: 'due', days: 1, ...dates }, 'Not paid by the due date, 1 October 2026.'],
    [{ event: 'due', days: 11, ...dates }, 'Still unpaid 11 days after the due date, 1 October 2026.'],
    [{ event: 'issued', days: 1, ...dates }, 'Still unpaid 1 day after the invoice date, 1 October 2026.'],
    [
      { event: 'reminder', nth: 2, channel: 'post', clearDays: null, ...dates },
      'Reminder 2 was sent by post on 1 October 2026.',
    ],
    [
      { event: 'reminder', nth: 1, channel: 'email', clearDays: 14, ...dates },
      'Reminder 1 was sent by e-mail on 1 October 2026; the 14 days to pay after it ended on 15 October 2026.',
    ],
  ])('because of %o says why', (reason, sentence) => {
    expect(words({ ...once, because: [reason] }).details[1]).toBe(sentence);
  });

  test.each([
    ['en', 'Basis: Belgian law of 2 August 2002 on late payment in commercial transactions, art. 6'],
    ['de', 'Grundlage: Belgisches Gesetz vom 2. August 2002 über den Zahlungsverzug im Geschäftsverkehr, Art. 6'],
  ] as const)('names the law that it rests on in the reader’s language: %s', (language, ground) => {
    const line = { ...once, rule: { ...rule, law: 'Law of 2 August 2002, art. 6' } };
    expect(words(line, language).details.at(-1)).toBe(ground);
  });

  test('quotes a clause of the merchant’s own as it stands', () => {
    const line = { ...once, rule: { ...rule, law: 'Terms of sale, clause 7' } };
    expect(words(line, 'fr').details.at(-1)).toContain('Terms of sale, clause 7');
  });

  test('has a name in every language for each law of each preset', () => {
    const laws = lateChargePresets.flatMap(({ policy }) => policy.charges.flatMap(({ law }) => law ?? []));
    const unnamed = [...new Set(laws)].filter((law) =>
      (['nl', 'es'] as const).some((language) => lawText(law, wordingIn(language).t) === law),
    );
    expect(unnamed).toEqual([]);
  });

  test('of a name of the merchant’s own is called what it is', () => {
    expect(words({ ...once, code: 'toeslag_x' }).title).toBe('Charge for late payment');
    expect(words({ ...interest, code: 'rente_x' }).title).toBe('Interest for late payment');
  });
});

describe('interest', () => {
  const ours = '8 March 2026 to 30 June 2026, 115 days, on €1,250.00 at 12.5% a year.';
  const formula = '€1,250.00 × 12.5% × 115 ÷ 365';
  test.each<[string, Partial<InterestLine>, string[]]>([
    ['of a fixed rate', {}, [ours, formula]],
    [
      'of one day, at a rate by month',
      { toDate: '2026-03-08', days: 1, per: 'month', counted: 12 },
      ['8 March 2026, 1 day, on €1,250.00 at 12.5% a month.', '€1,250.00 × 12.5% × 12 ÷ 365'],
    ],
    [
      'by months at a rate by month',
      { toDate: '2026-05-07', days: 61, per: 'month', ratePercent: '1.5', counted: 2, divisor: 1 },
      ['8 March 2026 to 7 May 2026, 2 months, on €1,250.00 at 1.5% a month.', '€1,250.00 × 1.5% × 2'],
    ],
    [
      'by months that have begun, at a rate by year',
      { toDate: '2026-03-10', days: 3, counted: 1, divisor: 12 },
      [
        '8 March 2026 to 10 March 2026, 1 month, on €1,250.00 at 12.5% a year.',
        '€1,250.00 × 12.5% × 1 ÷ 12',
        'A month that has begun counts in full.',
      ],
    ],
    [
      'at a reference rate alone',
      { rateParts: [{ ...reference, series: 'NL_HR', period: '2026H2' }] },
      [ours, 'Dutch statutory interest between businesses, second half of 2026: 4.5%.', formula],
    ],
    [
      'at a reference rate with points, rounded up',
      {
        rateParts: [reference, { what: 'points', percent: '8.00' }, { what: 'rounded_up', percent: '0.35' }],
      },
      [
        ours,
        'Reference rate of the European Central Bank, first half of 2026: 4.5%, plus 8 points.',
        'Rounded up by 0.35 points.',
        formula,
      ],
    ],
    [
      'whose rate stayed while its parts changed',
      {
        rateParts: [
          reference,
          { what: 'points', percent: '8.00' },
          { what: 'rounded_up', percent: '0.00' },
          { ...reference, period: '2026H2', percent: '4.25' },
          { what: 'points', percent: '8.00' },
          { what: 'rounded_up', percent: '0.25' },
        ],
      },
      [
        ours,
        'Reference rate of the European Central Bank, first half of 2026: 4.5%, plus 8 points.',
        'Reference rate of the European Central Bank, second half of 2026: 4.25%, plus 8 points.',
        'Rounded up by 0.25 points.',
        formula,
      ],
    ],
    [
      'at a rate that would be below zero, of a series of the merchant’s own',
      {
        rateParts: [
          { ...reference, series: 'OURS' },
          { what: 'raised_to_zero', percent: '0.10' },
        ],
      },
      [ours, 'Published reference rate, first half of 2026: 4.5%.', 'A rate below zero counts as zero.', formula],
    ],
    ['rounded each day', { dailyMinor: 43 }, [ours, '€0.43 × 115, rounded each day']],
    [
      'after a payment',
      { baseFrom: ['invoice', 'payment:2026-02-10'] },
      [ours, formula, '€1,250.00 is what was open after the payments and credit notes until 10 February 2026.'],
    ],
    [
      'on interest, too',
      { baseFrom: ['invoice', 'payment:2026-02-10', 'capitalised:2026-03-01'], baseExact: '125000001/1000' },
      [
        ours,
        formula,
        'Interest that was due was last added to the balance on 1 March 2026.',
        'The balance also carries fractions that are too small to show.',
      ],
    ],
    ['until a payment', { endedBy: 'payment' }, [ours, formula, 'It ends there because a payment arrived.']],
    [
      'until a credit note',
      { endedBy: 'credit_note' },
      [ours, formula, 'It ends there because a credit note changed the balance.'],
    ],
    ['until another rate', { endedBy: 'rate_or_period' }, [ours, formula, 'After that another rate or period begins.']],
    [
      'that is added to the balance',
      { endedBy: 'capitalised' },
      [ours, formula, 'It is then added to the balance and bears interest itself.'],
    ],
    [
      'that is added to the balance on the last day',
      { endedBy: 'capitalised+as_of' },
      [ours, formula, 'It is then added to the balance and bears interest itself.'],
    ],
    ['cut by the year', { endedBy: 'year' }, [ours, formula, 'Each calendar year is counted by itself.']],
    [
      'until it was waived',
      { endedBy: 'waived' },
      [ours, formula, 'What had arisen until then was waived in whole or in part.'],
    ],
  ])('%s', (_name, part, sentences) => {
    expect(words({ ...interest, ...part }).details).toEqual([...sentences, ground]);
  });

  test.each<[Language, string, string]>([
    [
      'nl',
      '8 maart 2026 tot en met 30 juni 2026, 115 dagen, op € 1.250,00 tegen 12,5% per jaar.',
      'Referentierente van de Europese Centrale Bank, eerste helft van 2026: 4,5%, plus 8 procentpunten.',
    ],
    [
      'fr',
      'Du 8 mars 2026 au 30 juin 2026, 115 jours, sur 1 250,00 € à 12,5 % par an.',
      'Taux de référence de la Banque centrale européenne, premier semestre 2026 : 4,5 %, majoré de 8 points.',
    ],
    [
      'de',
      '8. März 2026 bis 30. Juni 2026, 115 Tage, auf 1.250,00 € zu 12,5 % im Jahr.',
      'Referenzsatz der Europäischen Zentralbank, erstes Halbjahr 2026: 4,5 %, zuzüglich 8 Prozentpunkte.',
    ],
    [
      'es',
      'Del 8 de marzo de 2026 al 30 de junio de 2026, 115 días, sobre 1.250,00 € al 12,5 % anual.',
      'Tipo de referencia del Banco Central Europeo, primer semestre de 2026: 4,5 %, más 8 puntos.',
    ],
    [
      'it',
      '8 marzo 2026 – 30 giugno 2026, 115 giorni, su 1.250,00 € al tasso annuo: 12,5%.',
      'Tasso di riferimento della Banca centrale europea, primo semestre 2026: 4,5%, più 8 punti.',
    ],
  ])('in %s', (language, period, rate) => {
    const line = { ...interest, rateParts: [reference, { what: 'points' as const, percent: '8.00' }] };
    expect(words(line, language).details.slice(0, 2)).toEqual([period, rate]);
  });
});

const other = { code: 'x', rule, amountMinor: 840 };
const split = { date: '2026-05-01', feesMinor: 4_000, interestMinor: 500, principalMinor: 5_500 };
const back = { date: '2026-05-01', feesMinor: -4_000, interestMinor: -500, principalMinor: -5_500 };
const waived = {
  kind: 'waived',
  ...other,
  code: 'waived',
  waivedCode: 'interest',
  date: '2026-05-01',
  by: 'Ann',
  reason: 'our mistake',
  amountMinor: -840,
} as const;

test.each<[LateChargeLine, number, string, string[]]>([
  [
    { kind: 'vat', ...other, code: 'collection_costs_vat', date: '2026-05-01', baseMinor: 4_000, percent: '21' },
    840,
    'Collection costs: VAT',
    ['21% of €40.00, added on 1 May 2026.', ground],
  ],
  [
    { kind: 'limit', ...other, code: 'interest_min', limit: 'min', beforeLimitMinor: 160 },
    840,
    'Interest for late payment: raised to the minimum',
    ['All interest so far, €1.60, is raised to the minimum of €10.00.', ground],
  ],
  [
    { kind: 'limit', ...other, code: 'interest_max', limit: 'max', beforeLimitMinor: 10_000, amountMinor: -4_000 },
    -4_000,
    'Interest for late payment: lowered to the maximum',
    ['All interest so far, €100.00, is lowered to the maximum of €60.00.', ground],
  ],
  [
    { kind: 'rounding', ...other, code: 'rounding' },
    840,
    'Rounding',
    ['Rounded once over all charges, not line by line.', ground],
  ],
  [waived, -840, 'Interest for late payment: waived', ['Given up on 1 May 2026 by Ann. Reason: our mistake', ground]],
  [
    waived,
    840,
    'Interest for late payment: waiver taken back',
    ['What was waived on 1 May 2026 is asked after all.', ground],
  ],
  [
    { ...waived, waivedCode: 'x' },
    -840,
    'Late charges: waived',
    ['Given up on 1 May 2026 by Ann. Reason: our mistake', ground],
  ],
  [
    interest,
    -23,
    'Interest for late payment: not asked in full',
    ['You paid the amount that you had been told, so this part is not asked.'],
  ],
  [
    { kind: 'allocation', ...other, code: 'allocation', amountMinor: 0, paymentMinor: 10_000, ...split },
    0,
    'How the payment of 1 May 2026 was shared out',
    ['Of €100.00, €40.00 covered costs, €5.00 interest and €55.00 the invoice.', ground],
  ],
  [
    { kind: 'allocation', ...other, code: 'allocation', amountMinor: 0, paymentMinor: -10_000, ...back },
    0,
    'How the returned payment of 1 May 2026 was taken off',
    [
      'Of €100.00 that went back, €40.00 was taken from costs, €5.00 from interest and €55.00 from the invoice.',
      ground,
    ],
  ],
])('%o over %i minor units is said', (line, amountMinor, title, details) => {
  expect(words(line, 'en', amountMinor)).toEqual({ title, details });
});

describe.each(languages)('in %s', (language) => {
  test.each(lateChargePresets.map((preset) => [preset.id, preset] as const))(
    'every line of the preset %s is said in words',
    (_id, preset) => {
      const lines = linesOf(lateChargePolicySchema.parse(preset.policy));
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) {
        const { title, details } = words(line, language);
        for (const sentence of [title, ...details.slice(0, -1)]) {
          expect(sentence).not.toMatch(/\{\{|calculation\.|undefined|_|@|\d{4}-\d{2}/);
        }
      }
    },
  );
});

/** Over a year late, with all that can happen to a debt in it. */
function linesOf(policy: LateChargeInput['policy']): LateChargeLine[] {
  const { lines } = calculateLateCharges({
    policy,
    rates: referenceRates,
    invoice: { amountMinor: 600_000, currency: 'EUR', issueDate: '2025-01-01', dueDate: '2025-01-31' },
    events: [
      { kind: 'reminder', date: '2025-02-10', channel: 'post' },
      { kind: 'payment', date: '2025-05-20', amountMinor: 150_000 },
      { kind: 'credit_note', date: '2025-08-03', amountMinor: 20_000 },
    ],
    waivers: [{ date: '2025-10-01', code: null, amountMinor: 2_000, by: 'Ann', reason: 'goodwill' }],
    asOfDate: '2026-04-30',
  });
  return lines;
}
