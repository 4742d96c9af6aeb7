import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApiFinding } from '@quittance/shared/merchant-api/payment-finding.ts';
import type { ApiPayment } from '@quittance/shared/merchant-api/payment.ts';
import { formatReference } from '@quittance/shared/payment-reference.ts';
import { comparePayments } from '../payments/compare-payments.ts';
import { testApp, type TestApp } from '../testing.ts';
import { type ApiCaller, openApiCaller } from '../testing/api-caller.ts';
import { insertDocument, insertMerchant, insertTwoCompanies } from '../testing/fixtures.ts';
import { contactPayer, goodCard, slowDebit, switchPaymentsOn, type TestPayer } from '../testing/paying.ts';

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
  server.clock.set('2026-03-16T09:00:00Z');
  anna = await contactPayer(server, world.a);
  await server.db.deleteFrom('payment_findings').execute();
});

/** 100.00 EUR by card, or by another input. */
async function pay(input = goodCard) {
  const belongs = { merchant_id: world.merchantId, entity_id: world.entityId, customer_id: world.a.customerId };
  const invoiceId = await insertDocument(server.db, { ...belongs, number: `O-${(count += 1)}`, payable_minor: 10_000 });
  const draft = await anna.draft(invoiceId);
  const attempt = await anna.try(draft.id, input);
  expect(await server.drainJobs()).toEqual([]);
  const books = server.db.selectFrom('sandbox_payments').select('reference').where('attempt_id', '=', attempt.id);
  const { reference } = await books.executeTakeFirstOrThrow();
  const drafts = server.db.selectFrom('payment_drafts').select('reference').where('id', '=', draft.id);
  const { reference: digits } = await drafts.executeTakeFirstOrThrow();
  return { invoiceId, attemptId: attempt.id, reference, written: formatReference(digits ?? '', 'rf') };
}

/** The database as it was before the payment; the provider's books as they are. */
async function restore(attemptId: string): Promise<void> {
  const { db } = server;
  const payments = db.selectFrom('payments').select('id').where('attempt_id', '=', attemptId);
  await db.deleteFrom('allocations').where('payment_id', 'in', payments).execute();
  await db.deleteFrom('payments').where('attempt_id', '=', attemptId).execute();
  await db.deleteFrom('payment_attempt_invoices').where('attempt_id', '=', attemptId).execute();
  await db.deleteFrom('payment_attempts').where('id', '=', attemptId).execute();
}

async function orphan() {
  const paid = await pay();
  await restore(paid.attemptId);
  await comparePayments(server.deps);
  const finding = (await open()).find(({ providerReference }) => providerReference === paid.reference);
  if (!finding) throw new Error('not found');
  return { ...paid, finding };
}

async function listed(query = ''): Promise<ApiFinding[]> {
  const { body } = await api('GET', `/v1/payment-findings${query}`);
  return (body as { items: ApiFinding[] }).items;
}

const open = () => listed('?isOpen=true');
const openOf = async (reference: string) =>
  (await open()).filter(({ providerReference }) => providerReference === reference);
const book = (id: string, json: unknown) => api('POST', `/v1/payment-findings/${id}/book`, { json });
const due = async (invoiceId: string) => (await anna.payPage(invoiceId)).summary.amountDueMinor;
const change = (reference: string, set: { state?: string; amount_minor?: number }) =>
  server.db.updateTable('sandbox_payments').set(set).where('reference', '=', reference).execute();

describe('34: money at a provider of which a restored database knows nothing', () => {
  test('is found at night, kept once, and not booked by itself', async () => {
    const { finding, invoiceId, attemptId, reference } = await orphan();
    await comparePayments(server.deps);
    expect(await openOf(reference)).toEqual([{ ...finding, seenAt: expect.any(String) }]);
    expect(finding).toMatchObject({ kind: 'unknown_payment', foundBy: 'comparison', attemptId, state: 'succeeded' });
    expect(finding).toMatchObject({ amountMinor: 10_000, currency: 'EUR', provider: 'sandbox', resolution: null });
    expect(await due(invoiceId)).toBe(10_000);
    expect(
      await server.db.selectFrom('payments').select('id').where('provider_reference', '=', reference).execute(),
    ).toEqual([]);
  });

  test('is found by a message too', async () => {
    const { attemptId, reference } = await pay();
    await restore(attemptId);
    const { simulation } = server.deps.providers.get('sandbox') ?? {};
    await simulation?.deliver({ eventId: `evt_${reference}`, reference });
    expect(await server.drainJobs()).toEqual([]);
    expect(await openOf(reference)).toMatchObject([{ kind: 'unknown_payment', foundBy: 'message' }]);
  });

  test('is booked for the basket that somebody names, once', async () => {
    const { finding, invoiceId, reference, written } = await orphan();
    const json = { paymentReferences: [written], receivedDate: '2026-03-15', note: 'restored' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => book(finding.id, json)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const [{ body } = { body: null }] = answers;
    expect(body).toMatchObject({ provider: 'sandbox', reference, receivedDate: '2026-03-15', unallocatedMinor: 0 });
    expect(new Set(answers.map((answer) => (answer.body as ApiPayment).id)).size).toBe(1);
    expect(await due(invoiceId)).toBe(0);
    expect(await openOf(reference)).toEqual([]);
    const settled = (await listed()).find(({ id }) => id === finding.id);
    expect(settled).toMatchObject({ resolution: 'booked', note: 'restored', paymentId: (body as ApiPayment).id });
    // From now on it is a payment like any other.
    const refund = { reference: `refund ${reference}`, amountMinor: 1000 };
    const refunded = await api('POST', `/v1/payments/${(body as ApiPayment).id}/refunds`, { json: refund });
    expect(refunded.body).toMatchObject({ state: 'sent' });
    expect(await due(invoiceId)).toBe(1000);
    await change(reference, { state: 'disputed' });
    await comparePayments(server.deps);
    expect(await due(invoiceId)).toBe(10_000);
  });

  test('is booked on account of a customer, with what went back since', async () => {
    const { finding, reference } = await orphan();
    await change(reference, { state: 'returned' });
    const { body } = await book(finding.id, { entityId: world.entityId, customerId: world.a.customerId });
    expect(body).toMatchObject({
      allocations: [],
      unallocatedMinor: 0,
      reversals: [{ kind: 'returned', amountMinor: 10_000 }],
    });
  });

  test('is not booked for nobody, for what is not there, or where the provider has no money of it', async () => {
    const { finding, reference } = await orphan();
    expect((await book(finding.id, {})).body).toMatchObject({ code: 'invalid_request' });
    expect((await book(finding.id, { paymentReferences: ['RF56 5390 0754 70'] })).status).toBe(404);
    await change(reference, { state: 'processing' });
    expect((await book(finding.id, { entityId: world.entityId, customerId: world.a.customerId })).body).toMatchObject({
      code: 'invalid_request',
      detail: expect.stringContaining('has taken no money'),
    });
  });

  test('is set aside with a reason, and stays so', async () => {
    const { finding, reference } = await orphan();
    const answer = await api('POST', `/v1/payment-findings/${finding.id}/set-aside`, {
      json: { reason: 'of the test shop' },
    });
    expect(answer.body).toMatchObject({ resolution: 'set_aside', note: 'of the test shop' });
    await comparePayments(server.deps);
    expect(await openOf(reference)).toEqual([]);
  });
});

describe('the comparison of every night', () => {
  test('finds nothing where the books agree', async () => {
    await pay();
    await pay(slowDebit);
    await server.db.deleteFrom('payment_findings').execute();
    server.clock.set('2026-03-16T20:00:00Z');
    await comparePayments(server.deps);
    const known = await listed();
    expect(known.filter(({ kind }) => kind !== 'unknown_payment')).toEqual([]);
  });

  test('8: shows what no message had told of, which is booked', async () => {
    const { invoiceId, reference, attemptId } = await pay(slowDebit);
    await server.db.deleteFrom('payment_findings').execute();
    await change(reference, { state: 'succeeded' });
    await server.db
      .updateTable('payment_attempts')
      .set({ looked_at: server.clock.now() })
      .where('id', '=', attemptId)
      .execute();
    server.clock.set('2026-03-16T20:00:00Z');
    await comparePayments(server.deps);
    await comparePayments(server.deps);
    expect(await due(invoiceId)).toBe(0);
    const late = (await listed('?kind=found_late')).filter(({ providerReference }) => providerReference === reference);
    expect(late).toMatchObject([{ resolution: 'booked', paymentId: expect.any(String) }]);
  });

  test('shows another amount than was booked, and what the provider knows nothing of', async () => {
    const [other, gone] = [await pay(), await pay()];
    await change(other.reference, { amount_minor: 9000 });
    await server.db.deleteFrom('sandbox_payments').where('reference', '=', gone.reference).execute();
    await comparePayments(server.deps);
    const kinds = Object.fromEntries((await open()).map(({ providerReference, kind }) => [providerReference, kind]));
    expect(kinds).toMatchObject({ [other.reference]: 'amount_differs', [gone.reference]: 'missing_at_provider' });
    const [differs] = await listed('?kind=amount_differs');
    expect(differs).toMatchObject({ amountMinor: 9000 });
    const { body } = await book(differs?.id ?? '', { entityId: world.entityId, customerId: world.a.customerId });
    expect(body).toMatchObject({ code: 'invalid_request' });
  });

  test('shows a merchant its own alone', async () => {
    const { finding } = await orphan();
    const strangers = await openApiCaller(server, await insertMerchant(server.db));
    expect((await strangers('GET', '/v1/payment-findings')).body).toMatchObject({ items: [] });
    const json = { paymentReferences: ['RF56 5390 0754 70'] };
    expect((await strangers('POST', `/v1/payment-findings/${finding.id}/book`, { json })).status).toBe(404);
  });
});
