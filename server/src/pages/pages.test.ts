import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readableBrand } from '@quittance/shared/accent.ts';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import { findEntityBySlug } from '../branding/entity-queries.ts';
import { acceptedLanguages } from '../http/accepted-languages.ts';
import { buildApp } from '../app.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { openBrowser } from '../testing/browser.ts';
import { insertEntity, insertMerchant, insertTwoCompanies } from '../testing/fixtures.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
beforeAll(async () => {
  server = await testApp();
});
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
  world = await insertTwoCompanies(server.db);
  const { a } = world;
  await server.db.updateTable('contacts').set({ language: 'nl-BE' }).where('id', '=', a.contactId).execute();
  const { token } = await mintDocumentLink(server.deps, a, { documentId: a.invoiceId, contactId: a.contactId });
  const browser = openBrowser(server, { 'Accept-Language': 'fr' });
  await browser.postForm(`/i/${token}/pay`);
  const response = await browser.get(`/pay/${a.invoiceId}`);
  expect(await response.json()).toMatchObject({ document: 'pay', languages: ['nl-BE', 'fr'] });
});

test('a page wears the brand of the merchant whose link was followed, not of the first one', async () => {
  const { c } = world;
  const { token } = await mintDocumentLink(server.deps, c, { documentId: c.invoiceId, contactId: c.contactId });
  const browser = openBrowser(server);
  expect(await (await browser.get('/sign-in')).json()).toMatchObject({ entity: null });
  await browser.postForm(`/i/${token}/pay`);
  expect(await (await browser.get('/sign-in')).json()).toMatchObject({ entity: { slug: 'zuiderzon' } });
});

describe('signing in without script', () => {
  test('asks for an address, in the language and with the brand that the address names', async () => {
    const path = '/sign-in?entity=zuiderzon&document=d1&page=/downloads&language=fr&error=rate_limited';
    expect(await (await server.app.request(url(path))).json()).toMatchObject({
      languages: ['fr'],
      entity: { slug: 'zuiderzon' },
      path,
      challenge: null,
    });
  });

  test('then asks for the code, as the merchant whose link was followed and in its language', async () => {
    const { c } = world;
    await server.db.updateTable('contacts').set({ language: 'de' }).where('id', '=', c.contactId).execute();
    const { token } = await mintDocumentLink(server.deps, c, { documentId: c.invoiceId, contactId: c.contactId });
    const browser = openBrowser(server);
    const asked = await browser.postForm(`/i/${token}/sign-in`);
    expect(await (await browser.get(asked.headers.get('Location') ?? '')).json()).toMatchObject({
      languages: ['de'],
      entity: { slug: 'zuiderzon' },
      path: '/sign-in/code?language=de',
      challenge: { maskedEmail: 'c***@c.example', entity: { slug: 'zuiderzon' } },
    });
  });

  test('asks for an address where no code was asked for', async () => {
    const answer = await openBrowser(server).get('/sign-in/code');
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/sign-in']);
  });

  test('goes back to the form that was refused, with what it was about', async () => {
    const answers: (string | null)[] = [];
    for (let press = 0; press < 21; press += 1) {
      const fields = { email: 'c1@c.example', entity: 'zuiderzon' };
      answers.push((await openBrowser(server).postForm('/sign-in?language=fr', fields)).headers.get('Location'));
    }
    expect(answers[0]).toBe('/sign-in/code?language=fr');
    expect(answers.at(-1)).toBe('/sign-in?entity=zuiderzon&language=fr&error=rate_limited');
  });
});

describe('what is refused to a person', () => {
  const asPerson = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'Accept-Language': 'nl' };

  test.each(['/i/inv1_cut-off', '/auth/l/sgn1_cut-off', '/nowhere', '/api/documents/x/pdf'])(
    'is told as a page: %s',
    async (path) => {
      const told = await server.app.request(url(path), { headers: asPerson });
      expect(told.headers.get('Content-Type')).toContain('text/html');
      expect(told.headers.get('Content-Security-Policy')).toContain("style-src 'self' 'nonce-");
      expect(told.headers.get('Cache-Control')).toBe('no-store');
      const code = told.status === 401 ? 'unauthenticated' : 'not_found';
      expect(await told.json()).toMatchObject({ document: 'refusal', languages: ['nl'], code });
    },
  );

  test('is told in the language that was chosen, and as the only merchant there is', async () => {
    const ofOne = await testApp();
    await insertEntity(ofOne.db, { merchant_id: await insertMerchant(ofOne.db), slug: 'only' });
    const browser = openBrowser(ofOne, asPerson);
    await browser.postForm('/language', { language: 'it', page: '/sign-in' });
    const told = { document: 'refusal', languages: ['it', 'nl'], entity: { slug: 'only' } };
    expect(await (await browser.get('/nowhere')).json()).toMatchObject(told);
    expect(await (await browser.get('/sign-in')).json()).toMatchObject({ entity: { slug: 'only' } });
    await ofOne.close();
    expect(await (await server.app.request(url('/nowhere'), { headers: asPerson })).json()).toMatchObject({
      entity: null,
    });
  });

  test('and to a program, as problem details', async () => {
    const told = await server.app.request(url('/i/inv1_cut-off'));
    expect([told.status, (await problemOf(told)).code]).toEqual([404, 'not_found']);
  });

  test('keeps its status, and a form that is not filled in is told so', async () => {
    const told = await openBrowser(server, asPerson).postForm('/sign-in', { email: 'no address' });
    expect(told.status).toBe(422);
    expect(await told.json()).toMatchObject({ document: 'refusal', code: 'invalid_request' });
  });
});

test('scripts run on a page only from our own origin, and never by text', async () => {
  const response = await server.app.request(url('/sign-in'));
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain('unsafe');
});

test('on a home screen stands the merchant whose account it is, with its colour and a picture', async () => {
  const told = await server.app.request(url('/app.webmanifest?entity=zuiderzon'));
  expect(told.headers.get('Content-Type')).toBe('application/manifest+json');
  const entity = await findEntityBySlug(server.db, 'zuiderzon');
  expect(await told.json()).toMatchObject({
    name: entity?.view.name,
    start_url: '/invoices',
    scope: '/',
    display: 'standalone',
    theme_color: entity && readableBrand(entity.view).light.accent,
    icons: ['any', 'maskable'].map((purpose) => ({
      src: expect.stringMatching(/^data:image\/svg\+xml,.*%3EZ%3C/),
      sizes: 'any',
      type: 'image/svg+xml',
      purpose,
    })),
  });
  const page = await server.app.request(url('/sign-in'));
  expect(page.headers.get('Content-Security-Policy')).toContain("manifest-src 'self'");
});

test('the pay document is one of its own', async () => {
  const response = await server.app.request(url('/pay/01890000-0000-7000-8000-000000000000'));
  expect(await response.json()).toMatchObject({ document: 'pay' });
});

describe('the worker that keeps what was seen', () => {
  test('is asked for anew each time, and may ask only us', async () => {
    const { headers } = await server.app.request(url('/offline-worker.js'));
    expect([headers.get('Content-Type'), headers.get('Cache-Control')]).toEqual([
      'text/javascript; charset=utf-8',
      'no-store',
    ]);
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; connect-src 'self'");
  });

  test.each([
    ['/invoices', "'self'"],
    ['/sign-in', "'self'"],
    ['/pay/01890000-0000-7000-8000-000000000000', "'none'"],
  ])('is started by the app and by no other page: %s', async (path, sources) => {
    const { headers } = await server.app.request(url(path));
    expect(headers.get('Content-Security-Policy')).toContain(`; worker-src ${sources};`);
  });

  test('ends itself and what it kept where the operator says so', async () => {
    const deps = { ...server.deps, config: { ...server.deps.config, hasOffline: false } };
    const response = await buildApp(deps).request(url('/offline-worker.js'));
    expect(await response.text()).toContain('registration.unregister()');
  });
});

test('an address below a page is not that page (T38)', async () => {
  const response = await server.app.request(url('/invoices/x.css'));
  expect(response.status).toBe(404);
});
