import { afterEach, beforeEach, expect, test } from 'vitest';
import { sessionViewSchema } from '@quittance/shared/customer-view.ts';
import { problemOf, testApp, type TestApp } from '../testing.ts';
import { openBrowser, type Browser } from '../testing/browser.ts';
import { insertContact, insertTwoCompanies } from '../testing/fixtures.ts';
import { mintDocumentLink } from './mint-document-link.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;

beforeEach(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
});
afterEach(() => server.close());

const choose = (browser: Browser, language: string, page = '/invoices') =>
  browser.postForm('/language', { language, page });

const shown = async (browser: Browser, path: string): Promise<unknown> => (await browser.get(path)).json();

async function signedIn(email: string): Promise<Browser> {
  const browser = openBrowser(server);
  await browser.postJson('/api/auth/challenge', { email });
  await server.drainJobs();
  const code = /\b\d{6}\b/.exec(server.mails.at(-1)?.text ?? '')?.[0];
  expect((await browser.postJson('/api/auth/verify', { code })).status).toBe(200);
  return browser;
}

async function contactLanguages() {
  const rows = await server.db.selectFrom('contacts').select(['email', 'language']).orderBy('email').execute();
  return rows.filter(({ language }) => language !== null);
}

test('somebody signed in is spoken to, and written to, in the language they chose', async () => {
  const { a, b } = world;
  await insertContact(server.db, { merchant_id: b.merchantId, customer_id: b.customerId, email: a.email });
  const browser = await signedIn(a.email);
  const answer = await choose(browser, 'it', '/documents/1?x=y');
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/documents/1?x=y']);
  expect(sessionViewSchema.parse(await (await browser.get('/api/session')).json()).language).toBe('it');
  expect(await shown(browser, '/invoices')).toMatchObject({ languages: ['it', 'it'] });
  // As the contact of either customer, and nobody else.
  expect(await contactLanguages()).toEqual([
    { email: a.email, language: 'it' },
    { email: a.email, language: 'it' },
  ]);
});

test('a region that says more than the language is kept', async () => {
  await server.db.updateTable('contacts').set({ language: 'nl-BE' }).where('id', '=', world.a.contactId).execute();
  await choose(await signedIn(world.a.email), 'nl');
  expect(await contactLanguages()).toEqual([{ email: world.a.email, language: 'nl-BE' }]);
});

test('who came by a link chooses for this browser only', async () => {
  const { a } = world;
  await server.db.updateTable('entities').set({ link_opens: 'account' }).execute();
  const { token } = await mintDocumentLink(server.deps, a, { documentId: a.invoiceId, contactId: a.contactId });
  const browser = openBrowser(server);
  await choose(browser, 'es', `/i/${token}`);
  expect(await shown(browser, `/i/${token}`)).toMatchObject({ language: 'es' });
  await browser.postForm(`/i/${token}/pay`);
  expect(await shown(browser, `/pay/${a.invoiceId}`)).toMatchObject({ languages: ['es', 'es'] });
  expect(sessionViewSchema.parse(await (await browser.get('/api/session')).json()).language).toBe('es');
  expect(await shown(openBrowser(server), `/i/${token}`)).toMatchObject({ language: 'en' });
  expect(await contactLanguages()).toEqual([]);
});

test('the browser keeps it until it closes, out of reach of scripts', async () => {
  const browser = openBrowser(server, { 'Accept-Language': 'fr' });
  const answer = await choose(browser, 'de');
  expect(answer.headers.getSetCookie()).toEqual(['__Host-lang=de; Path=/; HttpOnly; Secure; SameSite=Lax']);
  expect(await shown(browser, '/sign-in')).toMatchObject({ languages: ['de', 'fr'] });
  browser.cookies.set('__Host-lang', 'xx');
  expect(await shown(browser, '/sign-in')).toMatchObject({ languages: ['fr'] });
});

test.each(['//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example', 'https://evil.example', ''])(
  'nobody is led to %j afterwards',
  async (page) => {
    expect(await problemOf(await choose(openBrowser(server), 'de', page))).toMatchObject({ code: 'invalid_request' });
  },
);

test('a language that is not spoken here is refused', async () => {
  const problem = await problemOf(await choose(openBrowser(server), 'pt'));
  expect(problem).toMatchObject({ code: 'invalid_request', issues: [{ path: 'body.language' }] });
});
