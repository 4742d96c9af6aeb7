import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testApp, url, type TestApp } from '../testing.ts';
import { answersFor } from '../testing/fake-network.ts';
import { fakeKeys, fakeStripe, type FakeStripe } from '../testing/fake-stripe.ts';
import { insertTwoCompanies } from '../testing/fixtures.ts';
import { books, contactPayer, switchPaymentsOn, type TestPayer } from '../testing/paying.ts';
import { comparePayments } from './compare-payments.ts';
import { stripeConnector } from './providers/stripe.ts';
import { reconcileRefunds } from './reconcile-refunds.ts';
import { refundPayment } from './refund-payment.ts';
import { saveProviderKeys } from './save-provider-keys.ts';
import { setOfferedProviders } from './set-payment-settings.ts';

// Stripe's adapter and the house around it, by HTTP on both sides.

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let fake: FakeStripe;
let anna: TestPayer;
let webhookPath: string;
let invoiceId: string;

answersFor('https://api.stripe.com', (request) => fake.answer(request));
afterEach(() => server.close());
beforeEach(async () => {
  server = await testApp();
  fake = fakeStripe(server.clock);
  server.deps.connectors = new Map([['stripe', stripeConnector(server.deps, { pausesMs: [1, 1] })]]);
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
  const given = {
    STRIPE_SECRET_KEY: fakeKeys.secretKey,
    STRIPE_PUBLISHABLE_KEY: fakeKeys.publishableKey,
    STRIPE_WEBHOOK_SECRET: fakeKeys.webhookSecret,
  };
  const saved = await saveProviderKeys(server.deps, world, { entityId: world.entityId, provider: 'stripe', given });
  webhookPath = new URL(saved.webhookUrl).pathname;
  await setOfferedProviders(server.deps, world, { entityId: world.entityId, providers: ['stripe', 'bank'] });
  anna = await contactPayer(server, world.a);
  ({ invoiceId } = world.a);
});

async function call(message: { body: string; headers: Record<string, string> }): Promise<number> {
  const { status } = await server.app.request(url(webhookPath), { method: 'POST', ...message });
  return status;
}

async function due(): Promise<number> {
  return (await anna.payPage(invoiceId)).summary.amountDueMinor;
}

describe('the pay document', () => {
  const policyOf = async (payer: TestPayer, id: string) => {
    const { headers } = await payer.get(`/pay/${id}`);
    return `${headers.get('Content-Security-Policy')} ${headers.get('Permissions-Policy')}`;
  };

  test('names the origins of Stripe only for an invoice that may be paid by it, and to nobody else', async () => {
    const policy = await policyOf(anna, invoiceId);
    expect(policy).toMatch(/script-src 'self' https:\/\/js\.stripe\.com/);
    expect(policy).toMatch(/frame-src https:\/\/js\.stripe\.com .*https:\/\/hooks\.stripe\.com/);
    expect(policy).toMatch(/payment=\(self "https:\/\/js\.stripe\.com"/);
    const stranger = await contactPayer(server, world.b);
    const nobody = { ...anna, get: async (path: string) => server.app.request(url(path)) };
    for (const payer of [stranger, nobody]) expect(await policyOf(payer, invoiceId)).not.toContain('stripe');
    expect(await policyOf(anna, 'no-id')).not.toContain('stripe');
    expect((await anna.get('/')).headers.get('Permissions-Policy')).toContain('payment=()');
    await setOfferedProviders(server.deps, world, { entityId: world.entityId, providers: ['bank'] });
    const bare = await policyOf(anna, invoiceId);
    expect(bare).not.toContain('stripe');
    expect(bare).toContain('require-trusted-types-for');
  });

  test('gives the widget what it needs and no secret', async () => {
    const { offer, summary } = await anna.payPage(invoiceId);
    expect(offer.methods[0]).toEqual({ provider: 'stripe', id: 'elements', kind: 'elements' });
    expect(offer.clientConfigs).toEqual([
      {
        provider: 'stripe',
        publishableKey: fakeKeys.publishableKey,
        elements: { mode: 'payment', amount: summary.amountDueMinor, currency: 'eur' },
      },
    ]);
  });
});

describe('paying', () => {
  test('books once, whatever comes besides the answer', async () => {
    const paid = await anna.pay(invoiceId, fake.input('good'));
    expect(paid).toMatchObject({ state: 'succeeded', method: 'card', last4: '4242' });
    const [reference] = [...fake.intents.keys()];
    const message = fake.message(reference!);
    for (let time = 0; time < 3; time += 1) expect(await call(message)).toBe(200);
    expect(await call(fake.message(reference!))).toBe(200);
    expect(await server.drainJobs()).toEqual([]);
    await comparePayments(server.deps);
    expect(await books(server, invoiceId)).toHaveLength(1);
    expect(await due()).toBe(0);
  });

  test('race 3: a message before the answer books, and the answer adds nothing', async () => {
    const takes = fake.theirs.takes;
    const told: Promise<number>[] = [];
    fake.theirs.takes = (asked) => {
      told.push(Promise.resolve().then(() => call(fake.message([...fake.intents.keys()][0]!))));
      return takes(asked);
    };
    fake.faults.push({ status: 500, arrives: true });
    const paid = await anna.pay(invoiceId, fake.input('good'));
    expect(await Promise.all(told)).toEqual([200]);
    expect(await server.drainJobs()).toEqual([]);
    expect(paid.state).toBe('succeeded');
    expect(await books(server, invoiceId)).toHaveLength(1);
  });

  test('race 21: an answer that never came is looked up, and nothing is charged twice', async () => {
    fake.faults.push(...Array.from({ length: 6 }, () => ({ status: 500, arrives: true }) as const));
    const lost = await anna.pay(invoiceId, fake.input('good'));
    expect(lost.state).toBe('unknown');
    expect((await anna.act(lost.id, 'refresh')).state).toBe('succeeded');
    expect([fake.intents.size, (await books(server, invoiceId)).length]).toEqual([1, 1]);
  });

  test('race 23: a 500 that Stripe repeats under its key is looked up, given up, and tried anew under another', async () => {
    fake.faults.push(...Array.from({ length: 6 }, () => ({ status: 500, arrives: false }) as const));
    const lost = await anna.pay(invoiceId, fake.input('good'));
    fake.faults.length = 0;
    expect((await anna.act(lost.id, 'refresh')).state).toBe('unknown');
    server.clock.advance(121_000);
    expect((await anna.act(lost.id, 'refresh')).state).toBe('failed');
    expect((await anna.pay(invoiceId, fake.input('good'))).state).toBe('succeeded');
    expect([fake.counts.creates, (await books(server, invoiceId)).length]).toEqual([1, 1]);
  });

  test('T68: another amount or currency is booked as what it is, and flagged', async () => {
    const total = await due();
    fake.theirs.takes = (asked) => ({ ...asked, amount: 100 });
    await anna.pay(invoiceId, fake.input('good'));
    expect(await due()).toBe(total - 100);
    fake.theirs.takes = (asked) => ({ ...asked, currency: 'usd' });
    await anna.pay(invoiceId, fake.input('good'));
    expect(await due()).toBe(total - 100);
    expect(await books(server, invoiceId)).toMatchObject([
      { amountMinor: 100, currency: 'EUR', allocatedMinor: 100 },
      { amountMinor: total - 100, currency: 'USD', allocatedMinor: 0 },
    ]);
    const events = await server.db
      .selectFrom('document_events')
      .select('kind')
      .where('document_id', '=', invoiceId)
      .execute();
    expect(events.filter(({ kind }) => kind === 'payment_differs')).toHaveLength(2);
  });

  test('race 35: a message about another mode or account books nothing', async () => {
    const { id } = await anna.pay(invoiceId, fake.input('sepa'));
    const [reference] = [...fake.intents.keys()];
    fake.settle(reference!, 'succeeds');
    expect(await call(fake.message(reference!, { livemode: true }))).toBe(200);
    expect(await call(fake.message(reference!, { account: 'acct_other' }))).toBe(200);
    expect(await server.drainJobs()).toEqual([]);
    expect((await anna.attempt(id)).state).toBe('processing');
  });

  test('race 45: messages are refused while the clock of this server is wrong, and nothing is lost', async () => {
    const { id } = await anna.pay(invoiceId, fake.input('sepa'));
    const [reference] = [...fake.intents.keys()];
    fake.settle(reference!, 'succeeds');
    const tenMinutesAgo = new Date(server.clock.now().getTime() - 600_000);
    expect(await call(fake.message(reference!, { at: tenMinutesAgo }))).toBe(400);
    expect((await anna.act(id, 'refresh')).state).toBe('succeeded');
  });

  test('a refund made in the Dashboard is owed again, told by its message', async () => {
    await anna.pay(invoiceId, fake.input('good'));
    const [reference] = [...fake.intents.keys()];
    fake.refund(reference!, 300);
    expect(await call(fake.message(reference!, { type: 'payment_intent.succeeded' }))).toBe(200);
    expect(await server.drainJobs()).toEqual([]);
    expect(await due()).toBe(300);
  });
});

describe('the lock', () => {
  test('refuses the sixth try before Stripe hears of it; a challenge that failed counts', async () => {
    for (let time = 0; time < 4; time += 1) await anna.pay(invoiceId, fake.input('decline_generic_decline'));
    const { id } = await anna.pay(invoiceId, fake.input('challenge'));
    fake.settle([...fake.intents.keys()].at(-1)!, 'payment_intent_authentication_failure');
    expect((await anna.act(id, 'refresh')).failure?.code).toBe('authentication_failed');
    const { offer } = await anna.payPage(invoiceId);
    expect(offer.lock.lockedUntil).not.toBeNull();
    const { creates } = fake.counts;
    const draft = await anna.draft(invoiceId);
    expect((await anna.press(draft.id, fake.input('good'))).status).toBe(429);
    expect(fake.counts.creates).toBe(creates);
    expect([...fake.intents.values()].at(-1)?.status).toBe('canceled');
  });

  test('does not count what is technical', async () => {
    for (let time = 0; time < 6; time += 1) await anna.pay(invoiceId, fake.input('error_processing_error'));
    expect((await anna.payPage(invoiceId)).offer.lock).toMatchObject({ lockedUntil: null, triesLeft: null });
  });
});

describe('a refund', () => {
  async function paid() {
    const { id } = await anna.pay(invoiceId, fake.input('good'));
    const rows = server.db.selectFrom('payments').select(['id', 'amount_minor']).where('attempt_id', '=', id);
    return rows.executeTakeFirstOrThrow();
  }

  const ask = async (paymentId: string, amountMinor = 1000) =>
    refundPayment(server.deps, world, paymentId, { reference: 'refund 1', amountMinor });
  const refundRow = async () =>
    server.db.selectFrom('payment_refunds').select(['state', 'failure']).executeTakeFirstOrThrow();

  async function lookAfter(minutes: number): Promise<void> {
    server.clock.set(new Date(server.clock.now().getTime() + minutes * 60_000).toISOString());
    await reconcileRefunds(server.deps);
  }

  test.each([
    ['21: whose answer was lost is found, and not made again', { status: 'cut', arrives: true }],
    ['22: that never arrived is made once, under the same key', { status: 'cut', arrives: false }],
    ['23: that was answered with nonsense is found', { status: 'no object', arrives: true }],
  ] as const)('%s', async (_name, fault) => {
    const { id } = await paid();
    fake.faults.push(fault, fault, fault);
    await ask(id);
    expect((await refundRow()).state).not.toBe('sent');
    fake.faults.splice(0);
    await lookAfter(3);
    expect(await refundRow()).toEqual({ state: 'sent', failure: null });
    expect([fake.counts.refunds, await due()]).toEqual([1, 1000]);
    await lookAfter(600);
    expect([fake.counts.refunds, await due()]).toEqual([1, 1000]);
  });

  test('24: that nobody knows of is not asked for again once its key may be forgotten', async () => {
    const { id } = await paid();
    fake.faults.push(...Array.from({ length: 3 }, () => ({ status: 'cut', arrives: false }) as const));
    await ask(id);
    fake.faults.splice(0);
    await lookAfter(61);
    expect(await refundRow()).toMatchObject({ state: 'failed' });
    expect([fake.counts.refunds, await due()]).toEqual([0, 0]);
  });

  test('that Stripe refuses is refused, and may be asked for again', async () => {
    const { id, amount_minor: paidMinor } = await paid();
    // Given back in Stripe's Dashboard, and not heard of yet.
    const [reference = ''] = fake.intents.keys();
    fake.refund(reference, paidMinor);
    await expect(ask(id)).rejects.toMatchObject({ code: 'refund_refused' });
    expect(await refundRow()).toMatchObject({ state: 'failed', failure: expect.stringContaining('already_refunded') });
  });

  test('39: that waits has not left, holds its amount, and is sent when the provider says so', async () => {
    const { id, amount_minor: paidMinor } = await paid();
    fake.theirs.refundStatus = 'requires_action';
    await ask(id, paidMinor);
    expect([(await refundRow()).state, await due()]).toEqual(['accepted', 0]);
    const more = { reference: 'refund 2', amountMinor: 1 };
    await expect(refundPayment(server.deps, world, id, more)).rejects.toMatchObject({ code: 'amount_too_large' });
    for (const intent of fake.intents.values())
      for (const each of intent.latest_charge?.refunds.data ?? []) each.status = 'succeeded';
    await lookAfter(60 * 24);
    expect([(await refundRow()).state, await due()]).toEqual(['sent', paidMinor]);
  });
});

describe('8: what moved long after its payment, and of which every message was lost', () => {
  test.each([
    ['a dispute that is lost', () => fake.dispute(reference(), 'lost')],
    ['a refund in the Dashboard', () => fake.refund(reference(), fake.intents.get(reference())?.amount ?? 0)],
  ])('%s is found at night by its own date', async (_what, happen) => {
    await anna.pay(invoiceId, fake.input('good'));
    const owed = fake.intents.get(reference())?.amount;
    server.clock.set('2026-05-20T09:00:00Z');
    anna = await contactPayer(server, world.a);
    await comparePayments(server.deps);
    expect(await due()).toBe(0);
    happen();
    await comparePayments(server.deps);
    expect(await due()).toBe(owed);
    const findings = server.db.selectFrom('payment_findings').select(['kind', 'resolution']);
    expect(await findings.execute()).toEqual([{ kind: 'found_late', resolution: 'booked' }]);
  });

  const reference = () => [...fake.intents.keys()][0] ?? '';

  test('money without an id of ours is another business of the account', async () => {
    await anna.pay(invoiceId, fake.input('good'));
    const intent = fake.intents.get(reference());
    if (intent) fake.intents.set('pi_fakeother', { ...intent, id: 'pi_fakeother', metadata: {} });
    if (intent)
      fake.intents.set('pi_fakelost', { ...intent, id: 'pi_fakelost', metadata: { quittance_attempt: unheardOf } });
    await comparePayments(server.deps);
    const findings = server.db.selectFrom('payment_findings').select(['kind', 'provider_reference as reference']);
    expect(await findings.execute()).toEqual([{ kind: 'unknown_payment', reference: 'pi_fakelost' }]);
  });
});

const unheardOf = '01890000-0000-7000-8000-000000000000';
