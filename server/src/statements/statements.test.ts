import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addDays } from '@quittance/shared/calendar-date.ts';
import { documentPageSchema, listTotalsSchema, type DocumentSummary } from '@quittance/shared/customer-view.ts';
import { apiPaymentPageSchema } from '@quittance/shared/merchant-api/payment.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import {
  accountStatementSchema,
  statementAccountSchema,
  type AccountStatement,
  type StatementAccount,
} from '@quittance/shared/statement.ts';
import { newSecret, sha256 } from '../access/secrets.ts';
import { insertSession } from '../access/session-queries.ts';
import { allocateCreditNotes } from '../payments/allocate-credit-note.ts';
import { recordPayment } from '../payments/record-payment.ts';
import { reversePayment } from '../payments/reverse-payment.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import {
  insertContact,
  insertCustomer,
  insertDocument,
  insertEntity,
  insertMerchant,
  insertPayment,
} from '../testing/fixtures.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';

const now = '2026-03-16T09:00:00Z';
const today = '2026-03-16';

let server: TestApp;
let call: ApiCaller;
let merchantId: string;
/** One with a late charge policy and one without. */
let entityIds: string[];
let count = 0;

beforeAll(async () => {
  server = await testApp();
  merchantId = await insertMerchant(server.db);
  const strict = await insertEntity(server.db, { merchant_id: merchantId, slug: 'strict', trading_name: 'Strict' });
  const mild = await insertEntity(server.db, { merchant_id: merchantId, slug: 'mild', trading_name: 'Mild' });
  entityIds = [strict, mild];
  const policy = {
    schema: 'latefee-policy/1',
    id: 'terms',
    version: 1,
    valid_from: '2024-01-01',
    audience: 'any',
    charges: [
      { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] },
      { kind: 'interest', code: 'interest', rate: { percent: '10.95' } },
    ],
  };
  const row = { merchant_id: merchantId, entity_id: strict, version: 1, valid_from_date: '2024-01-01' };
  await server.db
    .insertInto('late_charge_policies')
    .values({ ...row, policy: JSON.stringify(policy) })
    .execute();
  call = await openApiCaller(server, merchantId);
});
afterAll(() => server.close());

type Person = { cookie: string; customerIds: string[] };

/** Somebody who is a contact of so many customers, signed in now. */
async function signIn(customersCount: number): Promise<Person> {
  const email = `person${(count += 1)}@customer.example`;
  const customerIds: string[] = [];
  let contactId = '';
  for (let index = 0; index < customersCount; index += 1) {
    const customerId = await insertCustomer(server.db, { merchant_id: merchantId, name: `${email} ${index}` });
    contactId = await insertContact(server.db, { merchant_id: merchantId, customer_id: customerId, email });
    customerIds.push(customerId);
  }
  return { cookie: await sessionOf(contactId, email), customerIds };
}

async function sessionOf(contactId: string, email: string): Promise<string> {
  const token = newSecret(server.deps.random);
  await insertSession(server.db, {
    merchantId,
    contactId,
    email,
    tokenSha256: sha256(token),
    method: 'code',
    isRemembered: false,
    now: new Date(now),
    expiresAt: new Date('2026-03-17T09:00:00Z'),
  });
  return `__Host-sid=${token}`;
}

function ask(path: string, { cookie }: Person): Promise<Response> {
  return Promise.resolve(server.app.request(url(path), { headers: { Cookie: cookie } }));
}

async function read<Schema extends z.ZodType>(path: string, person: Person, schema: Schema): Promise<z.infer<Schema>> {
  const answer = await ask(path, person);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return schema.parse(await answer.json());
}

async function accountsOf(person: Person): Promise<StatementAccount[]> {
  const schema = z.strictObject({ accounts: z.array(statementAccountSchema) });
  return (await read('/api/statements/accounts', person, schema)).accounts;
}

type Asked = { customerId: string; entityId: string; currency: string; from: string; to: string };

function statementOf(person: Person, asked: Asked): Promise<AccountStatement> {
  return read(`/api/statements?${new URLSearchParams(asked).toString()}`, person, accountStatementSchema);
}

const currencies = ['EUR', 'USD', 'JPY', 'KWD'];

type Step = {
  kind: 'invoice' | 'payment' | 'credit_note' | 'reversal' | 'void';
  days: number;
  daysBack: number;
  customer: number;
  entity: number;
  currency: string;
  which: number;
  amountMinor: number;
  percent: number;
};

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('invoice', 'invoice', 'payment', 'payment', 'credit_note', 'reversal', 'void'),
  days: fc.integer({ min: 0, max: 14 }),
  daysBack: fc.integer({ min: 0, max: 20 }),
  customer: fc.nat(1),
  entity: fc.nat(1),
  currency: fc.constantFrom(...currencies),
  which: fc.nat(50),
  amountMinor: fc.integer({ min: 1, max: 900_000 }),
  percent: fc.constantFrom(20, 100, 103, 150),
});

type Issued = {
  id: string;
  number: string;
  customerId: string;
  entityId: string;
  currency: string;
  amountMinor: number;
};

/** Enters every step by the use case that does so in real life, on its day. */
async function live(person: Person, steps: readonly Step[]): Promise<void> {
  const invoices: Issued[] = [];
  const payments: { id: string; amountMinor: number }[] = [];
  let day = '2025-05-01';
  for (const step of steps) {
    day = addDays(day, step.days);
    if (day > today) break;
    server.clock.set(`${day}T10:00:00Z`);
    const invoice = invoices[step.which % Math.max(1, invoices.length)];
    const payment = payments[step.which % Math.max(1, payments.length)];
    const dated = { ...step, date: addDays(day, -step.daysBack), day };
    if (step.kind === 'invoice') invoices.push(await issue(person, dated));
    if (step.kind === 'payment' && invoice) payments.push(await pay(invoice, dated));
    if (step.kind === 'credit_note' && invoice) await credit(invoice, dated);
    if (step.kind === 'reversal' && payment) await giveBack(payment, dated);
    if (step.kind === 'void' && invoice) await voided(invoice);
  }
  server.clock.set(now);
}

type Dated = Step & { date: string; day: string };

async function issue(person: Person, { customer, entity, currency, amountMinor, date }: Dated): Promise<Issued> {
  const customerId = person.customerIds[customer] ?? '';
  const entityId = entityIds[entity] ?? '';
  const number = `INV-${(count += 1)}`;
  const id = await insertDocument(server.db, {
    merchant_id: merchantId,
    customer_id: customerId,
    entity_id: entityId,
    number,
    currency,
    payable_minor: amountMinor,
    issue_date: date,
    due_date: addDays(date, 30),
    imported_at: server.clock.now(),
  });
  return { id, number, customerId, entityId, currency, amountMinor };
}

async function pay(invoice: Issued, { date, percent }: Dated) {
  const amountMinor = Math.max(1, Math.round((invoice.amountMinor * percent) / 100));
  const { paymentId } = await recordPayment(
    server.deps,
    { merchantId },
    {
      reference: `reference ${(count += 1)}`,
      amountMinor,
      currency: invoice.currency,
      receivedDate: date,
      method: 'transfer',
      note: null,
      sendReceipt: null,
      // What was voided meanwhile cannot be named; then it goes where something is owed.
      target: { entityId: invoice.entityId, customerId: invoice.customerId },
    },
  );
  return { id: paymentId, amountMinor };
}

async function credit(invoice: Issued, { date, percent, day, which }: Dated): Promise<void> {
  // Some are dated ahead: they count as soon as they are there.
  const issue_date = which % 5 === 0 ? addDays(day, 9) : date;
  const id = await insertDocument(server.db, {
    merchant_id: merchantId,
    customer_id: invoice.customerId,
    entity_id: invoice.entityId,
    kind: 'credit_note',
    number: `CN-${(count += 1)}`,
    currency: invoice.currency,
    payable_minor: Math.max(1, Math.round((invoice.amountMinor * percent) / 100)),
    issue_date,
    due_date: issue_date,
    imported_at: server.clock.now(),
    content: JSON.stringify({ precedingInvoices: [invoice.number] }),
  });
  const creditNote = { id, kind: 'credit_note' as const, customerId: invoice.customerId };
  await server.db.transaction().execute((trx) => allocateCreditNotes(trx, server.deps, { merchantId }, creditNote));
}

async function giveBack(payment: { id: string; amountMinor: number }, { day, percent, which }: Dated): Promise<void> {
  await server.db.transaction().execute((trx) =>
    reversePayment(trx, server.deps, {
      merchantId,
      paymentId: payment.id,
      kind: which % 2 === 0 ? 'returned' : 'refund',
      providerReference: `back ${(count += 1)}`,
      amountMinor: Math.max(1, Math.round((payment.amountMinor * percent) / 100)),
      reversedDate: day,
    }),
  );
}

async function voided({ id }: Issued): Promise<void> {
  const { status } = await call('POST', `/v1/invoices/${id}/void`, { json: { reason: 'a test' } });
  // Refused once something was applied to it.
  expect([200, 409]).toContain(status);
}

async function wholeList(list: string, person: Person): Promise<DocumentSummary[]> {
  const found: DocumentSummary[] = [];
  let after = '';
  for (;;) {
    const page = await read(`/api/documents?list=${list}${after}`, person, documentPageSchema);
    found.push(...page.documents);
    if (page.nextCursor === null) return found;
    after = `&after=${encodeURIComponent(page.nextCursor)}`;
  }
}

async function unallocatedOf({ customer, entity, currency }: StatementAccount): Promise<number> {
  const { body } = await call('GET', `/v1/payments?customerId=${customer.id}&entityId=${entity.id}&limit=200`);
  const payments = apiPaymentPageSchema.parse(body).items.filter((each) => each.currency === currency);
  return sumMinor(payments.map(({ unallocatedMinor }) => unallocatedMinor));
}

describe('over random histories, entered as in real life', () => {
  test('today’s closing balances are what the lists and the totals show, and periods follow each other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { minLength: 15, maxLength: 45 }), async (steps) => {
        const person = await signIn(2);
        await live(person, steps);
        const open = await wholeList('open', person);
        const creditNotes = await wholeList('credit_notes', person);
        const { totals } = await read('/api/documents/totals?list=open', person, listTotalsSchema);
        const due = new Map<string, number>();
        for (const account of await accountsOf(person)) {
          const asked = { customerId: account.customer.id, entityId: account.entity.id, currency: account.currency };
          const from = '2025-01-01';
          expect(account.firstDate >= from).toBe(true);
          const statement = await statementOf(person, { ...asked, from, to: today });
          const isOfAccount = (each: DocumentSummary) =>
            each.customerName === account.customer.name &&
            each.entityName === account.entity.name &&
            each.currency === account.currency;
          const dueMinor = sumMinor(open.filter(isOfAccount).map(({ amountDueMinor }) => amountDueMinor));
          const notesMinor = sumMinor(creditNotes.filter(isOfAccount).map(({ unallocatedMinor }) => unallocatedMinor));
          const creditMinor = notesMinor + (await unallocatedOf(account));
          expect(statement).toMatchObject({
            openingMinor: 0,
            dueMinor,
            creditMinor,
            closingMinor: dueMinor - creditMinor,
          });
          expect(sumMinor(Object.values(statement.ageing))).toBe(dueMinor);
          due.set(account.currency, (due.get(account.currency) ?? 0) + dueMinor);

          const middle = addDays(today, -7 * steps.length);
          const before = await statementOf(person, { ...asked, from, to: middle });
          const after = await statementOf(person, { ...asked, from: addDays(middle, 1), to: today });
          expect([before.openingMinor, before.closingMinor, after.closingMinor]).toEqual([
            0,
            after.openingMinor,
            statement.closingMinor,
          ]);
        }
        const owed = [...due].filter(([, minor]) => minor > 0);
        expect(Object.fromEntries(owed)).toEqual(
          Object.fromEntries(totals.map(({ currency, amountDueMinor }) => [currency, amountDueMinor])),
        );
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});

/** One customer with one invoice of 121.00 EUR from Mild, issued on 2 March 2026. */
async function oneInvoice() {
  const person = await signIn(1);
  const [customerId = ''] = person.customerIds;
  const entityId = entityIds[1] ?? '';
  const invoiceId = await insertDocument(server.db, {
    merchant_id: merchantId,
    customer_id: customerId,
    entity_id: entityId,
    number: `INV-${(count += 1)}`,
  });
  const asked = { customerId, entityId, currency: 'EUR', from: '2026-03-01', to: today };
  return { person, customerId, entityId, invoiceId, asked };
}

describe('a statement', () => {
  test('says the same to the customer and to the merchant', async () => {
    const { person, customerId, entityId, invoiceId, asked } = await oneInvoice();
    await insertPayment(
      server.db,
      { merchantId, entityId, customerId, invoiceId },
      { amountMinor: 2100, receivedDate: '2026-03-10' },
    );
    const statement = await statementOf(person, asked);
    const { customerId: _, ...query } = asked;
    const path = `/v1/customers/${customerId}/statement?${new URLSearchParams(query).toString()}`;
    expect((await call('GET', path)).body).toEqual(statement);
    expect(statement).toMatchObject({
      fromDate: '2026-03-01',
      toDate: today,
      openingMinor: 0,
      closingMinor: 10_000,
      entries: [
        { kind: 'invoice', date: '2026-03-02', dueDate: '2026-04-01', amountMinor: 12_100, balanceMinor: 12_100 },
        { kind: 'payment', method: 'transfer', paidNumbers: [expect.any(String)], balanceMinor: 10_000 },
      ],
    });
  });

  test('of a period in which nothing happened carries the balance on', async () => {
    const { person, asked } = await oneInvoice();
    const quiet = await statementOf(person, { ...asked, from: '2026-03-03' });
    expect(quiet).toMatchObject({ openingMinor: 12_100, entries: [], closingMinor: 12_100 });
    const before = await statementOf(person, { ...asked, from: '2020-01-01', to: '2020-12-31' });
    expect(before).toMatchObject({ openingMinor: 0, entries: [], closingMinor: 0, dueMinor: 0 });
  });

  test('counts a document that is dated ahead from the day it came in, as lists do', async () => {
    const { person, asked, invoiceId } = await oneInvoice();
    const ahead = { issue_date: '2026-12-24', imported_at: new Date('2026-03-10T23:30:00Z') };
    await server.db.updateTable('documents').set(ahead).where('id', '=', invoiceId).execute();
    // 23:30 UTC is the next day in Brussels.
    expect((await statementOf(person, asked)).entries).toMatchObject([{ kind: 'invoice', date: '2026-03-11' }]);
    expect((await statementOf(person, { ...asked, to: '2026-03-10' })).closingMinor).toBe(0);
  });

  test('is of what the customer has something to do with, and of nothing else', async () => {
    const { person, asked } = await oneInvoice();
    const stranger = await oneInvoice();
    const path = (changes: Partial<Asked>) =>
      `/api/statements?${new URLSearchParams({ ...asked, ...changes }).toString()}`;
    const foreign = await problemOf(await ask(path({ customerId: stranger.customerId }), person));
    expect(foreign).toMatchObject({ status: 404, code: 'not_found' });
    expect(foreign.detail).toBeUndefined();
    const dollars = await problemOf(await ask(path({ currency: 'USD' }), person));
    expect(dollars).toMatchObject({ status: 404, detail: expect.stringMatching(/nothing in USD.*EUR with Mild/) });
    expect((await ask(path({ entityId: entityIds[0] ?? '' }), person)).status).toBe(404);
    expect((await accountsOf(person)).map(({ customer }) => customer.id)).toEqual([asked.customerId]);
  });

  test.each([
    [{ to: '2026-03-17' }, 'query.to', 'is after today, which is 2026-03-16'],
    [{ from: '2026-03-16', to: '2026-03-15' }, 'query.to', 'is before 2026-03-16'],
    [{ from: '2016-03-15', to: '2026-03-16' }, 'query.to', 'is more than 10 years after 2016-03-15'],
    [{ from: '2026-02-30' }, 'query.from', 'is not a calendar date'],
    [{ currency: 'EURO' }, 'query.currency', 'is not an ISO 4217 currency code'],
  ])('refuses %j', async (changes, path, message) => {
    const { person, asked } = await oneInvoice();
    const answer = await ask(`/api/statements?${new URLSearchParams({ ...asked, ...changes }).toString()}`, person);
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ status: 422, code: 'invalid_request' });
    expect(problem.issues).toEqual([{ path, message: expect.stringContaining(message) }]);
  });

  test('ends today where the entity is, not where the server is', async () => {
    const { person, asked } = await oneInvoice();
    server.clock.set('2026-03-16T23:30:00Z');
    expect((await statementOf(person, { ...asked, to: '2026-03-17' })).toDate).toBe('2026-03-17');
    server.clock.set(now);
  });

  test('of ten years, up to today, is no year too many', async () => {
    const { person, asked } = await oneInvoice();
    expect((await statementOf(person, { ...asked, from: '2016-03-16' })).closingMinor).toBe(12_100);
  });
});
