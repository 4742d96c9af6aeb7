import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentPageSchema, listTotalsSchema, type DocumentSummary } from '@quittance/shared/customer-view.ts';
import { documentSorts, sortDirections } from '@quittance/shared/document-choices.ts';
import type { DocumentContent } from '@quittance/shared/document.ts';
import { decimalText, sumMinor } from '@quittance/shared/money.ts';
import { newSecret, sha256 } from '../access/secrets.ts';
import { insertSession } from '../access/session-queries.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { openApiCaller } from '../testing/api-caller.ts';
import { insertContact, insertDocument, insertEntity, insertPayment, insertTwoCompanies } from '../testing/fixtures.ts';
import { encodeCursor } from './document-cursor.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
/** Signed in for company a, and for a and b. */
let cookies: { a: string; both: string };
const ids: Record<string, string> = {};

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  const second = await insertEntity(server.db, {
    merchant_id: world.merchantId,
    slug: 'zuiderlicht',
    trading_name: 'Zuiderlicht',
  });
  const { merchantId, a, b } = world;
  const keeper = { merchant_id: merchantId, email: 'keeper@books.example' };
  const contactId = await insertContact(server.db, { ...keeper, customer_id: a.customerId });
  await insertContact(server.db, { ...keeper, customer_id: b.customerId });
  cookies = { a: await signedIn(a.contactId, a.email), both: await signedIn(contactId, keeper.email) };
  const add = async (name: string, fields: Partial<Parameters<typeof insertDocument>[1]> = {}) => {
    const belongs = { merchant_id: merchantId, entity_id: world.entityId, customer_id: a.customerId };
    ids[name] = await insertDocument(server.db, { ...belongs, number: name, ...fields });
    return ids[name];
  };
  await add('F-2026/0187', {
    payment_reference: '+++090/9337/55493+++',
    order_reference: 'PO 4471-B',
    payable_minor: 123_450,
    due_date: '2026-03-01',
    content: await contentWith({
      buyer: 'Café Dé Smet',
      line: 'Straßen-Möbel 100% Eiche_A',
      note: 'Livré à l’atelier \\ quai',
    }),
  });
  await add('G-1', { payable_minor: 206_426, issue_date: '2026-01-15', due_date: '2026-02-14' });
  await add('G-2', { payable_minor: 9_000, currency: 'JPY', entity_id: second });
  await add('G-3', { payable_minor: 55_500, issue_date: '2025-12-31', due_date: '2026-05-01' });
  await add('C-1', { kind: 'credit_note', payable_minor: 5_203 });
  await insertPayment(
    server.db,
    { ...a, invoiceId: ids['G-1'] ?? '' },
    { amountMinor: 100_000, receivedDate: '2026-03-10' },
  );
  await insertPayment(
    server.db,
    { ...a, invoiceId: ids['G-3'] ?? '' },
    { amountMinor: 55_500, receivedDate: '2026-01-10' },
  );
  await add('B-1', { customer_id: b.customerId, payable_minor: 77_700, due_date: '2026-03-02' });
  const call = await openApiCaller(server, merchantId);
  const policy = { schema: 'latefee-policy/1', id: 'terms', version: 1, valid_from: '2020-01-01', audience: 'any' };
  const charges = [
    { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] },
    { kind: 'interest', code: 'interest', rate: { series: 'ECB_MRO', add: '8', round_up_to: '0.50' } },
  ];
  await call('POST', '/v1/late-charge-policies', {
    json: { entityId: world.entityId, policy: { ...policy, charges } },
  });
});
afterAll(() => server.close());
beforeEach(() => server.clock.set('2026-03-16T09:00:00Z'));

/** A document that says these, and is otherwise like the others. */
async function contentWith(said: { buyer: string; line: string; note: string }): Promise<string> {
  const { content } = await server.db
    .selectFrom('documents')
    .select('content')
    .where('id', '=', world.a.invoiceId)
    .executeTakeFirstOrThrow();
  const [line] = content.lines;
  if (!line) throw new Error('a document has a line');
  const told: DocumentContent = {
    ...content,
    buyer: { ...content.buyer, name: said.buyer },
    lines: [{ ...line, name: said.line }],
    notes: [said.note],
  };
  return JSON.stringify(told);
}

describe('the page of a list', () => {
  const open = async (path: string, cookie: string) => {
    const response = await server.app.request(url(path), { headers: { Cookie: cookie } });
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Content-Security-Policy')).toContain("script-src 'self';");
    return response.json();
  };

  test.each([
    ['/invoices?sort=amount_desc', 'open'],
    ['/invoices/paid', 'paid'],
    ['/credit-notes', 'credit_notes'],
  ])('comes with what the reader may see, and with nothing of others: %s', async (path, list) => {
    const asked = await server.app.request(url(`/api/documents?list=${list}`), { headers: { Cookie: cookies.a } });
    const own = documentPageSchema.parse(await asked.json());
    expect(await open(path, cookies.a)).toMatchObject({
      document: 'list',
      list,
      path,
      session: { email: world.a.email, customers: [{ id: world.a.customerId }] },
      page: own,
    });
  });

  test('comes without anything for somebody whom we do not know', async () => {
    expect(await open('/invoices', '__Host-sid=unknown')).toMatchObject({ document: 'app' });
  });
});

async function signedIn(contactId: string, email: string): Promise<string> {
  const token = newSecret(server.deps.random);
  const now = server.clock.now();
  await insertSession(server.db, {
    merchantId: world.merchantId,
    contactId,
    email,
    tokenSha256: sha256(token),
    method: 'code',
    isRemembered: false,
    now,
    expiresAt: new Date(now.getTime() + 3_600_000),
  });
  return `__Host-sid=${token}`;
}

type Asked = Record<string, string>;

async function ask(path: string, asked: Asked, cookie = cookies.a): Promise<Response> {
  return server.app.request(url(`${path}?${new URLSearchParams(asked).toString()}`), { headers: { Cookie: cookie } });
}

/** Every page, one after the other. */
async function wholeList(asked: Asked, cookie = cookies.a): Promise<DocumentSummary[]> {
  const found: DocumentSummary[] = [];
  let after: string | null = null;
  do {
    const answer = await ask('/api/documents', after === null ? asked : { ...asked, after }, cookie);
    expect(answer.status).toBe(200);
    const page = documentPageSchema.parse(await answer.json());
    found.push(...page.documents);
    after = page.nextCursor;
  } while (after !== null);
  return found;
}

const numbersOf = (documents: readonly DocumentSummary[]) => documents.map(({ number }) => number);

describe('a search finds', () => {
  test.each([
    ['the number', 'F-2026/0187'],
    ['a part of it', '0187'],
    ['it without what separates', 'f20260187'],
    ['it with other separators', 'F.2026.0187'],
    ['a payment reference', '+++090/9337/55493+++'],
    ['it in figures', '090933755493'],
    ['an order reference, spaced as one likes', 'po4471 b'],
    ['the buyer without accents', 'cafe de smet'],
    ['the buyer with accents decomposed', 'Cafe\u0301'],
    ['a line in another case', 'STRASSEN-möbel'],
    ['a note, with another apostrophe', "l'atelier"],
    ['words wherever they stand', 'quai 0187 smet'],
    ['its amount as in German', '1.234,50'],
    ['its amount as in English', '1,234.50'],
    ['its amount with a space', '1 234,50'],
    ['its amount with the currency', '€1234.5'],
    ['its amount without cents', '1234'],
    ['an amount beside a word', 'smet 1234,50'],
  ])('%s: %s', async (_what, q) => {
    expect(numbersOf(await wholeList({ list: 'open', q }))).toEqual(['F-2026/0187']);
  });

  test('what is left of an invoice, and what was paid', async () => {
    expect(numbersOf(await wholeList({ list: 'open', q: '1.064,26' }))).toEqual(['G-1']);
    expect(numbersOf(await wholeList({ list: 'open', q: '1000' }))).toEqual(['G-1']);
    expect(numbersOf(await wholeList({ list: 'paid', q: '555,00' }))).toEqual(['G-3']);
    expect(numbersOf(await wholeList({ list: 'credit_notes', q: '-52,03' }))).toEqual(['C-1']);
  });

  test('what an open invoice comes to today with late charges, and no other day', async () => {
    const late = (await wholeList({ list: 'open' })).find(({ number }) => number === 'G-1');
    expect(late?.amountDueMinor).toBeGreaterThan(106_426 + 4000);
    const q = decimalText(late?.amountDueMinor ?? 0, 'EUR');
    expect(numbersOf(await wholeList({ list: 'open', q }))).toEqual(['G-1']);
    expect(numbersOf(await wholeList({ list: 'open', q: `${q} g-1`, state: 'overdue' }))).toEqual(['G-1']);
    const answer = await ask('/api/documents/totals', { list: 'open', q });
    const { totals } = listTotalsSchema.parse(await answer.json());
    expect(totals).toMatchObject([{ documentsCount: 1, amountDueMinor: late?.amountDueMinor }]);
    expect(await wholeList({ list: 'paid', q })).toEqual([]);
    server.clock.set('2026-03-15T09:00:00Z');
    expect(await wholeList({ list: 'open', q })).toEqual([]);
  });

  test('an amount in minor units of its own currency', async () => {
    expect(numbersOf(await wholeList({ list: 'open', q: '9000' }))).toEqual(['G-2']);
    expect(numbersOf(await wholeList({ list: 'open', q: '90,00' }))).toEqual([]);
  });

  test.each(['%', '_', '\\', "'", '%%', 'F__0187', 'F%0187', "' or 1=1 --", '%%%', '0187 %zz', '\u0301\u0301x'])(
    'no more by a sign that patterns have: %j',
    async (q) => {
      const found = numbersOf(await wholeList({ list: 'open', q }));
      const saying = ['%', '_', '\\', "'"].includes(q) ? ['F-2026/0187'] : [];
      expect(found).toEqual(saying);
    },
  );
});

describe('a list is narrowed', () => {
  test.each<[Asked, string[]]>([
    [{ list: 'open', state: 'overdue' }, ['G-1', 'F-2026/0187']],
    [{ list: 'open', dates: 'due', from: '2026-02-14', to: '2026-03-01' }, ['G-1', 'F-2026/0187']],
    [{ list: 'open', dates: 'issued', to: '2026-01-15' }, ['G-1']],
    [{ list: 'open', from: '2026-01-15', to: '2026-01-15' }, ['G-1']],
    [{ list: 'open', entity: 'zuiderlicht' }, ['G-2']],
    [{ list: 'credit_notes', state: 'credit' }, ['C-1']],
    [{ list: 'paid', from: '2026-01-01' }, []],
  ])('%j', async (asked, numbers) => {
    expect(numbersOf(await wholeList(asked))).toEqual(numbers);
  });

  test('overdue begins the day after, where the entity is', async () => {
    server.clock.set('2026-02-14T22:30:00Z');
    expect(numbersOf(await wholeList({ list: 'open', state: 'overdue' }))).toEqual([]);
    server.clock.set('2026-02-14T23:30:00Z');
    expect(numbersOf(await wholeList({ list: 'open', state: 'overdue' }))).toEqual(['G-1']);
  });

  test('to one customer of several, or shows all of them', async () => {
    const { a, b } = world;
    const all = await wholeList({ list: 'open' }, cookies.both);
    expect(new Set(all.map(({ customerName }) => customerName))).toEqual(new Set([a.name, b.name]));
    const ofB = await wholeList({ list: 'open', customer: b.customerId }, cookies.both);
    expect(numbersOf(ofB)).toEqual(['B-1', `${b.name}-1`, `${b.name}-2`]);
  });
});

describe('what is not the reader’s own is never there', () => {
  test.each(['b', 'c'] as const)('a customer of others: %s', async (company) => {
    for (const path of ['/api/documents', '/api/documents/totals']) {
      for (const list of ['open', 'paid', 'credit_notes']) {
        const foreign = await ask(path, { list, customer: world[company].customerId });
        const absent = await ask(path, { list, customer: '01890000-0000-7000-8000-000000000000' });
        expect([foreign.status, absent.status]).toEqual([200, 200]);
        expect(await foreign.text()).toBe(await absent.text());
      }
    }
  });

  test('an entity of others', async () => {
    for (const entity of ['zuiderzon', 'nobody']) {
      expect(await wholeList({ list: 'open', entity })).toEqual([]);
      expect(await (await ask('/api/documents/totals', { list: 'open', entity })).json()).toEqual({ totals: [] });
    }
  });

  test('a search for what only others’ documents say, or were paid', async () => {
    await insertPayment(
      server.db,
      { ...world.b, invoiceId: ids['B-1'] ?? '' },
      { amountMinor: 11_111, receivedDate: '2026-03-10' },
    );
    for (const q of [world.b.name, 'B-1', '777,00', '111,11', world.c.name]) {
      expect(await wholeList({ list: 'open', q })).toEqual([]);
    }
  });

  test('a place in their lists', async () => {
    const after = encodeCursor({ sort: 'due', direction: 'asc', id: world.b.invoiceId });
    const answer = await ask('/api/documents', { list: 'open', after });
    expect(answer.status).toBe(422);
    expect((await problemOf(answer)).detail).toContain('no cursor of this list');
  });
});

describe('is refused with a reason', () => {
  const cursor = (text: string) => Buffer.from(text).toString('base64url');
  test.each<[string, Asked, string]>([
    ['a search of many letters', { q: 'x'.repeat(101) }, 'query.q'],
    ['a search of many words', { q: 'a b c d e f g h i j k' }, 'query.q: has more than 10 words'],
    ['an empty search', { q: '  ' }, 'query.q'],
    ['an unknown field', { limit: '1000000' }, 'query.limit'],
    ['an unknown order', { sort: 'content' }, 'query.sort'],
    ['an order with more to it', { direction: 'asc; drop table documents' }, 'query.direction'],
    ['a day that does not exist', { from: '2026-02-30' }, 'query.from'],
    ['a period that ends before it begins', { from: '2026-02-02', to: '2026-02-01' }, 'query.to: is before from'],
    ['a state of another list', { state: 'credit' }, 'query.state: is no state of the list open'],
    ['a customer that is no id', { customer: "' or 1=1" }, 'query.customer'],
    ['a cursor that is none', { after: 'nonsense' }, 'query.after'],
    [
      'a cursor of another order',
      { after: cursor(`amount asc ${crypto.randomUUID()}`) },
      'query.after: is a cursor of another order',
    ],
    [
      'a cursor of another direction',
      { after: cursor(`due desc ${crypto.randomUUID()}`) },
      'query.after: is a cursor of another order',
    ],
    [
      'a cursor of no document',
      { after: cursor(`due asc ${crypto.randomUUID()}`) },
      'query.after: is no cursor of this list',
    ],
    [
      'a cursor with more to it',
      { after: cursor(`due asc ${crypto.randomUUID()} x`) },
      'query.after: is no cursor of ours',
    ],
    ['a long cursor', { after: 'x'.repeat(201) }, 'query.after'],
  ])('%s', async (_what, asked, detail) => {
    const answer = await ask('/api/documents', { list: 'open', ...asked });
    expect(answer.status).toBe(422);
    expect((await problemOf(answer)).detail).toContain(detail);
  });

  test('the same of totals', async () => {
    expect((await ask('/api/documents/totals', { list: 'open', sort: 'due' })).status).toBe(422);
    expect((await ask('/api/documents/totals', {})).status).toBe(422);
    expect((await ask('/api/documents/totals', { list: 'open', q: '' })).status).toBe(422);
  });
});

describe('over many documents of two customers', () => {
  const currencies = ['EUR', 'GBP', 'JPY'];

  beforeAll(async () => {
    const { merchantId, entityId, a, b } = world;
    for (let index = 0; index < 130; index += 1) {
      const id = await insertDocument(server.db, {
        merchant_id: merchantId,
        entity_id: entityId,
        customer_id: index % 3 === 0 ? b.customerId : a.customerId,
        number: `M-${(index * 37) % 130}`,
        issue_date: `2026-01-${String(1 + (index % 7)).padStart(2, '0')}`,
        due_date: `2026-03-${String(11 + (index % 9)).padStart(2, '0')}`,
        currency: currencies[index % 3] ?? 'EUR',
        payable_minor: 10_000 + 100 * (index % 11),
      });
      if (index % 4 === 0) {
        const of = index % 3 === 0 ? b : a;
        await insertPayment(server.db, { ...of, invoiceId: id }, { amountMinor: 5000, receivedDate: '2026-03-10' });
      }
    }
  });

  const keyOf = {
    due: (each: DocumentSummary) => each.dueDate,
    issued: (each: DocumentSummary) => each.issueDate,
    amount: (each: DocumentSummary) => `${each.currency}${String(each.payableMinor).padStart(12, '0')}`,
    number: (each: DocumentSummary) => each.number,
  };

  test.each(documentSorts.flatMap((sort) => sortDirections.map((direction) => ({ sort, direction }))))(
    'pages by $sort $direction follow each other without gap or repeat, in that order',
    async ({ sort, direction }) => {
      for (const cookie of Object.values(cookies)) {
        const found = await wholeList({ list: 'open', q: 'M-', sort, direction }, cookie);
        const all = await wholeList({ list: 'open', q: 'M-' }, cookie);
        expect(found.length).toBeGreaterThan(75);
        expect(new Set(found.map(({ id }) => id))).toEqual(new Set(all.map(({ id }) => id)));
        expect(found).toHaveLength(all.length);
        const keys = found.map(keyOf[sort]);
        const sorted = keys.toSorted((x, y) => (x < y ? -1 : Number(x > y)));
        expect(keys).toEqual(direction === 'asc' ? sorted : sorted.toReversed());
      }
    },
  );

  const asked = fc.record(
    {
      state: fc.constant('overdue'),
      q: fc.constantFrom('M-1', '100,00', '5000', 'work', 'nothing says this'),
      dates: fc.constantFrom('issued', 'due'),
      from: fc.constantFrom('2026-01-03', '2026-03-12'),
      entity: fc.constantFrom('noorderlicht', 'zuiderlicht'),
    },
    { requiredKeys: [] },
  );

  test('totals are the sums of what the list shows, however it is narrowed', async () => {
    const lists = fc.constantFrom('open', 'paid', 'credit_notes');
    await fc.assert(
      fc.asyncProperty(lists, asked, fc.boolean(), async (list, { state, ...narrowed }, isBoth) => {
        const query = { list, ...narrowed, ...(list === 'open' && state ? { state } : {}) };
        const cookie = isBoth ? cookies.both : cookies.a;
        const shown = await wholeList(query, cookie);
        const { totals } = listTotalsSchema.parse(await (await ask('/api/documents/totals', query, cookie)).json());
        const wanted = [...Map.groupBy(shown, ({ currency }) => currency)].map(([currency, each]) => ({
          currency,
          documentsCount: each.length,
          payableMinor: sumMinor(each.map(({ payableMinor }) => payableMinor)),
          amountDueMinor: sumMinor(each.map(({ amountDueMinor }) => amountDueMinor)),
          overdueMinor: sumMinor(each.map(({ amountDueMinor, daysOverdue }) => (daysOverdue > 0 ? amountDueMinor : 0))),
          unallocatedMinor: sumMinor(each.map(({ unallocatedMinor }) => unallocatedMinor)),
        }));
        expect(new Map(totals.map((total) => [total.currency, total]))).toEqual(
          new Map(wanted.map((total) => [total.currency, total])),
        );
      }),
      { numRuns: 40 },
    );
    const { totals } = listTotalsSchema.parse(await (await ask('/api/documents/totals', { list: 'open' })).json());
    // Something has accrued, so that the sums are not those of the books alone.
    expect(totals.find(({ currency }) => currency === 'EUR')?.overdueMinor).toBeGreaterThan(123_450 + 106_426 + 4000);
  });
});
