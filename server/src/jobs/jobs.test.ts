import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';
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
    const { databaseUrl } = server.deps.config;
    if (databaseUrl === null) throw new Error('the test server has a database');
    const queue = await openJobQueue({ databaseUrl, isWorker: true, log: server.deps.log });
    await queue.work(server.deps);
    await server.deps.jobs.enqueue(server.db, 'delete-expired', {});
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
    await queue.stop();
  });

  test('that was queued together with others is done as soon as they are', async () => {
    const { databaseUrl } = server.deps.config;
    if (databaseUrl === null) throw new Error('the test server has a database');
    const queue = await openJobQueue({ databaseUrl, isWorker: true, log: server.deps.log });
    await queue.work(server.deps);
    await server.db.transaction().execute(async (trx) => {
      for (let count = 0; count < 12; count += 1) await server.deps.jobs.enqueue(trx, 'delete-expired', {});
    });
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
    await queue.stop();
  });
});
