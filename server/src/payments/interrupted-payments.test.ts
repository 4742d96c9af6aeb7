import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../db/database.ts';
import type { Mailer } from '../email/mailer.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { insertDocument, insertTwoCompanies } from '../testing/fixtures.ts';
import { books, challengeCard, contactPayer, goodCard, switchPaymentsOn, type TestPayer } from '../testing/paying.ts';
import { allocateCreditNotes } from './allocate-credit-note.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { writeWebhook } from './providers/sandbox-webhook.ts';

// What becomes of a payment when something else happens at the same time, or stops happening. The numbers are those of the list of races
// that the payment engine is held to.

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let sandbox: PaymentProvider;
let mailer: Mailer;
let anna: TestPayer;
let colleague: TestPayer;
let invoiceId: string;
let made = 0;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
  sandbox = server.deps.providers.get('sandbox')!;
  mailer = server.deps.mailer;
  anna = await contactPayer(server, world.a);
  colleague = await contactPayer(server, { ...world.a, contactId: world.a.colleagueId });
});
afterAll(() => server.close());
beforeEach(async () => {
  server.deps.providers = new Map([['sandbox', sandbox]]);
  server.deps.mailer = mailer;
  invoiceId = await newInvoice();
});

const belongs = () => ({
  merchant_id: world.merchantId,
  entity_id: world.entityId,
  customer_id: world.a.customerId,
});

function newInvoice(): Promise<string> {
  made += 1;
  return insertDocument(server.db, { ...belongs(), number: `I-${made}` });
}

/** What an import of a credit note does. */
async function creditWhole(): Promise<void> {
  const note = { ...belongs(), kind: 'credit_note' as const, number: `C-${made}` };
  await server.db.transaction().execute(async (trx) => {
    const content = JSON.stringify({ precedingInvoices: [`I-${made}`] });
    const id = await insertDocument(trx, { ...note, content });
    await allocateCreditNotes(trx, server.deps, world, { id, kind: 'credit_note', customerId: world.a.customerId });
  });
}

async function offer(provider: string): Promise<void> {
  await server.db
    .updateTable('entities')
    .set({ payment_providers: [provider, 'bank'] })
    .where('id', '=', world.entityId)
    .execute();
}

const booked = [{ amountMinor: 12_100, currency: 'EUR', allocatedMinor: 12_100 }];

async function call(attemptId: string, eventId = `evt_${randomUUID()}`): Promise<Response> {
  const { reference = '' } = (await sandbox.refresh({ attemptId })) ?? {};
  const { body, headers } = writeWebhook({ eventId, reference }, 'a webhook secret for tests', server.clock.now());
  return server.app.request(url('/webhooks/sandbox'), { method: 'POST', body, headers });
}

async function approveAtBank(attemptId: string): Promise<void> {
  await server.db
    .updateTable('sandbox_payments')
    .set({ state: 'succeeded' })
    .where('attempt_id', '=', attemptId)
    .execute();
}

const receipts = () =>
  server.mails.filter(({ subject, text }) => /payment/.test(subject) && text.includes(`I-${made}`));

describe('while one payment is open', () => {
  test('14: another provider is not asked either', async () => {
    const startAttempt = () => Promise.reject(new Error('it was asked'));
    const other: PaymentProvider = { ...sandbox, id: 'other', startAttempt };
    const draft = await colleague.draft(invoiceId);
    await anna.pay(invoiceId, challengeCard);
    server.deps.providers = new Map([['other', other]]);
    await offer('other');
    const refused = await colleague.press(draft.id, goodCard);
    await offer('sandbox');
    expect(await problemOf(refused)).toMatchObject({ status: 409, code: 'payment_in_progress' });
  });

  test('17: what is credited meanwhile is not paid twice: the money is credit', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await creditWhole();
    await approveAtBank(id);
    expect((await call(id)).status).toBe(200);
    expect(await server.drainJobs()).toEqual([]);
    expect(await books(server, invoiceId)).toEqual([{ ...booked[0], allocatedMinor: 0 }]);
  });

  test('48: its payer may be shut out, and the money is booked all the same', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    const shutOut = (at: Date | null) =>
      server.db.updateTable('contacts').set({ disabled_at: at }).where('id', '=', world.a.contactId).execute();
    await shutOut(server.clock.now());
    await approveAtBank(id);
    expect((await call(id)).status).toBe(200);
    expect(await server.drainJobs()).toEqual([]);
    await shutOut(null);
    expect(await books(server, invoiceId)).toEqual(booked);
  });
});

test('24: the same attempt a day later is the one that it was, and its provider is not asked again', async () => {
  const draft = await anna.draft(invoiceId);
  const attemptId = randomUUID();
  await anna.try(draft.id, goodCard, attemptId);
  let asked = 0;
  const startAttempt: PaymentProvider['startAttempt'] = (...order) => {
    asked += 1;
    return sandbox.startAttempt(...order);
  };
  server.deps.providers = new Map([['sandbox', { ...sandbox, startAttempt }]]);
  server.clock.advance(25 * 3_600_000);
  expect(await anna.try(draft.id, goodCard, attemptId)).toMatchObject({ id: attemptId, state: 'succeeded' });
  expect(asked).toBe(0);
});

describe('the confirmation', () => {
  test('28: waits in the database from the moment that the money is booked', async () => {
    const { id } = await anna.pay(invoiceId, goodCard);
    expect(receipts()).toEqual([]);
    // Written by one transaction: neither is ever there without the other.
    const { rows } = await sql`select from payments p join mails m on m.xmin = p.xmin
      where p.attempt_id = ${id} and m.kind = 'payment_receipt'`.execute(server.db);
    expect(rows).toHaveLength(1);
    await server.drainJobs();
    expect(receipts()).toHaveLength(1);
  });

  test('29: that was sent when we crashed goes out again as the same message', async () => {
    let isUp = false;
    server.deps.mailer = {
      async send(mail) {
        await mailer.send(mail);
        if (!isUp) throw new Error('crashed before it was marked');
        return { outcome: 'kept' };
      },
    };
    await anna.pay(invoiceId, goodCard);
    expect(await server.drainJobs()).not.toEqual([]);
    isUp = true;
    await server.drainJobs();
    await server.drainJobs();
    expect(receipts()).toHaveLength(2);
    expect(new Set(receipts().map(({ messageId, text }) => `${messageId} ${text}`)).size).toBe(1);
  });
});

describe('a message', () => {
  test('30: while the database is away is refused for now, and taken when it comes again', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await approveAtBank(id);
    const { db } = server.deps;
    server.deps.db = openDatabase('postgres://nobody@127.0.0.1:1/nothing');
    const refused = await call(id);
    server.deps.db = db;
    expect(await problemOf(refused)).toMatchObject({ status: 503, code: 'not_ready' });
    expect((await call(id)).status).toBe(200);
    await server.drainJobs();
    expect(await books(server, invoiceId)).toEqual(booked);
  });

  test('31: that the disk does not take is never answered with 200', async () => {
    const { id } = await anna.pay(invoiceId, challengeCard);
    await approveAtBank(id);
    await sql`create function full_disk() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`.execute(server.db);
    await sql`create constraint trigger full_disk after insert on webhook_inbox deferrable initially deferred
      for each row execute function full_disk()`.execute(server.db);
    const refused = await call(id, 'evt_full');
    await sql`drop function full_disk cascade`.execute(server.db);
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect((await call(id, 'evt_full')).status).toBe(200);
    await server.drainJobs();
    expect(await books(server, invoiceId)).toEqual(booked);
  });

  test('47: over which the work fails holds up no other, and is kept for the operator in the end', async () => {
    const poison = await anna.pay(invoiceId, challengeCard);
    const good = await colleague.pay(await newInvoice(), challengeCard);
    await approveAtBank(good.id);
    const { reference } = (await sandbox.refresh({ attemptId: poison.id }))!;
    const refresh: PaymentProvider['refresh'] = async (query) => {
      if ('reference' in query && query.reference === reference) throw new Error('it crashes');
      return sandbox.refresh(query);
    };
    expect([(await call(poison.id)).status, (await call(good.id)).status]).toEqual([200, 200]);
    server.deps.providers = new Map([['sandbox', { ...sandbox, refresh }]]);
    const failed = async () => [...new Set((await server.drainJobs()).map(({ name }) => name))];
    expect(await failed()).toEqual(['settle-webhook']);
    expect((await colleague.attempt(good.id)).state).toBe('succeeded');
    await sql`update pgboss.job set retry_count = retry_limit where name = 'settle-webhook' and state = 'retry'`.execute(
      server.db,
    );
    expect(await failed()).toEqual(['settle-webhook']);
    const { rows } = await sql<{ data: { inboxId: string } }>`
      select data from pgboss.job where name = 'dead-letter'`.execute(server.db);
    expect(rows[0]).toMatchObject({ data: { inboxId: expect.any(String) } });
  });
});
