import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PayPage, payPageSchema, type StartDraft } from '@quittance/shared/payment.ts';
import { voidDocument } from '../merchant-api/mark-document.ts';
import { problemOf, testApp, type TestApp } from '../testing.ts';
import { insertDocument, insertEntity, insertTwoCompanies } from '../testing/fixtures.ts';
import {
  challengeCard,
  contactPayer,
  goodCard,
  linkPayer,
  switchPaymentsOn,
  type TestPayer,
} from '../testing/paying.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { bookPayment } from './book-payment.ts';
import { recordPayment } from './record-payment.ts';
import { reversePayment } from './reverse-payment.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let anna: TestPayer;
let colleague: TestPayer;
let count = 0;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.set('2026-03-16T09:00:00Z');
  server.mails.splice(0);
  await useUpCredit();
  anna = await contactPayer(server, world.a);
  colleague = await contactPayer(server, { ...world.a, contactId: world.a.colleagueId });
});

const belongs = () => ({
  merchant_id: world.merchantId,
  entity_id: world.entityId,
  customer_id: world.a.customerId,
});

/** 121.00 EUR, due on 1 April. */
function newInvoice(fields: Partial<Parameters<typeof insertDocument>[1]> = {}): Promise<string> {
  return insertDocument(server.db, { ...belongs(), number: `K-${(count += 1)}`, ...fields });
}

function creditNote(payable_minor: number, fields: Partial<Parameters<typeof insertDocument>[1]> = {}) {
  return newInvoice({ kind: 'credit_note', number: `CN-${(count += 1)}`, payable_minor, ...fields });
}

/** Money for nothing: credit on account. */
async function deposit(amountMinor: number, currency = 'EUR', entityId = world.entityId): Promise<string> {
  const { merchantId, customerId } = world.a;
  return server.db.transaction().execute(async (trx) => {
    const { paymentId } = await bookPayment(trx, server.deps, {
      merchantId,
      entityId,
      customerId,
      provider: 'manual',
      providerReference: `deposit ${(count += 1)}`,
      method: 'transfer',
      amountMinor,
      currency,
      receivedDate: '2026-03-01',
      effectiveDate: '2026-03-01',
      allocations: [],
      attemptId: null,
      note: null,
    });
    return paymentId;
  });
}

async function giveBack(paymentId: string, amountMinor: number): Promise<void> {
  const back = { merchantId: world.merchantId, paymentId, kind: 'refund' as const, amountMinor };
  const named = { ...back, providerReference: `back ${(count += 1)}`, reversedDate: '2026-03-16' };
  await server.db.transaction().execute((trx) => reversePayment(trx, server.deps, named));
}

/** What an earlier test has left is none of the next one's. */
async function useUpCredit(): Promise<void> {
  await server.db.updateTable('documents').set({ voided_at: new Date() }).where('kind', '=', 'credit_note').execute();
  const other = { customer_id: world.b.customerId };
  await server.db.updateTable('payments').set(other).where('customer_id', '=', world.a.customerId).execute();
}

async function draftOf(payer: TestPayer, request: StartDraft): Promise<string> {
  const answer = await payer.post('/api/payments/drafts', request);
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

const withCredit = (payer: TestPayer, ...invoiceIds: string[]) => draftOf(payer, { invoiceIds, useCredit: true });

async function pageOf(payer: TestPayer, draftId: string): Promise<PayPage & { draft: NonNullable<PayPage['draft']> }> {
  const page = payPageSchema.parse(await (await payer.get(`/api/payments/drafts/${draftId}/page`)).json());
  const { draft } = page;
  if (!draft) throw new Error('the page is of no draft');
  return { ...page, draft };
}

const owed = async (invoiceId: string) => (await anna.payPage(invoiceId)).summary.amountDueMinor;
const settle = (payer: TestPayer, draftId: string) => payer.post(`/api/payments/drafts/${draftId}/credit`);

/** What was applied of a payment or credit note. */
async function applied(id: string): Promise<number> {
  const rows = await server.db
    .selectFrom('allocations')
    .select('amount_minor')
    .where((row) => row.or([row('payment_id', '=', id), row('credit_note_id', '=', id)]))
    .execute();
  return rows.reduce((sum, row) => sum + row.amount_minor, 0);
}

describe('credit of the customer', () => {
  test('is taken off what is to be paid, the oldest first, and said before and after', async () => {
    const note = await creditNote(2_000);
    const money = await deposit(2_900);
    const [first, second] = [await newInvoice(), await newInvoice()];
    const draftId = await withCredit(anna, first, second);
    const { draft, creditMinor, transfer } = await pageOf(anna, draftId);
    expect(draft).toMatchObject({ totalMinor: 19_300, isCurrent: true, isSettled: false });
    expect(draft.credits.map(({ id, number, amountMinor }) => [id, number === null, amountMinor])).toEqual([
      [money, true, 2_900],
      [note, false, 2_000],
    ]);
    expect([creditMinor, transfer?.epc?.split('\n')[7]]).toEqual([4_900, 'EUR193.00']);
    const attempt = await anna.try(draftId, goodCard);
    expect(attempt).toMatchObject({ state: 'succeeded', amountMinor: 19_300 });
    expect(attempt.credits.map(({ amountMinor }) => amountMinor)).toEqual([2_900, 2_000]);
    expect(attempt.invoices.map(({ amountMinor }) => amountMinor)).toEqual([12_100, 12_100]);
    expect([await owed(first), await owed(second), await applied(note), await applied(money)]).toEqual([
      0, 0, 2_000, 2_900,
    ]);
    const receipt = await anna.get(`/api/payments/${attempt.paymentId}/receipt`);
    const text = (await pdfText(await receipt.bytes())).text.replaceAll(/\s+/g, ' ');
    for (const part of ['Applied to invoices €242.00', `Credit of 1 March 2026 −€29.00`, 'Received €193.00']) {
      expect(text).toContain(part);
    }
    expect(await server.drainJobs()).toEqual([]);
    const mail = server.mails.find(({ subject }) => subject.includes('€193.00'));
    expect(mail?.text).toMatch(/: €121\.00[^]*: €121\.00[^]*Paid with credit: [−-]€49\.00/);
    // The receipt of the money that was kept before says what it said when it came.
    const before = await anna.get(`/api/payments/${money}/receipt`);
    expect((await pdfText(await before.bytes())).text).toMatch(/Kept as credit on your account\s+€29\.00/);
  });

  test('is not used unless the payer wants it, and the page says how much there is', async () => {
    await deposit(2_900);
    const invoiceId = await newInvoice();
    const { draft, creditMinor } = await pageOf(anna, await draftOf(anna, { invoiceIds: [invoiceId] }));
    expect([draft.totalMinor, draft.credits, creditMinor]).toEqual([12_100, [], 2_900]);
    expect((await anna.payPage(invoiceId)).creditMinor).toBe(2_900);
  });

  test.each([
    ['another currency', () => deposit(2_900, 'USD')],
    ['another entity', async () => deposit(2_900, 'EUR', await otherEntity())],
    ['a void credit note', () => creditNote(2_900, { voided_at: new Date('2026-03-10T00:00:00Z') })],
  ])('of %s is none', async (_, give) => {
    await give();
    const { draft, creditMinor } = await pageOf(anna, await withCredit(anna, await newInvoice()));
    expect([draft.totalMinor, creditMinor]).toEqual([12_100, 0]);
  });

  test('is not shown to and not used by the holder of a mailed link', async () => {
    await deposit(2_900);
    const documentId = await newInvoice();
    const holder = await linkPayer(server, { ...world.a, documentId });
    const { draft, creditMinor } = await pageOf(holder, await withCredit(holder, documentId));
    expect([draft.totalMinor, draft.credits, creditMinor]).toEqual([12_100, [], 0]);
    expect((await holder.payPage(documentId)).creditMinor).toBe(0);
  });

  test('that covers all is used by a button, without a provider, once', async () => {
    const money = await deposit(30_000);
    const [first, second] = [await newInvoice(), await newInvoice()];
    const draftId = await withCredit(anna, first, second);
    const { draft, offer, transfer } = await pageOf(anna, draftId);
    expect([draft.totalMinor, offer.methods, transfer]).toEqual([0, [], null]);
    expect(await problemOf(await anna.press(draftId, goodCard))).toMatchObject({ code: 'method_unavailable' });
    const answers = await Promise.all([settle(anna, draftId), settle(anna, draftId), settle(anna, draftId)]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect([await owed(first), await owed(second), await applied(money)]).toEqual([0, 0, 24_200]);
    expect((await pageOf(anna, draftId)).draft).toMatchObject({ isSettled: true, isCurrent: true });
    expect((await settle(colleague, draftId)).status).toBe(404);
  });

  test('that covers a part only is used with the rest and not alone', async () => {
    await deposit(100);
    const draftId = await withCredit(anna, await newInvoice());
    expect(await problemOf(await settle(anna, draftId))).toMatchObject({ code: 'method_unavailable' });
  });
});

async function otherEntity(): Promise<string> {
  return insertEntity(server.db, { merchant_id: world.merchantId, slug: `side-${(count += 1)}` });
}

test('credit is used with a transfer that names the basket', async () => {
  const money = await deposit(5_000);
  const [first, second] = [await newInvoice(), await newInvoice()];
  const { draft } = await pageOf(anna, await withCredit(anna, first, second));
  const recorded = {
    reference: `bank ${(count += 1)}`,
    amountMinor: draft.totalMinor,
    currency: 'EUR',
    receivedDate: '2026-03-16',
    method: 'transfer',
    note: null,
    sendReceipt: true,
    target: { references: [draft.reference], invoices: null },
  };
  await recordPayment(server.deps, { merchantId: world.merchantId }, recorded);
  await recordPayment(server.deps, { merchantId: world.merchantId }, recorded);
  expect([await owed(first), await owed(second), await applied(money)]).toEqual([0, 0, 5_000]);
  expect(await server.drainJobs()).toEqual([]);
  expect(server.mails[0]?.text).toContain(draft.reference);
});

describe('the same credit', () => {
  test('in two drafts that are paid at once is used once', async () => {
    const money = await deposit(5_000);
    const [first, second] = [await newInvoice(), await newInvoice()];
    const drafts = [
      { payer: anna, draftId: await withCredit(anna, first) },
      { payer: colleague, draftId: await withCredit(colleague, second) },
    ];
    const answers = await Promise.all(drafts.map(({ payer, draftId }) => payer.press(draftId, goodCard)));
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([201, 409]);
    expect([await applied(money), (await owed(first)) + (await owed(second))]).toEqual([5_000, 12_100]);
    const late = drafts[answers.findIndex(({ status }) => status === 409)];
    if (!late) throw new Error('both were let through');
    expect((await pageOf(late.payer, late.draftId)).draft.isCurrent).toBe(false);
    const renewed = (await (await late.payer.post(`/api/payments/drafts/${late.draftId}/renew`)).json()) as {
      id: string;
    };
    expect((await pageOf(late.payer, renewed.id)).draft).toMatchObject({ totalMinor: 12_100, credits: [] });
  });

  test('settled and pressed at once, over and over, is never used twice', async () => {
    for (let round = 0; round < 5; round += 1) {
      const money = await deposit(12_100);
      const [first, second] = [await newInvoice(), await newInvoice()];
      const [all, part] = [await withCredit(anna, first), await withCredit(colleague, first, second)];
      const answers = await Promise.all([settle(anna, all), colleague.press(part, goodCard)]);
      expect(answers.filter(({ ok }) => ok).length).toBe(1);
      expect(await applied(money)).toBe(12_100);
    }
  });

  test('is kept for a payment that is under way', async () => {
    await deposit(5_000);
    const [first, second] = [await newInvoice(), await newInvoice()];
    const other = await withCredit(colleague, second);
    const attempt = await anna.try(await withCredit(anna, first), challengeCard);
    expect(await problemOf(await colleague.press(other, goodCard))).toMatchObject({ code: 'amount_changed' });
    expect((await colleague.payPage(second)).creditMinor).toBe(0);
    await anna.answerChallenge(attempt.id, 'cancel');
    expect((await colleague.payPage(second)).creditMinor).toBe(5_000);
    expect((await colleague.try(other, goodCard)).state).toBe('succeeded');
  });

  test.each([
    ['paid out before the press', async (money: string) => giveBack(money, 5_000)],
    ['used for something else before the press', settleAnother],
  ])('%s: nothing is charged', async (_, lose) => {
    const money = await deposit(5_000);
    const draftId = await withCredit(anna, await newInvoice());
    await lose(money);
    expect(await problemOf(await anna.press(draftId, goodCard))).toMatchObject({ status: 409, code: 'amount_changed' });
  });

  test('paid out while a payment is under way leaves its part open, and the receipt says what was paid', async () => {
    const money = await deposit(5_000);
    const invoiceId = await newInvoice();
    const attempt = await anna.try(await withCredit(anna, invoiceId), challengeCard);
    await giveBack(money, 4_000);
    const paid = await anna.answerChallenge(attempt.id, 'approve');
    expect(paid).toMatchObject({ state: 'succeeded', amountMinor: 7_100 });
    expect([paid.invoices[0]?.amountMinor, paid.credits[0]?.amountMinor]).toEqual([8_100, 1_000]);
    expect([await owed(invoiceId), await applied(money)]).toEqual([4_000, 1_000]);
  });

  test('revoked as a credit note while a payment is under way leaves its part open', async () => {
    const note = await creditNote(2_000);
    const invoiceId = await newInvoice();
    const attempt = await anna.try(await withCredit(anna, invoiceId), challengeCard);
    await voidDocument(
      server.deps,
      { merchantId: world.merchantId },
      { kind: 'credit_note', id: note, reason: 'wrong' },
    );
    expect((await anna.answerChallenge(attempt.id, 'approve')).state).toBe('succeeded');
    expect([await owed(invoiceId), await applied(note)]).toEqual([2_000, 0]);
  });

  async function settleAnother(): Promise<void> {
    const draftId = await withCredit(colleague, await newInvoice({ payable_minor: 3_000 }));
    expect((await settle(colleague, draftId)).status).toBe(204);
  }
});

test('credit that pays late charges claims no more of them than was quoted', async () => {
  await server.db
    .insertInto('late_charge_policies')
    .values({
      merchant_id: world.merchantId,
      entity_id: world.entityId,
      customer_id: null,
      version: 1,
      valid_from_date: '2024-01-01',
      policy: JSON.stringify({
        schema: 'latefee-policy/1',
        id: 'terms',
        version: 1,
        valid_from: '2024-01-01',
        audience: 'any',
        charges: [{ kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] }],
      }),
    })
    .execute();
  const money = await deposit(13_000);
  const invoiceId = await newInvoice({ issue_date: '2026-01-02', due_date: '2026-02-01' });
  const draftId = await withCredit(anna, invoiceId);
  expect((await pageOf(anna, draftId)).draft).toMatchObject({ totalMinor: 3_100 });
  const attempt = await anna.try(draftId, goodCard);
  expect(attempt.invoices).toMatchObject([{ amountMinor: 16_100, lateChargesMinor: 4_000 }]);
  expect([await owed(invoiceId), await applied(money)]).toEqual([0, 13_000]);
});
