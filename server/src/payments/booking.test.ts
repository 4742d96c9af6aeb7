import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import { deriveStatus } from '@quittance/shared/document-status.ts';
import {
  allocatedMinor,
  chargedMinor,
  type InvoiceFacts,
  outstandingBalanceMinor,
} from '@quittance/shared/invoice-facts.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import {
  creditNoteUnallocatedMinor,
  findInvoiceFacts,
  invoiceOutstandingMinor,
} from '../documents/standing-queries.ts';
import { testApp, type TestApp } from '../testing.ts';
import { insertDocument, insertTwoCompanies } from '../testing/fixtures.ts';
import { allocateCreditNotes } from './allocate-credit-note.ts';
import { type Booking, bookPayment } from './book-payment.ts';
import { type Reversal, reversePayment } from './reverse-payment.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let count = 0;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  const policy = {
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
  await server.db
    .insertInto('late_charge_policies')
    .values({
      merchant_id: world.merchantId,
      entity_id: world.entityId,
      customer_id: null,
      version: 1,
      valid_from_date: '2024-01-01',
      policy: JSON.stringify(policy),
    })
    .execute();
});
afterAll(() => server.close());
beforeEach(() => server.clock.set('2026-03-16T09:00:00Z'));

/** 1,000.00 EUR, due on 31 January 2026. */
async function insertInvoice(fields: Partial<Parameters<typeof insertDocument>[1]> = {}): Promise<string> {
  return insertDocument(server.db, {
    merchant_id: world.merchantId,
    entity_id: world.entityId,
    customer_id: world.a.customerId,
    number: `INV-${(count += 1)}`,
    issue_date: '2026-01-01',
    due_date: '2026-01-31',
    payable_minor: 100_000,
    ...fields,
  });
}

async function insertCreditNote(
  amountMinor: number,
  invoiceNumbers: string[],
  issueDate = '2026-01-10',
): Promise<string> {
  const id = await insertInvoice({ kind: 'credit_note', payable_minor: amountMinor, issue_date: issueDate });
  const { content } = await server.db
    .selectFrom('documents')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await server.db
    .updateTable('documents')
    .set({ content: JSON.stringify({ ...content, precedingInvoices: invoiceNumbers }) })
    .where('id', '=', id)
    .execute();
  return id;
}

function bookingOf(invoiceId: string, amountMinor: number, fields: Partial<Booking> = {}): Booking {
  const receivedDate = fields.receivedDate ?? '2026-01-20';
  return {
    merchantId: world.merchantId,
    entityId: world.entityId,
    customerId: world.a.customerId,
    provider: 'sandbox',
    providerReference: `pay-${(count += 1)}`,
    method: 'card',
    amountMinor,
    currency: 'EUR',
    receivedDate,
    effectiveDate: receivedDate,
    allocations: [{ invoiceId, amountMinor, lateChargesMinor: null }],
    attemptId: null,
    note: null,
    ...fields,
  };
}

const book = (booking: Booking) => server.db.transaction().execute((trx) => bookPayment(trx, server.deps, booking));
const reverse = (reversal: Reversal) =>
  server.db.transaction().execute((trx) => reversePayment(trx, server.deps, reversal));
const credit = (id: string, kind: 'invoice' | 'credit_note' = 'credit_note') =>
  server.db
    .transaction()
    .execute((trx) => allocateCreditNotes(trx, server.deps, world, { id, kind, customerId: world.a.customerId }));

async function factsOf(invoiceId: string): Promise<InvoiceFacts> {
  const facts = (await findInvoiceFacts(server.db, world, [invoiceId])).get(invoiceId);
  if (!facts) throw new Error('no such invoice');
  return facts;
}

async function dueOf(invoiceId: string, asOfDate = '2026-01-20'): Promise<number> {
  return calculateAmountDue(await factsOf(invoiceId), asOfDate).amountDueMinor;
}

async function unallocatedOf(paymentId: string): Promise<number> {
  const payment = await server.db
    .selectFrom('payments')
    .select('amount_minor')
    .where('id', '=', paymentId)
    .executeTakeFirstOrThrow();
  const back = await server.db
    .selectFrom('payment_reversals')
    .select('amount_minor')
    .where('payment_id', '=', paymentId)
    .execute();
  const parts = await server.db
    .selectFrom('allocations')
    .select('amount_minor')
    .where('payment_id', '=', paymentId)
    .execute();
  const sum = (rows: { amount_minor: number }[]) => sumMinor(rows.map((row) => row.amount_minor));
  return payment.amount_minor - sum(back) - sum(parts);
}

async function eventsOf(documentId: string): Promise<string[]> {
  const rows = await server.db
    .selectFrom('document_events')
    .select('kind')
    .where('document_id', '=', documentId)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.kind);
}

const numberOf = async (id: string) =>
  (await server.db.selectFrom('documents').select('number').where('id', '=', id).executeTakeFirstOrThrow()).number;

describe('a payment', () => {
  test('closes its invoice and says so', async () => {
    const invoiceId = await insertInvoice();
    const { isNew } = await book(bookingOf(invoiceId, 100_000));
    const facts = await factsOf(invoiceId);
    expect(isNew).toBe(true);
    expect(deriveStatus(facts, '2026-01-20')).toBe('paid');
    expect(facts.allocations).toEqual([
      { kind: 'payment', method: 'card', date: '2026-01-20', effectiveDate: '2026-01-20', amountMinor: 100_000 },
    ]);
    expect(await eventsOf(invoiceId)).toEqual(['payment_received', 'paid']);
  });

  test('is booked once, told twice', async () => {
    const invoiceId = await insertInvoice();
    const booking = bookingOf(invoiceId, 40_000);
    const first = await book(booking);
    expect(await book(booking)).toEqual({ paymentId: first.paymentId, isNew: false });
    expect(await dueOf(invoiceId)).toBe(60_000);
  });

  test('is booked once, told twenty times at once', async () => {
    const invoiceId = await insertInvoice();
    const booking = bookingOf(invoiceId, 40_000);
    const booked = await Promise.all(Array.from({ length: 20 }, () => book(booking)));
    expect(booked.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(booked.map(({ paymentId }) => paymentId)).size).toBe(1);
    expect(await dueOf(invoiceId)).toBe(60_000);
  });

  test('for an invoice that others pay at the same moment takes no more than is owed, and nothing is lost', async () => {
    const invoices = [await insertInvoice(), await insertInvoice()];
    // In both orders, so that a wrong order of locks would block for ever.
    const booked = await Promise.all(
      Array.from({ length: 10 }, (_, index) => {
        const both = index % 2 === 0 ? invoices : invoices.toReversed();
        const allocations = both.map((invoiceId) => ({ invoiceId, amountMinor: 30_000, lateChargesMinor: null }));
        return book(bookingOf('', 60_000, { allocations }));
      }),
    );
    expect(await Promise.all(invoices.map((id) => dueOf(id)))).toEqual([0, 0]);
    const left = await Promise.all(booked.map(({ paymentId }) => unallocatedOf(paymentId)));
    expect(sumMinor(left)).toBe(600_000 - 200_000);
  });

  test('of too much leaves the rest unallocated', async () => {
    const invoiceId = await insertInvoice();
    const { paymentId } = await book(bookingOf(invoiceId, 130_000));
    expect(await unallocatedOf(paymentId)).toBe(30_000);
    expect(outstandingBalanceMinor(await factsOf(invoiceId))).toBe(0);
  });

  test.each<[string, () => Promise<[string, Partial<Booking>]>]>([
    ['in another currency', async () => [await insertInvoice(), { currency: 'USD' }]],
    ['for an invoice of another customer', async () => [await insertInvoice({ customer_id: world.b.customerId }), {}]],
    ['for an invoice of another merchant', async () => [world.c.invoiceId, {}]],
    ['for a voided invoice', async () => [await insertInvoice({ voided_at: server.clock.now() }), {}]],
    ['for a credit note', async () => [await insertInvoice({ kind: 'credit_note' }), {}]],
    ['for an invoice that gives money back', async () => [await insertInvoice({ payable_minor: -100 }), {}]],
    ['for nothing that is known', async () => [server.deps.random.uuid(), {}]],
    ['for nothing', async () => ['', { allocations: [] }]],
  ])('%s is booked all the same, and stays unallocated', async (_, given) => {
    const [invoiceId, fields] = await given();
    const { paymentId, isNew } = await book(bookingOf(invoiceId, 500, fields));
    expect([isNew, await unallocatedOf(paymentId)]).toEqual([true, 500]);
  });

  test('that names an invoice twice pays it once', async () => {
    const invoiceId = await insertInvoice();
    const part = { invoiceId, amountMinor: 30_000, lateChargesMinor: null };
    const { paymentId } = await book(bookingOf(invoiceId, 60_000, { allocations: [part, part] }));
    expect([await dueOf(invoiceId), await unallocatedOf(paymentId)]).toEqual([70_000, 30_000]);
  });

  test('of the principal alone, late, leaves the late charges claimed and open, in SQL too', async () => {
    const invoiceId = await insertInvoice();
    await book(bookingOf(invoiceId, 100_000, { receivedDate: '2026-02-10' }));
    const facts = await factsOf(invoiceId);
    expect(facts.charged.map(({ date, amountMinor, line }) => [date, line.code, amountMinor])).toEqual([
      ['2026-02-10', 'recovery_fee', 4000],
      ['2026-02-10', 'interest', 300],
    ]);
    expect(await outstandingInSql(invoiceId)).toBe(4300);
    expect(await dueOf(invoiceId, '2026-12-31')).toBe(4300);
    expect(await eventsOf(invoiceId)).toEqual(['payment_received']);
    await book(bookingOf(invoiceId, 4300, { receivedDate: '2026-03-10' }));
    expect(deriveStatus(await factsOf(invoiceId), '2026-03-16')).toBe('paid');
  });

  test('of a quoted amount closes the invoice, although the money came days later', async () => {
    const invoiceId = await insertInvoice();
    const quote = calculateAmountDue(await factsOf(invoiceId), '2026-02-10');
    const { paymentId } = await book(
      bookingOf(invoiceId, quote.amountDueMinor, {
        receivedDate: '2026-02-16',
        effectiveDate: '2026-02-10',
        allocations: [{ invoiceId, amountMinor: quote.amountDueMinor, lateChargesMinor: quote.accruedMinor }],
      }),
    );
    expect([await dueOf(invoiceId, '2026-03-16'), await unallocatedOf(paymentId)]).toEqual([0, 0]);
    expect((await factsOf(invoiceId)).allocations[0]).toMatchObject({
      date: '2026-02-16',
      effectiveDate: '2026-02-10',
    });
  });
});

describe('money that goes back', () => {
  const reversalOf = (paymentId: string, fields: Partial<Reversal> = {}): Reversal => ({
    merchantId: world.merchantId,
    paymentId,
    kind: 'returned',
    providerReference: 'return-1',
    amountMinor: 100_000,
    reversedDate: '2026-02-05',
    ...fields,
  });

  test('as a returned debit opens the invoice as though it had never been paid', async () => {
    const invoiceId = await insertInvoice();
    const { paymentId } = await book(bookingOf(invoiceId, 100_000));
    expect(await reverse(reversalOf(paymentId))).toMatchObject({ isNew: true });
    expect(deriveStatus(await factsOf(invoiceId), '2026-02-10')).toBe('overdue');
    expect(await dueOf(invoiceId, '2026-02-10')).toBe(104_300);
    expect(await eventsOf(invoiceId)).toEqual(['payment_received', 'paid', 'payment_reversed']);
  });

  test('as a refund opens the invoice from that day on', async () => {
    const invoiceId = await insertInvoice();
    const { paymentId } = await book(bookingOf(invoiceId, 100_000, { receivedDate: '2026-02-10' }));
    await reverse(reversalOf(paymentId, { kind: 'refund', reversedDate: '2026-03-01' }));
    // Claimed until 10 February, nothing while the money was there, ten days since.
    expect(await dueOf(invoiceId, '2026-03-11')).toBe(100_000 + 4300 + 300);
  });

  test('goes back once, told twenty times at once', async () => {
    const invoiceId = await insertInvoice();
    const { paymentId } = await book(bookingOf(invoiceId, 100_000));
    const told = await Promise.all(
      Array.from({ length: 20 }, () => reverse(reversalOf(paymentId, { amountMinor: 30_000 }))),
    );
    expect(told.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await dueOf(invoiceId)).toBe(30_000);
  });

  test('38: is never more than the payment, however many ask at once', async () => {
    const invoiceId = await insertInvoice();
    const { paymentId } = await book(bookingOf(invoiceId, 100_000));
    const refunds = Array.from(
      { length: 4 },
      (_, index) => ({ kind: 'refund', providerReference: `refund-${index}`, amountMinor: 40_000 }) as const,
    );
    const told = await Promise.all(refunds.map((refund) => reverse(reversalOf(paymentId, refund))));
    expect(told.filter(({ isNew }) => isNew)).toHaveLength(3);
    expect(told.filter(({ reversalId }) => reversalId === null)).toHaveLength(1);
    expect([await dueOf(invoiceId), await unallocatedOf(paymentId)]).toEqual([100_000, 0]);
  });

  test('comes from what was not allocated before it opens an invoice', async () => {
    const invoiceId = await insertInvoice();
    const { paymentId } = await book(bookingOf(invoiceId, 130_000));
    await reverse(reversalOf(paymentId, { kind: 'refund', amountMinor: 40_000 }));
    expect([outstandingBalanceMinor(await factsOf(invoiceId)), await unallocatedOf(paymentId)]).toEqual([10_000, 0]);
  });

  test('of a payment of another merchant is refused', async () => {
    const { paymentId } = await book(bookingOf(await insertInvoice(), 100_000));
    await expect(reverse(reversalOf(paymentId, { merchantId: world.otherMerchantId }))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('41: leaves room to pay again', async () => {
    const invoiceId = await insertInvoice();
    const { paymentId } = await book(bookingOf(invoiceId, 104_300, { receivedDate: '2026-02-10' }));
    await reverse(reversalOf(paymentId, { amountMinor: 104_300 }));
    const due = await dueOf(invoiceId, '2026-02-20');
    expect(due).toBe(100_000 + 4300 + 300);
    await book(bookingOf(invoiceId, due, { receivedDate: '2026-02-20' }));
    expect(deriveStatus(await factsOf(invoiceId), '2026-02-20')).toBe('paid');
  });
});

describe('a credit note', () => {
  test.each(['credit note first', 'invoice first'])(
    'lowers the invoice that it names, up to what is owed: %s',
    async (order) => {
      const invoiceId = await insertInvoice();
      const creditNoteId = await insertCreditNote(30_000, [await numberOf(invoiceId)]);
      for (const id of order === 'invoice first' ? [invoiceId, creditNoteId] : [creditNoteId, invoiceId])
        await credit(id, id === invoiceId ? 'invoice' : 'credit_note');
      expect(await dueOf(invoiceId)).toBe(70_000);
      expect(await eventsOf(invoiceId)).toEqual(['credit_note_applied']);
    },
  );

  test('is applied once, however often and however many look', async () => {
    const invoiceId = await insertInvoice();
    const creditNoteId = await insertCreditNote(30_000, [await numberOf(invoiceId)]);
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? credit(invoiceId, 'invoice') : credit(creditNoteId))),
    );
    expect(await dueOf(invoiceId)).toBe(70_000);
    expect(await unallocatedCredit(creditNoteId)).toBe(0);
  });

  test('finds its invoice when both are brought at the same moment', async () => {
    const number = `INV-${(count += 1)}`;
    const arrivals = [
      { kind: 'invoice' as const, number },
      { kind: 'credit_note' as const, number: `CN-${count}` },
    ].map((fields) =>
      server.db.transaction().execute(async (trx) => {
        const id = await insertDocument(trx, {
          merchant_id: world.merchantId,
          entity_id: world.entityId,
          customer_id: world.a.customerId,
          ...fields,
        });
        const { content } = await trx
          .selectFrom('documents')
          .select('content')
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        const named = JSON.stringify({ ...content, precedingInvoices: [number] });
        if (fields.kind === 'credit_note')
          await trx.updateTable('documents').set({ content: named }).where('id', '=', id).execute();
        await allocateCreditNotes(trx, server.deps, world, { id, kind: fields.kind, customerId: world.a.customerId });
        return id;
      }),
    );
    const [invoiceId = ''] = await Promise.all(arrivals);
    expect(deriveStatus(await factsOf(invoiceId), '2026-03-16')).toBe('credited');
  });

  test('goes through its invoices in the order in which it names them, and keeps what none takes', async () => {
    const [first, second] = [await insertInvoice(), await insertInvoice()];
    const creditNoteId = await insertCreditNote(150_000, [await numberOf(second), await numberOf(first)]);
    await credit(creditNoteId);
    expect([await dueOf(first), await dueOf(second), await unallocatedCredit(creditNoteId)]).toEqual([50_000, 0, 0]);
    await book(bookingOf(first, 50_000));
    const tooLate = await insertCreditNote(20_000, [await numberOf(first)]);
    await credit(tooLate);
    expect(await unallocatedCredit(tooLate)).toBe(20_000);
  });

  test.each<[string, Parameters<typeof insertInvoice>[0]]>([
    ['another customer', { customer_id: '' }],
    ['another currency', { currency: 'USD' }],
  ])('does not touch an invoice of %s', async (_, fields) => {
    const other = fields?.customer_id === '' ? { customer_id: world.b.customerId } : fields;
    const invoiceId = await insertInvoice(other);
    await credit(await insertCreditNote(30_000, [await numberOf(invoiceId)]));
    expect(await outstandingInSql(invoiceId)).toBe(100_000);
  });

  test('for the whole invoice takes it back: nothing was late', async () => {
    const invoiceId = await insertInvoice();
    await credit(await insertCreditNote(100_000, [await numberOf(invoiceId)], '2026-03-01'));
    const facts = await factsOf(invoiceId);
    expect([deriveStatus(facts, '2026-03-16'), facts.charged]).toEqual(['credited', []]);
    expect(await eventsOf(invoiceId)).toEqual(['credit_note_applied', 'credited']);
  });

  test('for the rest, late, leaves the late charges open', async () => {
    const invoiceId = await insertInvoice();
    await book(bookingOf(invoiceId, 60_000));
    await credit(await insertCreditNote(40_000, [await numberOf(invoiceId)], '2026-02-11'));
    expect(chargedMinor(await factsOf(invoiceId))).toBe(4000 + 120);
    expect(await dueOf(invoiceId, '2026-03-16')).toBe(4120);
  });

  test('dated in the future counts from the day it comes', async () => {
    const invoiceId = await insertInvoice();
    await credit(await insertCreditNote(30_000, [await numberOf(invoiceId)], '2026-05-01'));
    expect((await factsOf(invoiceId)).allocations[0]).toMatchObject({
      date: '2026-05-01',
      effectiveDate: '2026-03-16',
    });
  });
});

test('any history keeps the books straight', async () => {
  const day = fc.integer({ min: 1, max: 28 }).map((one) => `2026-02-${String(one).padStart(2, '0')}`);
  const amount = fc.integer({ min: 1, max: 90_000 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('pay' as const), amount, day, which: fc.nat({ max: 1 }) }),
    fc.record({ kind: fc.constant('credit' as const), amount, day, which: fc.nat({ max: 1 }) }),
    fc.record({
      kind: fc.constantFrom('returned' as const, 'refund' as const),
      amount,
      day,
      which: fc.nat({ max: 3 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const invoices = [await insertInvoice(), await insertInvoice()];
      const payments: string[] = [];
      for (const { kind, amount: amountMinor, day: date, which } of steps) {
        const [first = '', other = ''] = which === 0 ? invoices : invoices.toReversed();
        if (kind === 'credit')
          await credit(await insertCreditNote(amountMinor, [await numberOf(first), await numberOf(other)], date));
        else if (kind === 'pay') {
          const allocations = [first, other].map((invoiceId) => ({ invoiceId, amountMinor, lateChargesMinor: null }));
          payments.push((await book(bookingOf('', amountMinor, { receivedDate: date, allocations }))).paymentId);
        } else if (payments[which]) {
          const providerReference = `back-${(count += 1)}`;
          await reverse({
            merchantId: world.merchantId,
            paymentId: payments[which],
            kind,
            providerReference,
            amountMinor,
            reversedDate: date,
          });
        }
      }
      for (const paymentId of payments) expect(await unallocatedOf(paymentId)).toBeGreaterThanOrEqual(0);
      for (const invoiceId of invoices) {
        const facts = await factsOf(invoiceId);
        expect(allocatedMinor(facts)).toBeGreaterThanOrEqual(0);
        expect(allocatedMinor(facts)).toBeLessThanOrEqual(100_000 + chargedMinor(facts));
        expect(await outstandingInSql(invoiceId)).toBe(outstandingBalanceMinor(facts));
        const due = calculateAmountDue(facts, '2026-03-16');
        expect(sumMinor(due.entries.map((entry) => entry.amountMinor))).toBe(due.amountDueMinor);
      }
    }),
    { numRuns: 25 },
  );
});

async function outstandingInSql(invoiceId: string): Promise<number> {
  const query = server.db
    .selectFrom('documents')
    .select(invoiceOutstandingMinor.as('minor'))
    .where('id', '=', invoiceId);
  return (await query.executeTakeFirstOrThrow()).minor;
}

async function unallocatedCredit(creditNoteId: string): Promise<number> {
  const query = server.db
    .selectFrom('documents')
    .select(creditNoteUnallocatedMinor.as('minor'))
    .where('id', '=', creditNoteId);
  return (await query.executeTakeFirstOrThrow()).minor;
}
