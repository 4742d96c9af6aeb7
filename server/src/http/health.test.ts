import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, url, type TestApp } from '../testing.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

describe('health', () => {
  test('a running server says that it is alive', async () => {
    const answer = await server.app.request(url('/healthz'));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok' });
  });

  test('a server with a migrated database is ready', async () => {
    const answer = await server.app.request(url('/readyz'));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ready' });
  });

  test('a server whose database lacks a migration is not ready', async () => {
    await sql`alter table migrations rename to elsewhere`.execute(server.db);
    const answer = await server.app.request(url('/readyz'));
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'not_ready', detail: 'the database is not migrated' });
  });
});
