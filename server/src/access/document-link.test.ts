import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';
import { insertPayment, insertTwoCompanies } from '../testing/fixtures.ts';
import { mintDocumentLink, revokeDocumentLink } from './mint-document-link.ts';
import { resolveDocumentLink } from './resolve-document-link.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
});
afterAll(() => server.close());
beforeEach(() => server.clock.set('2026-03-16T09:00:00Z'));

const linkOfA = () => ({ documentId: world.a.invoiceId, contactId: world.a.contactId });
const mint = (link = linkOfA()) => mintDocumentLink(server.deps, world, link);

test('a link is minted once, however often and however many ask', async () => {
  const minted = await Promise.all(Array.from({ length: 20 }, () => mint()));
  expect(new Set(minted.map(({ url }) => url))).toEqual(new Set([`http://quittance.test/i/${minted[0]?.token}`]));
  expect((await mint({ ...linkOfA(), contactId: world.a.colleagueId })).token).not.toBe(minted[0]?.token);
});

test('a link opens its document for its contact and nothing else', async () => {
  const link = await resolveDocumentLink(server.deps, (await mint()).token);
  expect(link).toMatchObject({
    level: 'document',
    maskedEmail: 'a***@a.example',
    language: 'en',
    entityId: world.entityId,
  });
  expect(link?.scope).toMatchObject({
    merchantId: world.merchantId,
    customerIds: [world.a.customerId],
    onlyDocumentId: world.a.invoiceId,
    contactId: world.a.contactId,
  });
});

test('no link is minted for a contact of another customer or a document of another merchant', async () => {
  await expect(mint({ ...linkOfA(), contactId: world.b.contactId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(mint({ documentId: world.c.invoiceId, contactId: world.c.contactId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('what is no link of ours resolves to nothing (T24)', async () => {
  const { token } = await mint();
  const swapped = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
  const foreign = await mintDocumentLink(
    { ...server.deps, config: { ...server.deps.config, secretKey: 'the secret key of another installation' } },
    world,
    linkOfA(),
  );
  for (const text of [
    '',
    'x',
    'null',
    token.slice(0, -1),
    `${token}A`,
    swapped,
    foreign.token,
    'inv1_'.padEnd(45, 'A'),
  ]) {
    expect(await resolveDocumentLink(server.deps, text), text).toBeNull();
  }
});

test('every refusal costs the same look-ups (T08)', async () => {
  const { token } = await mint();
  for (const text of ['', token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'), 'inv1_'.padEnd(45, 'A')]) {
    let queries = 0;
    const db = server.db.withPlugin({
      transformQuery: ({ node }) => {
        queries += 1;
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    });
    await resolveDocumentLink({ ...server.deps, db }, text);
    expect(queries, text).toBe(1);
  }
});

test('a revoked link only locates, and the next one is another', async () => {
  const link = { documentId: world.b.invoiceId, contactId: world.b.contactId };
  const first = await mint(link);
  await revokeDocumentLink(server.deps, world, link);
  await revokeDocumentLink(server.deps, world, link);
  expect(await resolveDocumentLink(server.deps, first.token)).toMatchObject({
    level: 'locator',
    maskedEmail: 'b***@b.example',
  });
  const second = await mint(link);
  expect(second.token).not.toBe(first.token);
  expect(await resolveDocumentLink(server.deps, second.token)).toMatchObject({ level: 'document' });
  expect(await resolveDocumentLink(server.deps, first.token)).toMatchObject({ level: 'locator' });
});

test('a merchant cannot revoke the links of another', async () => {
  const link = { documentId: world.c.invoiceId, contactId: world.c.contactId };
  const { token } = await mintDocumentLink(server.deps, { merchantId: world.otherMerchantId }, link);
  await revokeDocumentLink(server.deps, world, link);
  expect(await resolveDocumentLink(server.deps, token)).toMatchObject({ level: 'document' });
});

test('the level is that of today in the entity’s time zone', async () => {
  const { token } = await mint();
  server.clock.set('2026-05-01T21:59:59Z');
  expect(await resolveDocumentLink(server.deps, token)).toMatchObject({ level: 'document' });
  server.clock.set('2026-05-01T22:00:00Z');
  expect(await resolveDocumentLink(server.deps, token)).toMatchObject({ level: 'locator' });
});

test('a lapsed link opens again once it is handed out again, by its old copies too', async () => {
  const { token } = await mint();
  server.clock.set('2026-07-01T09:00:00Z');
  expect(await resolveDocumentLink(server.deps, token)).toMatchObject({ level: 'locator' });
  expect((await mint()).token).toBe(token);
  expect(await resolveDocumentLink(server.deps, token)).toMatchObject({ level: 'document' });
});

test('a link to what was paid long ago only locates; partly paid is not paid', async () => {
  const invoice = { ...world.a, invoiceId: world.a.otherInvoiceId };
  const { token } = await mint({ documentId: invoice.invoiceId, contactId: world.a.contactId });
  await insertPayment(server.db, invoice, { amountMinor: 12_000, receivedDate: '2026-03-03' });
  server.clock.set('2026-04-20T09:00:00Z');
  expect(await resolveDocumentLink(server.deps, token)).toMatchObject({ level: 'document' });
  await insertPayment(server.db, invoice, { amountMinor: 100, receivedDate: '2026-03-10' });
  expect(await resolveDocumentLink(server.deps, token)).toMatchObject({ level: 'locator' });
});

test('what a link opens follows entity, customer and contact at once (T17)', async () => {
  const { token } = await mint();
  const level = async () => (await resolveDocumentLink(server.deps, token))?.level;
  await server.db
    .updateTable('customers')
    .set({ link_opens: 'pay_card' })
    .where('id', '=', world.a.customerId)
    .execute();
  expect(await level()).toBe('pay_card');
  await server.db
    .updateTable('contacts')
    .set({ disabled_at: new Date() })
    .where('id', '=', world.a.contactId)
    .execute();
  expect(await level()).toBe('locator');
});
