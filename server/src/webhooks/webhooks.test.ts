import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxProvider } from '../payments/providers/sandbox.ts';
import { writeWebhook } from '../payments/providers/sandbox-webhook.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';

const secret = 'a webhook secret for tests';
let server: TestApp;

beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

function post(provider: string, message: { body: string; headers?: Record<string, string> }): Promise<Response> {
  return Promise.resolve(server.app.request(url(`/webhooks/${provider}`), { method: 'POST', ...message }));
}

function genuine(eventId: string, secondsFromNow = 0) {
  const at = new Date(server.clock.now().getTime() + secondsFromNow * 1000);
  return writeWebhook({ eventId, reference: 'sbx_1' }, secret, at);
}

async function stored(): Promise<string[]> {
  const rows = await server.db.selectFrom('webhook_inbox').select('event_id').orderBy('event_id').execute();
  return rows.map(({ event_id }) => event_id);
}

test('a genuine message is stored once with its job, and answered 200 however often it comes', async () => {
  const message = genuine('evt_genuine');
  for (let time = 0; time < 3; time += 1) expect((await post('sandbox', message)).status).toBe(200);
  expect(await stored()).toEqual(['evt_genuine']);
  const jobs = await sql`select 1 from pgboss.job where name = 'settle-webhook'`.execute(server.db);
  expect(jobs.rows).toHaveLength(1);
  expect(await server.drainJobs()).toEqual([]);
  const [row] = await server.db.selectFrom('webhook_inbox').selectAll().execute();
  expect(row).toMatchObject({ provider: 'sandbox', provider_reference: 'sbx_1', processed_at: server.clock.now() });
});

test('a message that is 300 seconds old, or 60 seconds ahead of our clock, is still good', async () => {
  expect((await post('sandbox', genuine('evt_old', -300))).status).toBe(200);
  expect((await post('sandbox', genuine('evt_young', 60))).status).toBe(200);
});

test('T63: a message that is not genuine is answered 400 and stored nowhere', async () => {
  const before = await stored();
  const { body, headers } = genuine('evt_forged');
  const [t, v1] = (headers['Quittance-Sandbox-Signature'] ?? '').split(',');
  const signedAs = (signature: string) => ({ body, headers: { 'Quittance-Sandbox-Signature': signature } });
  const byAnother = createHmac('sha256', 'another secret')
    .update(`${t?.slice(2)}.${body}`)
    .digest('hex');
  const forged = {
    'no header': { body },
    'an empty header': signedAs(''),
    'only a time': signedAs(`${t}`),
    'only a signature': signedAs(`${v1}`),
    'another key': signedAs(`${t},v1=${byAnother}`),
    'another scheme': signedAs(`${t},${v1?.replace('v1', 'v0')}`),
    'a time that was changed': signedAs(`t=${Number(t?.slice(2)) + 1},${v1}`),
    'a byte that was changed': { body: body.replace('sbx_1', 'sbx_2'), headers },
    'the same content written anew': { body: JSON.stringify(JSON.parse(body), null, 1), headers },
    '301 seconds old': genuine('evt_forged', -301),
    '120 seconds ahead': genuine('evt_forged', 120),
    'nothing at all': { body: '', headers },
  };
  for (const [what, message] of Object.entries(forged)) {
    expect([what, (await post('sandbox', message)).status]).toEqual([what, 400]);
  }
  expect(await stored()).toEqual(before);
});

test('a genuine message says where to look and is believed in nothing else', async () => {
  const body = JSON.stringify({
    id: 'evt_lies',
    type: 'payment.changed',
    reference: 'sbx_1',
    state: 'succeeded',
    amount: 1,
  });
  const seconds = Math.floor(server.clock.now().getTime() / 1000);
  const v1 = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  const headers = { 'Quittance-Sandbox-Signature': `t=${seconds},v1=${v1}` };
  expect((await post('sandbox', { body, headers })).status).toBe(200);
  expect(await server.drainJobs()).toEqual([]);
  expect(await server.db.selectFrom('payments').selectAll().execute()).toEqual([]);
});

test('T64: an installation without a secret believes nobody, not even one who signs with an empty key', async () => {
  const { providers } = server.deps;
  for (const webhookSecret of [null, '', '  ']) {
    const options = { webhookSecret, webhookUrl: url('/webhooks/sandbox'), delayMs: 0, fetch: () => new Response() };
    server.deps.providers = new Map([['sandbox', sandboxProvider(server.deps, options)]]);
    const answer = await post('sandbox', writeWebhook({ eventId: 'evt_x', reference: 'x' }, '', server.clock.now()));
    expect(await problemOf(answer)).toMatchObject({ status: 503, code: 'not_ready' });
  }
  server.deps.providers = providers;
  expect(await stored()).not.toContain('evt_x');
});

test('a provider that this installation does not have is not found', async () => {
  for (const name of ['stripe', 'nobody', '__proto__', 'sandbox%2F..']) {
    expect((await post(name, genuine('evt_elsewhere'))).status).toBe(404);
  }
});

test('a message that is too long is refused before it is read', async () => {
  const answer = await post('sandbox', { body: 'x'.repeat(300_000) });
  expect(await problemOf(answer)).toMatchObject({ status: 413, code: 'payload_too_large' });
});
