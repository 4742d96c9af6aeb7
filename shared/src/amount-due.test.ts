import { describe, expect, it } from 'vitest';
import { calculateAmountDue } from './amount-due.ts';
import { calculationSchema, type CalculationEntry, notDueChargeSchema } from './calculation.ts';
import type { AllocationFact, InvoiceFacts } from './invoice-facts.ts';
import { lateChargePolicySchema } from './late-charge/policy-codec.ts';
import { notDueCharges } from './not-due-charges.ts';
import { invoiceFacts } from './testing/invoice-facts.ts';

const terms = {
  schema: 'latefee-policy/1',
  id: 'terms',
  version: 1,
  valid_from: '2024-01-01',
  audience: 'any',
  charges: [
    { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] },
    { kind: 'interest', code: 'interest', rate: { percent: '10.95' } },
  ],
};
const policy = lateChargePolicySchema.parse(terms);
const policyOf = (...charges: unknown[]) => lateChargePolicySchema.parse({ ...terms, charges });
const creditNoteId = '0199a0b0-0000-7000-8000-000000000001';

const factsOf = (known: Partial<InvoiceFacts> = {}) => invoiceFacts({ policy, ...known });

function paid(date: string, amountMinor: number, effectiveDate = date): AllocationFact {
  return { kind: 'payment', method: 'transfer', date, effectiveDate, amountMinor };
}

function reversed(date: string, amountMinor: number, effectiveDate = date): AllocationFact {
  return { kind: 'reversal', method: 'debit', date, effectiveDate, amountMinor: -amountMinor };
}

function credited(date: string, amountMinor: number): AllocationFact {
  return { kind: 'credit_note', number: 'CN-1', documentId: creditNoteId, date, effectiveDate: date, amountMinor };
}

function receipt(facts: InvoiceFacts, asOfDate: string): [string, number][] {
  const calculation = calculationSchema.omit({ notDue: true }).parse(calculateAmountDue(facts, asOfDate));
  return [
    ...calculation.entries.map((entry): [string, number] => [nameOf(entry), entry.amountMinor]),
    ['due', calculation.amountDueMinor],
  ];
}

function nameOf(entry: CalculationEntry): string {
  return entry.kind === 'late_charge' ? `${entry.status} ${entry.line.code}` : entry.kind;
}

describe('the amount due', () => {
  it('is the total until the due date, that day included', () => {
    expect(receipt(factsOf(), '2025-01-31')).toEqual([
      ['invoice', 100_000],
      ['due', 100_000],
    ]);
  });

  it('grows by what the policy asks from the day after', () => {
    expect(receipt(factsOf(), '2025-02-10')).toEqual([
      ['invoice', 100_000],
      ['accrued recovery_fee', 4000],
      ['accrued interest', 300],
      ['due', 104_300],
    ]);
  });

  it('does not grow without a policy', () => {
    expect(receipt(factsOf({ policy: null }), '2026-02-10')).toEqual([
      ['invoice', 100_000],
      ['due', 100_000],
    ]);
  });

  it('is lowered by credit notes and payments, shown in the order of their days', () => {
    const allocations = [paid('2025-01-20', 30_000), credited('2025-01-10', 20_000)];
    expect(receipt(factsOf({ allocations }), '2025-01-31')).toEqual([
      ['invoice', 100_000],
      ['credit_note', -20_000],
      ['payment', -30_000],
      ['due', 50_000],
    ]);
  });

  it('follows the day that counts, not the day the money arrived', () => {
    const allocations = [paid('2025-02-05', 60_000, '2025-01-31')];
    expect(receipt(factsOf({ allocations }), '2025-02-10')).toEqual([
      ['invoice', 100_000],
      ['accrued recovery_fee', 4000],
      ['payment', -60_000],
      ['accrued interest', 120],
      ['due', 44_120],
    ]);
  });

  it('leaves the late charges open when the principal alone was paid late, and they bear nothing', () => {
    const before = factsOf({ allocations: [paid('2025-02-10', 100_000)] });
    const late = calculateAmountDue(factsOf(), '2025-02-10').entries.flatMap((entry) =>
      entry.kind === 'late_charge' ? [entry.line] : [],
    );
    const charged = late.map((line) => ({ date: '2025-02-10', amountMinor: line.amountMinor, line }));
    expect(receipt({ ...before, charged }, '2025-12-31')).toEqual([
      ['invoice', 100_000],
      ['charged recovery_fee', 4000],
      ['charged interest', 300],
      ['payment', -100_000],
      ['due', 4300],
    ]);
  });

  it('reads as it happened: what was late until a payment stands before it, and what no day tells with its charge', () => {
    const minimum = { kind: 'interest', code: 'interest', rate: { percent: '10.95' }, min: 5000 };
    const withMinimum = policyOf({ ...terms.charges[0], vat_percent: '21' }, minimum);
    const allocations = [credited('2025-01-05', 10_000), paid('2025-02-05', 60_000)];
    expect(receipt(factsOf({ policy: withMinimum, allocations }), '2025-02-10')).toEqual([
      ['invoice', 100_000],
      ['credit_note', -10_000],
      ['accrued recovery_fee', 4000],
      ['accrued recovery_fee_vat', 840],
      ['accrued interest', 135],
      ['payment', -60_000],
      ['accrued interest', 45],
      ['accrued interest_min', 4820],
      ['due', 39_840],
    ]);
  });

  it('is as though a payment that bounced had never come', () => {
    const allocations = [paid('2025-01-20', 100_000), reversed('2025-01-25', 100_000, '2025-01-20')];
    expect(receipt(factsOf({ allocations }), '2025-02-10')).toEqual([
      ['invoice', 100_000],
      ['payment', -100_000],
      ['reversal', 100_000],
      ['accrued recovery_fee', 4000],
      ['accrued interest', 300],
      ['due', 104_300],
    ]);
  });

  it('does not bring back what is settled when a policy is entered afterwards', () => {
    expect(receipt(factsOf({ allocations: [paid('2025-03-10', 100_000)] }), '2025-12-31')).toEqual([
      ['invoice', 100_000],
      ['payment', -100_000],
      ['due', 0],
    ]);
  });

  it('falls by a waiver', () => {
    const [line] = calculateAmountDue(factsOf(), '2025-02-10').entries.flatMap((entry) =>
      entry.kind === 'late_charge' ? [entry.line] : [],
    );
    if (!line) throw new Error('no line');
    const charged = [
      { date: '2025-02-10', amountMinor: 4000, line },
      { date: '2025-02-12', amountMinor: -4000, line },
    ];
    expect(receipt(factsOf({ allocations: [paid('2025-02-10', 99_000)], charged }), '2025-02-10')).toEqual([
      ['invoice', 100_000],
      ['charged recovery_fee', 4000],
      ['charged recovery_fee', -4000],
      ['accrued interest', 300],
      ['payment', -99_000],
      ['due', 1300],
    ]);
  });

  it('is nothing on a voided invoice, whatever was paid on it', () => {
    expect(receipt(factsOf({ isVoided: true, allocations: [paid('2025-01-10', 30_000)] }), '2025-12-31')).toEqual([
      ['invoice', 100_000],
      ['payment', -30_000],
      ['not_owed', -70_000],
      ['due', 0],
    ]);
  });

  it('is nothing on an invoice that asks for nothing or gives money back', () => {
    const invoice = { payableMinor: -5000, currency: 'EUR', issueDate: '2025-01-01', dueDate: '2025-01-31' };
    expect(receipt(factsOf({ invoice }), '2025-12-31')).toEqual([
      ['invoice', -5000],
      ['not_owed', 5000],
      ['due', 0],
    ]);
    expect(receipt(factsOf({ invoice: { ...invoice, payableMinor: 0 } }), '2025-12-31')).toEqual([
      ['invoice', 0],
      ['due', 0],
    ]);
  });

  it('tells what is on its way without taking it off', () => {
    expect(calculateAmountDue(factsOf({ pendingMinor: 100_000 }), '2025-01-20')).toMatchObject({
      amountDueMinor: 100_000,
      pendingMinor: 100_000,
      accruedMinor: 0,
    });
  });
});

describe('what is not due yet', () => {
  const reminded = { event: 'reminder', nth: 2, clear_days: 14 };
  const interest = { kind: 'interest', code: 'interest', rate: { percent: '10.95' } };
  const ofSeries = { ...interest, rate: { series: 'ECB_MRO', add: '8' } };
  const fee = { kind: 'once', code: 'fee', scale: [{ plus: 4000 }] };
  const vatFee = { ...fee, vat_percent: '21' };

  const shown = (charges: unknown[], asOfDate: string, known: Partial<InvoiceFacts> = {}) =>
    notDueChargeSchema
      .array()
      .parse(notDueCharges(factsOf({ policy: policyOf(...charges), ...known }), asOfDate))
      .map((one) => [
        one.reason,
        one.firstDate,
        one.ifRemindedDate,
        one.firstLines.map(({ code, amountMinor }) => [code, amountMinor]),
      ]);

  it.each<[string, unknown[], string, Partial<InvoiceFacts>, unknown[]]>([
    [
      'before the due date: what comes the day after',
      [vatFee, interest],
      '2025-01-20',
      {},
      [
        [
          'trigger',
          '2025-02-01',
          null,
          [
            ['fee', 4000],
            ['fee_vat', 840],
          ],
        ],
        ['trigger', '2025-02-01', null, [['interest', 30]]],
      ],
    ],
    [
      'while the second reminder is missing: as if it were sent today',
      [{ ...fee, when: reminded }],
      '2025-02-20',
      { reminders: [{ sentDate: '2025-02-05', channel: 'email' }] },
      [['trigger', '2025-03-07', '2025-02-20', [['fee', 4000]]]],
    ],
    [
      'while both reminders are missing',
      [{ ...fee, when: reminded }],
      '2025-01-20',
      {},
      [['trigger', '2025-02-16', '2025-02-01', [['fee', 4000]]]],
    ],
    [
      'at a rate that nobody has published; the fixed sum beside it comes all the same',
      [fee, ofSeries],
      '2025-01-20',
      {},
      [
        ['trigger', '2025-02-01', null, [['fee', 4000]]],
        ['trigger', '2025-02-01', null, []],
      ],
    ],
    [
      'on so little that the scale has no band for it: nothing comes on any day',
      [{ ...fee, scale: [{ from: 200_000, plus: 4000 }] }],
      '2025-01-20',
      {},
      [['below_scale', null, null, []]],
    ],
    ['once it has come, nothing of it is told', [fee], '2025-02-10', {}, []],
    ['of what is paid', [fee], '2025-01-20', { allocations: [paid('2025-01-10', 100_000)] }, []],
    ['of what was withdrawn', [fee], '2025-01-20', { isVoided: true }, []],
    ['without a policy', [], '2025-01-20', { policy: null }, []],
  ])('%s', (_name, charges, asOfDate, known, expected) => {
    expect(shown(charges, asOfDate, known)).toEqual(expected);
  });
});

it('a payment that was shared out is told by a line that costs nothing', () => {
  const costsFirst = lateChargePolicySchema.parse({ ...terms, allocation: 'costs_interest_principal' });
  const { entries } = calculateAmountDue(
    factsOf({ policy: costsFirst, allocations: [paid('2025-02-05', 50_000)] }),
    '2025-02-10',
  );
  expect(entries.map(nameOf)).toEqual([
    'invoice',
    'accrued recovery_fee',
    'accrued interest',
    'payment',
    'accrued allocation',
    'accrued interest',
  ]);
  expect(entries.at(-2)).toMatchObject({
    amountMinor: 0,
    line: { kind: 'allocation', paymentMinor: 50_000, feesMinor: 4000, interestMinor: 150, principalMinor: 45_850 },
  });
});
