import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import { insertPayment, insertTwoCompanies, type Company } from '../testing/fixtures.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { testApp, type TestApp } from '../testing.ts';
import { queuePaymentLockedMail } from './queue-payment-locked-mail.ts';
import { queuePaymentNotice, queuePaymentReceipt, queuePaymentReturnedMail } from './queue-payment-mails.ts';

let server: TestApp;
let company: Company;

beforeAll(async () => {
  server = await testApp();
  const { a, entityId } = await insertTwoCompanies(server.db);
  company = a;
  const administrator_emails = ['boss@merchant.example', 'books@merchant.example', 'boss@merchant.example'];
  await server.db.updateTable('entities').set({ administrator_emails }).where('id', '=', entityId).execute();
});
afterAll(() => server.close());
beforeEach(() => server.mails.splice(0));

type Queue = typeof queuePaymentReceipt;

async function tell(queue: Queue, paymentId: string) {
  const ref = { merchantId: company.merchantId, paymentId };
  await server.db.transaction().execute((trx) => queue(server.deps, trx, ref));
  return sent();
}

/** What was sent, by address: jobs of one transaction run in any order. */
async function sent() {
  expect(await server.drainJobs()).toEqual([]);
  return server.mails.toSorted((x, y) => x.to.localeCompare(y.to));
}

/** A payment of the invoice by somebody online. */
async function payOnline(principal: string, receivedDate: string, reference: string | null = null): Promise<string> {
  const { merchantId, entityId, customerId } = company;
  const belongs = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
  const draft = await server.db
    .insertInto('payment_drafts')
    .values({
      ...belongs,
      principal,
      currency: 'EUR',
      total_minor: 12_100,
      quoted_date: receivedDate,
      reference,
      expires_at: server.clock.now(),
      created_at: server.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const attemptId = server.deps.random.uuid();
  await server.db
    .insertInto('payment_attempts')
    .values({
      merchant_id: merchantId,
      id: attemptId,
      draft_id: draft.id,
      principal,
      provider: 'sandbox',
      method: 'card',
      state: 'succeeded',
      lock_epoch: 0,
      created_at: server.clock.now(),
    })
    .execute();
  const paymentId = await insertPayment(server.db, company, { amountMinor: 12_100, receivedDate });
  await server.db
    .updateTable('payments')
    .set({ attempt_id: attemptId, method: 'card' })
    .where('id', '=', paymentId)
    .execute();
  return paymentId;
}

describe('the receipt', () => {
  test('goes to the one who paid, with amount, day, method, and each invoice behind its own link', async () => {
    const paymentId = await payOnline(`contact:${company.colleagueId}`, '2026-03-10', '0123456789');
    const mails = await tell(queuePaymentReceipt, paymentId);
    expect(mails.map(({ to }) => to)).toEqual(['a2@a.example']);
    const scope = { merchantId: company.merchantId };
    const own = { documentId: company.invoiceId, contactId: company.colleagueId };
    const { url } = await mintDocumentLink(server.deps, scope, own);
    expect(mails[0]).toMatchObject({ subject: 'We have received your payment of €121.00' });
    for (const part of [mails[0]?.text, mails[0]?.html]) {
      expect(part).toContain('10 March 2026');
      expect(part).toContain('Card');
      expect(part).toContain('Invoice Aardvark-canary-1');
      expect(part).toContain(url);
      expect(part).toContain('+++012/3456/78939+++');
    }
    const receipt = /Open the receipt \(PDF\):\n(\S+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
    const answer = await server.app.request(new URL(receipt).pathname);
    expect(answer.headers.get('Content-Type')).toBe('application/pdf');
    expect((await pdfText(await answer.bytes())).text).toContain('+++012/3456/78939+++');
  });

  test('of the holder of a link goes to the contact that the link was sent to', async () => {
    const scope = { merchantId: company.merchantId };
    const { token } = await mintDocumentLink(server.deps, scope, {
      documentId: company.otherInvoiceId,
      contactId: company.colleagueId,
    });
    const link = await server.db
      .selectFrom('document_links')
      .select('id')
      .where('document_id', '=', company.otherInvoiceId)
      .executeTakeFirstOrThrow();
    expect(token).not.toBe(link.id);
    const mails = await tell(queuePaymentReceipt, await payOnline(`link:${link.id}`, '2026-03-11'));
    expect(mails.map(({ to }) => to)).toEqual(['a2@a.example']);
  });

  test('of money recorded by hand goes to every contact that is not disabled, one mail each', async () => {
    const paymentId = await insertPayment(server.db, company, { amountMinor: 2_100, receivedDate: '2026-03-12' });
    const mails = await tell(queuePaymentReceipt, paymentId);
    expect(mails.map(({ to }) => to)).toEqual(['a1@a.example', 'a2@a.example']);
    expect(mails[0]?.text).toContain('Invoice Aardvark-canary-1: €21.00');
  });

  test('names what is left as credit', async () => {
    const paymentId = await insertPayment(server.db, company, { amountMinor: 1_000, receivedDate: '2026-03-13' });
    await server.db.updateTable('payments').set({ amount_minor: 1_500 }).where('id', '=', paymentId).execute();
    const [mail] = await tell(queuePaymentReceipt, paymentId);
    expect(mail?.text).toContain('Kept as credit on your account: €5.00');
  });
});

test('every administrator is told of a payment, once, and gets no link of a customer', async () => {
  const paymentId = await payOnline(`contact:${company.contactId}`, '2026-03-14', '0123456790');
  const mails = await tell(queuePaymentNotice, paymentId);
  expect(mails.map(({ to }) => to)).toEqual(['books@merchant.example', 'boss@merchant.example']);
  expect(mails[0]?.subject).toBe('Aardvark-canary has paid €121.00');
  expect(mails[0]?.html).not.toContain('/i/');
  expect(mails[0]?.text).toContain('Reference: +++012/3456/79040+++\nAt the provider: ');
  expect(mails[0]?.text).not.toContain('Questions?');
});

test('money that went back is told to the payer and to the administrators, with what is open again', async () => {
  const paymentId = await payOnline(`contact:${company.contactId}`, '2026-03-15');
  const { merchantId } = company;
  const reversal = await server.db
    .insertInto('payment_reversals')
    .values({
      merchant_id: merchantId,
      payment_id: paymentId,
      kind: 'returned',
      provider_reference: 'r1',
      amount_minor: 12_100,
      reversed_date: '2026-03-16',
      created_at: server.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await server.db
    .insertInto('allocations')
    .values({
      merchant_id: merchantId,
      invoice_id: company.invoiceId,
      payment_id: paymentId,
      reversal_id: reversal.id,
      amount_minor: -12_100,
      effective_date: '2026-03-16',
      created_at: server.clock.now(),
    })
    .execute();
  const mails = await tell(queuePaymentReturnedMail, paymentId);
  expect(mails.map(({ to }) => to)).toEqual(['a1@a.example', 'books@merchant.example', 'boss@merchant.example']);
  expect(mails[0]).toMatchObject({ subject: 'Your payment of €121.00 was returned' });
  expect(mails[0]?.text).toContain('Invoice Aardvark-canary-1: €121.00');
});

test('a lock is told to its contact in the contact’s language and to the administrators in theirs', async () => {
  await server.db.updateTable('contacts').set({ language: 'nl' }).where('id', '=', company.contactId).execute();
  const lockedUntil = new Date('2026-03-16T10:00:00Z');
  await server.db.transaction().execute((trx) => queuePaymentLockedMail(server.deps, trx, { ...company, lockedUntil }));
  expect((await sent()).map(({ to, subject }) => [to, subject])).toEqual([
    ['a1@a.example', 'Online betalen is gepauzeerd tot 16 maart 2026 om 11:00'],
    ['books@merchant.example', 'Payment attempts by Aardvark-canary are locked'],
    ['boss@merchant.example', 'Payment attempts by Aardvark-canary are locked'],
  ]);
});

const hostile = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "'-alert(1)-'",
  'Jan\r\nBcc: evil@example.com\r\n\r\nPay to IBAN BE00',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '#LINK #AMOUNT',
  '\u202egnp.exe',
  'x'.repeat(5000),
  '</title></head><body onload=alert(1)>',
  '<!--[if mso]><script>alert(1)</script><![endif]-->',
];

test('a name that is code is written out as text, in every part and header', async () => {
  const paymentId = await insertPayment(server.db, company, { amountMinor: 100, receivedDate: '2026-01-01' });
  for (const name of hostile) {
    await server.db.updateTable('customers').set({ name }).where('id', '=', company.customerId).execute();
    await server.db.updateTable('entities').set({ trading_name: name }).where('id', '=', company.entityId).execute();
    await tell(queuePaymentReceipt, paymentId);
    await tell(queuePaymentNotice, paymentId);
  }
  expect(server.mails.length).toBe(4 * hostile.length);
  for (const { from, subject, html, text } of server.mails) {
    expect(from.name + subject).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(subject.length).toBeLessThanOrEqual(200);
    expect(html).not.toMatch(/<script|<img[^>]*onerror|<body[^>]*onload|\u202e/i);
    expect(text).not.toMatch(/^Bcc:/m);
  }
});
