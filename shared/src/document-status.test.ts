import { describe, expect, it } from 'vitest';
import { daysOverdue, deriveCreditNoteStatus, deriveStatus, paidDate } from './document-status.ts';
import type { AllocationFact, ChargedLateCharge, InvoiceFacts } from './invoice-facts.ts';
import { invoiceFacts } from './testing/invoice-facts.ts';

const creditNote = { kind: 'credit_note', number: 'CN-1', documentId: '0199a0b0-0000-7000-8000-000000000001' } as const;

function paid(amountMinor: number, date = '2025-01-20'): AllocationFact {
  return { kind: 'payment', method: 'card', date, effectiveDate: date, amountMinor };
}

function reversed(amountMinor: number): AllocationFact {
  return {
    kind: 'reversal',
    method: 'debit',
    date: '2025-01-25',
    effectiveDate: '2025-01-20',
    amountMinor: -amountMinor,
  };
}

function credited(amountMinor: number): AllocationFact {
  return { ...creditNote, date: '2025-01-22', effectiveDate: '2025-01-22', amountMinor };
}

const fee: ChargedLateCharge = {
  date: '2025-02-05',
  amountMinor: 4000,
  line: {
    kind: 'once',
    code: 'fee',
    date: '2025-02-01',
    baseMinor: 1000,
    plusMinor: 4000,
    percent: null,
    overMinor: 0,
    limit: null,
    beforeLimitMinor: null,
    amountMinor: 4000,
    because: [],
    rule: { policy: 'terms@1', charge: 0, law: null },
  },
};

type Known = Partial<Omit<InvoiceFacts, 'invoice'>> & { payableMinor?: number };

function factsOf({ payableMinor = 1000, ...known }: Known): InvoiceFacts {
  const facts = invoiceFacts(known);
  return { ...facts, invoice: { ...facts.invoice, payableMinor } };
}

describe('an invoice is', () => {
  it.each<[string, Known, string, number, string | null]>([
    ['open', {}, '2025-01-31', 0, null],
    ['open', {}, '2025-01-26', -5, null],
    ['overdue', {}, '2025-02-01', 1, null],
    ['partly_paid', { allocations: [paid(400)] }, '2025-01-30', -1, null],
    ['partly_paid', { allocations: [credited(400), paid(200)] }, '2025-01-30', -1, null],
    ['partly_credited', { allocations: [credited(400)] }, '2025-01-30', -1, null],
    ['partly_credited', { allocations: [credited(400), paid(200), reversed(200)] }, '2025-01-30', -1, null],
    ['overdue', { allocations: [credited(400)] }, '2025-02-02', 2, null],
    ['overdue', { allocations: [paid(400)] }, '2025-02-02', 2, null],
    ['open', { allocations: [paid(1000), reversed(1000)] }, '2025-01-30', -1, null],
    ['paid', { allocations: [paid(400), paid(600, '2025-01-21')] }, '2025-03-01', 0, '2025-01-21'],
    ['paid', { allocations: [credited(400), paid(600)] }, '2025-03-01', 0, '2025-01-20'],
    ['paid', { allocations: [paid(1000), reversed(1000), paid(1000, '2025-02-03')] }, '2025-03-01', 0, '2025-02-03'],
    ['credited', { allocations: [credited(1000)] }, '2025-03-01', 0, null],
    ['credited', { allocations: [paid(1000), reversed(1000), credited(1000)] }, '2025-03-01', 0, null],
    ['overdue', { allocations: [paid(1000)], charged: [fee] }, '2025-03-01', 29, null],
    ['paid', { allocations: [paid(1000), paid(4000, '2025-02-07')], charged: [fee] }, '2025-03-01', 0, '2025-02-07'],
    [
      'paid',
      { allocations: [paid(1000)], charged: [fee, { ...fee, amountMinor: -4000 }] },
      '2025-03-01',
      0,
      '2025-01-20',
    ],
    ['being_paid', { pendingMinor: 1000 }, '2025-03-01', 29, null],
    ['being_paid', { pendingMinor: 1000, isDisputed: true }, '2025-03-01', 29, null],
    ['disputed', { isDisputed: true }, '2025-03-01', 29, null],
    ['paid', { isDisputed: true, allocations: [paid(1000)] }, '2025-03-01', 0, '2025-01-20'],
    ['void', { isVoided: true, allocations: [paid(1000)] }, '2025-03-01', 0, null],
    ['paid', { payableMinor: 0 }, '2025-03-01', 0, null],
    ['paid', { payableMinor: -100 }, '2025-03-01', 0, null],
  ])('%s with %j on %s', (status, known, asOfDate, days, paidOn) => {
    const facts = factsOf(known);
    expect(deriveStatus(facts, asOfDate)).toBe(status);
    expect(daysOverdue(facts, asOfDate)).toBe(days);
    expect(paidDate(facts)).toBe(paidOn);
  });
});

describe('a credit note is', () => {
  it.each([
    ['credit', { unallocatedMinor: 1, isVoided: false }],
    ['applied', { unallocatedMinor: 0, isVoided: false }],
    ['void', { unallocatedMinor: 1, isVoided: true }],
  ])('%s with %j', (status, known) => {
    expect(deriveCreditNoteStatus(known)).toBe(status);
  });
});
