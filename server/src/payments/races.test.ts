import { randomUUID } from 'node:crypto';
import { draftSchema } from '@quittance/shared/payment.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { insertDocument, insertPayment, insertTwoCompanies } from '../testing/fixtures.ts';
import {
  books,
  challengeCard,
  contactPayer,
  goodCard,
  goodDebit,
  linkPayer,
  refusedCard,
  returnedDebit,
  slowDebit,
  switchPaymentsOn,
  type TestPayer,
} from '../testing/paying.ts';
import { admitAttempt } from './admit-attempt.ts';
import { findDraft } from './draft-queries.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { writeWebhook } from './providers/sandbox-webhook.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';

// The numbers are those of the list of races that the payment engine is held to.

/** Many requests; the machine may have other work. */
const slow = { timeout: 90_000 };

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let sandbox: PaymentProvider;
let asked = 0;
let made = 0;
let anna: TestPayer;
let colleague: TestPayer;
let invoiceId: string;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
  sandbox = server.deps.providers.get('sandbox')!;
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.set('2026-03-16T09:00:00Z');
  provide({});
  anna = await contactPayer(server, world.a);
  colleague = await contactPayer(server, { ...world.a, contactId: world.a.colleagueId });
  invoiceId = await newInvoice();
  // Every test starts without unfinished tries and without failures.
  await sql`update payment_attempts set state = 'canceled', failure_counted_at = null where state not in ('succeeded', 'returned')`.execute(
    server.db,
  );
  asked = 0;
});

/** The sandbox, but for what a test changes; counts how often money is asked for. */
function provide(changes: Partial<PaymentProvider>): void {
  const provider: PaymentProvider = { ...sandbox, ...changes };
  const counting: PaymentProvider = {
    ...provider,
    startAttempt: (order, input) => {
      asked += 1;
      return provider.startAttempt(order, input);
    },
  };
  server.deps.providers = new Map([['sandbox', counting]]);
}

function newInvoice(fields: Partial<Parameters<typeof insertDocument>[1]> = {}): Promise<string> {
  made += 1;
  const belongs = { merchant_id: world.merchantId, entity_id: world.entityId, customer_id: world.a.customerId };
  return insertDocument(server.db, { ...belongs, number: `R-${made}`, ...fields });
}

const one = { amountMinor: 12_100, currency: 'EUR', allocatedMinor: 12_100 };
const unallocated = { ...one, allocatedMinor: 0 };

async function referenceOf(attemptId: string): Promise<string> {
  const row = { attemptId };
  const payment = await sandbox.refresh(row);
  return payment?.reference ?? '';
}

function callWebhook(reference: string, eventId = `evt_${randomUUID()}`): Promise<Response> {
  const { body, headers } = writeWebhook({ eventId, reference }, 'a webhook secret for tests', server.clock.now());
  return Promise.resolve(server.app.request(url('/webhooks/sandbox'), { method: 'POST', body, headers }));
}

/** What the provider has in its own books, whatever it has told us. */
async function setAtProvider(
  attemptId: string,
  change: { state: string; failure_code?: string; amount_minor?: number; currency?: string },
) {
  await server.db.updateTable('sandbox_payments').set(change).where('attempt_id', '=', attemptId).execute();
}

async function dropMessages(): Promise<void> {
  await sql`delete from pgboss.job where name = 'deliver-simulated-webhook'`.execute(server.db);
}

/** As they were sent: what a mail says is not kept after that. */
async function receipts(): Promise<number> {
  await server.drainJobs();
  const rows = await server.db.selectFrom('mails').select('message_id').where('kind', '=', 'payment_receipt').execute();
  const ids = new Set(rows.map(({ message_id }) => message_id));
  return server.mails.filter(({ messageId, text }) => ids.has(messageId) && text.includes(`R-${made}`)).length;
}

async function statusOf(id = invoiceId): Promise<string> {
  return (await anna.payPage(id)).summary.status;
}

describe('messages of the provider', () => {
  test(
    '1: the same one 300 times at once is one payment and one receipt, and every one is answered 200',
    slow,
    async () => {
      const { id } = await anna.pay(invoiceId, challengeCard);
      await sandbox.simulation?.answerChallenge(id, 'approve');
      const reference = await referenceOf(id);
      const answers = await Promise.all(Array.from({ length: 300 }, () => callWebhook(reference, 'evt_same')));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      const { rows } = await sql`select 1 from webhook_inbox where event_id = 'evt_same'`.execute(server.db);
      expect(rows).toHaveLength(1);
      expect(await server.drainJobs()).toEqual([]);
      expect(await books(server, invoiceId)).toEqual([one]);
      expect(await receipts()).toBe(1);
    },
  );

  test('1: 60 different ones of one payment, worked on at once, are one payment and one receipt', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await sandbox.simulation?.answerChallenge(id, 'approve');
    await Promise.all(Array.from({ length: 60 }, () => anna.act(id, 'refresh')));
    expect(await books(server, invoiceId)).toEqual([one]);
    expect(await receipts()).toBe(1);
  });

  test('2: come to the same end whatever the order in which they arrive', async () => {
    const { id } = await anna.pay(invoiceId, returnedDebit);
    await dropMessages();
    const reference = await referenceOf(id);
    await sandbox.simulation?.passTime(reference, ['succeeded', 'returned']);
    await sandbox.simulation?.passTime(reference, ['returned']);
    await dropMessages();
    for (const eventId of ['evt_returned', 'evt_processing', 'evt_succeeded']) await callWebhook(reference, eventId);
    expect(await server.drainJobs()).toEqual([]);
    expect((await anna.attempt(id)).state).toBe('returned');
    expect(await books(server, invoiceId)).toEqual([one]);
    expect((await anna.payPage(invoiceId)).summary).toMatchObject({ status: 'open', amountDueMinor: 12_100 });
  });

  test('3: before the answer to our request find the attempt by what the provider carries for us', async () => {
    let during: string | undefined;
    provide({
      async startAttempt(order, input) {
        const answer = await sandbox.startAttempt(order, input);
        expect(await server.drainJobs()).toEqual([]);
        during = (await anna.attempt(order.attemptId)).state;
        return answer;
      },
    });
    expect((await anna.pay(invoiceId, goodCard)).state).toBe('succeeded');
    expect(during).toBe('succeeded');
    expect(await books(server, invoiceId)).toEqual([one]);
    expect(await receipts()).toBe(1);
  });

  test('4: before the browser comes back have booked what it then sees', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await sandbox.simulation?.answerChallenge(id, 'approve');
    expect(await server.drainJobs()).toEqual([]);
    expect((await anna.attempt(id)).state).toBe('succeeded');
  });

  test('5: after the browser came back find everything done', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await sandbox.simulation?.answerChallenge(id, 'approve');
    expect((await anna.act(id, 'refresh')).state).toBe('succeeded');
    expect(await server.drainJobs()).toEqual([]);
    expect(await books(server, invoiceId)).toEqual([one]);
    expect(await receipts()).toBe(1);
  });

  test('6, 7: that never arrive, for a browser that never comes back, are made up for by the janitor', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await sandbox.simulation?.answerChallenge(id, 'approve');
    await dropMessages();
    server.clock.advance(119_000);
    await reconcileAttempts(server.deps);
    expect((await anna.attempt(id)).state).toBe('requires_action');
    server.clock.advance(1_000);
    await reconcileAttempts(server.deps);
    expect((await anna.attempt(id)).state).toBe('succeeded');
    expect(await books(server, invoiceId)).toEqual([one]);
  });

  test('37: of a failure after the success change nothing', async () => {
    const { id } = await anna.pay(invoiceId, goodCard);
    for (const state of ['failed', 'canceled']) {
      await setAtProvider(id, { state, failure_code: 'card_declined' });
      await callWebhook(await referenceOf(id));
      expect(await server.drainJobs()).toEqual([]);
    }
    expect(await anna.attempt(id)).toMatchObject({ state: 'succeeded', failure: null, lock: { triesLeft: null } });
    expect(await statusOf()).toBe('paid');
  });

  test('of a payment that is not ours are answered and left', async () => {
    expect((await callWebhook('sbx_of_somebody_else')).status).toBe(200);
    expect(await server.drainJobs()).toEqual([]);
  });

  test('of a second payment under one attempt bring its money into the books, once', async () => {
    const { id } = await anna.pay(invoiceId, goodCard);
    await server.drainJobs();
    const first = await sandbox.refresh({ attemptId: id });
    const second = `sbx_second_${id}`;
    let state: 'failed' | 'succeeded' = 'failed';
    const failure = { class: 'declined', code: 'card_declined', countsForLock: true } as const;
    provide({
      refresh: async (query) => {
        if (!first || !('reference' in query) || query.reference !== second) return sandbox.refresh(query);
        const outcome = state === 'failed' ? { state, failure } : { state };
        return { ...first, reference: second, ...outcome };
      },
    });
    await callWebhook(second);
    expect(await server.drainJobs()).toEqual([]);
    expect(await books(server, invoiceId)).toEqual([one]);
    state = 'succeeded';
    for (let time = 0; time < 3; time += 1) await callWebhook(second);
    expect(await server.drainJobs()).toEqual([]);
    expect(await books(server, invoiceId)).toEqual([one, unallocated]);
    expect((await anna.attempt(id)).state).toBe('succeeded');
  });

  test('of a provider that was switched off meanwhile wait until it is back', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await sandbox.simulation?.answerChallenge(id, 'approve');
    await callWebhook(await referenceOf(id));
    await dropMessages();
    server.deps.providers = new Map();
    expect((await server.drainJobs()).map(({ name }) => name)).toContain('settle-webhook');
    provide({});
    expect(await server.drainJobs()).toEqual([]);
    expect((await anna.attempt(id)).state).toBe('succeeded');
  });

  test('are looked into again when the provider could not be asked', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await sandbox.simulation?.answerChallenge(id, 'approve');
    provide({ refresh: () => Promise.reject(new Error('provider is down')) });
    expect((await server.drainJobs()).map(({ name }) => name)).toContain('settle-webhook');
    expect((await anna.attempt(id)).state).toBe('requires_action');
    provide({});
    expect(await server.drainJobs()).toEqual([]);
    expect((await anna.attempt(id)).state).toBe('succeeded');
  });
});

describe('two payers, or one in two tabs', () => {
  test('9: the second tab is refused and goes on with the attempt of the first', async () => {
    const [first, second] = [await anna.draft(invoiceId), await anna.draft(invoiceId)];
    const attempt = await anna.try(first.id, challengeCard);
    const problem = await problemOf(await anna.press(second.id, goodCard));
    expect(problem).toMatchObject({ status: 409, code: 'payment_in_progress', attemptId: attempt.id });
    expect(asked).toBe(1);
    expect((await anna.answerChallenge(problem.attemptId ?? '', 'approve')).state).toBe('succeeded');
    expect(await books(server, invoiceId)).toEqual([one]);
  });

  test('9: a double click is one attempt', async () => {
    const draft = await anna.draft(invoiceId);
    const attemptId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => anna.press(draft.id, goodCard, attemptId)));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(asked).toBe(1);
    expect(await books(server, invoiceId)).toEqual([one]);
  });

  test('10: a colleague learns since when, and may pay after the first has let go', async () => {
    const draft = await colleague.draft(invoiceId);
    const { id } = await anna.pay(invoiceId, challengeCard);
    const problem = await problemOf(await colleague.press(draft.id, goodCard));
    expect(problem).toMatchObject({ code: 'payment_in_progress', startedAt: '2026-03-16T09:00:00.000Z' });
    expect(problem.attemptId).toBeUndefined();
    await anna.act(id, 'cancel');
    expect((await colleague.try(draft.id, goodCard)).state).toBe('succeeded');
    expect(await books(server, invoiceId)).toEqual([one]);
  });

  test('11: somebody who presses while the first payment succeeds is never charged', slow, async () => {
    for (let round = 0; round < 12; round += 1) {
      const contested = await newInvoice();
      const draft = await colleague.draft(contested);
      const { id } = await anna.pay(contested, challengeCard);
      asked = 0;
      const [answer] = await Promise.all([colleague.press(draft.id, goodCard), anna.answerChallenge(id, 'approve')]);
      expect((await problemOf(answer)).code).toMatch(/^(payment_in_progress|already_paid)$/);
      expect(asked).toBe(0);
      expect(await books(server, contested)).toEqual([one]);
    }
  });

  test('13: both who paid all the same are booked; the second has credit, nothing is dropped', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await anna.act(id, 'cancel');
    expect((await colleague.pay(invoiceId, goodCard)).state).toBe('succeeded');
    await setAtProvider(id, { state: 'succeeded' });
    await callWebhook(await referenceOf(id));
    expect(await server.drainJobs()).toEqual([]);
    expect(await anna.attempt(id)).toMatchObject({ state: 'succeeded', failure: null, paymentId: expect.any(String) });
    expect(await books(server, invoiceId)).toEqual([one, unallocated]);
    expect(await statusOf()).toBe('paid');
  });

  test('18: a transfer booked by hand while a debit is on its way leaves the debit as credit', async () => {
    await anna.pay(invoiceId, goodDebit);
    await insertPayment(server.db, { ...world.a, invoiceId }, { amountMinor: 12_100, receivedDate: '2026-03-16' });
    server.clock.advance(61_000);
    expect(await server.drainJobs()).toEqual([]);
    const booked = await books(server, invoiceId);
    expect(booked.toSorted((a, b) => a.allocatedMinor - b.allocatedMinor)).toEqual([unallocated, one]);
  });

  test('50: going back and pressing again after the success is refused and charges nothing', async () => {
    const draft = await anna.draft(invoiceId);
    await anna.try(draft.id, goodCard);
    asked = 0;
    expect(await problemOf(await anna.press(draft.id, goodCard))).toMatchObject({ status: 409, code: 'already_paid' });
    const again = await anna.post('/api/payments/drafts', { invoiceIds: [invoiceId], expectedTotalMinor: 12_100 });
    expect(await problemOf(again)).toMatchObject({ status: 409, code: 'already_paid' });
    expect(asked).toBe(0);
  });
});

test('19, 20: baskets that overlap neither block each other nor pay anything twice', slow, async () => {
  const invoices = await Promise.all(Array.from({ length: 6 }, () => newInvoice()));
  const holders = await Promise.all(invoices.map((documentId) => linkPayer(server, { ...world.a, documentId })));
  const baskets = Array.from({ length: 24 }, (_, turn) =>
    [0, 1, 2].map((step) => invoices[(turn * 5 + step * (turn + 1)) % 6]!),
  );
  const drafts = [
    ...(await Promise.all(
      baskets.map(async (basket, turn) => {
        const payer = turn % 2 === 0 ? anna : colleague;
        return { payer, draft: await payer.draft(...new Set(basket)) };
      }),
    )),
    ...(await Promise.all(holders.map(async (payer, turn) => ({ payer, draft: await payer.draft(invoices[turn]!) })))),
  ];
  const answers = await Promise.all(drafts.map(({ payer, draft }) => payer.press(draft.id, goodCard)));
  expect(answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 409)).toEqual([]);
  expect(answers.some(({ ok }) => ok)).toBe(true);
  for (const id of invoices) expect(await contradictions(id)).toEqual([]);
  expect(asked).toBe(answers.filter(({ ok }) => ok).length);
});

describe('what is owed changes', () => {
  test('16: between the page and the press: the press is refused with the new total', async () => {
    const draft = await anna.draft(invoiceId);
    await insertPayment(server.db, { ...world.a, invoiceId }, { amountMinor: 2_100, receivedDate: '2026-03-16' });
    expect(await problemOf(await anna.press(draft.id, goodCard))).toMatchObject({
      status: 409,
      code: 'amount_changed',
      totalMinor: 10_000,
      invoiceIds: [invoiceId],
    });
    expect(asked).toBe(0);
    expect((await anna.pay(invoiceId, goodCard)).amountMinor).toBe(10_000);
  });

  test('17: because the invoice was voided: nothing is charged', async () => {
    const draft = await anna.draft(invoiceId);
    await server.db.updateTable('documents').set({ voided_at: new Date() }).where('id', '=', invoiceId).execute();
    expect(await problemOf(await anna.press(draft.id, goodCard))).toMatchObject({ code: 'document_voided' });
    expect(asked).toBe(0);
  });

  test('17: because the invoice was voided after the press: the money is credit', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await server.db.updateTable('documents').set({ voided_at: new Date() }).where('id', '=', invoiceId).execute();
    expect((await anna.answerChallenge(id, 'approve')).state).toBe('succeeded');
    expect(await books(server, invoiceId)).toEqual([unallocated]);
  });

  test('19: one of several is paid meanwhile: the refusal names it and the new total', async () => {
    const other = await newInvoice({ payable_minor: 5_000 });
    const draft = await anna.draft(invoiceId, other);
    await colleague.pay(other, goodCard);
    asked = 0;
    expect(await problemOf(await anna.press(draft.id, goodCard))).toMatchObject({
      code: 'amount_changed',
      totalMinor: 12_100,
      invoiceIds: [other],
    });
    expect(asked).toBe(0);
  });

  test('not at midnight: a quote is good for its hour', async () => {
    const late = await newInvoice({ due_date: '2026-03-01' });
    await server.db
      .insertInto('late_charge_policies')
      .values({
        merchant_id: world.merchantId,
        entity_id: world.entityId,
        version: 1,
        valid_from_date: '2026-01-01',
        policy: JSON.stringify({
          schema: 'latefee-policy/1',
          id: 'test',
          version: 1,
          valid_from: '2026-01-01',
          audience: 'any',
          charges: [{ kind: 'interest', code: 'interest', rate: { percent: '36.50', per: 'year' } }],
        }),
      })
      .execute();
    server.clock.set('2026-03-16T22:50:00Z');
    anna = await contactPayer(server, world.a);
    const draft = await anna.draft(late);
    expect(draft.totalMinor).toBeGreaterThan(12_100);
    server.clock.advance(20 * 60_000);
    expect((await anna.try(draft.id, goodCard)).amountMinor).toBe(draft.totalMinor);
    expect((await anna.payPage(late)).summary).toMatchObject({ status: 'paid', amountDueMinor: 0 });
    await server.db.deleteFrom('late_charge_policies').execute();
  });
});

describe('a provider that does not answer', () => {
  const timeout = () => Promise.reject(new Error('no answer within 20 s'));

  test('21: but did it: the money is found, and nothing is charged twice', async () => {
    provide({ startAttempt: (order, input) => sandbox.startAttempt(order, input).then(timeout) });
    const attempt = await anna.pay(invoiceId, goodCard);
    expect(attempt.state).toBe('unknown');
    expect(await statusOf()).toBe('being_paid');
    provide({});
    expect((await anna.act(attempt.id, 'refresh')).state).toBe('succeeded');
    await server.drainJobs();
    expect(await books(server, invoiceId)).toEqual([one]);
  });

  test('22: and did not do it: given up after two minutes, not before, and not counted', async () => {
    provide({ startAttempt: timeout });
    const attempt = await anna.pay(invoiceId, goodCard);
    provide({});
    server.clock.advance(119_000);
    expect((await anna.act(attempt.id, 'refresh')).state).toBe('unknown');
    expect((await anna.act(attempt.id, 'cancel')).state).toBe('unknown');
    server.clock.advance(1_000);
    expect(await anna.act(attempt.id, 'refresh')).toMatchObject({
      state: 'failed',
      failure: { class: 'technical', code: 'not_received' },
      lock: { triesLeft: null },
    });
    expect((await anna.pay(invoiceId, goodCard)).state).toBe('succeeded');
  });

  test('22: and does it after we gave up: the money is booked', async () => {
    const inputs: Parameters<PaymentProvider['startAttempt']>[] = [];
    provide({
      startAttempt: (...request) => {
        inputs.push(request);
        return timeout();
      },
    });
    const attempt = await anna.pay(invoiceId, goodCard);
    provide({});
    server.clock.advance(120_000);
    await reconcileAttempts(server.deps);
    expect((await anna.attempt(attempt.id)).state).toBe('failed');
    await sandbox.startAttempt(...inputs[0]!);
    expect(await server.drainJobs()).toEqual([]);
    expect(await anna.attempt(attempt.id)).toMatchObject({ state: 'succeeded', failure: null });
    expect(await books(server, invoiceId)).toEqual([one]);
  });

  test('27: because we crashed after asking it: the janitor books the one charge', async () => {
    const attemptId = await crash({ isAsked: true });
    server.clock.advance(120_000);
    await reconcileAttempts(server.deps);
    expect((await anna.attempt(attemptId)).state).toBe('succeeded');
    expect(await books(server, invoiceId)).toEqual([one]);
  });

  test('27: because we crashed before asking it: the janitor sets the invoice free', async () => {
    const attemptId = await crash({ isAsked: false });
    server.clock.advance(120_000);
    await reconcileAttempts(server.deps);
    expect(await anna.attempt(attemptId)).toMatchObject({ state: 'failed', failure: { code: 'not_received' } });
    expect((await anna.pay(invoiceId, goodCard)).state).toBe('succeeded');
  });

  async function crash({ isAsked }: { isAsked: boolean }): Promise<string> {
    const attemptId = randomUUID();
    const { id } = await anna.draft(invoiceId);
    const { merchantId, customerId, contactId } = world.a;
    const draft = await findDraft(server.db, { merchantId, principal: anna.principal }, id);
    const reader = { merchantId, customerIds: [customerId], onlyDocumentId: null };
    const payer = { reader, principal: anna.principal, contactId, linkLevel: null };
    await admitAttempt(server.deps, payer, draft!, { attemptId, provider: 'sandbox', accountId: null, method: 'card' });
    const money = { amountMinor: 12_100, currency: 'EUR', country: null, language: 'en' };
    const order = { ...money, attemptId, draftId: id, description: '', returnUrl: '' };
    if (isAsked) await sandbox.startAttempt(order, goodCard);
    await dropMessages();
    return attemptId;
  }

  test('holds up no other payment that the janitor looks at', async () => {
    const stuck = await anna.pay(invoiceId, challengeCard);
    const other = await colleague.pay(await newInvoice(), challengeCard);
    for (const { id } of [stuck, other]) await sandbox.simulation?.answerChallenge(id, 'approve');
    await dropMessages();
    const reference = await referenceOf(stuck.id);
    provide({
      refresh: (query) => ('reference' in query && query.reference === reference ? timeout() : sandbox.refresh(query)),
    });
    server.clock.advance(120_000);
    await expect(reconcileAttempts(server.deps)).rejects.toThrow(/1 payment attempts could not be settled/);
    expect((await colleague.attempt(other.id)).state).toBe('succeeded');
    expect((await anna.attempt(stuck.id)).state).toBe('requires_action');
  });
});

describe('the janitor', () => {
  test('comes to a payment of today, however many debits are on their way for days', async () => {
    const debit = await colleague.pay(await newInvoice(), slowDebit);
    await sql`
      insert into payment_attempts (merchant_id, id, draft_id, principal, provider, method, state, lock_epoch, created_at, looked_at)
      select merchant_id, gen_random_uuid(), draft_id, principal, provider, method, state, lock_epoch,
        ${server.clock.now()}::timestamptz - interval '10 days', ${server.clock.now()}::timestamptz - interval '1 day'
      from payment_attempts, generate_series(1, 600) where id = ${debit.id}`.execute(server.db);
    const { id } = await anna.pay(invoiceId, challengeCard);
    await sandbox.simulation?.answerChallenge(id, 'approve');
    await dropMessages();
    server.clock.advance(120_000);
    await reconcileAttempts(server.deps);
    expect((await anna.attempt(id)).state).toBe('succeeded');
  });

  test('ends before its job would be begun again, and goes on a minute later', async () => {
    for (let count = 0; count < 4; count += 1) await anna.pay(await newInvoice(), challengeCard);
    let questions = 0;
    provide({
      refresh: (query) => {
        questions += 1;
        server.clock.advance(3 * 60_000);
        return sandbox.refresh(query);
      },
    });
    server.clock.advance(120_000);
    await reconcileAttempts(server.deps);
    expect(questions).toBe(2);
    await reconcileAttempts(server.deps);
    expect(questions).toBe(4);
  });

  test('sets an invoice free whose payer left without answering', slow, async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    for (let minute = 0; minute < 50; minute += 1) {
      server.clock.advance(60_000);
      await reconcileAttempts(server.deps);
    }
    anna = await contactPayer(server, world.a);
    expect(await anna.attempt(id)).toMatchObject({ state: 'canceled', failure: { class: 'abandoned' } });
    expect((await anna.pay(invoiceId, goodCard)).state).toBe('succeeded');
  });

  test('asks less and less often about a debit that takes two weeks', slow, async () => {
    let questions = 0;
    provide({
      refresh: (query) => {
        questions += 1;
        return sandbox.refresh(query);
      },
    });
    const { id } = await anna.pay(invoiceId, slowDebit);
    for (let quarter = 0; quarter < 14 * 96; quarter += 1) {
      server.clock.advance(900_000);
      await reconcileAttempts(server.deps);
    }
    expect(questions).toBeGreaterThan(8);
    expect(questions).toBeLessThan(30);
    anna = await contactPayer(server, world.a);
    expect((await anna.attempt(id)).state).toBe('processing');
  });
});

describe('money that is not what it should be', () => {
  test('36: a debit that fails after days opens the invoice again and does not count', async () => {
    const { id } = await anna.pay(invoiceId, slowDebit);
    expect(await statusOf()).toBe('being_paid');
    await setAtProvider(id, { state: 'failed', failure_code: 'debit_refused' });
    server.clock.advance(3 * 86_400_000);
    await reconcileAttempts(server.deps);
    expect(await anna.attempt(id)).toMatchObject({
      state: 'failed',
      failure: { code: 'debit_refused' },
      lock: { triesLeft: null },
    });
    expect(await statusOf()).toBe('open');
    expect(await books(server, invoiceId)).toEqual([]);
    await server.drainJobs();
    expect(server.mails.at(-1)).toMatchObject({
      to: 'a1@a.example',
      subject: 'Your payment of €121.00 did not go through',
    });
    expect(server.mails.at(-1)?.text).toContain(`Invoice R-${made}: €121.00`);
    expect(server.mails.at(-1)?.text).toContain('16 March 2026');
  });

  test.each([
    ['less', { amount_minor: 5_000 }, { amountMinor: 5_000, currency: 'EUR', allocatedMinor: 5_000 }, 7_100],
    ['more', { amount_minor: 20_000 }, { amountMinor: 20_000, currency: 'EUR', allocatedMinor: 12_100 }, 0],
    ['another currency', { currency: 'USD' }, { amountMinor: 12_100, currency: 'USD', allocatedMinor: 0 }, 12_100],
  ])('32, 33, T68: %s than was asked is booked as what it is, and flagged', async (_what, change, booked, dueMinor) => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await setAtProvider(id, { state: 'succeeded', ...change });
    expect((await anna.act(id, 'refresh')).state).toBe('succeeded');
    expect(await books(server, invoiceId)).toEqual([booked]);
    expect((await anna.payPage(invoiceId)).summary.amountDueMinor).toBe(dueMinor);
    const events = await server.db
      .selectFrom('document_events')
      .select('data')
      .where('document_id', '=', invoiceId)
      .where('kind', '=', 'payment_differs')
      .execute();
    expect(events.map(({ data }) => data)).toMatchObject([{ asked: { amountMinor: 12_100, currency: 'EUR' } }]);
  });
});

test('whatever happens in whatever order, our books hold what the provider took, each once', slow, async () => {
  const happening = fc.record({
    kind: fc.constantFrom('pay', 'pay', 'answer', 'answer', 'cancel', 'refresh', 'drain', 'wait', 'lose messages'),
    who: fc.nat(1),
    invoice: fc.nat(1),
    input: fc.constantFrom(goodCard, challengeCard, challengeCard, goodDebit, returnedDebit, refusedCard),
    answer: fc.constantFrom('approve', 'fail', 'cancel'),
    isLost: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 14 }), async (story) => {
      const invoices = [await newInvoice(), await newInvoice()];
      const payers = [anna, colleague];
      const attempts: string[] = [];
      for (const step of story) {
        const payer = payers[step.who]!;
        const last = attempts.at(-1);
        const isLost = (order: Parameters<PaymentProvider['startAttempt']>[0], input: typeof goodCard) =>
          sandbox.startAttempt(order, input).then(() => Promise.reject(new Error('lost')));
        provide(step.isLost ? { startAttempt: isLost } : {});
        if (step.kind === 'pay') {
          const body = { invoiceIds: [invoices[step.invoice]], expectedTotalMinor: 12_100 };
          const draft = await payer.post('/api/payments/drafts', body);
          const attemptId = randomUUID();
          if (draft.ok && (await payer.press(draftSchema.parse(await draft.json()).id, step.input, attemptId)).ok)
            attempts.push(attemptId);
        } else if (step.kind === 'answer' && last) {
          await payer.post(`/api/payments/attempts/${last}/challenge`, { answer: step.answer });
        } else if ((step.kind === 'cancel' || step.kind === 'refresh') && last) {
          await payer.post(`/api/payments/attempts/${last}/${step.kind}`);
        } else if (step.kind === 'lose messages') await dropMessages();
        else if (step.kind === 'drain') await server.drainJobs();
        else if (step.kind === 'wait') server.clock.advance(61_000);
      }
      provide({});
      for (let minute = 0; minute < 40; minute += 5) {
        server.clock.advance(300_000);
        await reconcileAttempts(server.deps);
        await server.drainJobs();
      }
      const { taken, returned, booked, reversed } = await bothBooks(attempts);
      expect({ booked, reversed }).toEqual({ booked: taken, reversed: returned });
      for (const id of invoices) expect(await contradictions(id)).toEqual([]);
      server.clock.set('2026-03-16T09:00:00Z');
      await sql`update payment_locks set locked_until = null, counts_from_at = clock_timestamp()`.execute(server.db);
    }),
    { numRuns: 15 },
  );
});

/** What the provider took and gave back, and what we booked of it. */
async function bothBooks(attempts: string[]) {
  const ids = [...attempts, randomUUID()];
  const provider = await server.db
    .selectFrom('sandbox_payments')
    .select(['reference', 'state'])
    .where('attempt_id', 'in', ids)
    .execute();
  const ours = await server.db
    .selectFrom('payments as p')
    .leftJoin('payment_reversals as r', 'r.payment_id', 'p.id')
    .select(['p.provider_reference as reference', 'r.id as reversalId'])
    .where('p.attempt_id', 'in', ids)
    .execute();
  const references = (rows: { reference: string }[]) => rows.map(({ reference }) => reference).toSorted();
  return {
    taken: references(provider.filter(({ state }) => state === 'succeeded' || state === 'returned')),
    returned: references(provider.filter(({ state }) => state === 'returned')),
    booked: references(ours),
    reversed: references(ours.filter(({ reversalId }) => reversalId !== null)),
  };
}

async function contradictions(id: string): Promise<string[]> {
  const { summary, openAttempt } = await (await contactPayer(server, world.a)).payPage(id);
  const { rows } = await sql<{ allocated: number }>`
    select coalesce(sum(amount_minor), 0)::bigint as allocated from allocations where invoice_id = ${id}`.execute(
    server.db,
  );
  const allocatedMinor = rows[0]?.allocated ?? 0;
  const found: string[] = [];
  if (allocatedMinor < 0 || allocatedMinor > 12_100) found.push(`allocated ${allocatedMinor}`);
  if (summary.amountDueMinor !== 12_100 - allocatedMinor) found.push(`due ${summary.amountDueMinor}`);
  if ((summary.status === 'paid') !== (allocatedMinor === 12_100)) found.push(`status ${summary.status}`);
  if (openAttempt) found.push(`still open: ${openAttempt.state}`);
  return found;
}
