import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../db/database.ts';
import { problemOf, testApp, type TestApp } from '../testing.ts';
import { insertContact, insertCustomer, insertDocument, insertTwoCompanies } from '../testing/fixtures.ts';
import {
  card,
  challengeCard,
  contactPayer,
  disputedCard,
  goodCard,
  goodDebit,
  letDatabaseTimePass,
  linkPayer,
  refusedCard,
  returnedDebit,
  slowDebit,
  switchPaymentsOn,
  technicalCard,
  type TestPayer,
} from '../testing/paying.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { getDocumentDetail } from '../documents/read-document.ts';
import { listPaymentLocks } from './payment-lock-queries.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';
import { unlockPayments } from './unlock-payments.ts';

/** Many requests; the machine may have other work. */
const slow = { timeout: 90_000 };

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let sandbox: PaymentProvider;
let asked = 0;
let made = 0;
let anna: TestPayer;
/** Each test has its own: failures of all who pay for it count together. */
let customerId: string;
let someInvoiceId: string;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
  sandbox = server.deps.providers.get('sandbox')!;
  server.deps.db = openDatabase(server.deps.config.databaseUrl!, { connectionsMax: 40 });
});
afterAll(async () => {
  await server.deps.db.destroy();
  await server.close();
});
beforeEach(async () => {
  server.clock.set('2026-03-16T09:00:00Z');
  asked = 0;
  provide({
    startAttempt: (order, input) => {
      asked += 1;
      return sandbox.startAttempt(order, input);
    },
  });
  await newCustomer();
  anna = await newPayer();
});

function provide(changes: Partial<PaymentProvider>): void {
  server.deps.providers = new Map([['sandbox', { ...sandbox, ...changes }]]);
}

async function newCustomer(): Promise<void> {
  customerId = await insertCustomer(server.db, { merchant_id: world.merchantId });
  someInvoiceId = await newInvoice();
}

/** Another contact of the same company, without any tries. */
async function newPayer(): Promise<TestPayer> {
  made += 1;
  const contactId = await insertContact(server.db, {
    merchant_id: world.merchantId,
    customer_id: customerId,
    email: `payer${made}@a.example`,
  });
  return contactPayer(server, { merchantId: world.merchantId, contactId });
}

/** Of a link that Anna was sent. */
async function newHolder(documentId: string): Promise<TestPayer> {
  return linkPayer(server, { ...world, contactId: anna.principal.split(':')[1] ?? '', documentId });
}

function newInvoice(): Promise<string> {
  made += 1;
  const belongs = { merchant_id: world.merchantId, entity_id: world.entityId, customer_id: customerId };
  return insertDocument(server.db, { ...belongs, number: `L-${made}` });
}

async function newDraft(payer: TestPayer): Promise<string> {
  return (await payer.draft(await newInvoice())).id;
}

async function fail(payer: TestPayer, times: number): Promise<void> {
  const draftId = await newDraft(payer);
  for (let time = 0; time < times; time += 1) expect((await payer.try(draftId, refusedCard)).state).toBe('failed');
}

async function payPart(payer: TestPayer, invoiceId: string, amountMinor: number, input = goodCard) {
  const request = { invoiceIds: [invoiceId], parts: [{ invoiceId, amountMinor }] };
  const answer = await payer.post('/api/payments/drafts', request);
  expect(answer.status).toBe(201);
  return payer.try(((await answer.json()) as { id: string }).id, input);
}

async function lockOf(payer: TestPayer) {
  return (await payer.payPage(someInvoiceId)).offer.lock;
}

async function lockRow(payer: TestPayer) {
  return server.db.selectFrom('payment_locks').selectAll().where('principal', '=', payer.principal).executeTakeFirst();
}

async function countedFailures(payer: TestPayer) {
  return server.db
    .selectFrom('payment_attempts')
    .select('failure_counted_at as at')
    .where('principal', '=', payer.principal)
    .where('failure_counted_at', 'is not', null)
    .orderBy('failure_counted_at')
    .execute();
}

async function lockMails(payer: TestPayer): Promise<string[]> {
  const contactId = payer.principal.split(':')[1] ?? '';
  const rows = await server.db
    .selectFrom('mails')
    .select('kind')
    .where('kind', '=', 'payment_locked')
    .where('contact_id', '=', contactId)
    .execute();
  return rows.map(({ kind }) => kind);
}

const unlock = (payer: TestPayer, reason = 'called us') =>
  unlockPayments(server.deps, { merchantId: world.merchantId }, { principal: payer.principal, reason });

describe('five failures in a row', () => {
  test('stop the payer for exactly an hour from the last one, by the clock of the database', async () => {
    await fail(anna, 5);
    const draftId = await newDraft(anna);
    const answer = await anna.press(draftId, goodCard);
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ status: 429, code: 'payment_locked', retryAfterSeconds: expect.any(Number) });
    expect(answer.headers.get('Retry-After')).toBe(String(problem.retryAfterSeconds));
    expect(problem.retryAfterSeconds).toBeGreaterThan(3_500);
    expect(problem.retryAfterSeconds).toBeLessThanOrEqual(3_600);
    const failures = await countedFailures(anna);
    const lockedUntil = (await lockRow(anna))?.locked_until;
    expect(lockedUntil!.getTime() - failures.at(-1)!.at!.getTime()).toBe(3_600_000);
    expect(problem.lockedUntil).toBe(lockedUntil!.toISOString());
    expect(await lockOf(anna)).toMatchObject({ lockedUntil: lockedUntil!.toISOString(), triesLeft: 0 });
  });

  test('are announced from the third on', async () => {
    const told: (number | null)[] = [];
    for (let time = 0; time < 5; time += 1) {
      told.push((await lockOf(anna)).triesLeft);
      await fail(anna, 1);
    }
    expect(told).toEqual([null, null, null, 2, 1]);
  });

  test('are told to the payer and to the administrators, once', async () => {
    await fail(anna, 5);
    await anna.press(await newDraft(anna), goodCard);
    expect(await lockMails(anna)).toEqual(['payment_locked']);
    await server.drainJobs();
    const told = server.mails.slice(-2).map(({ to }) => to);
    expect(told.toSorted()).toEqual(['admin@merchant.example', `payer${made - 2}@a.example`].toSorted());
  });

  test('on one invoice stop the payer on every other, but not from reading and not from a transfer', async () => {
    await fail(anna, 5);
    const page = await anna.payPage(await newInvoice());
    expect(page.offer.lock.lockedUntil).not.toBeNull();
    expect(page.transfer).not.toBeNull();
  });

  test('are told where the invoice is read, to whom they stop and to nobody else', async () => {
    await fail(anna, 5);
    const { merchantId } = world;
    const pauseOf = async (payer: TestPayer) => {
      const contactId = payer.principal.split(':')[1] ?? '';
      const reader = { merchantId, customerIds: [customerId], onlyDocumentId: null, contactId };
      return (await getDocumentDetail(server.deps, reader, someInvoiceId)).payPause;
    };
    const until = (await lockOf(anna)).lockedUntil;
    expect(await pauseOf(anna)).toEqual({ until, timeZone: 'Europe/Brussels' });
    expect(await pauseOf(await newPayer())).toBeNull();
    await unlock(anna);
    expect(await pauseOf(anna)).toBeNull();
  });

  test('T57: of one contact leave a colleague free', async () => {
    await fail(anna, 5);
    const colleague = await newPayer();
    expect((await colleague.pay(await newInvoice(), goodCard)).state).toBe('succeeded');
  });

  test('T59: of whoever holds a forwarded link stop only that link', async () => {
    const documentId = await newInvoice();
    const holder = await newHolder(documentId);
    for (let time = 0; time < 5; time += 1) await holder.pay(documentId, refusedCard);
    const draft = await holder.draft(documentId);
    expect(await listPaymentLocks(server.db, world)).toContainEqual(
      expect.objectContaining({ principal: holder.principal, email: `payer${made - 1}@a.example` }),
    );
    expect(await problemOf(await holder.press(draft.id, goodCard))).toMatchObject({ code: 'payment_locked' });
    expect((await anna.pay(documentId, goodCard)).state).toBe('succeeded');
  });
});

describe('while the lock runs', () => {
  test('300 tries are refused before the provider is asked, and the end does not move', slow, async () => {
    await fail(anna, 5);
    const draftId = await newDraft(anna);
    const before = await lockRow(anna);
    asked = 0;
    const answers = await Promise.all(Array.from({ length: 300 }, () => anna.press(draftId, goodCard)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 300 }, () => 429));
    expect(asked).toBe(0);
    expect(await lockRow(anna)).toEqual(before);
  });

  test('the clock of the server says nothing', async () => {
    await fail(anna, 5);
    for (const instant of ['2026-03-16T07:00:00Z', '2026-03-16T11:00:00Z', '2026-03-29T01:30:00Z']) {
      server.clock.set(instant);
      const payer = await contactPayer(server, { ...world, contactId: anna.principal.split(':')[1] ?? '' });
      expect(await problemOf(await payer.press(await newDraft(payer), goodCard))).toMatchObject({
        code: 'payment_locked',
      });
    }
  });

  test('a refusal that arrives late does not move its end, nor count after it', async () => {
    const underway = await anna.pay(await newInvoice(), slowDebit);
    await fail(anna, 5);
    const before = await lockRow(anna);
    const failure = { class: 'declined' as const, code: 'debit_refused' as const, countsForLock: true };
    provide({
      refresh: async (query) => ({ ...(await sandbox.refresh(query))!, state: 'failed' as const, failure }),
    });
    expect((await anna.act(underway.id, 'refresh')).state).toBe('failed');
    expect(await lockRow(anna)).toEqual(before);
    expect(await countedFailures(anna)).toHaveLength(5);
  });

  test('money that arrives all the same is booked and lifts it', async () => {
    const invoiceId = await newInvoice();
    const underway = await anna.pay(invoiceId, goodDebit);
    await fail(anna, 5);
    expect((await lockOf(anna)).lockedUntil).not.toBeNull();
    server.clock.advance(61_000);
    await server.drainJobs();
    expect((await anna.attempt(underway.id)).state).toBe('succeeded');
    expect(await lockOf(anna)).toEqual({ lockedUntil: null, retryAfterSeconds: 0, triesLeft: null });
    expect((await anna.pay(await newInvoice(), goodCard)).state).toBe('succeeded');
  });
});

describe('the end of the lock', () => {
  test('T58: comes by itself, a millisecond after the hour, and gives five new tries', async () => {
    await fail(anna, 5);
    const draftId = await newDraft(anna);
    await letDatabaseTimePass(server, 3_500);
    const { retryAfterSeconds } = await problemOf(await anna.press(draftId, goodCard));
    expect(retryAfterSeconds).toBeGreaterThan(0);
    expect(retryAfterSeconds).toBeLessThanOrEqual(100);
    await sql`update payment_locks set locked_until = clock_timestamp() - interval '1 ms' where principal = ${anna.principal}`.execute(
      server.db,
    );
    expect(await lockOf(anna)).toEqual({ lockedUntil: null, retryAfterSeconds: 0, triesLeft: null });
    await fail(anna, 4);
    expect((await lockOf(anna)).triesLeft).toBe(1);
    expect((await anna.try(draftId, goodCard)).state).toBe('succeeded');
  });

  test('comes at once when the merchant lifts it, who says why; twice does nothing more', async () => {
    await fail(anna, 5);
    expect(await listPaymentLocks(server.db, world)).toContainEqual({
      principal: anna.principal,
      email: `payer${made - 1}@a.example`,
      lockedUntil: (await lockRow(anna))!.locked_until,
    });
    expect(await unlock(anna)).toEqual({ wasLocked: true });
    expect(await unlock(anna)).toEqual({ wasLocked: false });
    expect((await listPaymentLocks(server.db, world)).map(({ principal }) => principal)).not.toContain(anna.principal);
    expect((await anna.pay(await newInvoice(), goodCard)).state).toBe('succeeded');
    const events = await server.db
      .selectFrom('payment_lock_events')
      .select(['kind', 'reason'])
      .where('principal', '=', anna.principal)
      .orderBy('happened_at')
      .execute();
    expect(events).toEqual([
      { kind: 'locked', reason: null },
      { kind: 'unlocked', reason: 'called us' },
    ]);
  });

  test('cannot be brought about for a payer of another merchant, nor for one who never tried', async () => {
    await fail(anna, 5);
    const other = { merchantId: world.otherMerchantId };
    const reason = 'mistake';
    await expect(unlockPayments(server.deps, other, { principal: anna.principal, reason })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(unlock(await newPayer())).rejects.toMatchObject({ code: 'not_found' });
    expect((await lockOf(anna)).lockedUntil).not.toBeNull();
  });

  test('keeps failures of tries from before it from counting', async () => {
    await fail(anna, 4);
    const { id } = await anna.pay(await newInvoice(), challengeCard);
    await unlock(anna);
    expect(await anna.answerChallenge(id, 'fail')).toMatchObject({ state: 'failed', lock: { triesLeft: null } });
    await fail(anna, 4);
    expect(await lockOf(anna)).toMatchObject({ lockedUntil: null, triesLeft: 1 });
  });
});

describe('a payer whom the provider itself stops', () => {
  const stopped = {
    state: 'failed' as const,
    failure: { class: 'declined' as const, code: 'card_declined' as const, countsForLock: true, locksAtOnce: true },
  };

  /** Leaves a challenge open, is then stopped on another invoice. */
  async function stopDuringChallenge(): Promise<{ invoiceId: string; attemptId: string }> {
    const invoiceId = await newInvoice();
    const { id: attemptId } = await anna.pay(invoiceId, challengeCard);
    provide({ startAttempt: async (order, input) => ({ ...(await sandbox.startAttempt(order, input)), ...stopped }) });
    await anna.pay(await newInvoice(), refusedCard);
    provide({});
    expect((await lockOf(anna)).lockedUntil).not.toBeNull();
    return { invoiceId, attemptId };
  }

  test('is locked at once, and 43: what was still open at the bank is cancelled', async () => {
    const { invoiceId, attemptId } = await stopDuringChallenge();
    expect(await server.drainJobs()).toEqual([]);
    expect((await anna.attempt(attemptId)).state).toBe('canceled');
    expect((await sandbox.refresh({ attemptId }))?.state).toBe('canceled');
    expect((await (await newPayer()).pay(invoiceId, goodCard)).state).toBe('succeeded');
  });

  test('43: what the bank had approved by then is booked, and lifts the lock', async () => {
    const { attemptId } = await stopDuringChallenge();
    await server.db
      .updateTable('sandbox_payments')
      .set({ state: 'succeeded' })
      .where('attempt_id', '=', attemptId)
      .execute();
    expect(await server.drainJobs()).toEqual([]);
    expect((await anna.attempt(attemptId)).state).toBe('succeeded');
    expect((await lockOf(anna)).lockedUntil).toBeNull();
  });

  test('43: a try of which its provider has not heard yet is asked for again', async () => {
    const { attemptId } = await stopDuringChallenge();
    await server.db.updateTable('payment_attempts').set({ state: 'unknown' }).where('id', '=', attemptId).execute();
    provide({ cancel: async () => null });
    expect(await server.drainJobs()).toMatchObject([{ name: 'cancel-attempts' }]);
    provide({});
    expect(await server.drainJobs()).toEqual([]);
    expect((await anna.attempt(attemptId)).state).toBe('canceled');
  });

  test('43: what cannot be cancelled now is cancelled later', async () => {
    const { attemptId } = await stopDuringChallenge();
    provide({ cancel: () => Promise.reject(new Error('no answer')) });
    expect(await server.drainJobs()).toMatchObject([{ name: 'cancel-attempts' }]);
    expect((await anna.attempt(attemptId)).state).toBe('requires_action');
    provide({});
    expect(await server.drainJobs()).toEqual([]);
    expect((await anna.attempt(attemptId)).state).toBe('canceled');
  });
});

describe('in a row', () => {
  test('means without a success in between', async () => {
    await fail(anna, 4);
    await anna.pay(await newInvoice(), goodCard);
    await fail(anna, 4);
    expect(await lockOf(anna)).toMatchObject({ lockedUntil: null, triesLeft: 1 });
  });

  test('goes on over a part that leaves something open, and ends with the last part', async () => {
    const invoiceId = await newInvoice();
    await fail(anna, 2);
    expect((await payPart(anna, invoiceId, 1_000)).state).toBe('succeeded');
    await fail(anna, 2);
    expect((await lockOf(anna)).triesLeft).toBe(1);
    expect((await payPart(anna, invoiceId, 1_000)).state).toBe('succeeded');
    expect((await lockOf(anna)).triesLeft).toBe(1);
    expect((await anna.pay(invoiceId, goodCard)).state).toBe('succeeded');
    expect((await lockOf(anna)).triesLeft).toBeNull();
  });

  test('is not broken by a part whose money arrives while the lock runs', async () => {
    const part = await payPart(anna, await newInvoice(), 1_000, goodDebit);
    await fail(anna, 5);
    server.clock.advance(61_000);
    await server.drainJobs();
    expect((await anna.attempt(part.id)).state).toBe('succeeded');
    expect((await lockOf(anna)).lockedUntil).not.toBeNull();
  });

  test('means within 24 hours: each failure fades by itself', async () => {
    await fail(anna, 2);
    await letDatabaseTimePass(server, 23 * 3_600);
    await fail(anna, 2);
    expect((await lockOf(anna)).triesLeft).toBe(1);
    await letDatabaseTimePass(server, 3_601);
    expect((await lockOf(anna)).triesLeft).toBeNull();
    await fail(anna, 2);
    expect(await lockOf(anna)).toMatchObject({ lockedUntil: null, triesLeft: 1 });
    await fail(anna, 1);
    expect((await lockOf(anna)).lockedUntil).not.toBeNull();
  });

  test('leaves out what the payer did not fail at', async () => {
    await fail(anna, 4);
    for (let time = 0; time < 6; time += 1) {
      expect((await anna.pay(await newInvoice(), technicalCard)).state).toBe('failed');
    }
    const canceled = await anna.pay(await newInvoice(), challengeCard);
    await anna.answerChallenge(canceled.id, 'cancel');
    const dropped = await anna.pay(await newInvoice(), challengeCard);
    await anna.act(dropped.id, 'cancel');
    const draftId = await newDraft(anna);
    await anna.press(draftId, card('4111111111111111'));
    expect(await lockOf(anna)).toMatchObject({ lockedUntil: null, triesLeft: 1 });
  });

  test('leaves out a debit that comes back and a dispute, days later', async () => {
    const invoices = [await newInvoice(), await newInvoice()];
    await anna.pay(invoices[0]!, returnedDebit);
    await anna.pay(invoices[1]!, disputedCard);
    await fail(anna, 4);
    for (let minute = 0; minute < 3; minute += 1) {
      server.clock.advance(61_000);
      await server.drainJobs();
    }
    for (const id of invoices) expect((await anna.payPage(id)).summary.status).toBe('open');
    expect((await countedFailures(anna)).length).toBe(4);
  });

  test('leaves out tries whose outcome nobody knew', async () => {
    await fail(anna, 3);
    provide({ startAttempt: () => Promise.reject(new Error('no answer within 20 s')) });
    const lost = [await anna.pay(await newInvoice(), goodCard), await anna.pay(await newInvoice(), goodCard)];
    expect(lost.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
    expect(await problemOf(await anna.press(await newDraft(anna), goodCard))).toMatchObject({
      code: 'payment_in_progress',
    });
    server.clock.advance(121_000);
    await reconcileAttempts(server.deps);
    for (const { id } of lost) expect((await anna.attempt(id)).failure).toMatchObject({ code: 'not_received' });
    expect(await lockOf(anna)).toMatchObject({ lockedUntil: null, triesLeft: 2 });
  });
});

describe('twenty failures of one customer in a day', () => {
  /** Of as many payers as it takes, none of whom is locked at the end. */
  async function failTogether(times: number): Promise<void> {
    for (let left = times; left > 0; left -= 4) await fail(await newPayer(), Math.min(4, left));
  }

  const refusal = async (payer: TestPayer) => problemOf(await payer.press(await newDraft(payer), goodCard));

  test('stop all of its payers until the first of them fades, whatever is paid; a transfer stays', slow, async () => {
    await failTogether(19);
    expect((await anna.pay(await newInvoice(), goodCard)).state).toBe('succeeded');
    await letDatabaseTimePass(server, 80_000);
    await fail(anna, 1);
    const told = await refusal(anna);
    expect(told).toMatchObject({ status: 429, code: 'payment_locked' });
    expect(told.retryAfterSeconds).toBeGreaterThan(6_000);
    expect(told.retryAfterSeconds).toBeLessThanOrEqual(6_400);
    const page = await anna.payPage(someInvoiceId);
    expect(page.offer.lock).toMatchObject({ lockedUntil: told.lockedUntil });
    expect(page.transfer).not.toBeNull();
    await letDatabaseTimePass(server, 6_401);
    expect((await anna.pay(await newInvoice(), goodCard)).state).toBe('succeeded');
  });

  test('do not stop the payers of another', slow, async () => {
    await failTogether(20);
    expect((await refusal(anna)).code).toBe('payment_locked');
    await newCustomer();
    const stranger = await newPayer();
    expect((await stranger.pay(await newInvoice(), goodCard)).state).toBe('succeeded');
  });

  test('by the holders of links stop links, but nobody who is signed in', slow, async () => {
    for (let link = 0; link < 5; link += 1) {
      const documentId = await newInvoice();
      const holder = await newHolder(documentId);
      for (let time = 0; time < 4; time += 1) await holder.pay(documentId, refusedCard);
    }
    const documentId = await newInvoice();
    const another = await newHolder(documentId);
    expect(await problemOf(await another.press((await another.draft(documentId)).id, goodCard))).toMatchObject({
      code: 'payment_locked',
    });
    expect((await anna.pay(documentId, goodCard)).state).toBe('succeeded');
  });

  test('end when the merchant forgives a payer, locked or not', slow, async () => {
    await failTogether(16);
    await fail(anna, 4);
    expect((await refusal(anna)).code).toBe('payment_locked');
    expect(await unlock(anna)).toEqual({ wasLocked: false });
    expect((await anna.pay(await newInvoice(), goodCard)).state).toBe('succeeded');
  });
});

describe('at the same moment', () => {
  test('200 tries of one payer on 200 invoices let exactly five through', slow, async () => {
    const drafts = await inBatches(200, () => newDraft(anna));
    asked = 0;
    const answers = await Promise.all(drafts.map((draftId) => anna.press(draftId, challengeCard)));
    const codes = await Promise.all(
      answers.map(async (answer) => (answer.ok ? 'admitted' : (await problemOf(answer)).code)),
    );
    expect(Map.groupBy(codes, (code) => code).get('admitted')).toHaveLength(5);
    expect(Map.groupBy(codes, (code) => code).get('payment_in_progress')).toHaveLength(195);
    expect(asked).toBe(5);
  });

  test('each outcome told four times counts once, and the fifth locks', slow, async () => {
    const attempts: string[] = [];
    for (let time = 0; time < 5; time += 1) attempts.push((await anna.pay(await newInvoice(), challengeCard)).id);
    for (const id of attempts) await sandbox.simulation?.answerChallenge(id, 'fail');
    await Promise.all(attempts.flatMap((id) => [1, 2, 3, 4].map(() => anna.act(id, 'refresh'))));
    await server.drainJobs();
    const failures = await countedFailures(anna);
    expect(failures).toHaveLength(5);
    expect((await lockRow(anna))!.locked_until!.getTime() - failures.at(-1)!.at!.getTime()).toBe(3_600_000);
    expect(await lockMails(anna)).toHaveLength(1);
  });

  test('100 payers of one invoice let one through; the others learn that somebody is paying', slow, async () => {
    const invoiceId = await newInvoice();
    const payers = await inBatches(100, () => newPayer());
    const drafts = await Promise.all(payers.map(async (payer) => ({ payer, id: (await payer.draft(invoiceId)).id })));
    const answers = await Promise.all(drafts.map(({ payer, id }) => payer.press(id, challengeCard)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers.filter(({ ok }) => !ok)) {
      const problem = await problemOf(answer);
      expect(problem).toMatchObject({
        status: 409,
        code: 'payment_in_progress',
        startedAt: '2026-03-16T09:00:00.000Z',
      });
      expect(problem.attemptId).toBeUndefined();
    }
    expect(asked).toBe(1);
  });

  test('42: a fifth failure and a success leave no lock, and the money is booked', slow, async () => {
    for (let round = 0; round < 5; round += 1) {
      await newCustomer();
      const payer = await newPayer();
      const invoiceId = await newInvoice();
      const debit = await payer.pay(invoiceId, slowDebit);
      await fail(payer, 4);
      const challenge = await payer.pay(await newInvoice(), challengeCard);
      await sandbox.simulation?.answerChallenge(challenge.id, 'fail');
      const { provider_reference } = await server.db
        .selectFrom('payment_attempts')
        .select('provider_reference')
        .where('id', '=', debit.id)
        .executeTakeFirstOrThrow();
      await sandbox.simulation?.passTime(provider_reference ?? '', ['succeeded']);
      await Promise.all([payer.act(challenge.id, 'refresh'), payer.act(debit.id, 'refresh')]);
      expect((await payer.attempt(debit.id)).paymentId).not.toBeNull();
      expect(await lockOf(payer)).toMatchObject({ lockedUntil: null, triesLeft: null });
    }
  });
});

test('the lock follows its rule through any story', slow, async () => {
  const happening = fc.oneof(
    { weight: 6, arbitrary: fc.constant({ kind: 'refused' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'good' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'technical' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'unlock' as const }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        seconds: fc.constantFrom(60, 1_800, 3_480, 3_660, 40_000, 86_460),
      }),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 6, maxLength: 16 }), async (story) => {
      await newCustomer();
      const payer = await newPayer();
      const model = lockModel();
      const seen: unknown[] = [];
      const expected: unknown[] = [];
      for (const step of story) {
        if (step.kind === 'wait') await letDatabaseTimePass(server, step.seconds);
        else if (step.kind === 'unlock') await unlock(payer).catch(() => undefined);
        else {
          const input = { refused: refusedCard, good: goodCard, technical: technicalCard }[step.kind];
          seen.push((await payer.press(await newDraft(payer), input)).status);
          expected.push(model.isLocked() ? 429 : 201);
        }
        model.take(step);
        const { lockedUntil, triesLeft } = await lockOf(payer);
        seen.push({ isLocked: lockedUntil !== null, triesLeft });
        expected.push(model.told());
      }
      expect(seen).toEqual(expected);
    }),
    { numRuns: 6 },
  );
});

type Happening = { kind: 'refused' | 'good' | 'technical' | 'unlock' } | { kind: 'wait'; seconds: number };

/** The rule once more, in memory and on its own clock. */
function lockModel() {
  let now = 0;
  let failures: number[] = [];
  let lockedUntil = -1;
  const inARow = () => failures.filter((at) => now - at < 86_400);
  const isLocked = () => now < lockedUntil;
  return {
    isLocked,
    take(step: Happening) {
      if (step.kind === 'wait') {
        const wasLocked = isLocked();
        now += step.seconds;
        if (wasLocked && !isLocked()) failures = [];
      } else if (step.kind === 'unlock' || (step.kind === 'good' && !isLocked())) {
        failures = [];
        lockedUntil = -1;
      } else if (step.kind === 'refused' && !isLocked()) {
        failures.push(now);
        if (inARow().length >= 5) lockedUntil = now + 3_600;
      }
    },
    told() {
      const count = inARow().length;
      return {
        isLocked: isLocked(),
        triesLeft: count >= 3 ? Math.max(0, 5 - count) : null,
      };
    },
  };
}

/** A few at a time: what is under test comes after. */
async function inBatches<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  while (all.length < count) {
    all.push(...(await Promise.all(Array.from({ length: Math.min(20, count - all.length) }, make))));
  }
  return all;
}

test('an id that nobody chose is no lock of anybody', async () => {
  await expect(
    unlockPayments(server.deps, world, { principal: `contact:${randomUUID()}`, reason: 'x' }),
  ).rejects.toMatchObject({ code: 'not_found' });
});
