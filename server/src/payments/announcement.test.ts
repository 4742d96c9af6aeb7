import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { payPageSchema } from '@quittance/shared/payment.ts';
import { listUnnamed } from '../files/file-reference-queries.ts';
import { testApp, url, type TestApp } from '../testing.ts';
import { insertDocument, insertTwoCompanies } from '../testing/fixtures.ts';
import { contactPayer, goodCard, linkPayer, switchPaymentsOn, type TestPayer } from '../testing/paying.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let anna: TestPayer;
let count = 0;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.set('2026-03-16T09:00:00Z');
  anna = await contactPayer(server, world.a);
  server.mails.splice(0);
});

function newInvoice(): Promise<string> {
  const belongs = { merchant_id: world.merchantId, entity_id: world.entityId, customer_id: world.a.customerId };
  return insertDocument(server.db, { ...belongs, number: `A-${(count += 1)}` });
}

async function announce(payer: TestPayer, draftId: string, ...files: File[]): Promise<Response> {
  const form = new FormData();
  for (const file of files) form.append('file', file);
  const headers = { Cookie: payer.cookie, Origin: 'https://quittance.test' };
  const path = url(`/api/payments/drafts/${draftId}/announcement`);
  return server.app.request(path, { method: 'POST', headers, body: form });
}

const proof = () => new File(['%PDF-1.7\n%%EOF\n'], 'proof.pdf', { type: 'application/pdf' });

async function pageOf(payer: TestPayer, draftId: string) {
  return payPageSchema.parse(await (await payer.get(`/api/payments/drafts/${draftId}/page`)).json());
}

async function told() {
  expect(await server.drainJobs()).toEqual([]);
  return server.mails.filter(({ to }) => to === 'admin@merchant.example');
}

test('a transfer that is announced is told once, pays nothing, and stays what it was for days', async () => {
  const [first, second] = [await newInvoice(), await newInvoice()];
  const draft = await anna.draft(first, second);
  const answers = await Promise.all([1, 2, 3].map(() => announce(anna, draft.id)));
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
  const [mail, ...others] = await told();
  expect(others).toEqual([]);
  expect(mail?.subject).toBe('Aardvark-canary has announced a transfer of €242.00');
  const page = await pageOf(anna, draft.id);
  expect(mail?.text).toContain(page.draft?.reference);
  server.clock.set('2026-03-18T09:00:00Z');
  anna = await contactPayer(server, world.a);
  const announcement = {
    draftId: draft.id,
    announcedAt: '2026-03-16T09:00:00.000Z',
    amountMinor: 24_200,
    hasProof: false,
  };
  const later = await pageOf(anna, draft.id);
  expect([later.announcement, later.draft?.isCurrent]).toEqual([announcement, true]);
  expect(await anna.payPage(first)).toMatchObject({ announcement, summary: { amountDueMinor: 12_100 } });
  server.clock.set('2026-05-01T09:00:00Z');
  anna = await contactPayer(server, world.a);
  expect((await anna.payPage(second)).announcement).toBeNull();
});

test('a proof comes with it or later, once, and reaches the merchant', async () => {
  const draft = await anna.draft(await newInvoice());
  expect((await announce(anna, draft.id)).status).toBe(204);
  expect((await announce(anna, draft.id, proof())).status).toBe(204);
  expect((await announce(anna, draft.id, proof())).status).toBe(204);
  const mails = await told();
  const names = mails.map(({ attachments }) => attachments.flatMap(({ fileName }) => fileName));
  expect(names.filter((each) => each.includes('proof.pdf')).length).toBe(1);
  expect(mails.length).toBe(2);
  expect((await pageOf(anna, draft.id)).announcement?.hasProof).toBe(true);
  const { sha256 } = await server.db
    .selectFrom('payment_announcements')
    .select('sha256')
    .where('draft_id', '=', draft.id)
    .executeTakeFirstOrThrow();
  await server.db.deleteFrom('mails').execute();
  expect(await listUnnamed(server.db, [sha256 ?? ''])).toEqual([]);
});

test('what is no proof is refused, and nothing is announced', async () => {
  const draft = await anna.draft(await newInvoice());
  const program = new File(['MZ'], 'proof.exe');
  expect((await announce(anna, draft.id, program)).status).toBe(422);
  expect((await announce(anna, draft.id, proof(), proof())).status).toBe(422);
  expect((await pageOf(anna, draft.id)).announcement).toBeNull();
});

test('nobody else announces it, and nothing that is paid is announced', async () => {
  const documentId = await newInvoice();
  const draft = await anna.draft(documentId);
  const holder = await linkPayer(server, { ...world.a, documentId });
  for (const stranger of [holder, await contactPayer(server, world.b)]) {
    expect((await announce(stranger, draft.id)).status).toBe(404);
  }
  await anna.try(draft.id, goodCard);
  expect((await announce(anna, draft.id)).status).toBe(409);
});

test('one who announced pays another way by another draft', async () => {
  const draft = await anna.draft(await newInvoice());
  await announce(anna, draft.id);
  const { id } = (await (await anna.post(`/api/payments/drafts/${draft.id}/renew`)).json()) as { id: string };
  expect((await anna.try(id, goodCard)).state).toBe('succeeded');
});
