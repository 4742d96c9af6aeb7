import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainedCalculationSchema, type ExplainedCalculation } from '@quittance/shared/calculation.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import { testApp, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import { insertDocument, insertPayment, insertTwoCompanies } from '../testing/fixtures.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let call: ApiCaller;

const legalInterest = (hold: 'half_year' | 'at_start') => ({
  kind: 'interest',
  code: 'interest',
  rate: { series: 'ECB_MRO', add: '8', hold },
  law: 'the contract, art. 4',
});
const fee = { kind: 'once', code: 'indemnity', scale: [{ plus: 4000 }] };

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  call = await openApiCaller(server, world.merchantId);
});
afterAll(() => server.close());

/** An invoice of 10,000.00 EUR, due on 1 April 2024, under these charges. */
async function invoiceUnder(...charges: unknown[]): Promise<string> {
  const { merchantId, entityId, customerId } = world.a;
  const invoiceId = await insertDocument(server.db, {
    merchant_id: merchantId,
    entity_id: entityId,
    customer_id: customerId,
    number: server.deps.random.uuid(),
    issue_date: '2024-03-02',
    due_date: '2024-04-01',
    payable_minor: 1_000_000,
  });
  const policy = { schema: 'latefee-policy/1', id: 'terms', version: 3, valid_from: '2024-01-01', audience: 'any' };
  const saved = await call('POST', '/v1/late-charge-policies', { json: { invoiceId, policy: { ...policy, charges } } });
  expect(saved.status).toBe(201);
  return invoiceId;
}

const path = (invoiceId: string, asOf?: string) =>
  `/v1/invoices/${invoiceId}/calculation${asOf === undefined ? '' : `?as_of=${asOf}`}`;

async function calculationOf(invoiceId: string, asOf?: string): Promise<ExplainedCalculation> {
  const { status, body } = await call('GET', path(invoiceId, asOf));
  expect(status, JSON.stringify(body)).toBe(200);
  const calculation = explainedCalculationSchema.parse(body);
  expect(sumMinor(calculation.entries.map(({ amountMinor }) => amountMinor))).toBe(calculation.amountDueMinor);
  return calculation;
}

describe('the calculation of an invoice', () => {
  test('is as of today where the entity is, and the same as the invoice shows', async () => {
    const invoiceId = await invoiceUnder(fee);
    const { calculatedAt, policy, rates, events, ...calculation } = await calculationOf(invoiceId);
    expect(calculation).toEqual(Object((await call('GET', `/v1/invoices/${invoiceId}`)).body).calculation);
    expect({ calculatedAt, policy, rates, events }).toEqual({
      calculatedAt: '2026-03-16T09:00:00.000Z',
      policy: { id: 'terms', version: 3 },
      rates: [],
      events: [],
    });
    server.clock.set('2026-03-16T23:30:00Z');
    expect((await calculationOf(invoiceId)).asOfDate).toBe('2026-03-17');
    server.clock.set('2026-03-16T09:00:00Z');
  });

  test('of a day that is over knows what was known then: events, policy and rate rows stand beside it', async () => {
    const invoiceId = await invoiceUnder(fee, legalInterest('half_year'));
    await insertPayment(server.db, { ...world.a, invoiceId }, { amountMinor: 400_000, receivedDate: '2024-08-10' });
    await call('POST', `/v1/invoices/${invoiceId}/reminders`, { json: { sentDate: '2024-09-01', channel: 'post' } });
    const before = await calculationOf(invoiceId, '2024-08-09');
    expect(before.entries.map(({ kind }) => kind)).not.toContain('payment');
    expect(before.events).toEqual([]);
    // 12.50 % and then 12.25 % over 90 and 40 days, and 40.00.
    expect(before.amountDueMinor).toBe(1_000_000 + 4000 + 30_822 + 13_425);
    expect(before.rates).toMatchObject([
      { series: 'ECB_MRO', fromDate: expect.any(String), percent: '4.50' },
      { series: 'ECB_MRO', percent: '4.25' },
    ]);
    for (const { source } of before.rates) expect(source).not.toBe('');
    const after = await calculationOf(invoiceId, '2024-09-02');
    expect(after.events).toEqual([
      { kind: 'payment', date: '2024-08-10', effectiveDate: '2024-08-10', amountMinor: -400_000 },
      { kind: 'reminder', date: '2024-09-01', channel: 'post' },
    ]);
  });

  test('names one rate row where the rate is that of the first day', async () => {
    const invoiceId = await invoiceUnder(legalInterest('at_start'));
    await insertPayment(server.db, { ...world.a, invoiceId }, { amountMinor: 1000, receivedDate: '2024-12-10' });
    const { rates, entries } = await calculationOf(invoiceId, '2025-02-01');
    expect(entries.length).toBeGreaterThan(3);
    expect(rates).toMatchObject([{ percent: '4.50' }]);
  });

  test('names the row that a correction put in place of another', async () => {
    const rate = { series: 'OWN_RATE', from: '2024-01-01', to: '2024-12-31', percent: '3.00', source: 'first' };
    await call('POST', '/v1/reference-rates', { json: { rates: [rate] } });
    await call('POST', '/v1/reference-rates', { json: { rates: [{ ...rate, percent: '5.00', source: 'second' }] } });
    const invoiceId = await invoiceUnder({ kind: 'interest', code: 'interest', rate: { series: 'OWN_RATE' } });
    const { rates } = await calculationOf(invoiceId, '2024-05-01');
    expect(rates).toEqual([
      { series: 'OWN_RATE', fromDate: '2024-01-01', toDate: '2024-12-31', percent: '5.00', source: 'second' },
    ]);
    const refused = await call('GET', path(invoiceId, '2025-01-01'));
    expect(refused).toMatchObject({ status: 422, body: { code: 'rate_unknown' } });
    expect(Object(refused.body).detail).toMatch(/OWN_RATE has no rate for 2025-01-01/);
    // Today, which is later: what is known is owed, and can be paid.
    const today = await calculationOf(invoiceId);
    expect(today.unknownRates).toEqual([{ series: 'OWN_RATE', fromDate: '2025-01-01' }]);
    expect(today.amountDueMinor).toBe((await calculationOf(invoiceId, '2024-12-31')).amountDueMinor);
  });

  test('owes nothing once it was withdrawn, and did before', async () => {
    const invoiceId = await invoiceUnder(fee);
    await call('POST', `/v1/invoices/${invoiceId}/void`, { json: { reason: 'a test' } });
    expect((await calculationOf(invoiceId)).amountDueMinor).toBe(0);
    expect((await calculationOf(invoiceId, '2026-03-15')).amountDueMinor).toBe(1_004_000);
  });

  test.each([
    ['2024-03-01', 'not_yet_issued', 'issued on 2024-03-02'],
    ['2036-03-14', 'invalid_request', 'the last day is 2036-03-13'],
    ['2026-02-30', 'invalid_request', 'is not a calendar date'],
  ])('as of %s is refused: %s', async (asOf, code, detail) => {
    const answer = await call('GET', path(await invoiceUnder(fee), asOf));
    expect(answer).toMatchObject({ status: 422, body: { code, detail: expect.stringContaining(detail) } });
  });

  test('of another merchant, or of a credit note, is not there', async () => {
    expect((await call('GET', path(world.c.invoiceId))).status).toBe(404);
    const note = await insertDocument(server.db, {
      merchant_id: world.a.merchantId,
      entity_id: world.a.entityId,
      customer_id: world.a.customerId,
      kind: 'credit_note',
      number: 'CN-1',
    });
    expect((await call('GET', path(note))).status).toBe(404);
  });
});
