import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AppEnv } from '../http/app-env.ts';
import { onError } from '../http/errors.ts';
import { testApp, url, type TestApp } from '../testing.ts';
import { insertMerchant } from '../testing/fixtures.ts';
import { issueApiKey, revokeApiKey } from './api-key.ts';
import { requireApiKey } from './require-api-key.ts';

let server: TestApp;
let merchantId: string;
let otherMerchantId: string;

beforeAll(async () => {
  server = await testApp();
  merchantId = await insertMerchant(server.db);
  otherMerchantId = await insertMerchant(server.db);
});
afterAll(() => server.close());
beforeEach(() => server.clock.set('2026-03-16T09:00:00Z'));

const issue = (expiresAt?: Date) =>
  issueApiKey(
    server.deps,
    { merchantId },
    { name: 'books', scopes: ['imports:write'], ...(expiresAt && { expiresAt }) },
  );

function ask(authorization?: string, path = '/imports') {
  const app = new Hono<AppEnv>()
    .onError(onError)
    .get('/imports', requireApiKey(server.deps, 'imports:write'), (c) =>
      c.json({ merchant: c.var.merchant, id: c.var.apiKey.id }),
    )
    .get('/payments', requireApiKey(server.deps, 'payments:read'), (c) => c.json({}));
  return app.request(url(path), { headers: authorization === undefined ? {} : { Authorization: authorization } });
}

test('a key speaks for its merchant and may do what its scopes say (T29)', async () => {
  const { id, key } = await issue();
  const answer = await ask(`Bearer ${key}`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ merchant: { merchantId }, id });
  const beyond = await ask(`Bearer ${key}`, '/payments');
  expect(beyond.status).toBe(403);
  expect(await beyond.json()).toMatchObject({ code: 'forbidden', detail: expect.stringContaining('payments:read') });
});

test('what is no key is refused before anything happens', async () => {
  const { key } = await issue();
  const wrongSecret = key.replace(/_[A-Za-z0-9_-]{43}_/, `_${'A'.repeat(43)}_`);
  for (const header of [
    undefined,
    '',
    'Bearer',
    `Basic ${key}`,
    key,
    'Bearer null',
    `Bearer ${key.slice(0, -1)}`,
    `Bearer ${wrongSecret}`,
  ]) {
    const answer = await ask(header);
    expect(answer.status, header).toBe(401);
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer');
    expect(await answer.json()).toMatchObject({ code: 'unauthenticated' });
  }
});

test('a revoked key is refused on the next call, by its own merchant only (T29)', async () => {
  const { id, key } = await issue();
  await expect(revokeApiKey(server.deps, { merchantId: otherMerchantId }, id)).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await ask(`Bearer ${key}`)).status).toBe(200);
  await revokeApiKey(server.deps, { merchantId }, id);
  expect((await ask(`Bearer ${key}`)).status).toBe(401);
  await revokeApiKey(server.deps, { merchantId }, id);
});

test('a key ends when it was said to end', async () => {
  const { key } = await issue(new Date('2026-03-16T09:00:10Z'));
  server.clock.advance(9_999);
  expect((await ask(`Bearer ${key}`)).status).toBe(200);
  server.clock.advance(1);
  expect((await ask(`Bearer ${key}`)).status).toBe(401);
});

test('use is noted at most once a minute', async () => {
  const { id, key } = await issue();
  const lastUsedAt = async () =>
    (await server.db.selectFrom('api_keys').select('last_used_at').where('id', '=', id).executeTakeFirstOrThrow())
      .last_used_at;
  await ask(`Bearer ${key}`);
  server.clock.advance(59_999);
  await ask(`Bearer ${key}`);
  expect(await lastUsedAt()).toEqual(new Date('2026-03-16T09:00:00Z'));
  server.clock.advance(1);
  await ask(`Bearer ${key}`);
  expect(await lastUsedAt()).toEqual(new Date('2026-03-16T09:01:00Z'));
});

test('the secret of a key is not kept', async () => {
  const { key } = await issue();
  const rows = await server.db.selectFrom('api_keys').selectAll().execute();
  const secret = key.slice('pk1_0123456789abcdef_'.length, -'_01234567'.length);
  expect(secret).toHaveLength(43);
  expect(JSON.stringify(rows)).not.toContain(secret);
});
