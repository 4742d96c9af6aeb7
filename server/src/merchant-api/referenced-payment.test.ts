import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApiPayment } from '@quittance/shared/merchant-api/payment.ts';
import { formatReference, readReference } from '@quittance/shared/payment-reference.ts';
import { payPageSchema } from '@quittance/shared/payment.ts';
import { testApp, type TestApp } from '../testing.ts';
import { type ApiCaller, openApiCaller } from '../testing/api-caller.ts';
import { insertDocument, insertMerchant, insertTwoCompanies } from '../testing/fixtures.ts';
import { books, challengeCard, contactPayer, goodCard, switchPaymentsOn, type TestPayer } from '../testing/paying.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let api: ApiCaller;
let anna: TestPayer;
let count = 0;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
  api = await openApiCaller(server, world.merchantId);
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.set('2026-03-16T09:00:00Z');
  anna = await contactPayer(server, world.a);
});

/** 100.00 EUR. */
function newInvoice(fields: Partial<Parameters<typeof insertDocument>[1]> = {}): Promise<string> {
  const belongs = { merchant_id: world.merchantId, entity_id: world.entityId, customer_id: world.a.customerId };
  return insertDocument(server.db, { ...belongs, number: `R-${(count += 1)}`, payable_minor: 10_000, ...fields });
}

/** The second is due before the first. */
async function newBasket() {
  const first = await newInvoice({ due_date: '2026-05-01' });
  const second = await newInvoice({ due_date: '2026-04-01' });
  const { id } = await anna.draft(first, second);
  return { id, digits: await digitsOf(id), invoices: [second, first], first, second };
}

async function digitsOf(draftId: string): Promise<string> {
  const rows = server.db.selectFrom('payment_drafts').select('reference').where('id', '=', draftId);
  return (await rows.executeTakeFirstOrThrow()).reference ?? '';
}

const received = (fields: Record<string, unknown>) => ({
  reference: `bank ${(count += 1)}`,
  method: 'transfer',
  receivedDate: '2026-03-16',
  ...fields,
});

async function record(fields: Record<string, unknown>, status = 201): Promise<ApiPayment> {
  const answer = await api('POST', '/v1/payments', { json: received(fields) });
  expect(answer).toMatchObject({ status });
  return answer.body as ApiPayment;
}

async function refused(fields: Record<string, unknown>): Promise<unknown> {
  return (await api('POST', '/v1/payments', { json: received(fields) })).body;
}

const partsOf = ({ allocations }: ApiPayment) =>
  Object.fromEntries(allocations.map(({ invoiceId, amountMinor }) => [invoiceId, amountMinor]));

describe('money that came under the reference of a basket', () => {
  test.each([
    ['as we show it', (digits: string) => formatReference(digits, 'rf')],
    ['without spaces', (digits: string) => formatReference(digits, 'rf').replaceAll(' ', '')],
    ['in small letters, as some banks have it', (digits: string) => formatReference(digits, 'rf').toLowerCase()],
    ['in the Belgian form', (digits: string) => formatReference(digits, 'belgian')],
    ['in digits alone', (digits: string) => formatReference(digits, 'belgian').replaceAll(/\D/g, '')],
  ])('pays what the basket holds, the reference %s', async (_name, written) => {
    const { digits, first, second } = await newBasket();
    const payment = await record({ amountMinor: 20_000, paymentReferences: [written(digits)] });
    expect(partsOf(payment)).toEqual({ [first]: 10_000, [second]: 10_000 });
    expect(payment.unallocatedMinor).toBe(0);
    expect(payment.paymentReferences.map(readReference)).toEqual([digits]);
  });

  test('in part pays first what is due first', async () => {
    const { digits, first, second } = await newBasket();
    const paymentReferences = [formatReference(digits, 'rf')];
    expect(partsOf(await record({ amountMinor: 12_500, paymentReferences }))).toEqual({
      [second]: 10_000,
      [first]: 2500,
    });
    // What was left of it comes under the same reference.
    expect(partsOf(await record({ amountMinor: 7500, paymentReferences }))).toEqual({ [first]: 7500 });
  });

  test('in part pays as the merchant says, where the merchant says', async () => {
    const { digits, first, second } = await newBasket();
    const invoices = [
      { invoiceId: first, amountMinor: 9000 },
      { invoiceId: second, amountMinor: 1000 },
    ];
    const paymentReferences = [formatReference(digits, 'rf')];
    const payment = await record({ amountMinor: 10_000, paymentReferences, invoices });
    expect(partsOf(payment)).toEqual({ [first]: 9000, [second]: 1000 });
    expect(payment.paymentReferences).toHaveLength(1);
    const foreign = await newInvoice({ customer_id: world.b.customerId });
    expect(await refused({ amountMinor: 1, paymentReferences, invoices: [{ invoiceId: foreign }] })).toMatchObject({
      code: 'invalid_request',
      detail: expect.stringContaining('not of the customer'),
    });
  });

  test('that is too much leaves credit that everybody sees', async () => {
    const { digits, first, second } = await newBasket();
    const payment = await record({ amountMinor: 20_050, paymentReferences: [formatReference(digits, 'rf')] });
    expect(partsOf(payment)).toEqual({ [first]: 10_000, [second]: 10_000 });
    expect(payment.unallocatedMinor).toBe(50);
  });

  test('for two baskets in one transfer pays both', async () => {
    const [one, other] = [await newBasket(), await newBasket()];
    const paymentReferences = [one, other].map(({ digits }) => formatReference(digits, 'rf'));
    const payment = await record({ amountMinor: 35_000, paymentReferences });
    expect(partsOf(payment)).toEqual({
      [one.second]: 10_000,
      [one.first]: 10_000,
      [other.second]: 10_000,
      [other.first]: 5000,
    });
    expect(payment.paymentReferences.map(readReference)).toEqual([one.digits, other.digits]);
  });

  test('is for one basket, also where both of its forms are written', async () => {
    const invoiceId = await newInvoice();
    const parts = [{ invoiceId, amountMinor: 2000 }];
    const answer = await anna.post('/api/payments/drafts', { invoiceIds: [invoiceId], parts });
    const digits = await digitsOf(((await answer.json()) as { id: string }).id);
    const paymentReferences = [formatReference(digits, 'rf'), formatReference(digits, 'belgian')];
    const payment = await record({ amountMinor: 5000, paymentReferences });
    expect(partsOf(payment)).toEqual({ [invoiceId]: 2000 });
    expect(payment.paymentReferences).toHaveLength(1);
  });

  test('is booked however late it comes, and for what a card has paid meanwhile it is credit', async () => {
    const { id, digits } = await newBasket();
    server.clock.set('2026-03-16T09:30:00Z');
    await anna.try(id, goodCard);
    server.clock.set('2026-09-16T09:00:00Z');
    const payment = await record({ amountMinor: 20_000, paymentReferences: [formatReference(digits, 'rf')] });
    expect(payment).toMatchObject({ allocations: [], unallocatedMinor: 20_000 });
  });

  test('in another currency pays nothing and is credit in that currency', async () => {
    const { digits } = await newBasket();
    const paymentReferences = [formatReference(digits, 'rf')];
    const payment = await record({ amountMinor: 20_000, currency: 'USD', paymentReferences });
    expect(payment).toMatchObject({ currency: 'USD', allocations: [], unallocatedMinor: 20_000 });
  });

  test('is booked once: under its own name, and under its Idempotency-Key', async () => {
    const { digits, second } = await newBasket();
    const json = received({ amountMinor: 4000, paymentReferences: [formatReference(digits, 'rf')] });
    const all = await Promise.all(Array.from({ length: 5 }, () => api('POST', '/v1/payments', { json })));
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await api('POST', '/v1/payments', { json: { ...json, amountMinor: 4001 } })).body).toMatchObject({
      code: 'idempotency_key_reused',
    });
    const headers = { 'Idempotency-Key': 'entry-77' };
    const again = { ...json, reference: 'entry 77', amountMinor: 1000 };
    const [once, twice] = [
      await api('POST', '/v1/payments', { json: again, headers }),
      await api('POST', '/v1/payments', { json: again, headers }),
    ];
    expect(twice.body).toEqual(once.body);
    const [row] = await books(server, second);
    expect(row).toMatchObject({ amountMinor: 4000 });
    const total = await server.db
      .selectFrom('payments')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('provider_reference', 'in', [json.reference, 'entry 77'])
      .executeTakeFirstOrThrow();
    expect(total.count).toBe(2);
  });

  test('18: while a card pays the same basket, both are booked and what is owed is paid once', async () => {
    const { id, digits, invoices } = await newBasket();
    const attempt = await anna.try(id, challengeCard);
    const paymentReferences = [formatReference(digits, 'rf')];
    const [byCard, byBank] = await Promise.all([
      anna.answerChallenge(attempt.id, 'approve'),
      record({ amountMinor: 20_000, paymentReferences }),
    ]);
    expect(byCard.state).toBe('succeeded');
    const booked = await server.db
      .selectFrom('payments as p')
      .leftJoin('allocations as a', 'a.payment_id', 'p.id')
      .select(['p.id', 'p.amount_minor', sql<number>`coalesce(sum(a.amount_minor), 0)::bigint`.as('allocated')])
      .where((row) => row.or([row('p.attempt_id', '=', attempt.id), row('p.id', '=', byBank.id)]))
      .groupBy(['p.id', 'p.amount_minor'])
      .execute();
    expect(booked.map(({ amount_minor }) => amount_minor)).toEqual([20_000, 20_000]);
    expect(booked.reduce((sum, { allocated }) => sum + allocated, 0)).toBe(20_000);
    const paid = server.db.selectFrom('allocations').select('amount_minor').where('invoice_id', 'in', invoices);
    expect((await paid.execute()).map(({ amount_minor }) => amount_minor)).toEqual([10_000, 10_000]);
  });
});

describe('a reference', () => {
  test('of a single invoice, its own or its number, finds that invoice', async () => {
    const own = await newInvoice({ payment_reference: '+++090/9337/55493+++' });
    const numbered = await newInvoice({ number: '2026-000.77', payment_reference: null });
    const first = await record({ amountMinor: 2000, paymentReferences: ['090 9337 55493'] });
    expect(partsOf(first)).toEqual({ [own]: 2000 });
    expect(first.paymentReferences).toEqual(['+++090/9337/55493+++']);
    expect(partsOf(await record({ amountMinor: 3000, paymentReferences: ['2026 00077'] }))).toEqual({
      [numbered]: 3000,
    });
  });

  test.each([
    ['that nobody was given', formatReference('0000000001', 'rf'), 'Nobody was given'],
    ['with a digit mistyped', 'RF57 5390 0754 70', 'mistyped'],
    ['of the Belgian form with a digit mistyped', '+++090/9337/55494+++', 'mistyped'],
    ['that is none', '///', 'Nobody was given'],
  ])('%s is refused with what to do', async (_name, reference, why) => {
    expect(await refused({ amountMinor: 100, paymentReferences: [reference] })).toMatchObject({
      code: 'not_found',
      detail: expect.stringMatching(new RegExp(`${why}.*on account of its customer`, 's')),
    });
  });

  test('that a basket and an invoice of another share is refused, naming both', async () => {
    const { digits, first } = await newBasket();
    const { number } = await server.db
      .selectFrom('documents')
      .select('number')
      .where('id', '=', first)
      .executeTakeFirstOrThrow();
    await newInvoice({
      customer_id: world.b.customerId,
      number: 'SHARED-1',
      payment_reference: formatReference(digits, 'belgian'),
    });
    for (const form of ['rf', 'belgian'] as const) {
      const told = await refused({ amountMinor: 100, paymentReferences: [formatReference(digits, form)] });
      expect(told).toMatchObject({
        code: 'invalid_request',
        detail: expect.stringMatching(new RegExp(`${number}.*SHARED-1.*Name the invoices`, 's')),
      });
    }
  });

  test('that an invoice bears is given to no basket', async () => {
    const taken = '0000000042';
    await newInvoice({ payment_reference: formatReference(taken, 'rf') });
    const { random } = server.deps;
    const drawn = [42n, 43n];
    const bytes = (length: number) => {
      const next = length === 8 ? drawn.shift() : undefined;
      if (next === undefined) return random.bytes(length);
      const number = Buffer.alloc(8);
      number.writeBigUInt64BE(next);
      return number;
    };
    server.deps.random = { ...random, bytes };
    const { digits } = await newBasket();
    server.deps.random = random;
    expect(digits).toBe('0000000043');
  });

  test('of another merchant, of two customers, or without an amount is refused', async () => {
    const { digits } = await newBasket();
    const bruno = await contactPayer(server, world.b);
    const theirs = await bruno.draft(await newInvoice({ customer_id: world.b.customerId }));
    const both = [digits, await digitsOf(theirs.id)].map((each) => formatReference(each, 'rf'));
    expect(await refused({ amountMinor: 100, paymentReferences: both })).toMatchObject({ code: 'invalid_request' });
    expect(await refused({ paymentReferences: [both[0]] })).toMatchObject({
      code: 'invalid_request',
      issues: [{ path: 'body.amountMinor' }],
    });
    const strangers = await openApiCaller(server, await insertMerchant(server.db));
    const json = received({ amountMinor: 100, paymentReferences: [both[0]] });
    expect(await strangers('POST', '/v1/payments', { json })).toMatchObject({ status: 404 });
  });
});

describe('what an entity says of its payments', () => {
  const change = (json: unknown) => api('PATCH', `/v1/entities/${world.entityId}`, { json });

  test('decides how references are written, and money finds its basket in either form', async () => {
    const { id, digits } = await newBasket();
    const shown = async () => {
      const page = payPageSchema.parse(await (await anna.get(`/api/payments/drafts/${id}/page`)).json());
      return page.draft?.reference;
    };
    expect((await change({ referenceForm: 'rf' })).body).toMatchObject({ referenceForm: 'rf', host: null });
    expect(await shown()).toBe(formatReference(digits, 'rf'));
    expect((await change({ referenceForm: 'belgian' })).body).toMatchObject({ referenceForm: 'belgian' });
    expect(await shown()).toBe(formatReference(digits, 'belgian'));
    const payment = await record({ amountMinor: 100, paymentReferences: [formatReference(digits, 'rf')] });
    expect(payment.paymentReferences).toEqual([formatReference(digits, 'belgian')]);
    expect((await change({ referenceForm: null })).body).toMatchObject({ referenceForm: null });
  });

  test('decides the least part of an invoice', async () => {
    const invoiceId = await newInvoice();
    const part = async (amountMinor: number) => {
      const parts = [{ invoiceId, amountMinor }];
      const request = { invoiceIds: [invoiceId], expectedTotalMinor: amountMinor, parts };
      return (await anna.post('/api/payments/drafts', request)).status;
    };
    expect((await change({ partPaymentMinMinor: 5000 })).body).toMatchObject({ partPaymentMinMinor: 5000 });
    expect([await part(4999), await part(5000)]).toEqual([422, 201]);
    expect((await change({ partPaymentMinMinor: null })).body).toMatchObject({ partPaymentMinMinor: null });
    expect(await part(5000)).toBe(422);
  });

  test.each([
    [{}, 'body'],
    [{ referenceForm: 'iban' }, 'body.referenceForm'],
    [{ partPaymentMinMinor: 0 }, 'body.partPaymentMinMinor'],
    [{ partPaymentMinMinor: 10.5 }, 'body.partPaymentMinMinor'],
    [{ partPaymentMinMinor: '10.00' }, 'body.partPaymentMinMinor'],
  ])('is refused where it is %j', async (json, path) => {
    expect((await change(json)).body).toMatchObject({ code: 'invalid_request', issues: [{ path }] });
  });
});
