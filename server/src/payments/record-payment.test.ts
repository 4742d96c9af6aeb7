import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outstandingBalanceMinor } from '@quittance/shared/invoice-facts.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import { testApp, type TestApp } from '../testing.ts';
import { insertDocument, insertEntity, insertTwoCompanies } from '../testing/fixtures.ts';
import { type RecordedPayment, recordPayment } from './record-payment.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let count = 0;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
});
afterAll(() => server.close());

/** 100.00 EUR. */
function insertInvoice(fields: Partial<Parameters<typeof insertDocument>[1]> = {}): Promise<string> {
  return insertDocument(server.db, {
    merchant_id: world.merchantId,
    entity_id: world.entityId,
    customer_id: world.a.customerId,
    number: `INV-${(count += 1)}`,
    payable_minor: 10_000,
    ...fields,
  });
}

function paymentOf(invoices: [string, number][], fields: Partial<RecordedPayment> = {}): RecordedPayment {
  return {
    reference: `statement-${(count += 1)}`,
    amountMinor: sumMinor(invoices.map(([, amountMinor]) => amountMinor)),
    currency: 'EUR',
    receivedDate: '2026-03-10',
    method: 'transfer',
    note: null,
    sendReceipt: null,
    target: { invoices: invoices.map(([invoiceId, amountMinor]) => ({ invoiceId, amountMinor })) },
    ...fields,
  };
}

const record = (payment: RecordedPayment, scope: { merchantId: string } = world) =>
  recordPayment(server.deps, scope, payment);

async function balanceOf(invoiceId: string): Promise<number> {
  const facts = (await findInvoiceFacts(server.db, world, [invoiceId])).get(invoiceId);
  if (!facts) throw new Error('no such invoice');
  return outstandingBalanceMinor(facts);
}

describe('a payment recorded by hand', () => {
  test('is applied as the merchant says', async () => {
    const [first, second] = [await insertInvoice(), await insertInvoice()];
    await record(
      paymentOf([
        [second, 10_000],
        [first, 2500],
      ]),
    );
    expect([await balanceOf(first), await balanceOf(second)]).toEqual([7500, 0]);
  });

  test('is applied to what is due first where the merchant does not say', async () => {
    const entityId = await insertEntity(server.db, { merchant_id: world.merchantId, slug: 'oldest-first' });
    const account = { entity_id: entityId, customer_id: world.a.customerId };
    const later = await insertInvoice({ ...account, due_date: '2026-05-01' });
    const earlier = await insertInvoice({ ...account, due_date: '2026-04-15' });
    const inDollars = await insertInvoice({ ...account, currency: 'USD', due_date: '2026-01-01' });
    const target = { entityId, customerId: world.a.customerId };
    await record(paymentOf([], { amountMinor: 12_000, target }));
    expect([await balanceOf(earlier), await balanceOf(later), await balanceOf(inDollars)]).toEqual([0, 8000, 10_000]);
    // What nobody owes is credit of the customer, and no reason to refuse.
    await record(paymentOf([], { amountMinor: 50_000, target }));
    expect(await balanceOf(later)).toBe(0);
  });

  test('of more than is owed is booked, and the rest stays on it', async () => {
    const invoiceId = await insertInvoice();
    const { paymentId } = await record(paymentOf([[invoiceId, 10_500]]));
    const parts = await server.db
      .selectFrom('allocations')
      .select('amount_minor')
      .where('payment_id', '=', paymentId)
      .execute();
    expect(parts).toEqual([{ amount_minor: 10_000 }]);
  });

  test('is one payment under one reference, also when the invoice is paid by then', async () => {
    const invoiceId = await insertInvoice();
    const payment = paymentOf([[invoiceId, 10_000]]);
    const recorded = await Promise.all(Array.from({ length: 10 }, () => record(payment)));
    expect(recorded.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await record(payment)).toEqual({ paymentId: recorded[0]?.paymentId, isNew: false });
  });

  test('under a reference of another payment is refused', async () => {
    const invoiceId = await insertInvoice();
    const payment = paymentOf([[invoiceId, 3000]]);
    await record(payment);
    await expect(record({ ...payment, amountMinor: 4000 })).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(await balanceOf(invoiceId)).toBe(7000);
  });

  test('is confirmed to the customer, once', async () => {
    await server.drainJobs();
    server.mails.splice(0);
    const payment = paymentOf([[await insertInvoice(), 10_000]]);
    await record(payment);
    await record(payment);
    expect(await server.drainJobs()).toEqual([]);
    expect(server.mails.map((mail) => mail.to).toSorted()).toEqual(['a1@a.example', 'a2@a.example']);
  });

  test.each([
    { receivedDate: '2026-03-09', sendReceipt: null, mailsCount: 2 },
    { receivedDate: '2026-03-08', sendReceipt: null, mailsCount: 0 },
    { receivedDate: '2025-01-02', sendReceipt: true, mailsCount: 2 },
    { receivedDate: '2026-03-16', sendReceipt: false, mailsCount: 0 },
  ])(
    'received on $receivedDate, with sendReceipt $sendReceipt, is told in $mailsCount mails on 16 March',
    async ({ mailsCount, ...told }) => {
      await server.drainJobs();
      server.mails.splice(0);
      await record(paymentOf([[await insertInvoice(), 10_000]], told));
      await server.drainJobs();
      expect(server.mails).toHaveLength(mailsCount);
    },
  );

  test('may bear the reference of another merchant', async () => {
    const payment = paymentOf([[await insertInvoice(), 100]]);
    await record(payment);
    const theirs = paymentOf([[world.c.invoiceId, 100]], { reference: payment.reference });
    expect(await record(theirs, { merchantId: world.otherMerchantId })).toMatchObject({ isNew: true });
  });

  test.each<[string, string, () => Promise<RecordedPayment>]>([
    [
      'of nothing',
      'invalid_request',
      async () =>
        paymentOf([], { amountMinor: 0, target: { entityId: world.entityId, customerId: world.a.customerId } }),
    ],
    ['for no invoice', 'invalid_request', async () => paymentOf([], { amountMinor: 100 })],
    [
      'for nothing of an invoice',
      'invalid_request',
      async () => paymentOf([[await insertInvoice(), 0]], { amountMinor: 100 }),
    ],
    [
      'for one invoice twice',
      'invalid_request',
      async () =>
        paymentOf([
          [world.a.invoiceId, 1],
          [world.a.invoiceId, 2],
        ]),
    ],
    [
      'from tomorrow',
      'invalid_request',
      async () => paymentOf([[await insertInvoice(), 100]], { receivedDate: '2026-03-17' }),
    ],
    [
      'whose parts are more than itself',
      'amount_too_large',
      async () => paymentOf([[await insertInvoice(), 101]], { amountMinor: 100 }),
    ],
    [
      'in another currency',
      'currency_mismatch',
      async () => paymentOf([[await insertInvoice(), 100]], { currency: 'USD' }),
    ],
    [
      'for a voided invoice',
      'document_voided',
      async () => paymentOf([[await insertInvoice({ voided_at: server.clock.now() }), 100]]),
    ],
    ['for a credit note', 'not_found', async () => paymentOf([[await insertInvoice({ kind: 'credit_note' }), 100]])],
    ["for another merchant's invoice", 'not_found', async () => paymentOf([[world.c.invoiceId, 100]])],
    [
      'for invoices of two customers',
      'invalid_request',
      async () =>
        paymentOf([
          [await insertInvoice(), 100],
          [world.b.invoiceId, 100],
        ]),
    ],
    [
      "for another merchant's customer",
      'not_found',
      async () =>
        paymentOf([], { amountMinor: 1, target: { entityId: world.entityId, customerId: world.c.customerId } }),
    ],
  ])('%s is refused: %s', async (_, code, payment) => {
    const refused = await payment();
    await expect(record(refused)).rejects.toMatchObject({ code });
    const booked = await server.db
      .selectFrom('payments')
      .select('id')
      .where('provider_reference', '=', refused.reference)
      .execute();
    expect(booked).toEqual([]);
  });
});
