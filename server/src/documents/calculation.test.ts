import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import { calculationSchema, explainedCalculationSchema } from '@quittance/shared/calculation.ts';
import type { CalculationAnswer } from '@quittance/shared/customer-view.ts';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import { testApp, url, type TestApp } from '../testing.ts';
import { openApiCaller } from '../testing/api-caller.ts';
import { insertDocument, insertPayment, insertTwoCompanies } from '../testing/fixtures.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let invoiceId: string;
let path: string;

/** A calculation alone, as the engine gives it. */
const withoutSources = z.object(calculationSchema.omit({ notDue: true }).shape);

const charges = [
  { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] },
  { kind: 'interest', code: 'interest', rate: { series: 'ECB_MRO', add: '8', round_up_to: '0.50' } },
];

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  const { merchantId, entityId, customerId, contactId } = world.a;
  const ids = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
  invoiceId = await insertDocument(server.db, {
    ...ids,
    number: 'late',
    issue_date: '2026-02-01',
    due_date: '2026-03-02',
    payable_minor: 100_000,
  });
  const call = await openApiCaller(server, merchantId);
  const policy = { schema: 'latefee-policy/1', id: 'terms', version: 1, valid_from: '2026-01-01', audience: 'any' };
  await call('POST', '/v1/late-charge-policies', { json: { invoiceId, policy: { ...policy, charges } } });
  await call('POST', `/v1/invoices/${invoiceId}/reminders`, { json: { sentDate: '2026-03-10', channel: 'email' } });
  await insertPayment(server.db, { ...world.a, invoiceId }, { amountMinor: 30_000, receivedDate: '2026-03-12' });
  const { token } = await mintDocumentLink(server.deps, world.a, { documentId: invoiceId, contactId });
  path = `/i/${token}/calculation`;
});
afterAll(() => server.close());

async function answerOn(asOf?: string): Promise<CalculationAnswer> {
  const response = await server.app.request(url(asOf === undefined ? path : `${path}?as_of=${asOf}`));
  expect(response.status).toBe(200);
  const answer = Object(await response.json());
  explainedCalculationSchema.parse(answer.calculation);
  return answer;
}

describe('behind a link, what is owed on another day', () => {
  test.each(['2026-03-16', '2026-03-17', '2026-06-30', '2026-07-01', '2026-12-31'])(
    'as of %s a browser calculates from the facts just what the server says',
    async (day) => {
      const { calculation } = await answerOn(day);
      const { facts } = await answerOn();
      expect(calculateAmountDue(facts, day)).toEqual(withoutSources.parse(calculation));
      expect(calculation.asOfDate).toBe(day);
    },
  );

  test('is as of today where no day is given', async () => {
    expect((await answerOn()).calculation.asOfDate).toBe('2026-03-16');
  });

  test('comes with the rates from the invoice on, and not with those before', async () => {
    const { facts } = await answerOn();
    const dates = facts.rates.flatMap(({ rows }) => rows.map((row) => row.toDate));
    expect(dates.length).toBeGreaterThan(0);
    expect(dates.filter((date) => date < '2026-02-01')).toEqual([]);
  });

  test.each([
    ['2027-01-01', 'rate_unknown'],
    ['2026-01-31', 'not_yet_issued'],
    ['2026-13-01', 'invalid_request'],
  ])('as of %s is refused: %s', async (day, code) => {
    const response = await server.app.request(url(`${path}?as_of=${day}`));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code });
  });

  test('is not there once the link opens less', async () => {
    server.clock.set('2027-03-16T09:00:00Z');
    const response = await server.app.request(url(path));
    server.clock.set('2026-03-16T09:00:00Z');
    expect(response.status).toBe(404);
  });
});
