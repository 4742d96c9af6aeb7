import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Incoming, planAllocation, planReversal } from './allocation.ts';
import { calculateAmountDue } from './amount-due.ts';
import { addDays } from './calendar-date.ts';
import { deriveStatus } from './document-status.ts';
import {
  type AllocationFact,
  allocatedMinor,
  chargedMinor,
  type InvoiceFacts,
  outstandingBalanceMinor,
} from './invoice-facts.ts';
import { lateChargePolicySchema } from './late-charge/policy-codec.ts';
import { sumMinor } from './money.ts';
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

const unpaid = invoiceFacts({ policy });

function incomingOf(
  kind: Incoming['kind'],
  effectiveDate: string,
  availableMinor: number,
  quoted: number | null = null,
): Incoming {
  return { kind, effectiveDate, availableMinor, quotedLateChargesMinor: quoted };
}

function allocate(facts: InvoiceFacts, incoming: Incoming): InvoiceFacts {
  const { amountMinor, charges } = planAllocation(facts, incoming);
  const { effectiveDate, kind } = incoming;
  const common = { date: effectiveDate, effectiveDate, amountMinor };
  const fact: AllocationFact =
    kind === 'payment'
      ? { kind, method: 'transfer', ...common }
      : { kind, number: 'CN-1', documentId: 'cn', ...common };
  return {
    ...facts,
    allocations: amountMinor > 0 ? [...facts.allocations, fact] : facts.allocations,
    charged: [...facts.charged, ...charges],
  };
}

function bounce(facts: InvoiceFacts, index: number): InvoiceFacts {
  const original = facts.allocations.filter(({ kind }) => kind === 'payment')[index];
  if (!original) return facts;
  const { date, effectiveDate, amountMinor } = original;
  return {
    ...facts,
    allocations: [
      ...facts.allocations,
      { kind: 'reversal', method: 'debit', date, effectiveDate, amountMinor: -amountMinor },
    ],
  };
}

describe('an invoice takes', () => {
  it('no more than is owed', () => {
    const plan = planAllocation(unpaid, incomingOf('payment', '2025-01-20', 130_000));
    expect(plan).toEqual({ amountMinor: 100_000, charges: [] });
  });

  it('all of a part, and claims nothing yet', () => {
    const plan = planAllocation(unpaid, incomingOf('payment', '2025-03-20', 99_999));
    expect(plan).toEqual({ amountMinor: 99_999, charges: [] });
  });

  it('the principal paid late, and leaves the late charges visibly open', () => {
    const facts = allocate(unpaid, incomingOf('payment', '2025-02-10', 100_000));
    expect(facts.charged.map((charge) => [charge.date, charge.line.code, charge.amountMinor])).toEqual([
      ['2025-02-10', 'recovery_fee', 4000],
      ['2025-02-10', 'interest', 300],
    ]);
    expect(outstandingBalanceMinor(facts)).toBe(4300);
    expect(deriveStatus(facts, '2025-02-11')).toBe('overdue');
    expect(deriveStatus(allocate(facts, incomingOf('payment', '2025-03-10', 5000)), '2025-03-10')).toBe('paid');
  });

  it('a quoted amount as the whole, although the money came days later', () => {
    const quote = calculateAmountDue(unpaid, '2025-02-10');
    const facts = allocate(unpaid, incomingOf('payment', '2025-02-10', quote.amountDueMinor, quote.accruedMinor));
    expect(outstandingBalanceMinor(facts)).toBe(0);
    expect(calculateAmountDue(facts, '2025-02-20').amountDueMinor).toBe(0);
  });

  it('a quoted amount as the whole, although the policy has become dearer since', () => {
    const quote = calculateAmountDue({ ...unpaid, policy: null }, '2025-02-10');
    const facts = allocate(unpaid, incomingOf('payment', '2025-02-10', quote.amountDueMinor, quote.accruedMinor));
    expect(outstandingBalanceMinor(facts)).toBe(0);
    expect(facts.charged.map((charge) => charge.amountMinor)).toEqual([4000, 300, -4300]);
  });

  it('late charges as of the day the last money counts, whichever was booked last', () => {
    const early = incomingOf('payment', '2025-02-05', 40_000);
    const late = incomingOf('payment', '2025-02-10', 60_000);
    const inOrder = allocate(allocate(unpaid, early), late);
    const reversed = allocate(allocate(unpaid, late), early);
    expect(chargedMinor(inOrder)).toBe(4000 + 150 + 90);
    expect(reversed.charged).toEqual(inOrder.charged);
  });

  it('nothing once voided, or when it asks for nothing', () => {
    expect(planAllocation({ ...unpaid, isVoided: true }, incomingOf('payment', '2025-02-10', 500))).toEqual({
      amountMinor: 0,
      charges: [],
    });
    const refund = { ...unpaid, invoice: { ...unpaid.invoice, payableMinor: -500 } };
    expect(planAllocation(refund, incomingOf('payment', '2025-02-10', 500))).toEqual({ amountMinor: 0, charges: [] });
  });

  it('no late charge twice: what was claimed stays claimed when the money goes back', () => {
    const bounced = bounce(allocate(unpaid, incomingOf('payment', '2025-02-10', 104_300)), 0);
    const calculation = calculateAmountDue(bounced, '2025-02-20');
    expect(calculation.amountDueMinor).toBe(calculateAmountDue(unpaid, '2025-02-20').amountDueMinor);
    const again = allocate(bounced, incomingOf('payment', '2025-02-20', calculation.amountDueMinor));
    expect(again.charged.map((charge) => charge.line.code)).toEqual(['recovery_fee', 'interest', 'interest']);
    expect(outstandingBalanceMinor(again)).toBe(0);
  });
});

describe('any history', () => {
  const day = fc.integer({ min: -25, max: 200 }).map((days) => addDays('2025-01-31', days));
  const amount = fc.integer({ min: 1, max: 90_000 });
  const incoming = fc.record({
    kind: fc.constantFrom('payment' as const, 'credit_note' as const),
    effectiveDate: day,
    availableMinor: amount,
    quotedLateChargesMinor: fc.option(fc.integer({ min: 0, max: 6000 })),
  });
  const step = fc.oneof({ weight: 4, arbitrary: incoming }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }) });
  const start = fc
    .record({ payableMinor: fc.integer({ min: -1000, max: 200_000 }), policy: fc.constantFrom(policy, null) })
    .map((one) => ({
      ...unpaid,
      policy: one.policy,
      invoice: { ...unpaid.invoice, payableMinor: one.payableMinor },
    }));
  const history = fc
    .tuple(start, fc.array(step, { maxLength: 8 }))
    .map(([facts, steps]) =>
      steps.reduce<InvoiceFacts>(
        (known, one) => (typeof one === 'number' ? bounceOnce(known, one) : allocate(known, one)),
        facts,
      ),
    );

  it('the entries add up to the amount due, which is never below zero', () => {
    fc.assert(
      fc.property(history, day, (facts, asOfDate) => {
        const { entries, amountDueMinor, accruedMinor } = calculateAmountDue(facts, asOfDate);
        expect(sumMinor(entries.map((entry) => entry.amountMinor))).toBe(amountDueMinor);
        expect(amountDueMinor).toBeGreaterThanOrEqual(0);
        expect(amountDueMinor).toBe(outstandingBalanceMinor(facts) + accruedMinor);
        expect(entries.filter((entry) => entry.kind === 'not_owed')).toHaveLength(
          facts.invoice.payableMinor < 0 ? 1 : 0,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('nothing is allocated beyond total and charges, and nothing negative is left on a payment', () => {
    fc.assert(
      fc.property(history, incoming, (facts, one) => {
        const { amountMinor, charges } = planAllocation(facts, one);
        expect(amountMinor).toBeGreaterThanOrEqual(0);
        expect(amountMinor).toBeLessThanOrEqual(one.availableMinor);
        const after = allocate(facts, one);
        expect(allocatedMinor(after)).toBeLessThanOrEqual(
          Math.max(0, after.invoice.payableMinor + chargedMinor(after)),
        );
        expect(charges.length === 0 || allocatedMinor(after) >= after.invoice.payableMinor).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('paying the quoted amount closes the invoice, to the cent', () => {
    fc.assert(
      fc.property(history, day, (facts, quotedDate) => {
        const quote = calculateAmountDue(facts, quotedDate);
        const plan = planAllocation(facts, incomingOf('payment', quotedDate, quote.amountDueMinor, quote.accruedMinor));
        const after = allocate(facts, incomingOf('payment', quotedDate, quote.amountDueMinor, quote.accruedMinor));
        expect(plan.amountMinor).toBe(quote.amountDueMinor);
        expect(outstandingBalanceMinor(after)).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('the order in which payments and credit notes arrive makes no difference, until more has come than the total', () => {
    const parts = fc.array(
      incoming.map((one) => ({ ...one, quotedLateChargesMinor: null })),
      { minLength: 1, maxLength: 6 },
    );
    const shuffled = parts.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.boolean()),
    );
    fc.assert(
      fc.property(shuffled, day, ([inOrder, otherOrder, isExact], asOfDate) => {
        const sum = sumMinor(inOrder.map((one) => one.availableMinor));
        const facts = { ...unpaid, invoice: { ...unpaid.invoice, payableMinor: isExact ? sum : sum + 1 } };
        const due = (all: Incoming[]) => {
          const known = all.reduce(allocate, facts);
          return [
            calculateAmountDue(known, asOfDate).amountDueMinor,
            outstandingBalanceMinor(known),
            deriveStatus(known, asOfDate),
          ];
        };
        expect(due(otherOrder)).toEqual(due(inOrder));
      }),
      { numRuns: 2000 },
    );
  });

  it('without late charges the order makes no difference at all', () => {
    const parts = fc.array(incoming, { minLength: 1, maxLength: 6 });
    const shuffled = parts.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([inOrder, otherOrder]) => {
        const balance = (all: Incoming[]) => outstandingBalanceMinor(all.reduce(allocate, { ...unpaid, policy: null }));
        expect(balance(otherOrder)).toBe(balance(inOrder));
      }),
      { numRuns: 500 },
    );
  });
});

describe('money that goes back is taken', () => {
  const parts = [
    { invoiceId: 'a', amountMinor: 300, effectiveDate: '2025-01-01' },
    { invoiceId: 'b', amountMinor: 200, effectiveDate: '2025-01-02' },
  ];
  it.each([
    ['from what was not allocated first', 100, 100, []],
    ['then from the newest allocation', 250, 100, [['b', 150]]],
    [
      'then from the one before',
      400,
      0,
      [
        ['b', 200],
        ['a', 200],
      ],
    ],
    [
      'whole',
      600,
      100,
      [
        ['b', 200],
        ['a', 300],
      ],
    ],
    [
      'never more than was there',
      9000,
      100,
      [
        ['b', 200],
        ['a', 300],
      ],
    ],
  ])('%s', (_, amountMinor, unallocatedMinor, expected) => {
    expect(
      planReversal(amountMinor, unallocatedMinor, parts).map((part) => [part.invoiceId, part.amountMinor]),
    ).toEqual(expected);
  });
});

/** A payment bounces no more than once: as often as this one was found before, it is skipped. */
function bounceOnce(facts: InvoiceFacts, index: number): InvoiceFacts {
  const bounced = facts.allocations.filter(({ kind }) => kind === 'reversal').length;
  return index === bounced ? bounce(facts, index) : facts;
}
