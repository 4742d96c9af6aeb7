import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { planAllocation, planReversal } from './allocation.ts';
import { calculateAmountDue } from './amount-due.ts';
import { addDays } from './calendar-date.ts';
import { calculateStatement } from './calculate-statement.ts';
import { allocatedMinor, type AllocationFact, chargedMinor, outstandingBalanceMinor } from './invoice-facts.ts';
import { lateChargePolicySchema } from './late-charge/policy-codec.ts';
import { sumMinor } from './money.ts';
import { type Statement, statementSchema } from './statement.ts';
import type { Period, StatementFacts, StatementInvoice } from './statement-facts.ts';
import { invoiceFacts } from './testing/invoice-facts.ts';

const policy = lateChargePolicySchema.parse({
  schema: 'latefee-policy/1',
  id: 'terms',
  version: 1,
  valid_from: '2024-01-01',
  audience: 'any',
  charges: [
    { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] },
    { kind: 'interest', code: 'interest', rate: { percent: '10.95' } },
  ],
});
const idOf = (index: number) => `0199a0b0-0000-7000-8000-${String(index).padStart(12, '0')}`;

const nothing: StatementFacts = { currency: 'EUR', invoices: [], creditNotes: [], payments: [], reversals: [] };

/** 1,000.00 issued on 1 January 2025, due on the 31st. */
function invoiceOf(known: Partial<StatementInvoice> & { allocations?: AllocationFact[] } = {}): StatementInvoice {
  const { allocations = [], date = '2025-01-01', payableMinor = 100_000, facts, ...rest } = known;
  return {
    id: idOf(1),
    number: 'INV-1',
    date,
    voidedDate: null,
    payableMinor,
    facts: invoiceFacts({
      invoice: { payableMinor, currency: 'EUR', issueDate: date, dueDate: addDays(date, 30) },
      allocations,
      ...facts,
    }),
    ...rest,
  };
}

function paid(date: string, amountMinor: number): AllocationFact {
  return { kind: 'payment', method: 'transfer', date, effectiveDate: date, amountMinor };
}

function brief({ openingMinor, entries, closingMinor }: Statement) {
  return [
    openingMinor,
    ...entries.map(({ date, kind, amountMinor, balanceMinor }) => [date, kind, amountMinor, balanceMinor]),
    closingMinor,
  ];
}

const january: Period = { fromDate: '2025-01-01', toDate: '2025-01-31' };
const february: Period = { fromDate: '2025-02-01', toDate: '2025-02-28' };

describe('a statement', () => {
  it('says nothing where nothing happened', () => {
    expect(statementSchema.parse(calculateStatement(nothing, january))).toMatchObject({
      openingMinor: 0,
      entries: [],
      closingMinor: 0,
      dueMinor: 0,
      creditMinor: 0,
    });
  });

  it('goes from what was owed before to what is owed at the end', () => {
    const facts = {
      ...nothing,
      invoices: [invoiceOf({ allocations: [paid('2025-02-03', 40_000)] }), invoiceOf({ date: '2025-02-10' })],
      payments: [{ date: '2025-02-03', method: 'transfer', amountMinor: 40_000, paidNumbers: [] }],
    };
    expect(brief(calculateStatement(facts, february))).toEqual([
      100_000,
      ['2025-02-03', 'payment', -40_000, 60_000],
      ['2025-02-10', 'invoice', 100_000, 160_000],
      160_000,
    ]);
  });

  it('counts the first and the last day of the period', () => {
    const facts = { ...nothing, invoices: [invoiceOf(), invoiceOf({ date: '2025-01-31' })] };
    expect(calculateStatement(facts, january).entries.map(({ date }) => date)).toEqual(['2025-01-01', '2025-01-31']);
    expect(calculateStatement(facts, { fromDate: '2025-01-02', toDate: '2025-01-30' }).entries).toEqual([]);
  });

  it('puts what was asked for before what came in on the same day', () => {
    const day = '2025-01-01';
    const facts = {
      ...nothing,
      invoices: [invoiceOf({ allocations: [paid(day, 100_000)] })],
      payments: [{ date: day, method: 'card', amountMinor: 100_000, paidNumbers: [] }],
      reversals: [{ date: day, reason: 'refund' as const, method: 'card', amountMinor: 100_000 }],
    };
    const kinds = calculateStatement(facts, january).entries.map(({ kind, balanceMinor }) => [kind, balanceMinor]);
    expect(kinds).toEqual([
      ['invoice', 100_000],
      ['payment', 0],
      ['reversal', 100_000],
    ]);
  });

  it('shows late charges that accrue as one entry on the last day, by what they grew', () => {
    const invoice = invoiceOf();
    const facts = { ...nothing, invoices: [{ ...invoice, facts: { ...invoice.facts, policy } }] };
    const until = (toDate: string) => calculateStatement(facts, { fromDate: '2025-02-01', toDate });
    expect(brief(until('2025-02-10'))).toEqual([100_000, ['2025-02-10', 'late_charges', 4300, 104_300], 104_300]);
    const after = calculateStatement(facts, { fromDate: '2025-02-11', toDate: '2025-02-20' });
    expect(brief(after)).toEqual([104_300, ['2025-02-20', 'late_charges', 300, 104_600], 104_600]);
  });

  it('shows late charges that were claimed on the day they were, and nothing further', () => {
    const late = invoiceOf();
    const unpaid = { ...late.facts, policy };
    const incoming = { kind: 'payment' as const, availableMinor: 104_300, quotedLateChargesMinor: null };
    const { charges } = planAllocation(unpaid, { ...incoming, effectiveDate: '2025-02-10' });
    const closed = { ...unpaid, charged: charges, allocations: [paid('2025-02-10', 104_300)] };
    const facts = {
      ...nothing,
      invoices: [{ ...late, facts: closed }],
      payments: [{ date: '2025-02-10', method: 'transfer', amountMinor: 104_300, paidNumbers: [] }],
    };
    expect(brief(calculateStatement(facts, february))).toEqual([
      100_000,
      ['2025-02-10', 'late_charges', 4300, 104_300],
      ['2025-02-10', 'payment', -104_300, 0],
      0,
    ]);
  });

  it('takes a voided document back with its late charges, from the day it was voided', () => {
    const invoice = invoiceOf({ voidedDate: '2025-02-15' });
    const facts = { ...nothing, invoices: [{ ...invoice, facts: { ...invoice.facts, policy } }] };
    const before = { fromDate: '2025-01-01', toDate: '2025-02-10' };
    const after = { fromDate: '2025-02-11', toDate: '2025-02-28' };
    expect(calculateStatement(facts, before).closingMinor).toBe(104_300);
    expect(brief(calculateStatement(facts, after))).toEqual([
      104_300,
      ['2025-02-15', 'late_charges', -4300, 100_000],
      ['2025-02-15', 'voided', -100_000, 0],
      0,
    ]);
  });

  it('keeps what no invoice took as credit, beside what is due', () => {
    const facts = {
      ...nothing,
      invoices: [invoiceOf()],
      payments: [{ date: '2025-01-05', method: 'transfer', amountMinor: 30_000, paidNumbers: [] }],
      creditNotes: [{ id: idOf(2), number: 'CN-1', date: '2025-01-06', voidedDate: null, payableMinor: 5000 }],
    };
    expect(calculateStatement(facts, january)).toMatchObject({
      closingMinor: 65_000,
      dueMinor: 100_000,
      creditMinor: 35_000,
      ageing: { notDueMinor: 100_000 },
    });
  });

  it('counts an invoice that asks for less than nothing as credit', () => {
    const facts = { ...nothing, invoices: [invoiceOf({ payableMinor: -5000 })] };
    expect(calculateStatement(facts, january)).toMatchObject({ closingMinor: -5000, dueMinor: 0, creditMinor: 5000 });
  });

  test.each([
    [0, 'notDueMinor'],
    [1, 'days1To30Minor'],
    [30, 'days1To30Minor'],
    [31, 'days31To60Minor'],
    [60, 'days31To60Minor'],
    [61, 'days61To90Minor'],
    [90, 'days61To90Minor'],
    [91, 'over90DaysMinor'],
    [4000, 'over90DaysMinor'],
  ])('puts an invoice that is %i days overdue under %s', (days, bucket) => {
    const toDate = addDays('2025-01-31', days);
    const { ageing, dueMinor } = calculateStatement(
      { ...nothing, invoices: [invoiceOf()] },
      { fromDate: toDate, toDate },
    );
    expect(Object.entries(ageing).filter(([, minor]) => minor !== 0)).toEqual([[bucket, 100_000]]);
    expect(dueMinor).toBe(100_000);
  });

  it('is refused rather than wrong: sums that are no longer exact throw', () => {
    const invoices = Array.from({ length: 10 }, () => invoiceOf({ payableMinor: 10 ** 15 }));
    expect(() => calculateStatement({ ...nothing, invoices }, january)).toThrow(RangeError);
    const exact = { ...nothing, invoices: invoices.slice(1) };
    expect(calculateStatement(exact, january).closingMinor).toBe(9 * 10 ** 15);
  });
});

// Random histories: what was entered, day by day, booked as the server books it.

type Step = {
  kind: 'invoice' | 'payment' | 'credit_note' | 'reversal' | 'void' | 'waiver';
  /** After the step before. */
  days: number;
  /** How many days before it was entered it happened. */
  daysBack: number;
  which: number;
  percent: number;
  amountMinor: number;
  hasPolicy: boolean;
};

const start = '2025-01-01';
const today = '2026-06-30';

function stepsOf({ isBackdated }: { isBackdated: boolean }) {
  const step: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom('invoice', 'invoice', 'payment', 'payment', 'credit_note', 'reversal', 'void', 'waiver'),
    days: fc.integer({ min: 0, max: 20 }),
    daysBack: isBackdated ? fc.integer({ min: 0, max: 40 }) : fc.constant(0),
    which: fc.nat(20),
    percent: fc.constantFrom(10, 50, 99, 100, 104, 130),
    amountMinor: fc.integer({ min: 1, max: 500_000 }),
    hasPolicy: fc.boolean(),
  });
  return fc.array(step, { maxLength: 25 });
}

type Paid = StatementFacts['payments'][number] & { parts: Part[]; backMinor: number };
type Part = { invoice: StatementInvoice; invoiceId: string; amountMinor: number; effectiveDate: string };

/** What is known after these steps, entered until `untilDate`. */
function historyOf(steps: readonly Step[], untilDate = today): StatementFacts & { unallocatedMinor: number } {
  const invoices: StatementInvoice[] = [];
  const payments: Paid[] = [];
  const creditNotes: (StatementFacts['creditNotes'][number] & { appliedMinor: number })[] = [];
  const reversals: StatementFacts['reversals'][number][] = [];
  let day = start;
  for (const step of steps) {
    day = addDays(day, step.days);
    if (day > untilDate) break;
    const date = addDays(day, -step.daysBack);
    const invoice = invoices[step.which % Math.max(1, invoices.length)];
    const payment = payments[step.which % Math.max(1, payments.length)];
    if (step.kind === 'invoice') invoices.push(issued(step, invoices.length, date));
    if (!invoice) continue;
    const balanceMinor = calculateAmountDue(invoice.facts, day).amountDueMinor;
    const amountMinor = Math.max(1, Math.round((balanceMinor * step.percent) / 100));
    if (step.kind === 'payment') {
      const takenMinor = apply(invoice, { kind: 'payment', date, availableMinor: amountMinor });
      const part = { invoice, invoiceId: invoice.id, amountMinor: takenMinor, effectiveDate: date };
      payments.push({ date, method: 'transfer', amountMinor, paidNumbers: [], parts: [part], backMinor: 0 });
    }
    if (step.kind === 'credit_note') {
      const index = creditNotes.length;
      const appliedMinor = apply(invoice, { kind: 'credit_note', date, availableMinor: amountMinor, index });
      const id = idOf(1000 + index);
      creditNotes.push({ id, number: `CN-${index}`, date, voidedDate: null, payableMinor: amountMinor, appliedMinor });
    }
    if (step.kind === 'reversal' && payment) reverse(payment, step, { day, date, reversals });
    if (step.kind === 'void' && allocatedMinor(invoice.facts) === 0 && invoice.voidedDate === null) {
      invoice.voidedDate = day;
      invoice.facts = { ...invoice.facts, isVoided: true };
    }
    if (step.kind === 'waiver') waive(invoice, step, day);
  }
  const unallocatedMinor = sumMinor([
    ...payments.map((each) => each.amountMinor - each.backMinor - sumMinor(each.parts.map((part) => part.amountMinor))),
    ...creditNotes.map(({ payableMinor, appliedMinor }) => payableMinor - appliedMinor),
  ]);
  return { currency: 'EUR', invoices, creditNotes, payments, reversals, unallocatedMinor };
}

function issued({ amountMinor, hasPolicy }: Step, index: number, date: string): StatementInvoice {
  const invoice = invoiceOf({ id: idOf(index), number: `INV-${index}`, date, payableMinor: amountMinor });
  return { ...invoice, facts: { ...invoice.facts, policy: hasPolicy ? policy : null } };
}

function apply(
  invoice: StatementInvoice,
  from: { kind: 'payment' | 'credit_note'; date: string; availableMinor: number; index?: number },
): number {
  const { facts, payableMinor } = invoice;
  const { kind, date, availableMinor, index = 0 } = from;
  const { dueDate } = facts.invoice;
  const isWhole = kind === 'credit_note' && availableMinor >= payableMinor;
  const effectiveDate = isWhole && dueDate < date ? dueDate : date;
  if (outstandingBalanceMinor(facts) === 0) return 0;
  const { amountMinor, charges } = planAllocation(facts, {
    kind,
    availableMinor,
    effectiveDate,
    quotedLateChargesMinor: null,
  });
  const common = { date, effectiveDate, amountMinor };
  const fact: AllocationFact =
    kind === 'payment'
      ? { kind, method: 'transfer', ...common }
      : { kind, number: `CN-${index}`, documentId: idOf(1000 + index), ...common };
  const allocations = [...facts.allocations, fact].filter((each) => each.amountMinor !== 0);
  invoice.facts = { ...facts, allocations, charged: [...facts.charged, ...charges] };
  return amountMinor;
}

function reverse(
  payment: Paid,
  step: Step,
  { day, date, reversals }: { day: string; date: string; reversals: StatementFacts['reversals'][number][] },
): void {
  const keptMinor = payment.amountMinor - payment.backMinor;
  const amountMinor = Math.min(keptMinor, Math.max(1, Math.round((payment.amountMinor * step.percent) / 100)));
  if (amountMinor <= 0) return;
  const reason = step.hasPolicy ? 'returned' : 'refund';
  const reversedDate = date < payment.date ? day : date;
  const parts = payment.parts.filter((part) => part.amountMinor > 0);
  const freeMinor = keptMinor - sumMinor(parts.map((part) => part.amountMinor));
  for (const taken of planReversal(amountMinor, freeMinor, parts)) {
    const part = parts.find(({ invoiceId }) => invoiceId === taken.invoiceId);
    if (!part) continue;
    part.amountMinor -= taken.amountMinor;
    const { facts } = part.invoice;
    const effectiveDate = reason === 'returned' ? part.effectiveDate : reversedDate;
    const fact = { kind: 'reversal', method: 'debit', date: reversedDate, effectiveDate } as const;
    const allocations = [...facts.allocations, { ...fact, amountMinor: -taken.amountMinor }];
    part.invoice.facts = { ...facts, allocations };
  }
  payment.backMinor += amountMinor;
  reversals.push({ date: reversedDate, reason, method: 'transfer', amountMinor });
}

/** Of what was claimed and is still owed. */
function waive(invoice: StatementInvoice, { percent }: Step, day: string): void {
  const { facts } = invoice;
  const [first] = facts.charged;
  const openMinor = Math.min(chargedMinor(facts), outstandingBalanceMinor(facts));
  const amountMinor = -Math.min(openMinor, Math.round((openMinor * percent) / 100));
  if (!first || amountMinor === 0) return;
  invoice.facts = { ...facts, charged: [...facts.charged, { date: day, amountMinor, line: first.line }] };
}

const dayArbitrary = fc.integer({ min: -60, max: 545 }).map((days) => addDays(start, days));
const backdated = stepsOf({ isBackdated: true });
const options = { numRuns: 2000 };

describe('over random histories', () => {
  it('opening balance and entries come to the closing balance, one by one', () => {
    fc.assert(
      fc.property(backdated, dayArbitrary, dayArbitrary, (steps, one, other) => {
        const period = { fromDate: one < other ? one : other, toDate: one < other ? other : one };
        const statement = statementSchema.parse(calculateStatement(historyOf(steps), period));
        let balanceMinor = statement.openingMinor;
        let date = period.fromDate;
        for (const entry of statement.entries) {
          balanceMinor += entry.amountMinor;
          expect(entry.balanceMinor).toBe(balanceMinor);
          expect(entry.date >= date).toBe(true);
          date = entry.date;
        }
        expect(balanceMinor).toBe(statement.closingMinor);
        expect(date <= period.toDate).toBe(true);
      }),
      options,
    );
  });

  it('a period closes with what the next one opens with', () => {
    fc.assert(
      fc.property(backdated, dayArbitrary, fc.integer({ min: 0, max: 90 }), (steps, toDate, days) => {
        const facts = historyOf(steps);
        const before = calculateStatement(facts, { fromDate: addDays(toDate, -days), toDate });
        const fromDate = addDays(toDate, 1);
        const after = calculateStatement(facts, { fromDate, toDate: addDays(fromDate, days) });
        const both = calculateStatement(facts, { fromDate: before.fromDate, toDate: after.toDate });
        expect(after.openingMinor).toBe(before.closingMinor);
        expect([both.openingMinor, both.closingMinor]).toEqual([before.openingMinor, after.closingMinor]);
      }),
      options,
    );
  });

  it('closes today with what the lists show: the amounts due less what is not allocated', () => {
    fc.assert(
      fc.property(backdated, dayArbitrary, (steps, fromDate) => {
        const facts = historyOf(steps);
        const period = { fromDate: fromDate < today ? fromDate : today, toDate: today };
        const statement = calculateStatement(facts, period);
        const due = facts.invoices.map((invoice) => calculateAmountDue(invoice.facts, today).amountDueMinor);
        expect(statement.dueMinor).toBe(sumMinor(due));
        expect(statement.creditMinor).toBe(facts.unallocatedMinor);
        expect(statement.closingMinor).toBe(sumMinor(due) - facts.unallocatedMinor);
      }),
      options,
    );
  });

  it('ageing adds up to what is due, and what is due less credit is the closing balance, on any day', () => {
    fc.assert(
      fc.property(backdated, dayArbitrary, (steps, toDate) => {
        const statement = calculateStatement(historyOf(steps), { fromDate: addDays(toDate, -10), toDate });
        const { ageing, dueMinor, creditMinor, closingMinor } = statement;
        expect(sumMinor(Object.values(ageing))).toBe(dueMinor);
        expect(dueMinor - creditMinor).toBe(closingMinor);
        expect(creditMinor).toBeGreaterThanOrEqual(0);
      }),
      options,
    );
  });

  it('says later what it said on the day, where nothing was entered afterwards for days before', () => {
    fc.assert(
      fc.property(stepsOf({ isBackdated: false }), dayArbitrary, (steps, day) => {
        const toDate = day < start ? start : day;
        const period = { fromDate: start, toDate };
        const onTheDay = calculateStatement(historyOf(steps, toDate), period);
        expect(calculateStatement(historyOf(steps), period)).toEqual(onTheDay);
      }),
      options,
    );
  });

  it('no step is idle: every kind of entry is met', () => {
    const kinds = fc
      .sample(backdated, { numRuns: 300, seed: 1 })
      .flatMap((steps) => calculateStatement(historyOf(steps), { fromDate: '2024-01-01', toDate: today }).entries)
      .map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(
      new Set(['invoice', 'late_charges', 'voided', 'credit_note', 'payment', 'reversal']),
    );
  });
});
