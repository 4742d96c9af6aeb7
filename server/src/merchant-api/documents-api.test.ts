import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiAnswer, type ApiCaller } from '../testing/api-caller.ts';
import { insertEntity, insertMerchant } from '../testing/fixtures.ts';
import { seller, ublFile, type UblInput } from '../testing/ubl.ts';

let server: TestApp;
let merchantId: string;
let entityId: string;
let ask: ApiCaller;

beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.set('2026-03-16T09:00:00Z');
  merchantId = await insertMerchant(server.db);
  const slug = `noord-${merchantId}`;
  entityId = await insertEntity(server.db, { merchant_id: merchantId, slug, vat_number: seller.vatNumber ?? null });
  ask = await openApiCaller(server, merchantId);
});

/** Ids of the documents, in the order of the files. */
async function imported(...files: UblInput[]): Promise<string[]> {
  const body = new FormData();
  for (const file of files) body.append('file', new File([Buffer.from(ublFile(file))], `${file.number}.xml`));
  const answer = await ask('POST', '/v1/imports', { body });
  return bodyOf(answer).report.files.map((file: { documentId: string }) => file.documentId);
}

function bodyOf({ body }: ApiAnswer) {
  return Object(body);
}

const numbers = (answer: ApiAnswer) => bodyOf(answer).items.map(({ number }: { number: string }) => number);
const reason = { reason: 'wrong customer' };

describe('an invoice', () => {
  test('is read with its content, its calculation and its files', async () => {
    const [id] = await imported({ number: '1', dueDate: '2026-03-14' });
    expect(await ask('GET', `/v1/invoices/${id}`)).toMatchObject({
      status: 200,
      body: {
        id,
        entityId,
        kind: 'invoice',
        status: 'overdue',
        daysOverdue: 2,
        payableMinor: 12_100,
        amountDueMinor: 12_100,
        content: { number: '1', seller: { name: seller.name } },
        calculation: { asOfDate: '2026-03-16', amountDueMinor: 12_100 },
        files: [{ role: 'original', fileName: '1.xml', mediaType: 'application/xml' }],
      },
    });
  });

  test('comes back byte for byte as it was imported', async () => {
    const bytes = ublFile({
      number: '1',
      attachments: [{ fileName: 'a.csv', mediaType: 'text/csv', bytes: Buffer.from('a;b') }],
    });
    const { report } = bodyOf(
      await ask('POST', '/v1/imports', { body: bytes, headers: { 'Content-Type': 'application/xml' } }),
    );
    const path = `/v1/invoices/${report.files[0].documentId}`;
    const { body, headers } = await ask('GET', `${path}/original`);
    expect(Buffer.from(body as Uint8Array).equals(bytes)).toBe(true);
    expect(headers.get('Content-Disposition')).toContain('attachment');
    const { files } = bodyOf(await ask('GET', path));
    const csv = files.find(({ role }: { role: string }) => role === 'attachment');
    expect(csv.sha256).toBe(createHash('sha256').update('a;b').digest('hex'));
  });

  test('has a PDF, of the file where there is one and else rendered', async () => {
    const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');
    const [bare, withPdf] = await imported(
      { number: '1' },
      { number: '2', attachments: [{ fileName: '2.pdf', mediaType: 'application/pdf', bytes: pdf }] },
    );
    const rendered = await ask('GET', `/v1/invoices/${bare}/pdf`);
    expect(
      Buffer.from(rendered.body as Uint8Array)
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const kept = await ask('GET', `/v1/invoices/${withPdf}/pdf`);
    expect(Buffer.from(kept.body as Uint8Array).equals(pdf)).toBe(true);
  });

  test('is no credit note, and the other way round', async () => {
    const [invoice, note] = await imported({ number: '1' }, { number: 'C1', kind: 'credit_note' });
    expect((await ask('GET', `/v1/credit-notes/${invoice}`)).status).toBe(404);
    expect((await ask('GET', `/v1/invoices/${note}`)).status).toBe(404);
    expect((await ask('POST', `/v1/invoices/${note}/links`, { json: {} })).status).toBe(404);
    expect(await ask('GET', `/v1/credit-notes/${note}`)).toMatchObject({
      status: 200,
      body: { status: 'credit', unallocatedMinor: 12_100, amountDueMinor: 0 },
    });
  });

  test('shows the credit note that lowers it, and what is then owed', async () => {
    const [invoice, note] = await imported(
      { number: '1' },
      { number: 'C1', kind: 'credit_note', lines: [{ netMinor: 5_000 }], precedingInvoices: ['1'] },
    );
    expect(await ask('GET', `/v1/invoices/${invoice}`)).toMatchObject({
      body: {
        amountDueMinor: 6_050,
        related: [{ id: note, number: 'C1' }],
        calculation: { entries: [{ kind: 'invoice' }, { kind: 'credit_note', number: 'C1', amountMinor: -6_050 }] },
      },
    });
    expect(await ask('GET', `/v1/credit-notes/${note}`)).toMatchObject({
      body: { status: 'applied', related: [{ id: invoice, amountMinor: 6_050 }] },
    });
  });
});

describe('the list of invoices', () => {
  test('is narrowed by state, customer, number and change, and comes in pages', async () => {
    const [, , paid, contested, voided] = await imported(
      { number: 'open', dueDate: '2026-04-01' },
      { number: 'late', dueDate: '2026-03-01' },
      { number: 'paid' },
      { number: 'contested', buyer: { name: 'Jan', email: 'jan@home.example' } },
      { number: 'void' },
    );
    server.clock.advance(60_000);
    await ask('POST', `/v1/invoices/${contested}/dispute`, { json: reason });
    await ask('POST', `/v1/invoices/${voided}/void`, { json: reason });
    await ask('POST', '/v1/payments', {
      json: { reference: 'p1', method: 'cash', receivedDate: '2026-03-16', invoices: [{ invoiceId: paid }] },
    });
    const list = async (query: string) => numbers(await ask('GET', `/v1/invoices?${query}`));

    expect(await list('')).toEqual(['open', 'late', 'paid', 'contested', 'void']);
    expect(await list('state=open')).toEqual(['open', 'late', 'contested']);
    expect(await list('state=overdue')).toEqual(['late']);
    expect(await list('state=closed')).toEqual(['paid']);
    expect(await list('state=disputed')).toEqual(['contested']);
    expect(await list('state=void')).toEqual(['void']);
    expect(await list('number=late')).toEqual(['late']);
    expect(await list('updatedSince=2026-03-16T09:00:30Z')).toEqual(['paid', 'contested', 'void']);
    expect(await list(`entityId=${entityId}&state=open&number=nothing`)).toEqual([]);
    const { items } = bodyOf(await ask('GET', '/v1/invoices?number=contested'));
    expect(await list(`customerId=${items[0].customerId}`)).toEqual(['contested']);
    expect(items[0]).toMatchObject({
      status: 'disputed',
      disputedAt: '2026-03-16T09:01:00.000Z',
      updatedAt: '2026-03-16T09:01:00.000Z',
    });

    const first = await ask('GET', '/v1/invoices?limit=3&state=open');
    expect(bodyOf(first).nextCursor).toBeNull();
    const page = await ask('GET', '/v1/invoices?limit=2');
    expect(await list(`limit=2&after=${bodyOf(page).nextCursor}`)).toEqual(['paid', 'contested']);
  });

  test('takes the day of the entity for overdue', async () => {
    await imported({ number: '1', dueDate: '2026-03-16' });
    server.clock.set('2026-03-16T22:59:00Z');
    expect(numbers(await ask('GET', '/v1/invoices?state=overdue'))).toEqual([]);
    server.clock.set('2026-03-16T23:01:00Z');
    expect(numbers(await ask('GET', '/v1/invoices?state=overdue'))).toEqual(['1']);
  });

  test.each(['state=paid', 'updatedSince=yesterday', 'customerId=1', 'sort=number', "number='%20or%201=1"])(
    'with %s is refused or empty',
    async (query) => {
      const { status, body } = await ask('GET', `/v1/invoices?${query}`);
      expect(status === 422 || Object(body).items.length === 0).toBe(true);
    },
  );

  test('of credit notes knows their states', async () => {
    await imported(
      { number: '1' },
      { number: 'C1', kind: 'credit_note', precedingInvoices: ['1'] },
      { number: 'C2', kind: 'credit_note' },
    );
    expect(numbers(await ask('GET', '/v1/credit-notes?state=open'))).toEqual(['C2']);
    expect(numbers(await ask('GET', '/v1/credit-notes?state=closed'))).toEqual(['C1']);
    expect((await ask('GET', '/v1/credit-notes?state=overdue')).status).toBe(422);
  });
});

describe('a mark', () => {
  test('voids an invoice once and for good, and keeps why', async () => {
    const [id] = await imported({ number: '1' });
    const path = `/v1/invoices/${id}/void`;
    expect((await ask('POST', path, { json: {} })).status).toBe(422);
    const voided = await ask('POST', path, { json: reason });
    expect(voided).toMatchObject({
      status: 200,
      body: { status: 'void', amountDueMinor: 0, voidedAt: '2026-03-16T09:00:00.000Z' },
    });
    server.clock.advance(60_000);
    expect(await ask('POST', path, { json: { reason: 'again' } })).toMatchObject({
      body: { voidedAt: '2026-03-16T09:00:00.000Z' },
    });
    const events = await server.db
      .selectFrom('document_events')
      .select(['kind', 'data'])
      .where('document_id', '=', id ?? '')
      .execute();
    expect(events).toEqual([{ kind: 'voided', data: reason }]);
    expect(await ask('POST', `/v1/invoices/${id}/dispute`, { json: reason })).toMatchObject({
      status: 409,
      body: { code: 'document_voided' },
    });
  });

  test('does not void what money or a credit note touches', async () => {
    const [paid, credited, note] = await imported(
      { number: '1' },
      { number: '2' },
      { number: 'C1', kind: 'credit_note', lines: [{ netMinor: 100 }], precedingInvoices: ['2'] },
    );
    await ask('POST', '/v1/payments', {
      json: {
        reference: 'p',
        method: 'cash',
        receivedDate: '2026-03-16',
        amountMinor: 1,
        invoices: [{ invoiceId: paid }],
      },
    });
    for (const path of [`/v1/invoices/${paid}`, `/v1/invoices/${credited}`, `/v1/credit-notes/${note}`]) {
      expect(await ask('POST', `${path}/void`, { json: reason })).toMatchObject({
        status: 409,
        body: { code: 'document_in_use' },
      });
    }
  });

  test('and a payment at the same moment end in one of the two', async () => {
    const [id] = await imported({ number: '1' });
    const payment = {
      reference: 'race',
      method: 'cash',
      receivedDate: '2026-03-16',
      amountMinor: 12_100,
      invoices: [{ invoiceId: id, amountMinor: 12_100 }],
    };
    await Promise.all([
      ask('POST', `/v1/invoices/${id}/void`, { json: reason }),
      ask('POST', '/v1/payments', { json: payment }),
    ]);
    const { voidedAt, status } = bodyOf(await ask('GET', `/v1/invoices/${id}`));
    const { items } = bodyOf(await ask('GET', '/v1/payments'));
    const applied = items.flatMap(({ allocations }: { allocations: object[] }) => allocations);
    expect([voidedAt === null, status === 'paid', applied.length === 1]).toEqual(
      voidedAt === null ? [true, true, true] : [false, false, false],
    );
  });

  test('says that an invoice is contested, until it is not', async () => {
    const [id] = await imported({ number: '1' });
    const mark = (what: string) => ask('POST', `/v1/invoices/${id}/${what}`, { json: reason });
    expect(await mark('end-dispute')).toMatchObject({ body: { disputedAt: null } });
    expect(await mark('dispute')).toMatchObject({ body: { status: 'disputed' } });
    expect(await mark('dispute')).toMatchObject({ status: 200 });
    expect(await mark('end-dispute')).toMatchObject({ body: { status: 'open', disputedAt: null } });
    const events = await server.db
      .selectFrom('document_events')
      .select('kind')
      .where('document_id', '=', id ?? '')
      .orderBy('happened_at')
      .execute();
    expect(events.map(({ kind }) => kind).toSorted()).toEqual(['dispute_ended', 'dispute_opened']);
  });
});

describe('money received by hand (E29)', () => {
  const payment = (fields: object) => ({
    reference: 'statement 7',
    method: 'transfer',
    receivedDate: '2026-03-16',
    ...fields,
  });
  const record = (fields: object) => ask('POST', '/v1/payments', { json: payment(fields) });

  test('sets an invoice to paid by naming it, once', async () => {
    const [id] = await imported({ number: '1' });
    const first = await record({ invoices: [{ invoiceId: id }], note: 'counter' });
    expect(first).toMatchObject({
      status: 201,
      body: {
        provider: 'manual',
        amountMinor: 12_100,
        unallocatedMinor: 0,
        allocations: [{ invoiceId: id, number: '1', amountMinor: 12_100 }],
        note: 'counter',
      },
    });
    expect(await ask('GET', `/v1/invoices/${id}`)).toMatchObject({
      body: { status: 'paid', amountDueMinor: 0, paidDate: '2026-03-16' },
    });
    expect(await record({ invoices: [{ invoiceId: id }] })).toMatchObject({
      status: 200,
      body: { id: bodyOf(first).id },
    });
    expect((await ask('GET', `/v1/payments/${bodyOf(first).id}`)).body).toEqual(first.body);
    expect(bodyOf(await ask('GET', `/v1/payments?invoiceId=${id}`)).items).toHaveLength(1);
  });

  test('mails a receipt as the caller says', async () => {
    for (const sendReceipt of [false, true]) {
      const [id] = await imported({ number: `receipt-${sendReceipt}` });
      const reference = `receipt ${sendReceipt}`;
      await record({ reference, receivedDate: '2026-03-03', invoices: [{ invoiceId: id }], sendReceipt });
    }
    const receipts = await server.db
      .selectFrom('mails')
      .select('text_body')
      .where('kind', '=', 'payment_receipt')
      .execute();
    expect(receipts.filter(({ text_body }) => text_body.includes('receipt-true'))).toHaveLength(1);
    expect(receipts.filter(({ text_body }) => text_body.includes('receipt-false'))).toEqual([]);
  });

  test('is what was owed on the day it came, late charges included', async () => {
    const dates = { issueDate: '2026-01-02', dueDate: '2026-02-01' };
    const [early, late] = await imported({ number: '1', ...dates }, { number: '2', ...dates });
    await server.db
      .insertInto('late_charge_policies')
      .values({
        merchant_id: merchantId,
        entity_id: entityId,
        version: 1,
        valid_from_date: '2025-01-01',
        policy: JSON.stringify({
          schema: 'latefee-policy/1',
          id: 'flat',
          version: 1,
          valid_from: '2025-01-01',
          audience: 'any',
          charges: [{ kind: 'once', code: 'fee', when: { event: 'due', days: 30 }, scale: [{ from: 0, plus: 4_000 }] }],
        }),
      })
      .execute();
    const of = (reference: string, receivedDate: string, invoiceId: string | undefined) =>
      record({ reference, receivedDate, invoices: [{ invoiceId }] });
    expect(await of('early', '2026-02-10', early)).toMatchObject({ body: { amountMinor: 12_100 } });
    expect(await of('late', '2026-03-10', late)).toMatchObject({ body: { amountMinor: 16_100 } });
    expect(numbers(await ask('GET', '/v1/invoices?state=closed'))).toEqual(['1', '2']);
  });

  test('goes as far as it goes, in the order named; the rest is credit', async () => {
    const [a, b] = await imported({ number: 'a' }, { number: 'b' });
    const invoices = [{ invoiceId: b }, { invoiceId: a }];
    expect(await record({ reference: '1', amountMinor: 15_000, invoices })).toMatchObject({
      body: {
        allocations: [
          { number: 'a', amountMinor: 2_900 },
          { number: 'b', amountMinor: 12_100 },
        ],
        unallocatedMinor: 0,
      },
    });
    expect(await record({ reference: '2', amountMinor: 10_000, invoices: [{ invoiceId: a }] })).toMatchObject({
      body: { unallocatedMinor: 800 },
    });
  });

  test('may be for whatever the customer owes', async () => {
    const [, id] = await imported(
      { number: 'later', dueDate: '2026-05-01' },
      { number: 'first', dueDate: '2026-03-01' },
    );
    const { customerId } = bodyOf(await ask('GET', `/v1/invoices/${id}`));
    const onAccount = { entityId, customerId, currency: 'EUR', amountMinor: 12_100 };
    expect(await record(onAccount)).toMatchObject({ status: 201, body: { allocations: [{ number: 'first' }] } });
    expect(await record({ ...onAccount, amountMinor: 12_101 })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  });

  test('under a reference of another payment is refused', async () => {
    const [a, b] = await imported({ number: 'a' }, { number: 'b' });
    await record({ invoices: [{ invoiceId: a }] });
    expect(await record({ invoices: [{ invoiceId: b }] })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect(await record({ receivedDate: '2026-03-15', invoices: [{ invoiceId: a }] })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  });

  test('for what is paid already is refused, with a way out', async () => {
    const [id] = await imported({ number: '1' });
    await record({ reference: '1', invoices: [{ invoiceId: id }] });
    expect(await record({ reference: '2', invoices: [{ invoiceId: id }] })).toMatchObject({
      status: 409,
      body: { code: 'already_paid', invoiceIds: [id] },
    });
  });

  test.each([
    [{}, 'body.entityId'],
    [{ invoices: [] }, 'body.invoices'],
    [{ amountMinor: 1, status: 'paid' }, 'body.status'],
    [{ amountMinor: -1 }, 'body.amountMinor'],
    [{ amountMinor: 1.5 }, 'body.amountMinor'],
    [{ receivedDate: '2026-02-30' }, 'body.receivedDate'],
    [{ currency: 'XXX' }, 'body.currency'],
    [{ method: 'barter' }, 'body.method'],
    [{ reference: ' ' }, 'body.reference'],
  ])('that is wrong is refused: %j', async (fields, path) => {
    const { status, body } = await record(fields);
    expect(status).toBe(422);
    expect(Object(body).issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });

  test('cannot come tomorrow, in another currency, or for another merchant’s invoice', async () => {
    const [id] = await imported({ number: '1' });
    const invoices = [{ invoiceId: id }];
    expect(await record({ receivedDate: '2026-03-17', invoices })).toMatchObject({
      status: 422,
      body: { code: 'invalid_request' },
    });
    expect(await record({ currency: 'USD', invoices })).toMatchObject({
      status: 422,
      body: { code: 'currency_mismatch' },
    });
    const stranger = await openApiCaller(server, await insertMerchant(server.db));
    expect((await stranger('POST', '/v1/payments', { json: payment({ invoices }) })).status).toBe(404);
    expect((await ask('GET', `/v1/invoices/${id}`)).body).toMatchObject({ status: 'open' });
  });
});

describe('a copied link (E17)', () => {
  test('is the one that the contact’s mail carries; revoked, it only leads to sign-in', async () => {
    const [id] = await imported({ number: 'L1' });
    const path = `/v1/invoices/${id}/links`;
    const { status, body } = await ask('POST', path, { json: {}, headers: { 'Idempotency-Key': 'link' } });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { email: 'jan@peeters.example', url: expect.stringMatching(/^http:\/\/quittance\.test\/i\/inv1_/) },
    });
    expect((await ask('POST', path, { json: { email: 'Jan@Peeters.example' } })).body).toEqual(body);
    expect((await ask('POST', path, { json: {}, headers: { 'Idempotency-Key': 'link' } })).body).toEqual(body);
    const { url, contactId } = Object(body);
    expect((await server.app.request(url)).status).toBe(200);
    const kept = await server.db
      .selectFrom('idempotency_keys')
      .select('body')
      .where('merchant_id', '=', merchantId)
      .execute();
    expect(kept).toEqual([{ body: null }]);

    expect(await ask('POST', `${path}/revoke`, { json: { contactId } })).toMatchObject({
      status: 200,
      body: { contactId },
    });
    const renewed = await ask('POST', path, { json: {} });
    expect(bodyOf(renewed).url).not.toBe(url);
  });

  test('needs a contact that is the customer’s, enabled, and the only one meant', async () => {
    const [id] = await imported({ number: 'L2' });
    const path = `/v1/invoices/${id}/links`;
    const { customerId } = bodyOf(await ask('GET', `/v1/invoices/${id}`));
    expect(await ask('POST', path, { json: { email: 'stranger@x.example' } })).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('jan@peeters.example') },
    });
    const { body: other } = await ask('POST', `/v1/customers/${customerId}/contacts`, {
      json: { email: 'two@peeters.example' },
    });
    expect(await ask('POST', path, { json: {} })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('several contacts') },
    });
    await ask('POST', `/v1/contacts/${Object(other).id}/disable`);
    expect((await ask('POST', path, { json: {} })).status).toBe(200);
    expect((await ask('POST', path, { json: { contactId: Object(other).id } })).status).toBe(404);
  });
});

describe('sending', () => {
  test('mails the invoice with the contact’s own link, once for one key', async () => {
    const [id] = await imported({ number: 'S1' });
    const { url, contactId } = bodyOf(await ask('POST', `/v1/invoices/${id}/links`, { json: {} }));
    const send = () => ask('POST', `/v1/invoices/${id}/send`, { json: {}, headers: { 'Idempotency-Key': 'send-1' } });
    const sent = await send();
    expect(sent).toMatchObject({ status: 202, body: { mailIds: [expect.any(String)] } });
    expect((await send()).body).toEqual(sent.body);
    expect(await server.drainJobs()).toEqual([]);
    expect(server.mails.filter(({ text }) => text.includes(url)).map(({ to }) => to)).toEqual(['jan@peeters.example']);
    expect((await ask('POST', `/v1/invoices/${id}/send`, { json: { contactIds: [contactId] } })).status).toBe(202);
  });

  test('is refused without contact, to a stranger, by a wrong template, and of what is void', async () => {
    const [id, nobody] = await imported({ number: '1' }, { number: '2', buyer: { name: 'Nobody' } });
    const path = `/v1/invoices/${id}/send`;
    expect((await ask('POST', `/v1/invoices/${nobody}/send`, { json: {} })).status).toBe(422);
    expect((await ask('POST', path, { json: { contactIds: [nobody] } })).status).toBe(422);
    expect(await ask('POST', path, { json: { template: { subject: 'Hi', body: '#LNIK' } } })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('#LNIK') },
    });
    await ask('POST', `/v1/invoices/${id}/void`, { json: reason });
    expect(await ask('POST', path, { json: {} })).toMatchObject({ status: 409, body: { code: 'document_voided' } });
  });
});

describe('a payer who is locked', () => {
  test('is listed, and let through again', async () => {
    const [id] = await imported({ number: '1' });
    const { contactId } = bodyOf(await ask('POST', `/v1/invoices/${id}/links`, { json: {} }));
    const principal = `contact:${contactId}`;
    // By the database's clock, as every lock.
    const locked_until = sql<Date>`now() + interval '1 hour'`;
    await server.db.insertInto('payment_locks').values({ merchant_id: merchantId, principal, locked_until }).execute();
    expect(await ask('GET', '/v1/payment-locks')).toMatchObject({ body: { items: [{ principal }] } });
    const unlock = () =>
      ask('POST', `/v1/payment-locks/${encodeURIComponent(principal)}/unlock`, { json: { reason: 'called us' } });
    expect(await unlock()).toMatchObject({ status: 200, body: { wasLocked: true } });
    expect(await unlock()).toMatchObject({ status: 200, body: { wasLocked: false } });
    expect((await ask('GET', '/v1/payment-locks')).body).toEqual({ items: [] });
    expect((await ask('POST', '/v1/payment-locks/contact:nobody/unlock', { json: { reason: 'x' } })).status).toBe(404);
  });
});
