import { CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentSorts, sortDirections, type DocumentOrder } from '@quittance/shared/document-choices.ts';
import { listDocuments as listForReader } from '../documents/document-list-queries.ts';
import { listCreditNotesOfInvoice } from '../documents/related-queries.ts';
import { listDocuments } from '../merchant-api/document-queries.ts';
import { listPayments } from '../merchant-api/payment-queries.ts';
import { findCreditedInvoices } from '../payments/credit-note-queries.ts';
import { insertTwoCompanies } from '../testing/fixtures.ts';
import { testApp, type TestApp } from '../testing.ts';
import type { Database } from './tables.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let listening: Kysely<Database>;
const asked: CompiledQuery[] = [];

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await insertMany();
  const pool = new pg.Pool({ connectionString: server.deps.config.databaseUrl ?? '', max: 1 });
  listening = new Kysely({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void asked.push(query) });
});
afterAll(async () => {
  await listening.destroy();
  await server.close();
});

/** Enough for the planner to mind, each credit note for one of the invoices. */
async function insertMany(): Promise<void> {
  const { merchantId, entityId, a } = world;
  await sql`
    insert into documents (merchant_id, entity_id, customer_id, kind, number, issue_date, due_date, currency, payable_minor, content, source_sha256, imported_at)
    select ${merchantId}, ${entityId}, ${a.customerId}, kind, kind || at, '2026-01-01', '2026-02-01', 'EUR', 100,
      jsonb_build_object('precedingInvoices', jsonb_build_array('invoice' || at)), md5(kind || at), '2026-01-02'
    from generate_series(1, 3000) at, unnest(array['invoice', 'credit_note']) kind`.execute(server.db);
  await sql`
    insert into allocations (merchant_id, invoice_id, credit_note_id, amount_minor, effective_date, created_at)
    select i.merchant_id, i.id, n.id, 100, '2026-01-01', '2026-01-02'
    from documents i join documents n on n.number = replace(i.number, 'invoice', 'credit_note') where i.number like 'invoice%'`.execute(
    server.db,
  );
  await sql`analyze`.execute(server.db);
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Plan[] };

/** What the database would do about the first question, were what is `dear` as dear as in a large installation. */
async function steps(ask: (db: Kysely<Database>) => Promise<unknown>, dear: string[] = []): Promise<string[]> {
  asked.splice(0);
  await ask(listening);
  const [query] = asked;
  if (!query) throw new Error('nothing was asked');
  return server.db.transaction().execute(async (trx) => {
    for (const way of dear) await sql.raw(`set local enable_${way} = off`).execute(trx);
    const explain = CompiledQuery.raw(`explain (format json) ${query.sql}`, [...query.parameters]);
    const { rows } = await trx.executeQuery<{ 'QUERY PLAN': { Plan: Plan }[] }>(explain);
    return stepsOf(rows[0]!['QUERY PLAN'][0]!.Plan);
  });
}

function stepsOf({ 'Node Type': type, 'Relation Name': table, 'Index Name': index, Plans = [] }: Plan): string[] {
  return [[type, index ?? table].join(' ').trim(), ...Plans.flatMap(stepsOf)];
}

const page = { after: null, limit: 26 };
const isDear = (step: string) => step.startsWith('Seq Scan') || step.endsWith('Sort');

describe('a page of a list comes out of an index in its order, however long the list is', () => {
  const ofCustomer = () => ({ customerId: world.a.customerId });
  const apiPage = { ...page, now: new Date('2026-03-16T09:00:00Z') };

  test.each<[string, string, (db: Kysely<Database>) => Promise<unknown>]>([
    ["a merchant's invoices", 'documents_listed', (db) => listDocuments(db, world, { kind: 'invoice' }, apiPage)],
    [
      'disputed invoices',
      'documents_disputed',
      (db) => listDocuments(db, world, { kind: 'invoice', state: 'disputed' }, apiPage),
    ],
    [
      'void invoices',
      'documents_voided',
      (db) => listDocuments(db, world, { kind: 'invoice', state: 'void' }, apiPage),
    ],
    ["a merchant's payments", 'payments_pkey', (db) => listPayments(db, world, {}, page)],
    ["a customer's payments", 'payments_of_customer', (db) => listPayments(db, world, ofCustomer(), page)],
  ])('%s by %s', async (_what, index, ask) => {
    const taken = await steps(ask, ['seqscan', 'sort', 'hashagg']);
    expect(taken.filter(isDear)).toEqual([]);
    expect(taken).toContainEqual(expect.stringMatching(new RegExp(`^Index (Only )?Scan ${index}$`)));
  });
});

describe('a page of a customer comes out of an index in its order, whatever the order', () => {
  const indexes = {
    due: 'documents_of_customer',
    issued: 'documents_of_customer_issued',
    amount: 'documents_of_customer_amount',
    number: 'documents_of_customer_number',
  };
  const orders = documentSorts.flatMap((sort) =>
    sortDirections.map((direction): DocumentOrder => ({ sort, direction })),
  );
  const readers = () => ({
    one: { merchantId: world.merchantId, customerIds: [world.a.customerId], onlyDocumentId: null },
    two: { merchantId: world.merchantId, customerIds: [world.a.customerId, world.b.customerId], onlyDocumentId: null },
  });

  test.each(orders)('$sort $direction', async (order) => {
    for (const list of ['open', 'paid', 'credit_notes'] as const) {
      for (const reader of Object.values(readers())) {
        const filter = { list, dates: 'issued', q: 'work' } as const;
        const search = { filter, now: server.clock.now(), late: [] };
        const asked = { order, after: null, limit: 26 };
        const taken = await steps((db) => listForReader(db, reader, search, asked), ['seqscan', 'sort', 'hashagg']);
        // What the customers gave is few, and is put in order by sorting; what each gives is not.
        const ofEach = taken.slice(taken.lastIndexOf('Limit'));
        expect(ofEach.filter(isDear)).toEqual([]);
        expect(ofEach).toContain(`Index Scan ${indexes[order.sort]}`);
      }
    }
  });
});

test('an invoice finds the credit notes that name it among all there are', async () => {
  const related = await steps((db) =>
    listCreditNotesOfInvoice(db, world, { ...world.a, id: world.a.invoiceId, number: '1' }),
  );
  const together = await steps((db) =>
    findCreditedInvoices(db as Transaction<Database>, world, { id: world.a.invoiceId, kind: 'invoice' }),
  );
  for (const taken of [related, together]) expect(taken).toContain('Bitmap Index Scan documents_preceding');
});

test('what has changed since an instant is found by its time', async () => {
  const changed = { kind: 'invoice', updatedSince: '2026-03-16T09:00:00Z' } as const;
  const taken = await steps((db) => listDocuments(db, world, changed, { ...page, now: server.clock.now() }));
  expect(taken.join()).toMatch(/documents_imported.*allocations_created/);
});
