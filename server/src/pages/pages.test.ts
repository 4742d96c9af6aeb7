import { afterAll, beforeAll, expect, test } from 'vitest';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import { testApp, url, type TestApp } from '../testing.ts';
import { openBrowser } from '../testing/browser.ts';
import { insertTwoCompanies } from '../testing/fixtures.ts';
import { acceptedLanguages } from './routes.ts';

let server: TestApp;
beforeAll(async () => (server = await testApp()));
afterAll(() => server.close());

test.each([
  ['nl-BE,nl;q=0.9,en;q=0.8', ['nl-BE', 'nl', 'en']],
  ['en;q=0.2, fr', ['fr', 'en']],
  ['*, de;q=0', []],
  ['', []],
])('the languages of %j are asked for best first', (header, languages) => {
  expect(acceptedLanguages(header)).toEqual(languages);
});

test('a page of the portal is a shell that holds nothing of anybody', async () => {
  const response = await server.app.request(url('/invoices'), { headers: { 'Accept-Language': 'fr' } });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ document: 'app', languages: ['fr'], entity: null });
});

test('who came by a mailed link is spoken to in their own language, whatever the browser prefers', async () => {
  const { a } = await insertTwoCompanies(server.db);
  await server.db.updateTable('contacts').set({ language: 'nl-BE' }).where('id', '=', a.contactId).execute();
  const { token } = await mintDocumentLink(server.deps, a, { documentId: a.invoiceId, contactId: a.contactId });
  const browser = openBrowser(server, { 'Accept-Language': 'fr' });
  await browser.postForm(`/i/${token}/pay`);
  const response = await browser.get(`/pay/${a.invoiceId}`);
  expect(await response.json()).toMatchObject({ document: 'pay', languages: ['nl-BE', 'fr'] });
});

test('scripts run on a page only from our own origin, and never by text', async () => {
  const response = await server.app.request(url('/sign-in'));
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain('unsafe');
});

test('the pay document is one of its own', async () => {
  const response = await server.app.request(url('/pay/01890000-0000-7000-8000-000000000000'));
  expect(await response.json()).toMatchObject({ document: 'pay' });
});

test('an address below a page is not that page (T38)', async () => {
  const response = await server.app.request(url('/invoices/x.css'));
  expect(response.status).toBe(404);
});
