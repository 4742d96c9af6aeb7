import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LinkOpens } from '@quittance/shared/access.ts';
import { sessionViewSchema } from '@quittance/shared/customer-view.ts';
import type { AppEnv } from '../http/app-env.ts';
import { onError } from '../http/errors.ts';
import { testApp, type TestApp } from '../testing.ts';
import { openBrowser, type Browser } from '../testing/browser.ts';
import { insertTwoCompanies, type Company } from '../testing/fixtures.ts';
import { mintDocumentLink, revokeDocumentLink } from './mint-document-link.ts';
import { currentPayer, currentSession, isOwnDevice } from './reader.ts';
import { requireCustomer, requireReader } from './require-reader.ts';
import { resolveDocumentLink } from './resolve-document-link.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;

beforeEach(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
});
afterEach(() => server.close());

async function linkOf({ merchantId, invoiceId, contactId }: Company): Promise<string> {
  return (await mintDocumentLink(server.deps, { merchantId }, { documentId: invoiceId, contactId })).token;
}

async function signedIn(email: string, more: object = {}): Promise<Browser> {
  const browser = openBrowser(server);
  await browser.postJson('/api/auth/challenge', { email, ...more });
  await server.drainJobs();
  const code = /\b\d{6}\b/.exec(server.mails.at(-1)?.text ?? '')?.[0];
  expect((await browser.postJson('/api/auth/verify', { code })).status).toBe(200);
  return browser;
}

const opens = (linkOpens: LinkOpens) => server.db.updateTable('entities').set({ link_opens: linkOpens }).execute();

/** Routes as features have them, asked with a browser's cookies. */
async function ask(browser: Browser, path: string): Promise<unknown> {
  const { deps } = server;
  const app = new Hono<AppEnv>()
    .onError(onError)
    .get('/documents/:id', requireReader(deps, 'document'), (c) => c.json(c.var.reader))
    .get('/documents', requireReader(deps, 'account'), (c) => c.json(c.var.reader))
    .get('/account', requireCustomer(deps), (c) => c.json(c.var.customer))
    .get('/payer/:id?', async (c) => c.json(await currentPayer(deps, c, c.req.param('id'))));
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await app.request(path, { headers: { Cookie: cookie } });
  return answer.ok ? answer.json() : answer.status;
}

test('paying from a link starts a session and takes the token out of the address', async () => {
  const browser = openBrowser(server);
  const answer = await browser.postForm(`/i/${await linkOf(world.a)}/pay`);
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, `/pay/${world.a.invoiceId}`]);
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-lnk=[\w-]{43}; Max-Age=7200; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ]);
  const { link_id } = await server.db.selectFrom('link_sessions').selectAll().executeTakeFirstOrThrow();
  const reader = { merchantId: world.merchantId, customerIds: [world.a.customerId], onlyDocumentId: world.a.invoiceId };
  expect(await ask(browser, `/documents/${world.a.invoiceId}`)).toMatchObject(reader);
  expect(await ask(browser, '/payer')).toMatchObject({
    principal: `link:${link_id}`,
    contactId: world.a.contactId,
    reader,
  });
});

test('from paying there is a way back to the page of the link, for the address bar alone', async () => {
  const browser = openBrowser(server);
  const token = await linkOf(world.a);
  const back = `/pay/${world.a.invoiceId}/back`;
  expect((await browser.get(back)).headers.get('Location')).toBe(`/documents/${world.a.invoiceId}`);
  await browser.postForm(`/i/${token}/pay`);
  const answer = await browser.get(back, { headers: { 'Sec-Fetch-Dest': 'document' } });
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, `/i/${token}`]);
  // A script that opened the window cannot look into it.
  expect(answer.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
  const asked = await browser.get(back, { headers: { 'Sec-Fetch-Dest': 'empty' } });
  expect([asked.status, asked.headers.get('Location')]).toEqual([404, null]);
  const other = await browser.get(`/pay/${world.a.otherInvoiceId}/back`);
  expect(other.headers.get('Location')).toBe(`/documents/${world.a.otherInvoiceId}`);
});

test('a link session opens its document and nothing of the account', async () => {
  const browser = openBrowser(server);
  await browser.postForm(`/i/${await linkOf(world.a)}/pay`);
  expect(await ask(browser, '/documents')).toBe(401);
  expect(await ask(browser, '/account')).toBe(401);
  expect((await browser.get('/api/session')).status).toBe(401);
});

test('a pay card pays and shows no document', async () => {
  await opens('pay_card');
  const browser = openBrowser(server);
  await browser.postForm(`/i/${await linkOf(world.a)}/pay`);
  expect(await ask(browser, '/payer')).toMatchObject({ contactId: world.a.contactId });
  expect(await ask(browser, `/documents/${world.a.invoiceId}`)).toBe(401);
});

test('a link that only locates starts no session (T17)', async () => {
  await opens('sign_in');
  const browser = openBrowser(server);
  const token = await linkOf(world.a);
  expect((await browser.postForm(`/i/${token}/pay`)).headers.get('Location')).toBe(`/i/${token}`);
  expect(browser.cookies.size).toBe(0);
});

test('a session has the level that its link has now (T17)', async () => {
  const browser = openBrowser(server);
  await browser.postForm(`/i/${await linkOf(world.a)}/pay`);
  const path = `/documents/${world.a.invoiceId}`;
  await opens('pay_card');
  expect(await ask(browser, path)).toBe(401);
  expect(await ask(browser, '/payer')).toMatchObject({ reader: { level: 'pay_card' } });
  await opens('document');
  expect(await ask(browser, path)).toMatchObject({ level: 'document' });
  await server.db
    .updateTable('contacts')
    .set({ disabled_at: new Date() })
    .where('id', '=', world.a.contactId)
    .execute();
  expect(await ask(browser, '/payer')).toBe(401);
});

test('a revoked link takes its sessions with it, also when it is minted again', async () => {
  const browser = openBrowser(server);
  await browser.postForm(`/i/${await linkOf(world.a)}/pay`);
  await revokeDocumentLink(server.deps, world, { documentId: world.a.invoiceId, contactId: world.a.contactId });
  expect(await ask(browser, '/payer')).toBe(401);
  await linkOf(world.a);
  expect(await ask(browser, '/payer')).toBe(401);
});

test('a link session ends after 30 minutes idle and after two hours', async () => {
  const browser = openBrowser(server);
  await browser.postForm(`/i/${await linkOf(world.a)}/pay`);
  for (let minutes = 29; minutes < 120; minutes += 29) {
    server.clock.advance(29 * 60_000);
    expect(await ask(browser, '/payer')).toMatchObject({ contactId: world.a.contactId });
  }
  server.clock.advance(4 * 60_000);
  expect(await ask(browser, '/payer')).toBe(401);
  await browser.postForm(`/i/${await linkOf(world.a)}/pay`);
  server.clock.advance(30 * 60_000);
  expect(await ask(browser, '/payer')).toBe(401);
});

test('somebody signed in pays as themselves, and another customer’s link as that link', async () => {
  const browser = await signedIn(world.a.email);
  const own = await browser.postForm(`/i/${await linkOf(world.a)}/pay`);
  expect([own.headers.get('Location'), own.headers.get('Set-Cookie')]).toEqual([`/pay/${world.a.invoiceId}`, null]);
  await browser.postForm(`/i/${await linkOf(world.b)}/pay`);
  expect(await ask(browser, '/payer')).toMatchObject({ principal: `contact:${world.a.contactId}` });
  expect(await ask(browser, `/payer/${world.a.invoiceId}`)).toMatchObject({
    principal: `contact:${world.a.contactId}`,
  });
  expect(await ask(browser, `/payer/${world.b.invoiceId}`)).toMatchObject({ contactId: world.b.contactId });
  expect(await ask(browser, `/documents/${world.b.invoiceId}`)).toMatchObject({ customerIds: [world.b.customerId] });
  expect(await ask(browser, `/documents/${world.b.otherInvoiceId}`)).toMatchObject({
    customerIds: [world.a.customerId],
  });
});

test('what a link opened says so, for no device to keep it', async () => {
  const browser = await signedIn(world.a.email);
  await browser.postForm(`/i/${await linkOf(world.b)}/pay`);
  const readBy = async ({ invoiceId }: Company) =>
    (await browser.get(`/api/documents/${invoiceId}`)).headers.get('X-Read-By');
  expect([await readBy(world.b), await readBy(world.a)]).toEqual(['link', null]);
});

test('“see all my invoices” mails a code to the address the link was sent to, and tells nobody the address', async () => {
  const browser = openBrowser(server);
  const answer = await browser.postForm(`/i/${await linkOf(world.a)}/sign-in`);
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/sign-in/code?language=en']);
  const pending = await (await browser.get('/api/auth/challenge')).text();
  expect(pending).toContain('a***@a.example');
  expect(pending).not.toContain(world.a.email);
  await server.drainJobs();
  expect(server.mails.map(({ to }) => to)).toEqual([world.a.email]);
  const code = /\b\d{6}\b/.exec(server.mails[0]?.text ?? '')?.[0];
  expect(await (await browser.postJson('/api/auth/verify', { code })).json()).toEqual({ path: '/invoices' });
});

test('signing in from a link that no longer opens the document leads to the document', async () => {
  const token = await linkOf(world.a);
  server.clock.set('2026-09-01T09:00:00Z');
  const browser = openBrowser(server);
  await browser.postForm(`/i/${token}/sign-in`);
  await server.drainJobs();
  const code = /\b\d{6}\b/.exec(server.mails[0]?.text ?? '')?.[0];
  expect(await (await browser.postJson('/api/auth/verify', { code })).json()).toEqual({
    path: `/documents/${world.a.invoiceId}`,
  });
});

test('the link of a disabled contact asks for a code that never comes (T17)', async () => {
  const token = await linkOf(world.a);
  await server.db
    .updateTable('contacts')
    .set({ disabled_at: new Date() })
    .where('id', '=', world.a.contactId)
    .execute();
  expect((await openBrowser(server).postForm(`/i/${token}/sign-in`)).headers.get('Location')).toBe(
    '/sign-in/code?language=en',
  );
  await server.drainJobs();
  expect(server.mails).toEqual([]);
});

test('strangers who ask for an address use up nothing of its links, nor of who is signed in (T05, T57, T59)', async () => {
  const token = await linkOf(world.a);
  const revoked = await linkOf({ ...world.a, invoiceId: world.a.otherInvoiceId });
  await revokeDocumentLink(server.deps, world, {
    documentId: world.a.otherInvoiceId,
    contactId: world.a.contactId,
  });
  const owner = await signedIn(world.a.email);
  const challenge = async (browser: Browser, email: string) =>
    (await browser.postJson('/api/auth/challenge', { email })).status;
  const mailed = async () => {
    await server.drainJobs();
    return server.mails.splice(0).length;
  };
  // One of the twenty was the owner's.
  for (let request = 0; request < 19; request += 1) await challenge(openBrowser(server), world.a.email);
  await mailed();
  expect(await challenge(openBrowser(server), world.a.email)).toBe(429);
  expect(await challenge(owner, world.b.email)).toBe(429);

  const browser = openBrowser(server);
  expect((await browser.postForm(`/i/${token}/sign-in`)).headers.get('Location')).toBe('/sign-in/code?language=en');
  expect(await mailed()).toBe(1);
  expect((await browser.postJson('/api/auth/challenge/again', {})).status).toBe(202);
  expect(await mailed()).toBe(1);
  // Typed, it would tell whose link it is.
  expect(await challenge(browser, world.a.email)).toBe(429);
  expect((await openBrowser(server).postForm(`/i/${revoked}/sign-in`)).headers.get('Location')).toBe(
    '/sign-in?error=rate_limited',
  );
  expect(await mailed()).toBe(0);

  expect(await challenge(owner, world.a.email)).toBe(202);
  await owner.postJson('/api/auth/sign-out', {});
  expect(await challenge(owner, world.a.email)).toBe(202);
  expect(await mailed()).toBe(2);
});

test('asking too often from links is refused on the sign-in page (T09)', async () => {
  const token = await linkOf(world.a);
  const places = new Set<string | null>();
  for (let request = 0; request < 21; request += 1)
    places.add((await openBrowser(server).postForm(`/i/${token}/sign-in`)).headers.get('Location'));
  expect([...places]).toEqual(['/sign-in/code?language=en', '/sign-in?error=rate_limited']);
  await server.drainJobs();
  expect(server.mails).toHaveLength(5);
});

test('a link that opens the account shows its own customer’s and no other address of it', async () => {
  await opens('account');
  const browser = openBrowser(server);
  const answer = await browser.postForm(`/i/${await linkOf(world.a)}/sign-in`);
  expect(answer.headers.get('Location')).toBe('/invoices');
  expect(server.mails).toEqual([]);
  expect(await ask(browser, '/documents')).toMatchObject({ customerIds: [world.a.customerId], onlyDocumentId: null });
  const session = sessionViewSchema.parse(await (await browser.get('/api/session')).json());
  expect([session.email, session.isRemembered, session.customers]).toEqual([
    'a***@a.example',
    false,
    [{ id: world.a.customerId, name: world.a.name }],
  ]);
  expect(await ask(browser, '/account')).toBe(401);
  await browser.postJson('/api/auth/sign-out', {});
  expect(await ask(browser, '/documents')).toBe(401);
});

test('a remembered device opens the links of its own contact, and of nobody else', async () => {
  const own = await resolveDocumentLink(server.deps, await linkOf(world.a));
  const colleague = await resolveDocumentLink(
    server.deps,
    await linkOf({ ...world.a, contactId: world.a.colleagueId }),
  );
  const other = await resolveDocumentLink(server.deps, await linkOf(world.b));
  const isOpen = async (browser: Browser) => {
    const app = new Hono().get('/', async (c) => {
      const session = await currentSession(server.deps, c);
      return c.json([own, colleague, other].map((link) => link !== null && isOwnDevice(session, link)));
    });
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return (await app.request('/', { headers: { Cookie: cookie } })).json();
  };
  expect(await isOpen(await signedIn(world.a.email, { remember: true }))).toEqual([true, false, false]);
  expect(await isOpen(await signedIn(world.a.email))).toEqual([false, false, false]);
  expect(await isOpen(openBrowser(server))).toEqual([false, false, false]);
});

test('a link’s page acts only for a page of ours and a link of ours (T24, T32)', async () => {
  const token = await linkOf(world.a);
  for (const act of ['pay', 'sign-in']) {
    const cross = await server.app.request(`http://quittance.test/i/${token}/${act}`, { method: 'POST' });
    expect(cross.status).toBe(403);
    for (const bad of ['x', 'null', token.slice(0, -1)]) {
      expect((await openBrowser(server).postForm(`/i/${bad}/${act}`)).status).toBe(404);
    }
  }
  expect(await server.db.selectFrom('link_sessions').select('id').execute()).toEqual([]);
});
