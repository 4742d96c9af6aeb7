import { documentDetailSchema } from '@quittance/shared/customer-view.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';
import { insertTwoCompanies } from '../testing/fixtures.ts';
import { contactPayer, goodCard, mailKinds, switchPaymentsOn, type TestPayer } from '../testing/paying.ts';
import { comparePayments } from './compare-payments.ts';
import type { ProviderPayment, ProviderReversal } from './payment-provider.ts';
import { recordOutcome } from './record-outcome.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let anna: TestPayer;
let paid: ProviderPayment;
let attemptId: string;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
  anna = await contactPayer(server, world.a);
  const attempt = await anna.pay(world.a.invoiceId, goodCard);
  attemptId = attempt.id;
  await server.drainJobs();
  paid = (await server.deps.providers.get('sandbox')!.refresh({ attemptId }))!;
});
afterAll(() => server.close());

/** Told three times, as messages are. */
async function tell(reversal: ProviderReversal): Promise<number> {
  for (let time = 0; time < 3; time += 1) {
    await recordOutcome(server.deps, attemptId, { ...paid, reversals: [reversal] });
  }
  return (await anna.payPage(world.a.invoiceId)).summary.amountDueMinor;
}

describe('money that went back while its payment stands', () => {
  test('38: a refund in part is owed again once, and nobody is mailed of it', async () => {
    const before = await mailKinds(server);
    const refund = { kind: 'refund' as const, reference: 're_1', amountMinor: 1000, isUndone: false };
    expect(await tell(refund)).toBe(1000);
    expect(await tell({ ...refund, reference: 're_2', amountMinor: 500 })).toBe(1500);
    expect(await mailKinds(server)).toEqual(before);
  });

  test('39: a refund that failed pays again what it had paid, once', async () => {
    expect(await tell({ kind: 'refund', reference: 're_2', amountMinor: 500, isUndone: true })).toBe(1000);
    expect((await mailKinds(server)).filter((kind) => kind === 'refund_failed_notice')).toHaveLength(1);
  });

  test('a refund that failed before anybody heard of it changes nothing', async () => {
    expect(await tell({ kind: 'refund', reference: 're_3', amountMinor: 500, isUndone: true })).toBe(1000);
  });

  test('40: a dispute takes what is left, tells payer and merchant, and gives it back when it is won', async () => {
    const total = paid.amountMinor;
    const dispute = { kind: 'dispute' as const, reference: 'dp_1', amountMinor: total, isUndone: false };
    // The refund of 5.00 that failed is a receipt of its own, which the dispute is not about.
    expect(await tell(dispute)).toBe(total - 500);
    const told = (await mailKinds(server)).filter((kind) => kind.startsWith('payment_returned'));
    expect(told).toEqual(['payment_returned', 'payment_returned_notice']);
    expect(await tell({ ...dispute, isUndone: true })).toBe(1000);
  });
});

test('8, R10: what no message told of is found at night', async () => {
  const other = await anna.pay(world.a.otherInvoiceId, goodCard);
  expect(await server.drainJobs()).toEqual([]);
  await server.db
    .updateTable('sandbox_payments')
    .set({ state: 'returned' })
    .where('attempt_id', '=', other.id)
    .execute();
  await comparePayments(server.deps);
  await comparePayments(server.deps);
  expect((await anna.attempt(other.id)).state).toBe('returned');
});

test('a payment that went back, in part or in whole, stays on its invoice with what and when', async () => {
  const paymentsOf = async (invoiceId: string) => {
    const answer = await anna.get(`/api/documents/${invoiceId}`);
    return documentDetailSchema.parse(await answer.json()).payments.map(({ amountMinor, wentBack }) => ({
      amountMinor,
      wentBack,
    }));
  };
  const back = { date: '2026-03-16' };
  expect(await paymentsOf(world.a.otherInvoiceId)).toEqual([
    { amountMinor: paid.amountMinor, wentBack: [{ ...back, kind: 'returned', amountMinor: paid.amountMinor }] },
  ]);
  const [first] = await paymentsOf(world.a.invoiceId);
  expect(first?.wentBack).toContainEqual({ ...back, kind: 'refund', amountMinor: 1000 });
});
