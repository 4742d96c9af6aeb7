import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bundleSchema, type Bundle } from '@quittance/shared/bundle.ts';
import type { Files } from '../files/files.ts';
import { deleteExpired } from '../jobs/delete-expired.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import {
  insertContact,
  insertCustomer,
  insertDocument,
  insertPayment,
  insertTwoCompanies,
} from '../testing/fixtures.ts';
import { contactPayer, type TestPayer } from '../testing/paying.ts';
import { unzipped } from '../testing/unzipped.ts';
import { buildBundle } from './build-bundle.ts';
import { findBundle, listBundles } from './bundle-queries.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let person: TestPayer;
let own: { merchant_id: string; entity_id: string; customer_id: string };
let count = 0;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
});
afterAll(() => server.close());

/** Everybody starts with an account of their own. */
beforeEach(async () => {
  server.clock.set('2026-03-16T09:00:00Z');
  server.mails.length = 0;
  const { merchantId, entityId } = world;
  const customer_id = await insertCustomer(server.db, { merchant_id: merchantId, name: 'Bakkerij De Smet' });
  const email = `person${(count += 1)}@customer.example`;
  const contactId = await insertContact(server.db, { merchant_id: merchantId, customer_id, email });
  own = { merchant_id: merchantId, entity_id: entityId, customer_id };
  person = await contactPayer(server, { merchantId, contactId });
});

async function invoices(howMany: number, fields: { issue_date?: string } = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < howMany; at += 1) {
    ids.push(await insertDocument(server.db, { ...own, number: `B-${(count += 1)}`, ...fields }));
  }
  return ids;
}

async function ask(request: object): Promise<Bundle> {
  const answer = await person.post('/api/bundles', request);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return bundleSchema.parse(await answer.json());
}

async function look({ id }: Bundle): Promise<Bundle> {
  return bundleSchema.parse(await (await person.get(`/api/bundles/${id}`)).json());
}

async function filesOf({ id }: Bundle): Promise<Map<string, Buffer>> {
  const answer = await person.get(`/api/bundles/${id}/zip`);
  expect(answer.status, answer.status === 200 ? '' : await answer.clone().text()).toBe(200);
  return unzipped(new Uint8Array(await answer.arrayBuffer()));
}

async function refusal(answering: Promise<Response>): Promise<[number, string]> {
  const answer = await answering;
  return [answer.status, (await problemOf(answer)).code];
}

async function listed(who = person): Promise<string[]> {
  const answer = await who.get('/api/bundles');
  const { bundles } = z.strictObject({ bundles: z.array(bundleSchema) }).parse(await answer.json());
  return bundles.map(({ id }) => id);
}

const which = ({ id }: Bundle) => ({ merchantId: world.merchantId, bundleId: id });

describe('the ZIP of a month', () => {
  test('holds what was issued in it, what was received in it, a statement and an index', async () => {
    const [march = ''] = await invoices(1, { issue_date: '2026-03-31' });
    await invoices(1, { issue_date: '2026-04-01' });
    const [february = ''] = await invoices(1, { issue_date: '2026-02-28' });
    const account = { merchantId: world.merchantId, entityId: world.entityId, customerId: own.customer_id };
    await insertPayment(
      server.db,
      { ...account, invoiceId: february },
      { amountMinor: 100, receivedDate: '2026-03-02' },
    );
    const bundle = await ask({ kind: 'month', month: '2026-03' });
    expect(bundle).toMatchObject({ state: 'ready', totalCount: 2, documentsCount: 1, doneCount: 0 });
    expect(bundle.period).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    const answer = await person.get(`/api/bundles/${bundle.id}/zip`);
    expect(answer.headers.get('Content-Disposition')).toContain('filename="Documents_2026-03.zip"');
    const files = await unzipped(new Uint8Array(await answer.arrayBuffer()));
    const numberOf = (id: string) =>
      server.db.selectFrom('documents').select('number').where('id', '=', id).executeTakeFirstOrThrow();
    const { number } = await numberOf(march);
    const { number: paidNumber } = await numberOf(february);
    expect([...files.keys()]).toEqual([
      `Invoices/${number}.pdf`,
      'Receipts/2026-03-02 1.00 EUR.pdf',
      'Statements/Noorderlicht EUR 2026-03-01 2026-03-16.pdf',
      'Contents.csv',
    ]);
    const index = files.get('Contents.csv')?.toString().split('\r\n');
    expect(index).toEqual([
      '\uFEFFFile,Kind,Number,Date,Due date,From,Customer,Order number,Excl. VAT,VAT,Total,Amount due,Currency,Status,Paid on,For invoices',
      `Invoices/${number}.pdf,Invoice,${number},2026-03-31,2026-04-01,Noorderlicht,Bakkerij De Smet,,100.00,21.00,121.00,121.00,EUR,Open,,`,
      `Receipts/2026-03-02 1.00 EUR.pdf,Receipt,,2026-03-02,,,,,,,1.00,,EUR,,,${paidNumber}`,
      'Statements/Noorderlicht EUR 2026-03-01 2026-03-16.pdf,Statement of account,,,,,,,,,,,EUR,,,',
      '',
    ]);
  });

  test('is a whole year where a year is asked for', async () => {
    await invoices(1, { issue_date: '2024-01-01' });
    await invoices(1, { issue_date: '2024-12-31' });
    await invoices(1, { issue_date: '2025-01-01' });
    const bundle = await ask({ kind: 'year', year: '2024' });
    expect(bundle.documentsCount).toBe(2);
    expect((await person.get(`/api/bundles/${bundle.id}/zip`)).headers.get('Content-Disposition')).toContain(
      'Documents_2024.zip',
    );
    expect((await ask({ kind: 'month', month: '2024-12' })).period).toEqual({ from: '2024-12-01', to: '2024-12-31' });
  });

  test('is of one customer where one is named, and of all of the reader’s where none is', async () => {
    const { merchantId } = world;
    const { email } = await ask({ kind: 'documents', documentIds: await invoices(1, { issue_date: '2026-03-02' }) });
    const second = await insertCustomer(server.db, { merchant_id: merchantId, name: 'De Smet Invest' });
    await insertContact(server.db, { merchant_id: merchantId, customer_id: second, email });
    const ofSecond = await ofCustomer(second, 2);
    const idsOf = async (customer?: string) => {
      const { id } = await ask({ kind: 'year', year: '2026', ...(customer !== undefined && { customer }) });
      const bundle = server.db.selectFrom('bundles').select('document_ids').where('id', '=', id);
      return (await bundle.executeTakeFirstOrThrow()).document_ids;
    };
    expect((await idsOf(second.toUpperCase())).toSorted()).toEqual(ofSecond.toSorted());
    expect(await idsOf(own.customer_id)).toHaveLength(1);
    expect(await idsOf()).toHaveLength(3);
  });

  test.each(['month', 'year'] as const)('of somebody else’s customer is nothing: %s', async (kind) => {
    await invoices(1, { issue_date: '2026-03-02' });
    for (const customer of [world.a.customerId, world.c.customerId]) {
      const request = { kind, [kind]: kind === 'month' ? '2026-03' : '2026', customer };
      expect(await refusal(person.post('/api/bundles', request))).toEqual([422, 'nothing_to_download']);
    }
  });

  test('in which nothing happened is refused, and says so', async () => {
    expect(await refusal(person.post('/api/bundles', { kind: 'month', month: '2019-02' }))).toEqual([
      422,
      'nothing_to_download',
    ]);
  });

  test('in which more happened than one file takes is refused, and says what to do', async () => {
    const [model = ''] = await invoices(1);
    await sql`insert into documents (merchant_id, entity_id, customer_id, kind, number, issue_date, due_date, currency, payable_minor,
        content, source_sha256, imported_at)
      select merchant_id, entity_id, customer_id, kind, number || '-' || n, issue_date, due_date, currency, payable_minor,
        '{"precedingInvoices": []}', source_sha256, imported_at
      from documents, generate_series(1, 10000) as n where id = ${model}`.execute(server.db);
    const answer = await person.post('/api/bundles', { kind: 'month', month: '2026-03' });
    const { code, detail } = await problemOf(answer);
    expect([answer.status, code]).toEqual([422, 'too_many_documents']);
    expect(detail).toContain('10000 documents');
  });

  test.each([
    { kind: 'month', month: '2026-13' },
    { kind: 'month', month: '0000-01' },
    { kind: 'year', year: '26' },
    { kind: 'documents', documentIds: [] },
    { kind: 'documents', documentIds: ['../1'] },
    { kind: 'list', filter: { list: 'all' }, exceptIds: [] },
    { kind: 'list', filter: { list: 'paid', state: 'overdue' }, exceptIds: [] },
    { kind: 'everything' },
  ])('is asked for in so many words: %j is none', async (request) => {
    expect(await refusal(person.post('/api/bundles', request))).toEqual([422, 'invalid_request']);
  });
});

describe('a selection', () => {
  test('with one document of somebody else is refused as a whole', async () => {
    const [mine = ''] = await invoices(1);
    for (const foreign of [world.a.invoiceId, world.c.invoiceId]) {
      const request = { kind: 'documents', documentIds: [mine, foreign] };
      expect(await refusal(person.post('/api/bundles', request))).toEqual([404, 'not_found']);
    }
  });

  test('named twice is in it once, with a statement from its first day on', async () => {
    const [one = ''] = await invoices(1);
    const bundle = await ask({ kind: 'documents', documentIds: [one, one] });
    expect(bundle.documentsCount).toBe(1);
    expect([...(await filesOf(bundle)).keys()].at(-2)).toBe('Statements/Noorderlicht EUR 2026-03-02 2026-03-16.pdf');
  });

  test('of a list holds what the list shows, but for what was taken out', async () => {
    const [january = ''] = await invoices(1, { issue_date: '2026-01-31' });
    const [february = '', march = ''] = await invoices(2, { issue_date: '2026-02-01' });
    const all = { kind: 'list', filter: { list: 'open' }, exceptIds: [] };
    expect((await ask(all)).documentsCount).toBe(3);
    const later = { ...all, filter: { list: 'open', dates: 'issued', from: '2026-02-01' } };
    expect((await ask(later)).documentsCount).toBe(2);
    const bundle = await ask({ ...later, exceptIds: [march.toUpperCase(), january] });
    const { document_ids } = await server.db
      .selectFrom('bundles')
      .select('document_ids')
      .where('id', '=', bundle.id)
      .executeTakeFirstOrThrow();
    expect(document_ids).toEqual([february]);
  });

  test('of a list of somebody else, or from which everything was taken out, is nothing', async () => {
    const exceptIds = await invoices(1);
    for (const request of [
      { kind: 'list', filter: { list: 'open', customer: world.a.customerId }, exceptIds: [] },
      { kind: 'list', filter: { list: 'paid' }, exceptIds: [] },
      { kind: 'list', filter: { list: 'open' }, exceptIds },
    ])
      expect(await refusal(person.post('/api/bundles', request))).toEqual([422, 'nothing_to_download']);
  });

  test('of more than fifty asks for a fresh sign-in', async () => {
    const documentIds = await invoices(51);
    server.clock.advance(10 * 60_000 + 1);
    expect(await refusal(person.post('/api/bundles', { kind: 'documents', documentIds }))).toEqual([
      403,
      'step_up_required',
    ]);
    expect((await ask({ kind: 'documents', documentIds: documentIds.slice(1) })).state).toBe('building');
  });
});

test('T60: a small ZIP is made while it is read, two at once for one person', async () => {
  const { id } = await ask({ kind: 'documents', documentIds: await invoices(8) });
  const asked = () => person.get(`/api/bundles/${id}/zip`);
  const unread = [await asked(), await asked()];
  expect(await refusal(asked())).toEqual([429, 'downloads_running']);
  for (const { body } of unread) await body?.cancel();
  expect((await asked()).status).toBe(200);
});

describe('a large ZIP is made by a job', () => {
  test('that says how far it is, and offers the file when it is whole', async () => {
    const documentIds = await invoices(30);
    const bundle = await ask({ kind: 'documents', documentIds });
    expect(bundle).toMatchObject({ state: 'building', doneCount: 0, totalCount: 30, sizeBytes: null });
    expect(await refusal(person.get(`/api/bundles/${bundle.id}/zip`))).toEqual([409, 'bundle_not_ready']);
    const seen: number[] = [];
    const files: Files = {
      ...server.deps.files,
      async put(content) {
        seen.push((await look(bundle)).doneCount);
        return server.deps.files.put(content);
      },
    };
    await buildBundle({ ...server.deps, files }, which(bundle));
    expect(seen.at(-1)).toBeGreaterThan(20);
    const ready = await look(bundle);
    expect(ready).toMatchObject({ state: 'ready', doneCount: 30 });
    expect((await filesOf(bundle)).size).toBe(32);
    const answer = await person.get(`/api/bundles/${bundle.id}/zip`);
    expect(answer.headers.get('Content-Length')).toBe(String(ready.sizeBytes));
    await answer.body?.cancel();
    expect(await server.drainJobs()).toEqual([]);
    expect(server.mails).toEqual([]);
  });

  test('that is mailed of when it took longer than a minute, to whoever asked and to nobody else', async () => {
    const bundle = await ask({ kind: 'documents', documentIds: await invoices(26) });
    server.clock.advance(61_000);
    expect(await server.drainJobs()).toEqual([]);
    const [mail, ...others] = server.mails;
    expect(others).toEqual([]);
    expect(mail?.to).toBe(bundle.email);
    expect(mail?.subject).toBe('Your download is ready');
    expect(mail?.text).toContain('http://quittance.test/downloads');
    expect(mail?.text).toContain('26 documents');
  });

  test('is the same one when it is asked for twice, and no third one beside two', async () => {
    const documentIds = await invoices(28);
    const request = { kind: 'documents', documentIds };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(request)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    await ask({ kind: 'documents', documentIds: documentIds.slice(1) });
    expect(
      await refusal(person.post('/api/bundles', { kind: 'documents', documentIds: documentIds.slice(2) })),
    ).toEqual([429, 'downloads_running']);
    expect(await server.drainJobs()).toEqual([]);
    expect((await filesOf(answers[0] ?? (await ask(request)))).size).toBe(30);
  });

  test('that is cancelled stops, and is never offered', async () => {
    const bundle = await ask({ kind: 'documents', documentIds: await invoices(40) });
    let put = 0;
    const files: Files = {
      ...server.deps.files,
      async put(content) {
        put += 1;
        if (put === 5) await person.post(`/api/bundles/${bundle.id}/cancel`);
        return server.deps.files.put(content);
      },
    };
    await buildBundle({ ...server.deps, files }, which(bundle));
    expect(put).toBeLessThan(10);
    expect((await look(bundle)).state).toBe('canceled');
    expect(await server.deps.temporaryFiles.find(bundle.id)).toBeNull();
    expect(await refusal(person.get(`/api/bundles/${bundle.id}/zip`))).toEqual([410, 'bundle_gone']);
    expect(await server.drainJobs()).toEqual([]);
    expect((await look(bundle)).state).toBe('canceled');
    expect(await listed()).toEqual([]);
  });

  test('that breaks in the middle starts again; until it is whole there is nothing to have', async () => {
    const bundle = await ask({ kind: 'documents', documentIds: await invoices(30) });
    await expect(buildBundle({ ...server.deps, files: failingAfter(12) }, which(bundle))).rejects.toThrow('disk');
    expect((await look(bundle)).state).toBe('building');
    expect(await refusal(person.get(`/api/bundles/${bundle.id}/zip`))).toEqual([409, 'bundle_not_ready']);
    expect(await server.drainJobs()).toEqual([]);
    expect((await filesOf(bundle)).size).toBe(32);
  });

  test('that breaks each time is given up after three tries, and says so', async () => {
    const bundle = await ask({ kind: 'documents', documentIds: await invoices(30) });
    for (let time = 1; time <= 2; time += 1) {
      await expect(buildBundle({ ...server.deps, files: failingAfter(0) }, which(bundle))).rejects.toThrow('disk');
    }
    await buildBundle({ ...server.deps, files: failingAfter(0) }, which(bundle));
    expect((await look(bundle)).state).toBe('failed');
    expect(await server.drainJobs()).toEqual([]);
    expect((await look(bundle)).state).toBe('failed');
  });

  test('that took the process with it each time is given up too', async () => {
    const bundle = await ask({ kind: 'documents', documentIds: await invoices(30) });
    await server.db.updateTable('bundles').set({ tries_count: 3 }).where('id', '=', bundle.id).execute();
    expect(await server.drainJobs()).toEqual([]);
    expect((await look(bundle)).state).toBe('failed');
  });

  test('is looked at without reading what is in it', async () => {
    const bundle = await ask({ kind: 'documents', documentIds: await invoices(3) });
    const which = { merchantId: world.merchantId, bundleId: bundle.id };
    const row = await findBundle(server.db, which, bundle.email);
    expect(row).toMatchObject({ documentsCount: 3, paymentsCount: 0 });
    expect(row).not.toHaveProperty('documentIds');
    expect(await listBundles(server.db, world, { email: bundle.email, since: new Date(0), limit: 1 })).toEqual([row]);
  });

  test('is swept after some hours, and forgotten after some days', async () => {
    const bundle = await ask({ kind: 'documents', documentIds: await invoices(26) });
    await server.drainJobs();
    server.clock.advance(6 * 3_600_000);
    expect((await look(bundle)).state).toBe('expired');
    expect(await refusal(person.get(`/api/bundles/${bundle.id}/zip`))).toEqual([410, 'bundle_gone']);
    await server.drainJobs();
    expect(await server.deps.temporaryFiles.find(bundle.id)).toBeNull();
    server.clock.advance(8 * 86_400_000);
    await deleteExpired(server.deps);
    expect((await person.get(`/api/bundles/${bundle.id}`)).status).toBe(404);
  });
});

describe('a ZIP is for whoever asked', () => {
  test('and for no colleague, stranger or former contact', async () => {
    const [invoiceId = ''] = await invoices(1);
    const bundle = await ask({ kind: 'documents', documentIds: [invoiceId] });
    const email = `colleague${(count += 1)}@customer.example`;
    const place = { merchant_id: world.merchantId, customer_id: own.customer_id, email };
    const contactId = await insertContact(server.db, place);
    const colleague = await contactPayer(server, { merchantId: world.merchantId, contactId });
    const stranger = await contactPayer(server, world.b);
    for (const other of [colleague, stranger]) {
      for (const path of ['', '/zip']) {
        expect(await refusal(other.get(`/api/bundles/${bundle.id}${path}`))).toEqual([404, 'not_found']);
      }
      expect(await refusal(other.post(`/api/bundles/${bundle.id}/cancel`))).toEqual([404, 'not_found']);
    }
    expect(await listed(colleague)).toEqual([]);
    expect(await listed()).toEqual([bundle.id]);
    const nobody = await server.app.request(url(`/api/bundles/${bundle.id}/zip`));
    expect(nobody.status).toBe(401);
    expect((await filesOf(bundle)).size).toBe(3);
  });

  test('and only while they may read all that is in it', async () => {
    const { merchantId } = world;
    const { email } = await ask({ kind: 'documents', documentIds: await invoices(1) });
    const second = await insertCustomer(server.db, { merchant_id: merchantId, name: 'De Smet Invest' });
    const contactId = await insertContact(server.db, { merchant_id: merchantId, customer_id: second, email });
    const both = [...(await invoices(1)), ...(await ofCustomer(second, 1))];
    const bundle = await ask({ kind: 'documents', documentIds: both });
    expect((await filesOf(bundle)).size).toBe(5);
    await server.db
      .updateTable('contacts')
      .set({ disabled_at: server.clock.now() })
      .where('id', '=', contactId)
      .execute();
    expect(await refusal(person.get(`/api/bundles/${bundle.id}/zip`))).toEqual([404, 'not_found']);
  });
});

async function ofCustomer(customerId: string, howMany: number): Promise<string[]> {
  const before = own;
  own = { ...own, customer_id: customerId };
  const ids = await invoices(howMany);
  own = before;
  return ids;
}

/** A disk that takes so many files, and then no more. */
function failingAfter(files: number): Files {
  let put = 0;
  return {
    ...server.deps.files,
    async put(content) {
      put += 1;
      if (put > files) throw new Error('the disk is full');
      return server.deps.files.put(content);
    },
  };
}
