import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, url, type TestApp } from '../testing.ts';
import { insertDocument, insertPayment, insertTwoCompanies } from '../testing/fixtures.ts';
import { contactPayer, goodCard, linkPayer, switchPaymentsOn } from '../testing/paying.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import { bookPayment } from './book-payment.ts';
import { reversePayment } from './reverse-payment.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let ask: (path: string) => Promise<Response>;
let count = 0;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
  const { cookie } = await contactPayer(server, world.a);
  ask = async (path) => server.app.request(url(path), { headers: { Cookie: cookie } });
});
afterAll(() => server.close());

async function anInvoice(fields: { payable_minor?: number } = {}): Promise<{ id: string; number: string }> {
  const { merchantId, entityId, customerId } = world.a;
  const number = `R-${(count += 1)}`;
  const own = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
  return { id: await insertDocument(server.db, { ...own, number, ...fields }), number };
}

async function received(amountMinor: number, parts: { invoiceId: string; amountMinor: number }[]): Promise<string> {
  const { merchantId, entityId, customerId } = world.a;
  return server.db.transaction().execute(async (trx) => {
    const { paymentId } = await bookPayment(trx, server.deps, {
      merchantId,
      entityId,
      customerId,
      provider: 'manual',
      providerReference: `recorded ${(count += 1)}`,
      method: 'transfer',
      amountMinor,
      currency: 'EUR',
      receivedDate: '2026-03-12',
      effectiveDate: '2026-03-12',
      allocations: parts.map((part) => ({ ...part, lateChargesMinor: null })),
      attemptId: null,
      note: null,
    });
    return paymentId;
  });
}

async function goBack(paymentId: string, amountMinor: number): Promise<void> {
  const { merchantId } = world.a;
  const providerReference = `back ${(count += 1)}`;
  const back = { merchantId, paymentId, kind: 'returned' as const, providerReference, amountMinor };
  await server.db
    .transaction()
    .execute((trx) => reversePayment(trx, server.deps, { ...back, reversedDate: '2026-03-15' }));
}

async function textOf(answer: Response): Promise<string> {
  expect(answer.status, await answer.clone().text()).toBe(200);
  expect(answer.headers.get('Content-Type')).toBe('application/pdf');
  return (await pdfText(new Uint8Array(await answer.arrayBuffer()))).text;
}

describe('a receipt', () => {
  test('of money that the merchant recorded lists what it paid and what is left as credit', async () => {
    const [one, two] = [await anInvoice(), await anInvoice({ payable_minor: 5000 })];
    const paymentId = await received(20_000, [
      { invoiceId: one.id, amountMinor: 12_100 },
      { invoiceId: two.id, amountMinor: 7900 },
    ]);
    const answer = await ask(`/api/payments/${paymentId}/receipt`);
    expect(answer.headers.get('Content-Disposition')).toContain('filename="Receipt_Noorderlicht_2026-03-12.pdf"');
    const text = await textOf(answer);
    for (const part of ['Receipt', '12 March 2026', 'Bank transfer', one.number, '€121.00', two.number, '€50.00']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/Kept as credit on your account\s+€29\.00/);
    expect(text).toMatch(/Received\s+€200\.00/);
    expect(text).toContain('not an invoice');
    expect(text).not.toContain('Payment reference');
  });

  test('says which part of a payment was late charges', async () => {
    const { id, number } = await anInvoice({ payable_minor: 10_000 });
    const at = new Date('2026-03-12T09:00:00Z');
    await server.db
      .insertInto('late_charges')
      .values({
        merchant_id: world.merchantId,
        document_id: id,
        code: 'INTEREST',
        amount_minor: 450,
        charge_date: '2026-03-12',
        line: '{}',
        created_at: at,
      })
      .execute();
    await insertPayment(server.db, { ...world.a, invoiceId: id }, { amountMinor: 4000, receivedDate: '2026-03-10' });
    const rest = await insertPayment(
      server.db,
      { ...world.a, invoiceId: id },
      { amountMinor: 6450, receivedDate: '2026-03-12' },
    );
    const text = await textOf(await ask(`/api/payments/${rest}/receipt`));
    expect(text).toContain(number);
    expect(text).toContain('of which late charges €4.50');
  });

  test('of money that went back says so before anything else', async () => {
    const { id } = await anInvoice();
    const paymentId = await received(12_100, [{ invoiceId: id, amountMinor: 12_100 }]);
    await goBack(paymentId, 12_100);
    const text = await textOf(await ask(`/api/payments/${paymentId}/receipt`));
    expect(text.indexOf('This payment went back in full')).toBeLessThan(text.indexOf('R-'));
    expect(text).toMatch(/Payment returned by the bank, 15\s+March 2026/);
    expect(text).toContain('\u2212€121.00');
    expect(text).toMatch(/Remaining\s+€0\.00/);
  });

  test('of which a part went back says which', async () => {
    const { id } = await anInvoice();
    const paymentId = await received(12_100, [{ invoiceId: id, amountMinor: 12_100 }]);
    await goBack(paymentId, 2100);
    const text = await textOf(await ask(`/api/payments/${paymentId}/receipt`));
    expect(text).toContain('€21.00 of this payment went back.');
    expect(text).toMatch(/Remaining\s+€100\.00/);
  });

  test('of a card is had by the holder of the link who paid', async () => {
    const { id } = await anInvoice();
    const payer = await linkPayer(server, { ...world.a, documentId: id });
    const { paymentId, reference } = await payer.pay(id, goodCard);
    const text = await textOf(await payer.get(`/api/payments/${paymentId}/receipt`));
    expect(text).toContain('Card ending in 4242');
    expect(reference).toMatch(/^\+\+\+\d{3}/);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(`Payment reference ${reference}`);
    const other = await linkPayer(server, { ...world.a, documentId: (await anInvoice()).id });
    expect((await other.get(`/api/payments/${paymentId}/receipt`)).status).toBe(404);
  });

  test('shows where the buyer is at home to no link that only pays', async () => {
    const { id } = await anInvoice();
    const opening = (link_opens: 'pay_card' | 'document') =>
      server.db.updateTable('entities').set({ link_opens }).where('id', '=', world.entityId).execute();
    const payer = await linkPayer(server, { ...world.a, documentId: id });
    const { paymentId } = await payer.pay(id, goodCard);
    const shown = async () => textOf(await payer.get(`/api/payments/${paymentId}/receipt`));
    await opening('pay_card');
    const text = await shown();
    await opening('document');
    expect(text).toContain('€121.00');
    expect(text).not.toContain(world.a.name);
    expect(await shown()).toContain(world.a.name);
  });

  test('is another customer’s to nobody', async () => {
    const { id } = await anInvoice();
    const paymentId = await received(12_100, [{ invoiceId: id, amountMinor: 12_100 }]);
    const stranger = await contactPayer(server, world.b);
    expect((await stranger.get(`/api/payments/${paymentId}/receipt`)).status).toBe(404);
  });

  test('under a mailed link is of its own document alone', async () => {
    const [own, other] = [await anInvoice(), await anInvoice()];
    const alone = await received(2000, [{ invoiceId: own.id, amountMinor: 2000 }]);
    const both = await received(4000, [
      { invoiceId: own.id, amountMinor: 2000 },
      { invoiceId: other.id, amountMinor: 2000 },
    ]);
    const credit = await received(700, []);
    const { token } = await mintDocumentLink(server.deps, world.a, { ...world.a, documentId: own.id });
    const under = async (paymentId: string) => server.app.request(url(`/i/${token}/receipts/${paymentId}`));
    expect(await textOf(await under(alone))).toContain('€20.00');
    expect([(await under(both)).status, (await under(credit)).status]).toEqual([404, 404]);
    const landing = JSON.parse(await (await server.app.request(url(`/i/${token}`))).text());
    const shown = landing.detail.payments.map((payment: { id: string; hasReceipt: boolean }) => [
      payment.id,
      payment.hasReceipt,
    ]);
    expect(Object.fromEntries(shown)).toEqual({ [alone]: true, [both]: false });
  });
});

describe('a receipt speaks the reader’s language', () => {
  test.each([
    ['nl-BE', 'Betaalbewijs', 'geen factuur'],
    ['fr', 'Reçu', 'non une facture'],
    ['de', 'Zahlungsbeleg', 'keine Rechnung'],
    ['es', 'Recibo', 'no una factura'],
    ['it', 'Ricevuta', 'non una fattura'],
  ])('%s', async (language, title, notice) => {
    const { id } = await anInvoice();
    const paymentId = await received(15_000, [{ invoiceId: id, amountMinor: 15_000 }]);
    await goBack(paymentId, 4000);
    await server.db.updateTable('contacts').set({ language }).where('id', '=', world.a.contactId).execute();
    const answer = await ask(`/api/payments/${paymentId}/receipt`);
    await server.db.updateTable('contacts').set({ language: null }).where('id', '=', world.a.contactId).execute();
    const text = await textOf(answer);
    expect(text).toContain(title);
    expect(text).toContain(notice);
  });
});
