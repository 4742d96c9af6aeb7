import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { insertContact, insertDocument, insertPayment, insertTwoCompanies } from '../testing/fixtures.ts';
import {
  books,
  card,
  challengeCard,
  contactPayer,
  disputedCard,
  goodCard,
  goodDebit,
  linkPayer,
  mailKinds,
  refusedCard,
  returnedDebit,
  slowDebit,
  switchPaymentsOn,
  type TestPayer,
} from '../testing/paying.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let anna: TestPayer;
let bob: TestPayer;
let invoices = 0;
/** Everything that was logged, at the finest level. */
const logged: string[] = [];

beforeAll(async () => {
  server = await testApp({ log: pino({ level: 'trace' }, { write: (line) => void logged.push(line) }) });
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.set('2026-03-16T09:00:00Z');
  anna = await contactPayer(server, world.a);
  bob = await contactPayer(server, world.b);
});

/** 121.00 EUR, due on 1 April. */
function newInvoice(fields: Partial<Parameters<typeof insertDocument>[1]> = {}): Promise<string> {
  const belongs = { merchant_id: world.merchantId, entity_id: world.entityId, customer_id: world.a.customerId };
  invoices += 1;
  return insertDocument(server.db, { ...belongs, number: `P-${invoices}`, ...fields });
}

describe('the pay page', () => {
  test('tells what is owed, how it can be paid, and that it is a test', async () => {
    const page = await anna.payPage(await newInvoice({ payment_reference: null }));
    expect(page.summary).toMatchObject({ amountDueMinor: 12_100, currency: 'EUR', status: 'open' });
    expect(page.offer).toMatchObject({
      methods: [
        { provider: 'sandbox', id: 'card', kind: 'card' },
        { provider: 'sandbox', id: 'debit', kind: 'debit' },
        { provider: 'bank', id: 'transfer', kind: 'transfer' },
      ],
      isTestMode: true,
      lock: { lockedUntil: null, retryAfterSeconds: 0, triesLeft: null },
    });
    expect(page.offer.clientConfigs).toMatchObject([{ provider: 'sandbox', testNumbers: expect.any(Array) }]);
    expect(page.transfer).toMatchObject({ iban: 'BE68539007547034', reference: page.summary.number });
    expect(page.transfer?.epc).toContain('EUR121.00');
    expect(page.openAttempt).toBeNull();
  });

  test('offers what the entity has switched on, in its order, and nothing when nothing is owed', async () => {
    await server.db
      .updateTable('entities')
      .set({ payment_providers: ['bank', 'sandbox', 'gone'] })
      .execute();
    const invoiceId = await newInvoice();
    const kinds = async () => (await anna.payPage(invoiceId)).offer.methods.map(({ kind }) => kind);
    expect(await kinds()).toEqual(['transfer', 'card', 'debit']);
    await server.db.updateTable('entities').set({ payment_providers: [] }).execute();
    expect(await kinds()).toEqual([]);
    expect((await anna.payPage(invoiceId)).transfer).toBeNull();
    await switchPaymentsOn(server, world.entityId);
    await insertPayment(server.db, { ...world.a, invoiceId }, { amountMinor: 12_100, receivedDate: '2026-03-10' });
    expect(await kinds()).toEqual([]);
  });

  test('shows an unfinished payment, with its id only to the one who started it', async () => {
    const invoiceId = await newInvoice();
    const { id } = await anna.pay(invoiceId, challengeCard);
    const colleague = await contactPayer(server, { ...world.a, contactId: world.a.colleagueId });
    const startedAt = '2026-03-16T09:00:00.000Z';
    const common = { state: 'requires_action', startedAt };
    expect((await anna.payPage(invoiceId)).openAttempt).toEqual({ ...common, attemptId: id });
    expect((await colleague.payPage(invoiceId)).openAttempt).toEqual({ ...common, attemptId: null });
  });
});

describe('who may pay', () => {
  test('nobody who is signed out', async () => {
    const invoiceId = await newInvoice();
    const id = randomUUID();
    for (const [method, path, body] of [
      ['GET', `/api/payments/invoices/${invoiceId}`],
      ['POST', '/api/payments/drafts', { invoiceIds: [invoiceId], expectedTotalMinor: 12_100 }],
      ['GET', `/api/payments/drafts/${id}`],
      ['POST', `/api/payments/drafts/${id}/attempts`, { attemptId: id, input: goodCard }],
      ['GET', `/api/payments/attempts/${id}`],
      ['POST', `/api/payments/attempts/${id}/refresh`],
      ['POST', `/api/payments/attempts/${id}/cancel`],
      ['POST', `/api/payments/attempts/${id}/challenge`, { answer: 'approve' }],
    ] as const) {
      const answer = await server.app.request(url(path), {
        method,
        ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      });
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });

  test.each(['approve', 'fail', 'cancel'])('a debit under way cannot be ended by the answer %s', async (answer) => {
    const invoiceId = await newInvoice();
    const { id } = await anna.pay(invoiceId, slowDebit);
    expect((await anna.answerChallenge(id, answer)).state).toBe('processing');
    expect(await books(server, invoiceId)).toEqual([]);
  });

  test('49: nobody of another company learns anything, not even with the ids', async () => {
    const invoiceId = await newInvoice();
    const draft = await anna.draft(invoiceId);
    const attempt = await anna.try(draft.id, challengeCard);
    const carl = await contactPayer(server, world.c);
    for (const stranger of [bob, carl]) {
      const answers = [
        await stranger.get(`/api/payments/invoices/${invoiceId}`),
        await stranger.post('/api/payments/drafts', { invoiceIds: [invoiceId], expectedTotalMinor: 12_100 }),
        await stranger.get(`/api/payments/drafts/${draft.id}`),
        await stranger.press(draft.id, goodCard),
        await stranger.press(draft.id, goodCard, attempt.id),
        await stranger.get(`/api/payments/attempts/${attempt.id}`),
        await stranger.post(`/api/payments/attempts/${attempt.id}/refresh`),
        await stranger.post(`/api/payments/attempts/${attempt.id}/cancel`),
        await stranger.post(`/api/payments/attempts/${attempt.id}/challenge`, { answer: 'approve' }),
      ];
      for (const answer of answers) expect(await problemOf(answer)).toMatchObject({ status: 404, code: 'not_found' });
    }
    expect((await anna.attempt(attempt.id)).state).toBe('requires_action');
  });

  test('nobody with a cookie but from another site', async () => {
    const answer = await server.app.request(url('/api/payments/drafts'), {
      method: 'POST',
      headers: { Cookie: '__Host-sid=x', Origin: 'https://evil.example', 'Content-Type': 'application/json' },
      body: '{}',
    });
    expect(await problemOf(answer)).toMatchObject({ status: 403, code: 'cross_site_request' });
  });

  test('the holder of a link its one invoice, and no other of the same company', async () => {
    const [invoiceId, otherId] = [await newInvoice(), await newInvoice()];
    const holder = await linkPayer(server, { ...world.a, documentId: invoiceId });
    expect((await holder.get(`/api/payments/invoices/${otherId}`)).status).toBe(404);
    for (const invoiceIds of [[otherId], [invoiceId, otherId]]) {
      const answer = await holder.post('/api/payments/drafts', { invoiceIds, expectedTotalMinor: 12_100 });
      expect(answer.status).toBe(404);
    }
    expect((await holder.pay(invoiceId, goodCard)).state).toBe('succeeded');
  });

  test('the holder of a link where the confirmation goes, to recognise and not to learn', async () => {
    const documentId = await newInvoice();
    const holder = await linkPayer(server, { ...world.a, documentId });
    const page = await (await holder.get(`/api/payments/invoices/${documentId}`)).json();
    expect(page).toMatchObject({ isSignedIn: false, maskedEmail: 'a***@a.example' });
    expect(JSON.stringify(page)).not.toContain('a1@a.example');
  });
});

describe('a draft', () => {
  const post = (payer: TestPayer, body: unknown) => payer.post('/api/payments/drafts', body);

  test('T67: has the amount that the server computes, whatever the client sends', async () => {
    const invoiceId = await newInvoice();
    for (const extra of [{ amount: 1 }, { amountMinor: 1 }, { currency: 'IDR' }, { totalMinor: 1 }]) {
      const answer = await post(anna, { invoiceIds: [invoiceId], expectedTotalMinor: 12_100, ...extra });
      expect(await problemOf(answer)).toMatchObject({ status: 422, code: 'invalid_request' });
    }
    const draft = await anna.draft(invoiceId);
    expect(draft).toMatchObject({ totalMinor: 12_100, currency: 'EUR', quotedDate: '2026-03-16' });
    expect(draft.invoices).toMatchObject([{ id: invoiceId, amountMinor: 12_100 }]);
  });

  test('T67: is refused with the new total when the payer saw another', async () => {
    const invoiceId = await newInvoice();
    for (const expectedTotalMinor of [1, 12_099, 12_101]) {
      const problem = await problemOf(await post(anna, { invoiceIds: [invoiceId], expectedTotalMinor }));
      expect(problem).toMatchObject({ status: 409, code: 'amount_changed', totalMinor: 12_100 });
    }
  });

  test.each([
    ['no invoice', { invoiceIds: [], expectedTotalMinor: 1 }],
    ['a total of nothing', { invoiceIds: [randomUUID()], expectedTotalMinor: 0 }],
    ['a fraction of a cent', { invoiceIds: [randomUUID()], expectedTotalMinor: 1.5 }],
    ['ids that are none', { invoiceIds: ['1'], expectedTotalMinor: 1 }],
    ['101 invoices', { invoiceIds: Array.from({ length: 101 }, () => randomUUID()), expectedTotalMinor: 1 }],
  ])('is refused for %s', async (_what, body) => {
    expect(await problemOf(await post(anna, body))).toMatchObject({ status: 422, code: 'invalid_request' });
  });

  test('counts an invoice once that is named twice', async () => {
    const invoiceId = await newInvoice();
    const answer = await post(anna, { invoiceIds: [invoiceId, invoiceId], expectedTotalMinor: 12_100 });
    expect(await answer.json()).toMatchObject({ totalMinor: 12_100 });
  });

  test('is refused for an invoice that is paid, and for one that is void', async () => {
    const paid = await newInvoice();
    await insertPayment(
      server.db,
      { ...world.a, invoiceId: paid },
      { amountMinor: 12_100, receivedDate: '2026-03-10' },
    );
    expect(await problemOf(await post(anna, { invoiceIds: [paid], expectedTotalMinor: 12_100 }))).toMatchObject({
      status: 409,
      code: 'already_paid',
      invoiceIds: [paid],
    });
    const voided = await newInvoice({ voided_at: new Date('2026-03-10T00:00:00Z') });
    expect(await problemOf(await post(anna, { invoiceIds: [voided], expectedTotalMinor: 12_100 }))).toMatchObject({
      code: 'document_voided',
    });
  });

  test('holds one currency and one entity', async () => {
    const [euro, dollar] = [await newInvoice(), await newInvoice({ currency: 'USD' })];
    expect(await problemOf(await post(anna, { invoiceIds: [euro, dollar], expectedTotalMinor: 24_200 }))).toMatchObject(
      { code: 'currency_mismatch' },
    );
  });

  test('is quoted for the day that it is where the entity is', async () => {
    const invoiceId = await newInvoice();
    server.clock.set('2026-03-16T23:30:00Z');
    anna = await contactPayer(server, world.a);
    expect((await anna.draft(invoiceId)).quotedDate).toBe('2026-03-17');
  });

  test('cannot be paid after it has run out', async () => {
    const invoiceId = await newInvoice();
    const draft = await anna.draft(invoiceId);
    server.clock.advance(61 * 60_000);
    expect(await problemOf(await anna.press(draft.id, goodCard))).toMatchObject({ status: 410, code: 'draft_expired' });
  });
});

describe('an attempt', () => {
  test('that succeeds books the money, tells both sides, and the invoice is paid at once', async () => {
    const invoiceId = await newInvoice();
    const attempt = await anna.pay(invoiceId, goodCard);
    expect(attempt).toMatchObject({
      state: 'succeeded',
      method: 'card',
      last4: '4242',
      amountMinor: 12_100,
      action: null,
      failure: null,
      invoices: [{ id: invoiceId, amountMinor: 12_100 }],
      paymentId: expect.any(String),
    });
    expect(await books(server, invoiceId)).toEqual([{ amountMinor: 12_100, currency: 'EUR', allocatedMinor: 12_100 }]);
    expect((await anna.payPage(invoiceId)).summary).toMatchObject({ status: 'paid', amountDueMinor: 0 });
    await server.drainJobs();
    const told = server.mails.slice(-2).map(({ to }) => to);
    expect(told.toSorted()).toEqual(['a1@a.example', 'admin@merchant.example']);
  });

  test.each([
    ['4000 0000 0000 0002', 'declined', 'card_declined'],
    ['4000 0000 0000 9995', 'declined', 'insufficient_funds'],
    ['4000 0000 0000 0069', 'declined', 'card_expired'],
    ['4000 0000 0000 0127', 'declined', 'cvc_wrong'],
    ['4000 0000 0000 0119', 'technical', 'processing_error'],
  ])('with %s says why it failed, and the invoice can be paid at once', async (number, failureClass, code) => {
    const bella = await freshPayer();
    const invoiceId = await newInvoice();
    const failed = await bella.pay(invoiceId, card(number));
    expect(failed).toMatchObject({ state: 'failed', failure: { class: failureClass, code }, paymentId: null });
    expect(await books(server, invoiceId)).toEqual([]);
    expect((await bella.pay(invoiceId, goodCard)).state).toBe('succeeded');
  });

  test.each([
    ['approve', 'succeeded', null],
    ['fail', 'failed', 'authentication_failed'],
    ['cancel', 'canceled', 'authentication_canceled'],
  ])('that is asked to authenticate and answers %s ends %s', async (answer, state, code) => {
    const bella = await freshPayer();
    const invoiceId = await newInvoice();
    const asked = await bella.pay(invoiceId, challengeCard);
    expect(asked).toMatchObject({ state: 'requires_action', action: { kind: 'challenge' } });
    const ended = await bella.answerChallenge(asked.id, answer);
    expect(ended).toMatchObject({ state, action: null });
    expect(ended.failure?.code ?? null).toBe(code);
    expect((await books(server, invoiceId)).length).toBe(state === 'succeeded' ? 1 : 0);
  });

  test('by debit is on its way, shows as such, and is paid when the bank says so', async () => {
    const invoiceId = await newInvoice();
    const started = await anna.pay(invoiceId, goodDebit);
    expect(started).toMatchObject({ state: 'processing', last4: '7034', paymentId: null });
    expect((await anna.payPage(invoiceId)).summary.status).toBe('being_paid');
    server.clock.advance(61_000);
    expect(await server.drainJobs()).toEqual([]);
    expect(await anna.attempt(started.id)).toMatchObject({ state: 'succeeded', paymentId: expect.any(String) });
    expect((await anna.payPage(invoiceId)).summary.status).toBe('paid');
  });

  test('by a debit that stays in processing keeps the invoice from being paid twice', async () => {
    const invoiceId = await newInvoice();
    const started = await anna.pay(invoiceId, slowDebit);
    server.clock.advance(24 * 3_600_000);
    await server.drainJobs();
    expect((await anna.act(started.id, 'refresh')).state).toBe('processing');
    expect((await anna.act(started.id, 'cancel')).state).toBe('processing');
    const answer = await anna.post('/api/payments/drafts', { invoiceIds: [invoiceId], expectedTotalMinor: 12_100 });
    expect(await problemOf(answer)).toMatchObject({ code: 'payment_in_progress', attemptId: started.id });
  });

  test.each([
    ['returned', returnedDebit, 'debit_returned'],
    ['disputed', disputedCard, 'disputed'],
  ])('whose money is %s later opens the invoice again and tells both sides', async (_what, input, code) => {
    const invoiceId = await newInvoice();
    const { id } = await anna.pay(invoiceId, input);
    for (let minute = 0; minute < 2; minute += 1) {
      server.clock.advance(61_000);
      await server.drainJobs();
    }
    expect(await anna.attempt(id)).toMatchObject({ state: 'returned', failure: { class: 'returned', code } });
    expect((await anna.payPage(invoiceId)).summary).toMatchObject({ status: 'open', amountDueMinor: 12_100 });
    expect((await mailKinds(server)).slice(-2).toSorted()).toEqual(['payment_returned', 'payment_returned_notice']);
    expect((await anna.pay(invoiceId, goodCard)).state).toBe('succeeded');
  });

  test('with a number that is no test number is refused and not a try', async () => {
    const invoiceId = await newInvoice();
    const draft = await anna.draft(invoiceId);
    const problem = await problemOf(await anna.press(draft.id, card('4111 1111 1111 1111')));
    expect(problem).toMatchObject({ status: 422, code: 'card_number_not_accepted' });
    expect(JSON.stringify(problem)).not.toContain('4111');
    expect((await anna.payPage(invoiceId)).openAttempt).toBeNull();
  });

  test('in a way that is switched off is refused', async () => {
    const draft = await anna.draft(await newInvoice());
    await server.db
      .updateTable('entities')
      .set({ payment_providers: ['bank'] })
      .execute();
    expect(await problemOf(await anna.press(draft.id, goodCard))).toMatchObject({ code: 'method_unavailable' });
    await switchPaymentsOn(server, world.entityId);
  });

  test('is one try under one id, and its id is good for one draft', async () => {
    const attemptId = randomUUID();
    const [first, second] = [await anna.draft(await newInvoice()), await anna.draft(await newInvoice())];
    const attempt = await anna.try(first.id, goodCard, attemptId);
    expect(await anna.try(first.id, refusedCard, attemptId)).toEqual(attempt);
    expect(await problemOf(await anna.press(second.id, goodCard, attemptId))).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  test('that waits for the payer can be cancelled, and the invoice paid in another way', async () => {
    const invoiceId = await newInvoice();
    const { id } = await anna.pay(invoiceId, challengeCard);
    expect(await anna.act(id, 'cancel')).toMatchObject({ state: 'canceled', failure: { class: 'abandoned' } });
    expect((await anna.answerChallenge(id, 'approve')).state).toBe('canceled');
    expect((await anna.pay(invoiceId, goodCard)).state).toBe('succeeded');
    expect(await books(server, invoiceId)).toHaveLength(1);
  });

  test('that succeeded cannot be cancelled', async () => {
    const { id } = await anna.pay(await newInvoice(), goodCard);
    expect((await anna.act(id, 'cancel')).state).toBe('succeeded');
  });

  test('of an address that belongs to two companies is confirmed to it alone, for the company that it paid for', async () => {
    const shared = { merchant_id: world.merchantId, email: 'both@example.com' };
    const [first, second] = await Promise.all(
      [world.b, world.a].map(({ customerId }) => insertContact(server.db, { ...shared, customer_id: customerId })),
    );
    const both = await contactPayer(server, { ...world, contactId: first! });
    const invoiceId = await newInvoice();
    expect((await both.pay(invoiceId, goodCard)).state).toBe('succeeded');
    for (let time = 0; time < 5; time += 1) await both.pay(await newInvoice(), refusedCard);
    const mails = await server.db
      .selectFrom('mails')
      .select(['kind', 'contact_id as contactId'])
      .where('to_email', '=', shared.email)
      .orderBy('queued_at')
      .execute();
    expect(mails).toEqual([
      { kind: 'payment_receipt', contactId: second },
      { kind: 'payment_locked', contactId: second },
    ]);
    const receipts = await server.db
      .selectFrom('mails')
      .select('to_email')
      .where('text_body', 'like', `%${(await both.payPage(invoiceId)).summary.number}%`)
      .where('kind', '=', 'payment_receipt')
      .execute();
    expect(receipts).toEqual([{ to_email: shared.email }]);
  });

  test('of several invoices pays each of them', async () => {
    const ids = [await newInvoice(), await newInvoice({ payable_minor: 5_000 })];
    const draft = await anna.draft(...ids);
    expect(draft.totalMinor).toBe(17_100);
    expect((await anna.try(draft.id, goodCard)).state).toBe('succeeded');
    for (const id of ids) expect((await anna.payPage(id)).summary.status).toBe('paid');
  });

  test('started by link can be followed by the same browser after it has signed in', async () => {
    const invoiceId = await newInvoice();
    const holder = await linkPayer(server, { ...world.a, documentId: invoiceId });
    const { id } = await holder.pay(invoiceId, challengeCard);
    expect((await anna.get(`/api/payments/attempts/${id}`)).status).toBe(404);
    const both = [holder.cookie, anna.cookie].join('; ');
    const answer = await server.app.request(url(`/api/payments/attempts/${id}`), { headers: { Cookie: both } });
    expect(answer.status).toBe(200);
  });
});

test('T40: no number that was typed is in the log, accepted or not', async () => {
  const invoiceId = await newInvoice();
  await anna.pay(invoiceId, goodCard);
  await anna.press((await anna.draft(await newInvoice())).id, card('4111 1111 1111 1111'));
  await anna.press((await anna.draft(await newInvoice())).id, card('4111'.repeat(9)));
  await server.drainJobs();
  const log = logged.join('');
  expect(log).toContain('/api/payments/drafts');
  expect(log).not.toMatch(/4242.?4242|4111.?1111|41114111|BE68.?5390/);
});

/** A contact without tries. */
async function freshPayer(): Promise<TestPayer> {
  invoices += 1;
  const { id: contactId } = await server.db
    .insertInto('contacts')
    .values({ merchant_id: world.merchantId, customer_id: world.a.customerId, email: `fresh${invoices}@a.example` })
    .returning('id')
    .executeTakeFirstOrThrow();
  return contactPayer(server, { merchantId: world.merchantId, contactId });
}
