import { afterEach, beforeEach, expect, test } from 'vitest';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { openBrowser, type Browser } from '../testing/browser.ts';
import { insertTwoCompanies } from '../testing/fixtures.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;

beforeEach(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
});
afterEach(() => server.close());

/** Asks for a mail; resolves to the path of its link. */
async function askForLink(browser: Browser, email = world.a.email, more: object = {}): Promise<string> {
  await browser.postJson('/api/auth/challenge', { email, ...more });
  expect(await server.drainJobs()).toEqual([]);
  return /http:\/\/quittance\.test(\/auth\/l\/\S+)/.exec(server.mails.at(-1)?.text ?? '')?.[1] ?? '';
}

async function pageOf(browser: Browser, link: string): Promise<{ status: number; html: string; page: string }> {
  const answer = await browser.get(link);
  const html = await answer.text();
  return { status: answer.status, html, page: /name="page" value="([\w-]+)"/.exec(html)?.[1] ?? '' };
}

async function follow(browser: Browser, link: string, fields: Record<string, string> = {}): Promise<Response> {
  return browser.postForm(link, { page: (await pageOf(browser, link)).page, ...fields });
}

const sessions = async () => (await server.db.selectFrom('sessions').selectAll().execute()).length;
const whoAmI = async (browser: Browser) => (await browser.get('/api/session')).status;

test('a scanner may look at the link as often as it likes; the person then signs in with one button (T01)', async () => {
  const browser = openBrowser(server);
  const link = await askForLink(browser);
  const before = await server.db.selectFrom('sign_in_challenges').selectAll().execute();
  for (let look = 0; look < 50; look += 1) {
    for (const method of ['GET', 'HEAD']) {
      const answer = await server.app.request(url(link), { method });
      expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([200, null]);
    }
    expect((await server.app.request(url(link), { method: 'OPTIONS' })).headers.get('Set-Cookie')).toBeNull();
  }
  expect(await server.db.selectFrom('sign_in_challenges').selectAll().execute()).toEqual(before);
  const { html, page } = await pageOf(browser, link);
  expect(html).toContain('a***@a.example');
  expect(html).not.toContain('type="email"');
  expect(html).not.toContain('checked');
  const answer = await browser.postForm(link, { page });
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/invoices']);
  expect(answer.headers.get('Set-Cookie')).not.toContain('Max-Age');
  expect(await whoAmI(browser)).toBe(200);
});

test('another browser must type the address, and the button alone does nothing (T02)', async () => {
  const link = await askForLink(openBrowser(server));
  const other = openBrowser(server);
  const { html } = await pageOf(other, link);
  expect(html).toContain('type="email"');
  expect(html).not.toContain('a.example');
  const pressed = await follow(other, link);
  expect(pressed.status).toBe(401);
  expect(await pressed.text()).toContain('Nobody was signed in');
  await other.postJson('/api/auth/challenge', { email: world.b.email });
  const ownCookie = other.cookies.get('__Host-chal') ?? '';
  expect((await other.postForm(link, { page: ownCookie })).status).toBe(401);
  expect(await sessions()).toBe(0);
  const answer = await follow(other, link, { email: ' A1@a.example ', remember: 'on' });
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/invoices']);
  expect(answer.headers.get('Set-Cookie')).toContain('Max-Age=2592000');
  expect(await whoAmI(other)).toBe(200);
});

test('a victim who follows an attacker’s link is not signed in as the attacker (T10)', async () => {
  const link = await askForLink(openBrowser(server), world.b.email);
  const victim = openBrowser(server);
  await askForLink(victim, world.a.email);
  expect((await follow(victim, link)).status).toBe(401);
  expect((await follow(victim, link, { email: world.a.email })).status).toBe(401);
  expect(await whoAmI(victim)).toBe(401);
});

test('a form on another site signs nobody in (T10)', async () => {
  const browser = openBrowser(server);
  const link = await askForLink(browser);
  const { page } = await pageOf(browser, link);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  for (const headers of [
    { ...form, Cookie: cookie, Origin: 'http://evil.test', 'Sec-Fetch-Site': 'cross-site' },
    { ...form, Cookie: cookie, Origin: 'null' },
    { ...form, Cookie: cookie },
    form,
  ]) {
    const answer = await server.app.request(url(link), {
      method: 'POST',
      headers,
      body: `page=${page}&email=${world.a.email}`,
    });
    expect([answer.status, (await problemOf(answer)).code]).toEqual([403, 'cross_site_request']);
  }
  expect(await sessions()).toBe(0);
});

test('five wrong addresses kill the link and its code (T04)', async () => {
  const asker = openBrowser(server);
  const link = await askForLink(asker);
  const code = /\b\d{6}\b/.exec(server.mails.at(-1)?.text ?? '')?.[0];
  const other = openBrowser(server);
  const statuses: number[] = [];
  for (let guess = 0; guess < 5; guess += 1)
    statuses.push((await follow(other, link, { email: `guess-${guess}@a.example` })).status);
  expect(statuses).toEqual([401, 401, 401, 401, 410]);
  expect((await other.postForm(link, { page: 'A'.repeat(43), email: world.a.email })).status).toBe(410);
  expect((await asker.postJson('/api/auth/verify', { code })).status).toBe(401);
  expect(await sessions()).toBe(0);
});

test('pressed many times at once it makes one session, and each press leads on (T03)', async () => {
  for (const [browser, fields] of [
    [openBrowser(server), {}],
    [openBrowser(server), { email: world.b.email }],
  ] as const) {
    const asker = 'email' in fields ? openBrowser(server) : browser;
    const link = await askForLink(asker, 'email' in fields ? world.b.email : world.a.email);
    const { page } = await pageOf(browser, link);
    const before = await sessions();
    const answers = await Promise.all(Array.from({ length: 30 }, () => browser.postForm(link, { page, ...fields })));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.headers.get('Set-Cookie')}`)).size).toBe(1);
    expect(await sessions()).toBe(before + 1);
    expect(await whoAmI(browser)).toBe(200);
    expect((await pageOf(openBrowser(server), link)).status).toBe(410);
    const third = await openBrowser(server).postForm(link, {
      page: 'A'.repeat(43),
      email: 'email' in fields ? world.b.email : world.a.email,
    });
    expect(third.status).toBe(410);
  }
});

test('a link that was used or is too old says so and offers another (T07)', async () => {
  const browser = openBrowser(server);
  const link = await askForLink(browser);
  const { page } = await pageOf(browser, link);
  server.clock.advance(601_000);
  const late = await browser.postForm(link, { page });
  expect(late.status).toBe(410);
  expect(await late.text()).toContain('action="/sign-in/again"');
  expect((await pageOf(openBrowser(server), link)).html).toContain('href="/sign-in?entity=noorderlicht"');
  expect((await browser.postForm('/sign-in/again')).headers.get('Location')).toBe('/sign-in/code');
  expect(await server.drainJobs()).toEqual([]);
  expect(server.mails).toHaveLength(2);
});

test('what is no link of ours is not found, and a secret of another kind is none (T11)', async () => {
  const browser = openBrowser(server);
  const link = await askForLink(browser);
  const { mintDocumentLink } = await import('./mint-document-link.ts');
  const { issueApiKey } = await import('./api-key.ts');
  const invoiceLink = await mintDocumentLink(server.deps, world, {
    documentId: world.a.invoiceId,
    contactId: world.a.contactId,
  });
  const { key } = await issueApiKey(server.deps, world, { name: 'books', scopes: ['documents:read'] });
  const signInLink = link.split('/').at(-1) ?? '';
  const swap = (token: string, prefix: string) => token.replace(/^(inv1|sgn1)_/, prefix);
  const cookie = browser.cookies.get('__Host-chal') ?? '';
  for (const token of [
    'x',
    'null',
    invoiceLink.token,
    swap(invoiceLink.token, 'sgn1_'),
    key,
    cookie,
    `${signInLink}A`,
    signInLink.slice(0, -1),
  ]) {
    expect((await browser.get(`/auth/l/${token}`)).status, token).toBe(404);
    expect((await browser.postForm(`/auth/l/${token}`, { page: 'A'.repeat(43) })).status, token).toBe(404);
  }
  for (const token of [signInLink, swap(signInLink, 'inv1_'), key, cookie]) {
    for (const act of ['pay', 'sign-in'])
      expect((await browser.postForm(`/i/${token}/${act}`)).status, token).toBe(404);
  }
  for (const token of [signInLink, invoiceLink.token, key, cookie]) {
    const thief = openBrowser(server);
    for (const name of ['__Host-sid', '__Host-lnk', '__Host-chal']) thief.cookies.set(name, token);
    if (token === cookie) thief.cookies.delete('__Host-chal');
    expect(await whoAmI(thief)).toBe(401);
    expect((await thief.get('/api/auth/challenge')).status).toBe(404);
  }
});

test('the page is in the contact’s language, carries the entity’s name and runs no script', async () => {
  await server.db.updateTable('contacts').set({ language: 'nl' }).where('id', '=', world.a.contactId).execute();
  const browser = openBrowser(server);
  const answer = await browser.get(await askForLink(browser));
  const html = await answer.text();
  expect(html).toContain('<html lang="nl">');
  expect(html).toContain('Aanmelden bij Noorderlicht');
  expect(html).not.toContain('<script');
  const nonce = /style nonce="([^"]+)"/.exec(html)?.[1];
  expect(answer.headers.get('Content-Security-Policy')).toContain(`'nonce-${nonce}'`);
});

test('the page says whom to ask, and speaks the language that is chosen on it from then on', async () => {
  const reachable = { email: 'help@noord.example', phone: '+32 (0)9 123 45 67' };
  await server.db.updateTable('entities').set(reachable).where('id', '=', world.entityId).execute();
  const browser = openBrowser(server);
  const link = await askForLink(browser);
  const { html } = await pageOf(browser, link);
  expect(html).toContain('Questions? Noorderlicht is there for you.');
  expect(html).toContain('href="mailto:help@noord.example"');
  expect(html).toContain('href="tel:+3291234567"');
  const [, page = ''] = /action="\/language"[^]*?name="page" value="([^"]+)"/.exec(html) ?? [];
  const chosen = await browser.postForm('/language', { language: 'fr', page });
  expect([chosen.status, chosen.headers.get('Location')]).toEqual([303, link]);
  const french = await pageOf(browser, link);
  expect(french.html).toContain('<html lang="fr">');
  expect(french.html).toMatch(/<option value="fr" lang="fr"\s+selected>Français/);
  // Choosing used nothing up.
  expect((await browser.postForm(link, { page: french.page })).status).toBe(303);
});
