import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import { openBrowser } from '../testing/browser.ts';
import { insertEntity, insertMerchant, insertTwoCompanies } from '../testing/fixtures.ts';

const host = 'invoices.noord.example';
const own = `http://${host}`;

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let api: ApiCaller;
beforeAll(async () => {
  server = await testApp();
  // Older, so that first come is not taken for the one that is meant.
  const merchant_id = await insertMerchant(server.db);
  await insertEntity(server.db, { merchant_id, slug: 'eldest', trading_name: 'Eldest' });
  world = await insertTwoCompanies(server.db);
  api = await openApiCaller(server, world.merchantId);
  await setHost(host);
});
afterAll(() => server.close());

const setHost = (name: string | null, entityId = world.entityId) =>
  api('PATCH', `/v1/entities/${entityId}`, { json: { host: name } });

async function mintLink(): Promise<string> {
  const { invoiceId, contactId } = world.a;
  const { body } = await api('POST', `/v1/invoices/${invoiceId}/links`, { json: { contactId } });
  return z.object({ url: z.string() }).parse(body).url;
}

const shown = z.looseObject({ entity: z.looseObject({ name: z.string() }).nullable() });
async function brandAt(address: string, headers: Record<string, string> = {}): Promise<string | undefined> {
  return shown.parse(await (await server.app.request(address, { headers })).json()).entity?.name;
}

describe('an entity under its own name', () => {
  test('shows its brand to whoever is not signed in, whatever the address asks for', async () => {
    expect(await brandAt(`${own}/sign-in`)).toBe('Noorderlicht');
    expect(await brandAt(`${own}/?entity=nobody`)).toBe('Noorderlicht');
    // Where several share a name, nobody's brand is shown before it is known whose customer asks.
    expect(await brandAt(url('/sign-in'))).toBeUndefined();
    expect(await brandAt(`${own}/no/such/page`, { Accept: 'text/html' })).toContain('Noorderlicht');
  });

  test.each(['', '?entity=eldest', '?entity=zuiderzon'])('shows nobody else’s brand: %s', async (query) => {
    for (const path of ['/', '/invoices', '/pay/01890000-0000-7000-8000-000000000000'])
      expect(await brandAt(own + path + query)).toBe('Noorderlicht');
    const manifest = await server.app.request(`${own}/app.webmanifest${query}`);
    expect(await manifest.json()).toMatchObject({ name: 'Noorderlicht' });
  });

  test('has its links in the API and in mails, and what was mailed before leads there', async () => {
    const link = await mintLink();
    expect(new URL(link).origin).toBe(own);
    const { pathname } = new URL(link);
    const before = await server.app.request(url(pathname));
    expect([before.status, before.headers.get('Location')]).toEqual([303, link]);
    expect((await server.app.request(link)).status).toBe(200);

    await api('POST', `/v1/invoices/${world.a.invoiceId}/send`, { json: { contactIds: [world.a.contactId] } });
    await server.drainJobs();
    expect(server.mails.at(-1)?.text).toContain(link);
    expect(server.mails.at(-1)?.text).not.toContain(url('/i/'));
  });

  test('has its address in calendars', async () => {
    const calendar = await (await server.app.request(`${await mintLink()}/calendar`)).text();
    expect(calendar.replaceAll('\r\n ', '')).toContain(`URL:${own}/documents/${world.a.invoiceId}`);
  });

  test('does not lead a forged link anywhere', async () => {
    const forged = `${new URL(await mintLink()).pathname.slice(0, -4)}AAAA`;
    expect((await server.app.request(url(forged))).status).toBe(404);
  });

  test('takes over signing in, and its mail leads back to the browser that asked', async () => {
    const elsewhere = await server.app.request(url('/sign-in?entity=noorderlicht&language=nl'));
    expect([elsewhere.status, elsewhere.headers.get('Location')]).toEqual([
      303,
      `${own}/sign-in?entity=noorderlicht&language=nl`,
    ]);
    const browser = openBrowser(server, {}, own);
    expect((await browser.postJson('/api/auth/challenge', { email: world.a.email })).status).toBe(202);
    await server.drainJobs();
    const link = /http\S+\/auth\/l\/\S+/.exec(server.mails.at(-1)?.text ?? '')?.[0] ?? '';
    expect(new URL(link).origin).toBe(own);
    expect(await (await browser.get(new URL(link).pathname)).text()).not.toContain('type="email"');
  });

  test('keeps cookies to itself', async () => {
    const browser = openBrowser(server, {}, own);
    const answer = await browser.postJson('/api/auth/challenge', { email: world.a.email });
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-chal=(?!.*Domain)/i)]);
  });

  test('is another site than the installation: no page of one changes anything at the other', async () => {
    const headers = { Origin: url(''), 'Content-Type': 'application/json' };
    const answer = await server.app.request(`${own}/api/auth/challenge`, { method: 'POST', headers, body: '{}' });
    expect([answer.status, (await problemOf(answer)).code]).toEqual([403, 'cross_site_request']);
  });
});

describe('T14: a name', () => {
  test.each([
    ['of nobody', 'http://evil.test/', {}],
    ['of nobody, forwarded', `${own}/`, { 'X-Forwarded-Host': 'evil.test' }],
    ['of another entity, forwarded', url('/'), { 'X-Forwarded-Host': host }],
    ['of ours, forwarded for a foreign one', 'http://evil.test/', { 'X-Forwarded-Host': host }],
    ['of ours with another behind it', `${own}/`, { 'X-Forwarded-Host': `${host}, evil.test` }],
    ['on another port', `${own}:81/`, {}],
    ['with a dot behind it', `${own}./`, {}],
    ['that ends like ours', `http://evil.${host}/`, {}],
    ['that begins like ours', `${own}.evil.test/`, {}],
  ])('%s is refused', async (_name, address, headers) => {
    const answer = await server.app.request(address, { headers });
    expect([answer.status, (await problemOf(answer)).code]).toEqual([421, 'wrong_host']);
  });

  test.each([
    'https://invoices.example.com',
    'invoices.example.com/pay',
    'invoices.example.com:8443',
    '127.0.0.1',
    '127.0.0.0x1',
    '2130706433',
    '[::1]',
    'localhost',
    '*.example.com',
    'a@example.com',
    '-a.example.com',
    `${'a'.repeat(64)}.example.com`,
    'invoices.example.com.',
    'in voices.example.com',
    'rechnung.müller.example',
    '',
  ])('that is no host name is not taken: %s', async (name) => {
    expect(await setHost(name)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('body.host: is not a name like invoices.example.com') },
    });
  });

  test('serves one entity, is never the installation’s, and is set by its own merchant', async () => {
    const second = await insertEntity(server.db, { merchant_id: world.merchantId, slug: 'second' });
    expect(await setHost(host.toUpperCase(), second)).toMatchObject({ status: 409, body: { code: 'already_exists' } });
    expect(await setHost('quittance.test', second)).toMatchObject({ status: 409 });
    expect((await setHost('other.example', world.otherEntityId)).status).toBe(404);
    expect((await setHost(host)).status).toBe(200);
  });

  test('that two entities ask for at once is given to one', async () => {
    const slugs = ['third', 'fourth', 'fifth', 'sixth'];
    const ids = await Promise.all(
      slugs.map((slug) => insertEntity(server.db, { merchant_id: world.merchantId, slug })),
    );
    const answers = await Promise.all(ids.map((id) => setHost('wanted.example', id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
  });

  test('that is taken back is nobody’s at once, and links are the installation’s again', async () => {
    const link = await mintLink();
    expect((await setHost(null)).body).toMatchObject({ host: null });
    expect((await server.app.request(link)).status).toBe(421);
    expect(await mintLink()).toBe(url(new URL(link).pathname));
    await setHost(host);
  });
});
