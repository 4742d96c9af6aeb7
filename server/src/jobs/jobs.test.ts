import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MailKind } from '../email/mail-kind.ts';
import type { Mailer, OutgoingMail } from '../email/mailer.ts';
import { queueMail } from '../email/queue-mail.ts';
import { insertEntity, insertMerchant } from '../testing/fixtures.ts';
import { testApp, type TestApp } from '../testing.ts';
import { atOnceMax } from './jobs.ts';
import { openJobQueue } from './pg-boss-jobs.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

async function waiting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from pgboss.job where name = 'delete-expired' and state in ('created', 'retry')`.execute(server.db);
  return rows[0]?.count ?? 0;
}

describe('a job', () => {
  test('exists once its transaction has committed', async () => {
    await server.db.transaction().execute(async (trx) => {
      await server.deps.jobs.enqueue(trx, 'delete-expired', {});
      expect(await waiting()).toBe(0);
    });
    expect(await waiting()).toBe(1);
    expect(await server.drainJobs()).toEqual([]);
    expect(await waiting()).toBe(0);
  });

  test('never existed when its transaction was rolled back', async () => {
    const transaction = server.db.transaction().execute(async (trx) => {
      await server.deps.jobs.enqueue(trx, 'delete-expired', {});
      throw new Error('no');
    });
    await expect(transaction).rejects.toThrow('no');
    expect(await waiting()).toBe(0);
  });

  test('waits for the time it was given', async () => {
    const startAt = new Date(server.clock.now().getTime() + 60_000);
    await server.deps.jobs.enqueue(server.db, 'delete-expired', {}, { startAt });
    await server.drainJobs();
    expect(await waiting()).toBe(1);
    server.clock.advance(60_000);
    await server.drainJobs();
    expect(await waiting()).toBe(0);
  });

  test('that fails is told, kept and tried again', async () => {
    await server.deps.jobs.enqueue(server.db, 'delete-expired', {});
    await sql`alter table sessions rename to elsewhere`.execute(server.db);
    expect(await server.drainJobs()).toMatchObject([{ name: 'delete-expired' }]);
    await sql`alter table elsewhere rename to sessions`.execute(server.db);
    expect(await waiting()).toBe(1);
    expect(await server.drainJobs()).toEqual([]);
    expect(await waiting()).toBe(0);
  });

  test('is done by a worker that runs', async () => {
    const stop = await workWith(server.deps.mailer);
    await server.deps.jobs.enqueue(server.db, 'delete-expired', {});
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
    await stop();
  });

  test('that was queued together with others is done as soon as they are', async () => {
    const stop = await workWith(server.deps.mailer);
    await server.db.transaction().execute(async (trx) => {
      for (let count = 0; count < 12; count += 1) await server.deps.jobs.enqueue(trx, 'delete-expired', {});
    });
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
    await stop();
  });

  test('does not wait behind one that was taken together with it', async () => {
    const isFree = Promise.withResolvers<void>();
    let sentCount = 0;
    const send = async ({ subject }: OutgoingMail) => {
      if (subject === 'invoice') await isFree.promise;
      else sentCount += 1;
      return { outcome: 'accepted' as const };
    };
    for (const kind of ['invoice', 'credit_note', 'credit_note'] as const) await queueMailOf(kind);
    const stop = await workWith({ send });
    await expect.poll(() => sentCount, { timeout: 10_000 }).toBe(2);
    isFree.resolve();
    await expect.poll(unsentMails, { timeout: 10_000 }).toBe(0);
    await stop();
  });

  test('has the options of this version, also where an earlier one made its queue', async () => {
    await sql`update pgboss.queue set retry_limit = 1, expire_seconds = 7, heartbeat_seconds = 10`.execute(server.db);
    const queue = await openWorker();
    expect(await queue.boss.getQueue('deliver-mail')).toMatchObject({
      retryLimit: 48,
      expireInSeconds: 300,
      heartbeatSeconds: null,
    });
    expect(await queue.boss.getQueue('build-bundle')).toMatchObject({ heartbeatSeconds: 20, retryDelayMax: 30 });
    await queue.stop();
  });

  test('for which somebody waits goes before those that were queued earlier', async () => {
    const sent: string[] = [];
    const send = async ({ subject }: OutgoingMail) => {
      sent.push(subject);
      return { outcome: 'accepted' as const };
    };
    const kinds = ['invoice', 'invoice', 'invoice', 'invoice', 'invoice', 'invoice', 'sign_in'] as const;
    for (const kind of kinds) await queueMailOf(kind);
    const stop = await workWith({ send });
    await expect.poll(unsentMails, { timeout: 10_000 }).toBe(0);
    expect(sent.slice(0, atOnceMax)).toContain('sign_in');
    await stop();
  });
});

async function queueMailOf(kind: MailKind): Promise<void> {
  const merchantId = await insertMerchant(server.db);
  const entityId = await insertEntity(server.db, { merchant_id: merchantId, slug: `mails-${randomUUID()}` });
  const said = { fromName: 'Noorderlicht', replyTo: null, subject: kind, text: 'Hi', html: '<p>Hi</p>' };
  await server.db
    .transaction()
    .execute((trx) => queueMail(server.deps, trx, { merchantId, entityId, kind, to: 'a@a.example', ...said }));
}

async function unsentMails(): Promise<number> {
  return (await server.db.selectFrom('mails').select('id').where('sent_at', 'is', null).execute()).length;
}

/** Workers like those of a server; resolves to how they are stopped. */
async function workWith(mailer: Mailer): Promise<() => Promise<void>> {
  const queue = await openWorker();
  await queue.work({ ...server.deps, mailer });
  return () => queue.stop();
}

async function openWorker(): ReturnType<typeof openJobQueue> {
  const { databaseUrl } = server.deps.config;
  if (databaseUrl === null) throw new Error('the test server has a database');
  return openJobQueue({ databaseUrl, isWorker: true, log: server.deps.log });
}
