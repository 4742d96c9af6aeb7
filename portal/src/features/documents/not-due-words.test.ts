import { expect, test } from 'vitest';
import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import type { InvoiceFacts } from '@quittance/shared/invoice-facts.ts';
import { languages, type Language } from '@quittance/shared/language.ts';
import { lateChargePolicySchema } from '@quittance/shared/late-charge/policy-codec.ts';
import { lateChargePresets } from '@quittance/shared/late-charge/presets.ts';
import { referenceRates } from '@quittance/shared/late-charge/reference-rates.ts';
import { notDueCharges } from '@quittance/shared/not-due-charges.ts';
import { plainSpaces, wordingIn } from '../../testing/wording.ts';
import { notDueWords } from './not-due-words.ts';
import { invoiceFacts } from '@quittance/shared/testing/invoice-facts.ts';

const head = { schema: 'latefee-policy/1', id: 'terms', version: 2, valid_from: '2024-01-01', audience: 'any' };
const fee = { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }], law: 'Law of 2 August 2002, art. 6' };
const interest = { kind: 'interest', code: 'interest', rate: { percent: '12' } };
const reminder = { event: 'reminder', nth: 1, clear_days: 14 };

function factsOf(policy: unknown, rates = referenceRates): InvoiceFacts {
  return invoiceFacts({
    invoice: { payableMinor: 125_000, currency: 'EUR', issueDate: '2026-02-12', dueDate: '2026-03-14' },
    policy: lateChargePolicySchema.parse(policy),
    rates,
  });
}

function words(facts: InvoiceFacts, asOfDate: string, language: Language = 'en') {
  return notDueCharges(facts, asOfDate)
    .map((charge) => notDueWords(charge, 'EUR', wordingIn(language)))
    .map(({ title, details }) => [title, ...details].map(plainSpaces));
}

const before = '2026-03-01';
const terms = 'Basis: the agreed terms (terms@2)';
const unreminded =
  'Nothing is added before you are reminded. If a reminder is sent on 15 March 2026 and this is not paid by';

test.each<[string, unknown, string, string[]]>([
  [
    'a fixed sum',
    fee,
    before,
    [
      'Fixed sum for recovery costs',
      'If this is not paid by 14 March 2026, €40.00 is added on 15 March 2026.',
      'Basis: Belgian law of 2 August 2002 on late payment in commercial transactions, art. 6',
    ],
  ],
  [
    'a fixed sum after a reminder, with its VAT',
    { ...fee, when: reminder, vat_percent: '21', law: undefined },
    before,
    ['Fixed sum for recovery costs', `${unreminded} 29 March 2026, €48.40 is added on 30 March 2026.`, terms],
  ],
  [
    'interest',
    interest,
    before,
    [
      'Interest for late payment',
      'If this is not paid by 14 March 2026, interest of 12% a year is added on €1,250.00, from 15 March 2026 on.',
      terms,
    ],
  ],
  [
    'interest after days of grace that then count',
    { ...interest, when: { event: 'due', days: 11 } },
    '2026-03-20',
    [
      'Interest for late payment',
      'If this is not paid by 24 March 2026, interest of 12% a year is added on €1,250.00, from 15 March 2026 on.',
      terms,
    ],
  ],
  [
    'interest by whole months, of which the first is not over',
    { ...interest, rate: { percent: '1.5', per: 'month' }, day_count: 'months_whole' },
    '2026-03-20',
    [
      'Interest for late payment',
      'If this is not paid by 13 April 2026, interest of 1.5% a month is added on €1,250.00, from 15 March 2026 on.',
      terms,
    ],
  ],
  [
    'interest after a reminder',
    { ...interest, when: reminder, starts: { event: 'claimable' } },
    before,
    [
      'Interest for late payment',
      `${unreminded} 29 March 2026, interest of 12% a year is added on €1,250.00, from 30 March 2026 on.`,
      terms,
    ],
  ],
  [
    'interest by the month after a reminder',
    { ...interest, rate: { percent: '1', per: 'month' }, when: reminder, starts: { event: 'claimable' } },
    before,
    [
      'Interest for late payment',
      `${unreminded} 29 March 2026, interest of 1% a month is added on €1,250.00, from 30 March 2026 on.`,
      terms,
    ],
  ],
  [
    'interest at a rate to come',
    { ...interest, rate: { series: 'OURS' } },
    before,
    [
      'Interest for late payment',
      'If this is not paid by 14 March 2026, interest is added. Its rate is not published yet.',
      terms,
    ],
  ],
  [
    'interest at a rate to come, after a reminder',
    { ...interest, rate: { series: 'OURS' }, when: reminder, starts: { event: 'claimable' } },
    before,
    [
      'Interest for late payment',
      `${unreminded} 29 March 2026, interest is added. Its rate is not published yet.`,
      terms,
    ],
  ],
  [
    'a scale that begins higher',
    { ...fee, scale: [{ from: 1_000_000, plus: 4000 }], law: undefined },
    before,
    ['Fixed sum for recovery costs', 'Nothing is added on an amount this small.', terms],
  ],
])('%s is told before it comes', (_name, charge, asOfDate, said) => {
  expect(words(factsOf({ ...head, charges: [charge] }), asOfDate)).toEqual([said]);
});

test('where only late charges are left, no more come', () => {
  const { invoice, ...facts } = factsOf({ ...head, charges: [fee, { ...interest, when: { event: 'due', days: 60 } }] });
  const [line] = calculateAmountDue({ ...facts, invoice }, '2026-03-20').entries.flatMap((entry) =>
    entry.kind === 'late_charge' ? [entry.line] : [],
  );
  const paid = { kind: 'payment', method: 'card', date: '2026-03-20', effectiveDate: '2026-03-20' } as const;
  const owing: InvoiceFacts = {
    ...facts,
    invoice,
    allocations: [{ ...paid, amountMinor: invoice.payableMinor }],
    charged: [{ date: '2026-03-20', amountMinor: 4000, line: line! }],
  };
  expect(words(owing, '2026-03-21').map((said) => said[1])).toEqual([
    'Nothing is added, because nothing of the invoice itself was open when it could have been.',
  ]);
});

test.each(languages)('in %s, what every preset adds is told before it comes', (language) => {
  for (const { policy } of lateChargePresets) {
    const told = words(factsOf(policy), before, language);
    expect(told).toHaveLength(policy.charges.length);
    for (const sentence of told.flatMap((said) => said.slice(0, 2))) {
      expect(sentence).not.toMatch(/\{\{|calculation\.|undefined|_|@|\d{4}-\d{2}/);
    }
  }
});
