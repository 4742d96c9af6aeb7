import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApiPayment } from '@quittance/shared/merchant-api/payment.ts';
import type { ApiRefund } from '@quittance/shared/merchant-api/refund.ts';
import { testApp, type TestApp } from '../testing.ts';
import { type ApiCaller, openApiCaller } from '../testing/api-caller.ts';
import { insertDocument, insertTwoCompanies } from '../testing/fixtures.ts';
import {
  challengeCard,
  contactPayer,
  goodCard,
  mailKinds,
  switchPaymentsOn,
  type TestPayer,
} from '../testing/paying.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let api: ApiCaller;
let anna: TestPayer;
let count = 0;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
  api = await openApiCaller(server, world.merchantId);
});
afterAll(() => server.close());
beforeEach(async () => {
  anna = await contactPayer(server, world.a);
});

/** 100.00 EUR. */
function newInvoice(fields: Partial<Parameters<typeof insertDocument>[1]> = {}): Promise<string> {
  const belongs = { merchant_id: world.merchantId, entity_id: world.entityId, customer_id: world.a.customerId };
  return insertDocument(server.db, { ...belongs, number: `F-${(count += 1)}`, payable_minor: 10_000, ...fields });
}

/** Two invoices in one go by card: 200.00 EUR. */
async function paidByCard() {
  const first = await newInvoice({ due_date: '2026-04-01' });
  const second = await newInvoice({ due_date: '2026-05-01' });
  const attempt = await anna.try((await anna.draft(first, second)).id, goodCard);
  expect(await server.drainJobs()).toEqual([]);
  const row = server.db.selectFrom('payments').select('id').where('attempt_id', '=', attempt.id);
  return { first, second, paymentId: (await row.executeTakeFirstOrThrow()).id };
}

async function paidByBank(amountMinor: number) {
  const invoiceId = await newInvoice();
  const json = { reference: `bank ${(count += 1)}`, method: 'transfer', receivedDate: '2026-03-10', amountMinor };
  const { body } = await api('POST', '/v1/payments', { json: { ...json, invoices: [{ invoiceId }] } });
  return { invoiceId, paymentId: (body as ApiPayment).id };
}

const ask = (paymentId: string, fields: Record<string, unknown> = {}) =>
  api('POST', `/v1/payments/${paymentId}/refunds`, { json: { reference: `refund ${(count += 1)}`, ...fields } });

async function refund(paymentId: string, fields: Record<string, unknown> = {}): Promise<ApiRefund> {
  const answer = await ask(paymentId, fields);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body as ApiRefund;
}

async function payment(id: string) {
  const { allocations, unallocatedMinor, reversals } = (await api('GET', `/v1/payments/${id}`)).body as ApiPayment;
  const parts = Object.fromEntries(allocations.map(({ invoiceId, amountMinor }) => [invoiceId, amountMinor]));
  return { parts, unallocatedMinor, wentBackMinor: reversals.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
}

const sandboxRefunds = async (paymentId: string) =>
  server.db
    .selectFrom('sandbox_refunds as r')
    .innerJoin('payments as p', 'p.provider_reference', 'r.payment_reference')
    .select(['r.reference', 'r.amount_minor as amountMinor'])
    .where('p.id', '=', paymentId)
    .execute();

describe('a refund by the provider that took the money', () => {
  test('in part is taken from what was paid last; the rest follows, and then nothing is left', async () => {
    const { first, second, paymentId } = await paidByCard();
    expect(await refund(paymentId, { amountMinor: 2500 })).toMatchObject({
      state: 'sent',
      isByHand: false,
      amountMinor: 2500,
    });
    expect(await payment(paymentId)).toEqual({
      parts: { [first]: 10_000, [second]: 7500 },
      unallocatedMinor: 0,
      wentBackMinor: 2500,
    });
    expect(await refund(paymentId)).toMatchObject({ state: 'sent', amountMinor: 17_500 });
    expect(await payment(paymentId)).toEqual({ parts: {}, unallocatedMinor: 0, wentBackMinor: 20_000 });
    expect((await ask(paymentId)).body).toMatchObject({
      code: 'amount_too_large',
      detail: 'Of this payment of 200.00 EUR, 0.00 EUR can be given back.',
    });
    expect(await server.drainJobs()).toEqual([]);
    expect((await payment(paymentId)).wentBackMinor).toBe(20_000);
  });

  test('is taken from the invoices that the merchant names', async () => {
    const { first, second, paymentId } = await paidByCard();
    await refund(paymentId, { amountMinor: 6000, invoices: [{ invoiceId: first, amountMinor: 4000 }] });
    expect((await payment(paymentId)).parts).toEqual({ [first]: 6000, [second]: 8000 });
    expect(
      (await ask(paymentId, { amountMinor: 7000, invoices: [{ invoiceId: first, amountMinor: 6001 }] })).body,
    ).toMatchObject({
      code: 'amount_too_large',
      detail: expect.stringContaining('pays 60.00 EUR, and no more'),
    });
  });

  test('38, T72: fifty at once of all of it are one', async () => {
    const { paymentId } = await paidByCard();
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(paymentId)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => (body as { code?: string }).code === 'amount_too_large')).toHaveLength(49);
    expect(await sandboxRefunds(paymentId)).toEqual([expect.objectContaining({ amountMinor: 20_000 })]);
  });

  test('38: under one reference is one refund, however often it is asked for', async () => {
    const { paymentId } = await paidByCard();
    const json = { reference: 'double invoice', amountMinor: 3000 };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(paymentId, json)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => (body as ApiRefund).id)).size).toBe(1);
    expect(await sandboxRefunds(paymentId)).toHaveLength(1);
    expect((await ask(paymentId, { ...json, amountMinor: 3001 })).body).toMatchObject({
      code: 'idempotency_key_reused',
    });
    const other = await paidByCard();
    expect((await ask(other.paymentId, json)).body).toMatchObject({ code: 'idempotency_key_reused' });
  });

  test('39: that fails days later pays again what it had paid, and the administrators are told', async () => {
    const { first, second, paymentId } = await paidByCard();
    const sent = await refund(paymentId, { amountMinor: 12_000 });
    expect((await payment(paymentId)).parts).toEqual({ [first]: 8000 });
    const before = (await mailKinds(server)).length;
    await server.db.updateTable('sandbox_refunds').set({ state: 'failed' }).where('refund_id', '=', sent.id).execute();
    await server.deps.jobs.enqueue(server.db, 'compare-payments', {});
    expect(await server.drainJobs()).toEqual([]);
    const { body } = await api('GET', `/v1/refunds?paymentId=${paymentId}`);
    expect((body as { items: ApiRefund[] }).items).toMatchObject([
      { id: sent.id, state: 'failed', failure: 'it came back' },
    ]);
    expect((await mailKinds(server)).slice(before)).toEqual(['refund_failed_notice']);
    const { body: listed } = await api('GET', `/v1/payments?invoiceId=${second}`);
    const again = (listed as { items: ApiPayment[] }).items.find(({ id }) => id !== paymentId);
    expect(await payment(again?.id ?? '')).toMatchObject({ parts: { [second]: 10_000, [first]: 2000 } });
    // What came again can be given back too: at the provider it is still the first payment.
    expect(await refund(again?.id ?? '')).toMatchObject({ state: 'sent', amountMinor: 12_000 });
    expect(await payment(again?.id ?? '')).toMatchObject({ parts: {}, wentBackMinor: 12_000 });
    expect(await payment(paymentId)).toMatchObject({ parts: { [first]: 8000 }, wentBackMinor: 12_000 });
  });
});

describe('a refund that the merchant has paid out', () => {
  test('of bank money is booked on its day, and of bank money there is no other', async () => {
    const { invoiceId, paymentId } = await paidByBank(10_000);
    expect((await ask(paymentId)).body).toMatchObject({
      code: 'invalid_request',
      detail: expect.stringContaining('paidOutDate'),
    });
    const paidOut = await refund(paymentId, { amountMinor: 4000, paidOutDate: '2026-03-12' });
    expect(paidOut).toMatchObject({ state: 'sent', isByHand: true });
    expect((await payment(paymentId)).parts).toEqual({ [invoiceId]: 6000 });
    expect((await ask(paymentId, { paidOutDate: '2026-03-17' })).body).toMatchObject({ code: 'invalid_request' });
  });

  test('of card money does not ask the provider', async () => {
    const { paymentId } = await paidByCard();
    await refund(paymentId, { amountMinor: 5000, paidOutDate: '2026-03-16' });
    expect(await sandboxRefunds(paymentId)).toEqual([]);
    expect((await payment(paymentId)).wentBackMinor).toBe(5000);
  });

  test('of credit leaves the invoices paid', async () => {
    const { invoiceId, paymentId } = await paidByBank(15_000);
    const credit = async () =>
      ((await api('GET', '/v1/payments?hasCredit=true')).body as { items: ApiPayment[] }).items.map(({ id }) => id);
    expect(await credit()).toContain(paymentId);
    await refund(paymentId, { amountMinor: 5000, paidOutDate: '2026-03-16' });
    expect(await payment(paymentId)).toEqual({
      parts: { [invoiceId]: 10_000 },
      unallocatedMinor: 0,
      wentBackMinor: 5000,
    });
    expect(await credit()).not.toContain(paymentId);
  });
});

test('13: money of more than is owed tells the administrators how to give the rest back', async () => {
  const invoiceId = await newInvoice();
  const attempt = await anna.try((await anna.draft(invoiceId)).id, challengeCard);
  const json = { reference: `bank ${(count += 1)}`, method: 'transfer', receivedDate: '2026-03-16', amountMinor: 4000 };
  await api('POST', '/v1/payments', { json: { ...json, invoices: [{ invoiceId }] } });
  server.mails.splice(0);
  await anna.answerChallenge(attempt.id, 'approve');
  expect(await server.drainJobs()).toEqual([]);
  const { items } = (await api('GET', `/v1/payments?invoiceId=${invoiceId}`)).body as { items: ApiPayment[] };
  const late = items.find(({ unallocatedMinor }) => unallocatedMinor > 0);
  const notice = server.mails.find(({ to }) => to === 'admin@merchant.example');
  expect(notice?.text.replaceAll(/\s+/g, ' ')).toContain(`quittance payments refund ${late?.id} --amount 40.00`);
  await refund(late?.id ?? '', { amountMinor: 4000 });
  expect(await payment(late?.id ?? '')).toEqual({
    parts: { [invoiceId]: 6000 },
    unallocatedMinor: 0,
    wentBackMinor: 4000,
  });
});

test('refunds need a right of their own', async () => {
  const { paymentId } = await paidByCard();
  const books = await openApiCaller(server, world.merchantId, ['payments:read', 'payments:write']);
  const answer = await books('POST', `/v1/payments/${paymentId}/refunds`, { json: { reference: 'x' } });
  expect(answer.status).toBe(403);
});
