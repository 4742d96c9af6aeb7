import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pendingChallengeSchema } from '@quittance/shared/access.ts';
import { testApp, url, type TestApp } from '../testing.ts';
import { openBrowser, type Browser } from '../testing/browser.ts';
import { insertContact, insertDocument, insertEntity, insertTwoCompanies } from '../testing/fixtures.ts';
import { mintDocumentLink } from './mint-document-link.ts';

// Whose brand signing in wears where several entities share a name: nobody's until it is known, and in the mail the contact's own.

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let eastId: string;
const eastern = 'e1@east.example';

beforeEach(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  const merchant_id = world.merchantId;
  eastId = await insertEntity(server.db, { merchant_id, slug: 'oosterwind', trading_name: 'Oosterwind' });
  const customer_id = world.b.customerId;
  await insertContact(server.db, { merchant_id, customer_id, email: eastern });
  await insertDocument(server.db, {
    merchant_id,
    customer_id,
    entity_id: eastId,
    number: 'EAST-1',
    issue_date: '2026-03-05',
  });
});
afterEach(() => server.close());

const ask = (browser: Browser, email: string, more: object = {}) =>
  browser.postJson('/api/auth/challenge', { email, ...more });

async function shownBrand(browser: Browser): Promise<unknown> {
  const { entity } = pendingChallengeSchema.parse(await (await browser.get('/api/auth/challenge')).json());
  const shell = await (await browser.get('/sign-in/code')).json();
  expect(shell).toMatchObject({ entity: entity && { slug: entity.slug } });
  return entity?.slug ?? null;
}

async function lastMail() {
  expect(await server.drainJobs()).toEqual([]);
  const mail = server.mails.at(-1);
  return { subject: mail?.subject, path: /(\/auth\/l\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '' };
}

describe('an address typed where several entities could be meant', () => {
  test.each([
    ['of one entity’s contact', () => world.a.email, 'Noorderlicht'],
    ['of another entity’s, by the newest of its documents', () => eastern, 'Oosterwind'],
  ])('%s, gets the mail of its own', async (_whose, email, name) => {
    const browser = openBrowser(server);
    await ask(browser, email());
    const { subject, path } = await lastMail();
    expect(subject).toContain(name);
    expect(await (await openBrowser(server).get(path)).text()).toContain(`<title>${name}</title>`);
  });

  test('shows nobody’s brand on the page of the code, to known and unknown addresses alike, also after the mail', async () => {
    const answers: unknown[] = [];
    for (const email of [eastern, 'nobody@east.example']) {
      const browser = openBrowser(server);
      const asked = await ask(browser, email);
      await server.drainJobs();
      const pending = pendingChallengeSchema.parse(await (await browser.get('/api/auth/challenge')).json());
      const again = await ask(browser, email);
      answers.push([asked.status, again.status, again.headers.getSetCookie().length, await shownBrand(browser)]);
      expect(pending.entity).toBeNull();
    }
    expect(answers).toEqual([
      [202, 202, 1, null],
      [202, 202, 1, null],
    ]);
  });

  test('asked for again soon, is mailed the same code', async () => {
    const browser = openBrowser(server);
    await ask(browser, eastern);
    const first = await lastMail();
    await ask(browser, eastern);
    expect(await lastMail()).toEqual(first);
    expect(server.mails).toHaveLength(2);
  });

  test('of a contact without documents yet, gets the mail of its merchant’s first entity', async () => {
    const email = 'new@b.example';
    const { merchantId: merchant_id } = world;
    const customer_id = await server.db
      .insertInto('customers')
      .values({ merchant_id, name: 'New', address: JSON.stringify({ lines: [], city: '', country: 'BE' }) })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertContact(server.db, { merchant_id, customer_id: customer_id.id, email });
    await ask(openBrowser(server), email);
    expect((await lastMail()).subject).toContain('Noorderlicht');
  });
});

test('the brand that the address names stands on page and in mail, whoever types', async () => {
  const browser = openBrowser(server);
  await ask(browser, world.a.email, { entity: 'oosterwind' });
  expect(await shownBrand(browser)).toBe('oosterwind');
  expect((await lastMail()).subject).toContain('Oosterwind');
});

test('who came by a mailed link signs in with its entity, also by the page that asks for an address', async () => {
  const { b } = world;
  const { token } = await mintDocumentLink(server.deps, b, { documentId: b.invoiceId, contactId: b.contactId });
  const browser = openBrowser(server);
  await browser.postForm(`/i/${token}/pay`);
  await ask(browser, 'nobody@east.example');
  expect(await shownBrand(browser)).toBe('noorderlicht');
});

test('a home screen is nobody’s where several could be meant', async () => {
  const told = await server.app.request(url('/app.webmanifest'));
  expect(await told.json()).toMatchObject({ name: 'Quittance' });
});
