import { problemSchema } from '@quittance/shared/api-error.ts';
import { documentDetailSchema, documentPageSchema, listTotalsSchema } from '@quittance/shared/customer-view.ts';
import { documentEventsSchema } from '@quittance/shared/document-event.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { insertDocument, insertPayment, insertTwoCompanies, type Company } from '../testing/fixtures.ts';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import { newSecret, sha256 } from '../access/secrets.ts';
import { insertSession } from '../access/session-queries.ts';
import { testApp, url, type TestApp } from '../testing.ts';
import { type DocumentEvent, insertDocumentEvents, noteViewed } from './document-event-queries.ts';
import { contentDisposition } from './document-files.ts';
import { sumDocumentList } from './sum-documents.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let cookie: string;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  cookie = await signedIn(world.a.contactId);
});
afterAll(() => server.close());

async function signedIn(contactId: string): Promise<string> {
  const token = newSecret(server.deps.random);
  const now = server.clock.now();
  await insertSession(server.db, {
    merchantId: world.merchantId,
    contactId,
    email: world.a.email,
    tokenSha256: sha256(token),
    method: 'code',
    isRemembered: false,
    now,
    expiresAt: new Date(now.getTime() + 3_600_000),
  });
  return `__Host-sid=${token}`;
}

async function get(path: string, as: string | null = cookie) {
  return server.app.request(url(path), { headers: as ? { Cookie: as } : {} });
}

async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  const response = await get(path);
  expect(response.status).toBe(200);
  return schema.parse(await response.json());
}

test('the open list holds what is owed, most pressing first, and nothing of another customer', async () => {
  const { a, b, entityId, merchantId } = world;
  const ids = { merchant_id: merchantId, entity_id: entityId, customer_id: a.customerId };
  const early = await insertDocument(server.db, { ...ids, number: 'early', due_date: '2026-03-20' });
  const settled = await insertDocument(server.db, { ...ids, number: 'settled' });
  await insertPayment(server.db, { ...a, invoiceId: settled }, { amountMinor: 12_100, receivedDate: '2026-03-10' });
  const list = await read('/api/documents?list=open', documentPageSchema);
  const found = list.documents.map((document) => document.id);
  expect(found[0]).toBe(early);
  expect(found).not.toContain(settled);
  expect(found).not.toContain(b.invoiceId);

  const paid = await read('/api/documents?list=paid', documentPageSchema);
  expect(paid.documents).toMatchObject([{ id: settled, status: 'paid', amountDueMinor: 0, paidDate: '2026-03-10' }]);
});

test('pages follow each other without gap or repeat', async () => {
  const { a, entityId, merchantId } = world;
  for (let index = 0; index < 60; index += 1) {
    await insertDocument(server.db, {
      merchant_id: merchantId,
      entity_id: entityId,
      customer_id: a.customerId,
      kind: 'credit_note',
      number: `C-${index}`,
      issue_date: `2026-01-${String((index % 9) + 10)}`,
    });
  }
  const seen: string[] = [];
  let after = '';
  do {
    const page = await read(`/api/documents?list=credit_notes${after}`, documentPageSchema);
    seen.push(...page.documents.map((document) => document.number));
    after = page.nextCursor === null ? '' : `&after=${page.nextCursor}`;
  } while (after !== '');
  expect(seen).toHaveLength(60);
  expect(new Set(seen).size).toBe(60);
});

test('totals are kept apart by currency', async () => {
  const { a, entityId, merchantId } = world;
  const ids = { merchant_id: merchantId, entity_id: entityId, customer_id: a.customerId };
  await insertDocument(server.db, {
    ...ids,
    number: 'yen',
    currency: 'JPY',
    payable_minor: 9000,
    due_date: '2026-03-01',
  });
  const { totals } = await read('/api/documents/totals?list=open', listTotalsSchema);
  expect(totals).toContainEqual({
    currency: 'JPY',
    documentsCount: 1,
    payableMinor: 9000,
    amountDueMinor: 9000,
    overdueMinor: 9000,
    unallocatedMinor: 0,
  });
  expect(totals.map((total) => total.currency)).toEqual(['EUR', 'JPY']);
});

test('totals leave out none of however many', async () => {
  const { b, entityId, merchantId } = world;
  const before = await totalsOf(b);
  await sql`
    insert into documents (merchant_id, entity_id, customer_id, kind, number, issue_date, due_date, currency, payable_minor, content, source_sha256, imported_at)
    select ${merchantId}, ${entityId}, ${b.customerId}, 'invoice', 'many ' || at, '2026-03-02', '2026-04-01', 'EUR', 100, '{}', 'many', now()
    from generate_series(1, 5001) at`.execute(server.db);
  const after = await totalsOf(b);
  expect(after.documentsCount - before.documentsCount).toBe(5001);
  expect(after.amountDueMinor - before.amountDueMinor).toBe(500_100);
});

async function totalsOf({ merchantId, customerId }: Company) {
  const reader = { merchantId, customerIds: [customerId], onlyDocumentId: null };
  const [total] = (await sumDocumentList(server.deps, reader, { list: 'open', dates: 'issued' })).totals;
  return total ?? { amountDueMinor: 0, documentsCount: 0 };
}

test('a credit note stands beside the invoice that it names', async () => {
  const { a, entityId, merchantId } = world;
  const ids = { merchant_id: merchantId, entity_id: entityId, customer_id: a.customerId };
  const invoice = await insertDocument(server.db, { ...ids, number: 'F-1' });
  const content = await server.db
    .selectFrom('documents')
    .select('content')
    .where('id', '=', invoice)
    .executeTakeFirstOrThrow();
  const creditNote = await insertDocument(server.db, {
    ...ids,
    kind: 'credit_note',
    number: 'K-1',
    content: JSON.stringify({ ...content.content, kind: 'credit_note', number: 'K-1', precedingInvoices: ['F-1'] }),
  });
  const detail = await read(`/api/documents/${invoice}`, documentDetailSchema);
  expect(detail.related).toMatchObject([{ id: creditNote, number: 'K-1' }]);
});

test.each(['', '/pdf', '/original', '/files/01890000-0000-7000-8000-000000000000'])(
  'a document of another customer is not there: %j',
  async (path) => {
    const foreign = await get(`/api/documents/${world.b.invoiceId}${path}`);
    const absent = await get(`/api/documents/01890000-0000-7000-8000-000000000000${path}`);
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect(await foreign.text()).not.toContain(world.b.name);
  },
);

test.each(['/api/documents?list=open', '/api/documents/totals?list=open', '/api/documents/x', '/api/documents/x/pdf'])(
  'nothing is shown to somebody signed out: %s',
  async (path) => {
    expect((await get(path, null)).status).toBe(401);
  },
);

test.each(['list=all', '', 'list=open&after=nonsense', 'list=open&other=1'])(
  'a wrong list query is refused: %j',
  async (search) => {
    expect((await get(`/api/documents?${search}`)).status).toBe(422);
  },
);

test('a link shows its document, and opening it any number of times changes nothing (T01)', async () => {
  const { token } = await mintDocumentLink(server.deps, world, {
    documentId: world.a.invoiceId,
    contactId: world.a.contactId,
  });
  for (const method of ['GET', 'HEAD', 'GET']) {
    const response = await server.app.request(url(`/i/${token}`), { method });
    expect(response.status).toBe(200);
    expect(response.headers.get('Set-Cookie')).toBeNull();
    expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('X-Robots-Tag')).toBe('noindex');
  }
  const landing = await (await server.app.request(url(`/i/${token}`))).json();
  expect(landing).toMatchObject({ level: 'document', maskedEmail: 'a***@a.example', detail: { related: [] } });
  expect(await viewsOf(world.a.invoiceId)).toBe(0);
});

test('a link gives the PDF to look at, and to nobody who only has part of it', async () => {
  const { token } = await mintDocumentLink(server.deps, world, {
    documentId: world.a.invoiceId,
    contactId: world.a.contactId,
  });
  const pdf = await server.app.request(url(`/i/${token}/pdf`));
  expect(pdf.headers.get('Content-Type')).toBe('application/pdf');
  expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1')).toMatch(/^%PDF-/);
  expect((await server.app.request(url(`/i/${token.slice(0, -1)}/pdf`))).status).toBe(404);
});

test('what happened is told from the issue on, but not who looked nor what went wrong in the house', async () => {
  const { a, entityId, merchantId } = world;
  const ids = { merchant_id: merchantId, entity_id: entityId, customer_id: a.customerId };
  const id = await insertDocument(server.db, { ...ids, number: 'told', issue_date: '2026-02-01' });
  const scope = { merchantId };
  const note = (events: DocumentEvent[], at: string) => insertDocumentEvents(server.db, scope, events, new Date(at));
  const contactId = a.contactId;
  // Half past midnight where the entity is.
  await note([{ documentId: id, kind: 'sent', contactId, data: { mailId: 'm' } }], '2026-02-01T23:30:00Z');
  await note([{ documentId: id, kind: 'payment_received', data: { amountMinor: 5000 } }], '2026-03-10T10:00:00Z');
  await note([{ documentId: id, kind: 'mail_failed', contactId, data: {} }], '2026-03-11T10:00:00Z');
  const reminder = { sentDate: '2026-03-05', channel: 'post' };
  await note([{ documentId: id, kind: 'reminder_recorded', data: reminder }], '2026-03-12T10:00:00Z');
  await noteViewed(server.db, { merchantId, onlyDocumentId: id, contactId }, new Date('2026-03-12T10:00:00Z'));

  const told = async () => (await read(`/api/documents/${id}/events`, documentEventsSchema)).events;
  expect((await told()).map(({ kind, date }) => `${date} ${kind}`)).toEqual([
    '2026-02-01 issued',
    '2026-02-02 sent',
    '2026-03-10 payment_received',
  ]);
  expect((await told())[1]?.email).toBe(a.email);

  await server.db
    .insertInto('reminders')
    .values({
      merchant_id: merchantId,
      document_id: id,
      sent_date: '2026-03-05',
      channel: 'post',
      created_at: server.clock.now(),
    })
    .execute();
  expect((await told()).map(({ kind }) => kind)).toEqual(['issued', 'sent', 'reminder_recorded', 'payment_received']);

  expect((await get(`/api/documents/${world.b.invoiceId}/events`)).status).toBe(404);
});

test('a view counts once, after a person acted', async () => {
  const { token } = await mintDocumentLink(server.deps, world, {
    documentId: world.a.invoiceId,
    contactId: world.a.contactId,
  });
  for (let time = 0; time < 3; time += 1) {
    expect((await server.app.request(url(`/i/${token}/seen`), { method: 'POST' })).status).toBe(204);
  }
  expect(await viewsOf(world.a.invoiceId)).toBe(1);
});

test('every token that is none is answered alike (T24)', async () => {
  const { token } = await mintDocumentLink(server.deps, world, {
    documentId: world.a.invoiceId,
    contactId: world.a.contactId,
  });
  const wrong = [
    'x',
    'inv1_',
    token.slice(0, -1),
    `${token}a`,
    token.replace('inv1', 'sgn1'),
    `${token.slice(0, -2)}AA`,
  ];
  const answers = new Set<string>();
  for (const bad of wrong) {
    const response = await server.app.request(url(`/i/${bad}`));
    const { requestId: _, ...body } = problemSchema.parse(await response.json());
    answers.add(JSON.stringify([response.status, body]));
  }
  expect(answers.size).toBe(1);
  expect([...answers][0]).toContain('404');
});

test.each([
  ['a.pdf', `inline; filename="a.pdf"; filename*=UTF-8''a.pdf`],
  ['a"\r\nX: y.pdf', `inline; filename="a_X_y.pdf"; filename*=UTF-8''a%22%0D%0AX%3A%20y.pdf`],
  ["Faktuur 'é'.pdf", `inline; filename="Faktuur_.pdf"; filename*=UTF-8''Faktuur%20%27%C3%A9%27.pdf`],
])('a file name cannot end its header: %j (T49)', (fileName, header) => {
  expect(contentDisposition('inline', fileName)).toBe(header);
});

async function viewsOf(documentId: string): Promise<number> {
  const events = await server.db
    .selectFrom('document_events')
    .select('id')
    .where('document_id', '=', documentId)
    .where('kind', '=', 'viewed')
    .execute();
  return events.length;
}
