import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testApp, url, type TestApp } from '../testing.ts';
import { answersFor } from '../testing/fake-network.ts';
import { fakeKeys, fakeMollie, type FakeMollie } from '../testing/fake-mollie.ts';
import { insertTwoCompanies } from '../testing/fixtures.ts';
import { books, contactPayer, goodCard, mailKinds, switchPaymentsOn, type TestPayer } from '../testing/paying.ts';
import { comparePayments } from './compare-payments.ts';
import { mollieConnector } from './providers/mollie.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';
import { saveProviderKeys } from './save-provider-keys.ts';
import { setOfferedProviders, setPaymentMode } from './set-payment-settings.ts';

// Mollie's adapter and the house around it, by HTTP on both sides.

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let fake: FakeMollie;
let anna: TestPayer;
let webhookPath: string;
let invoiceId: string;

answersFor('https://*mollie.com', (request) => fake.answer(request));
afterEach(() => server.close());
beforeEach(async () => {
  server = await testApp();
  fake = fakeMollie(server.clock);
  const times = { readMs: 5000, createMs: 5000, pausesMs: [1, 1] };
  const connector = mollieConnector(server.deps, { webhookKey: Buffer.alloc(32, 7), times });
  server.deps.connectors = new Map([['mollie', connector]]);
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
  const given = { MOLLIE_API_KEY: fakeKeys.apiKey, MOLLIE_WEBHOOK_SECRET: fakeKeys.webhookSecret };
  const saved = await saveProviderKeys(server.deps, world, { entityId: world.entityId, provider: 'mollie', given });
  webhookPath = new URL(saved.webhookUrl).pathname;
  await setOfferedProviders(server.deps, world, { entityId: world.entityId, providers: ['mollie', 'bank'] });
  anna = await contactPayer(server, world.a);
  ({ invoiceId } = world.a);
});

/** A try that waits on Mollie's page, and Mollie's name of it. */
async function away(method = 'bancontact') {
  const { id } = await anna.pay(invoiceId, fake.input(method));
  return { id, reference: [...fake.payments.keys()].at(-1)! };
}

/** Mollie calls where it was told to. */
async function call(reference: string): Promise<number> {
  const { url: address, body, headers } = fake.call(reference);
  const { pathname } = new URL(address);
  const { status } = await server.app.request(url(pathname), { method: 'POST', body, headers });
  return status;
}

async function send(message: { body: string; headers: Record<string, string> }): Promise<number> {
  const { status } = await server.app.request(url(webhookPath), { method: 'POST', ...message });
  return status;
}

async function due(): Promise<number> {
  return (await anna.payPage(invoiceId)).summary.amountDueMinor;
}

describe('the offer', () => {
  test('is Mollie’s methods and our own transfer; the pay document needs no other origin', async () => {
    const { offer, transfer } = await anna.payPage(invoiceId);
    expect(offer.methods.map(({ id }) => id)).toEqual(['bancontact', 'creditcard', 'ideal', 'paypal', 'transfer']);
    expect([offer.clientConfigs, offer.isTestMode, transfer !== null]).toEqual([[{ provider: 'mollie' }], true, true]);
    const policy = (await anna.get(`/pay/${invoiceId}`)).headers.get('Content-Security-Policy');
    expect(policy).not.toContain('mollie');
    expect(policy).toContain('require-trusted-types-for');
  });

  test('shows pictures from our own address', async () => {
    const [method] = (await anna.payPage(invoiceId)).offer.methods;
    const icon = await server.app.request(url(method!.iconUrl!));
    expect([icon.status, icon.headers.get('Content-Type')]).toEqual([200, 'image/png']);
    expect(icon.headers.get('Cache-Control')).toBe('public, max-age=86400');
    const unknown = await server.app.request(url(method!.iconUrl!.replace('bancontact', 'no_method')));
    expect(unknown.status).toBe(404);
  });

  test('goes on without Mollie when Mollie is down, and a method that was not offered is refused', async () => {
    const draft = await anna.draft(invoiceId);
    for (const method of ['klarna', 'banktransfer', 'twint']) {
      expect((await anna.press(draft.id, fake.input(method))).status).toBe(422);
    }
    server.clock.advance(600_000);
    fake.theirs.icon = new Uint8Array();
    fake.answer = async () => Response.error();
    const { offer } = await anna.payPage(invoiceId);
    expect([offer.methods.map(({ id }) => id), offer.unavailableProviders]).toEqual([['transfer'], ['mollie']]);
  });

  test('T69: keys of the other mode are refused, and those of before are not offered', async () => {
    const given = { MOLLIE_API_KEY: fakeKeys.apiKey.replace('test_', 'live_') };
    const live = saveProviderKeys(server.deps, world, { entityId: world.entityId, provider: 'mollie', given });
    await expect(live).rejects.toThrow(/live key of mollie, and the entity takes test payments/);
    await setPaymentMode(server.deps, world, { entityId: world.entityId, mode: 'live' });
    expect((await anna.payPage(invoiceId)).offer.methods.map(({ id }) => id)).toEqual(['transfer']);
  });
});

describe('paying', () => {
  test('race 1: is booked once, however often Mollie calls and the page asks', async () => {
    const { id, reference } = await away();
    expect((await anna.attempt(id)).action).toMatchObject({
      kind: 'redirect',
      url: expect.stringContaining(reference),
    });
    fake.settle(reference, 'paid');
    const calls = Array.from({ length: 20 }, () => call(reference));
    expect(new Set(await Promise.all(calls))).toEqual(new Set([200]));
    for (let time = 0; time < 3; time += 1) await anna.act(id, 'refresh');
    expect(await server.drainJobs()).toEqual([]);
    await comparePayments(server.deps);
    expect(await books(server, invoiceId)).toHaveLength(1);
    expect((await mailKinds(server)).filter((kind) => kind.includes('receipt'))).toHaveLength(1);
    expect([await due(), (await anna.attempt(id)).method]).toEqual([0, 'bancontact']);
  });

  test('race 2: whatever is told first, the end is the same', async () => {
    for (const order of [
      ['pending', 'paid'],
      ['paid', 'paid'],
      ['failed', 'paid'],
      ['expired', 'paid'],
    ]) {
      const { id, reference } = await away();
      for (const status of order) {
        fake.settle(reference, status);
        await call(reference);
        server.clock.advance(15_000);
        expect(await server.drainJobs()).toEqual([]);
      }
      expect((await anna.attempt(id)).state).toBe('succeeded');
      fake.refund(reference, fake.payments.get(reference)?.amount.value ?? '');
      await call(reference);
      server.clock.advance(15_000);
      expect(await server.drainJobs()).toEqual([]);
    }
  });

  test('race 3: a call before the answer books, and the answer adds nothing', async () => {
    const told: Promise<number>[] = [];
    const takes = fake.theirs.takes;
    fake.theirs.takes = (asked) => {
      told.push(
        Promise.resolve().then(() => {
          const [reference] = [...fake.payments.keys()];
          fake.settle(reference!, 'paid');
          return call(reference!);
        }),
      );
      return takes(asked);
    };
    fake.faults.push({ status: 'cut', arrives: true });
    const { id } = await anna.pay(invoiceId, fake.input('ideal'));
    expect(await Promise.all(told)).toEqual([200]);
    expect(await server.drainJobs()).toEqual([]);
    await anna.act(id, 'refresh');
    expect((await anna.attempt(id)).state).toBe('succeeded');
    expect(await books(server, invoiceId)).toHaveLength(1);
  });

  test('races 5, 6 and 8: the page, the janitor and the night each find what the others have missed', async () => {
    const paths = {
      page: (id: string) => anna.act(id, 'refresh'),
      janitor: () => (server.clock.advance(121_000), reconcileAttempts(server.deps)),
      night: () => comparePayments(server.deps),
    };
    for (const find of Object.values(paths)) {
      const { id, reference } = await away();
      fake.settle(reference, 'paid');
      await find(id);
      expect((await anna.attempt(id)).state).toBe('succeeded');
      fake.refund(reference, fake.payments.get(reference)!.amount.value);
      await anna.act(id, 'refresh');
      await comparePayments(server.deps);
    }
    expect(await books(server, invoiceId)).toHaveLength(3);
  });

  test('race 12: an open payment is gone on with by the same address; a new one begins after it is let go', async () => {
    const { id, reference } = await away('creditcard');
    const again = await anna.post('/api/payments/drafts', { invoiceIds: [invoiceId], expectedTotalMinor: await due() });
    expect([again.status, await again.json()]).toMatchObject([409, { attemptId: id }]);
    const kept = await anna.act(id, 'cancel');
    expect(kept.action).toEqual({ kind: 'redirect', url: `https://www.mollie.com/checkout/select/${reference}` });
    expect((await anna.payPage(invoiceId)).openAttempt?.attemptId).toBe(id);
    fake.settle(reference, 'expired');
    await call(reference);
    expect(await server.drainJobs()).toEqual([]);
    const { id: next } = await away();
    expect((await anna.act(next, 'cancel')).state).toBe('canceled');
    expect((await anna.payPage(invoiceId)).openAttempt).toBeNull();
    expect(fake.counts.creates).toBe(2);
  });

  test('race 13: who lets go and still pays on the page that was left open is booked, never dropped', async () => {
    const { reference: first } = await away();
    const { id: letGo } = await anna.attempt((await anna.payPage(invoiceId)).openAttempt!.attemptId!);
    await anna.act(letGo, 'cancel');
    const second = await away('ideal');
    fake.settle(second.reference, 'paid');
    fake.settle(first, 'paid');
    await call(second.reference);
    await call(first);
    expect(await server.drainJobs()).toEqual([]);
    const booked = await books(server, invoiceId);
    expect(booked).toHaveLength(2);
    expect(booked.map(({ allocatedMinor }) => allocatedMinor).toSorted((a, b) => a - b)[0]).toBe(0);
  });

  test('race 14: an open payment at Mollie keeps every other provider away', async () => {
    await setOfferedProviders(server.deps, world, { entityId: world.entityId, providers: ['mollie', 'sandbox'] });
    const draft = await anna.draft(invoiceId);
    const { id } = await anna.try(draft.id, fake.input('creditcard'));
    const refused = await anna.press(draft.id, goodCard);
    expect([refused.status, await refused.json()]).toMatchObject([409, { attemptId: id }]);
  });

  test('race 21: an answer that never came is looked up, and goes on at the same payment', async () => {
    fake.faults.push(...Array.from({ length: 9 }, () => ({ status: 500, arrives: true }) as const));
    const lost = await anna.pay(invoiceId, fake.input('ideal'));
    expect(lost.state).toBe('unknown');
    expect((await anna.act(lost.id, 'refresh')).action?.kind).toBe('redirect');
    expect(fake.counts.creates).toBe(1);
  });

  test('race 22: one that never arrived is over after two minutes, and does not count', async () => {
    fake.faults.push(...Array.from({ length: 3 }, () => ({ status: 'cut', arrives: false }) as const));
    const { id, state } = await anna.pay(invoiceId, fake.input('ideal'));
    expect([state, (await anna.act(id, 'refresh')).state]).toEqual(['unknown', 'unknown']);
    server.clock.advance(121_000);
    expect(await anna.act(id, 'refresh')).toMatchObject({ state: 'failed', failure: { code: 'not_received' } });
    expect((await anna.payPage(invoiceId)).offer.lock.triesLeft).toBeNull();
  });

  test('T68, races 32 and 33: another amount or currency is booked as what it is', async () => {
    const total = await due();
    for (const taken of [
      { value: '1.00', currency: 'EUR' },
      { value: '5.00', currency: 'USD' },
    ]) {
      fake.theirs.takes = () => taken;
      const { id, reference } = await away();
      fake.settle(reference, 'paid');
      await anna.act(id, 'refresh');
    }
    expect(await due()).toBe(total - 100);
    expect(await books(server, invoiceId)).toMatchObject([
      { amountMinor: 100, currency: 'EUR', allocatedMinor: 100 },
      { amountMinor: 500, currency: 'USD', allocatedMinor: 0 },
    ]);
  });

  test('race 49: comes back to nobody but who paid', async () => {
    const { id } = await away();
    const stranger = await contactPayer(server, world.b);
    expect((await stranger.get(`/api/payments/attempts/${id}`)).status).toBe(404);
    expect((await stranger.post(`/api/payments/attempts/${id}/refresh`)).status).toBe(404);
  });
});

describe('money that goes back', () => {
  test('races 38 and 39: a refund is owed again, told by a call to the payment’s address; one that fails is not', async () => {
    const { id, reference } = await away();
    fake.settle(reference, 'paid');
    await anna.act(id, 'refresh');
    const made = fake.refund(reference, '3.00', 'pending');
    expect(await call(reference)).toBe(200);
    expect(await server.drainJobs()).toEqual([]);
    expect(await due()).toBe(300);
    made.status = 'failed';
    server.clock.advance(15_000);
    expect(await call(reference)).toBe(200);
    expect(await server.drainJobs()).toEqual([]);
    expect(await due()).toBe(0);
  });

  test('race 40: a chargeback opens the invoice, its reversal pays it again, each once', async () => {
    const total = await due();
    const { id, reference } = await away();
    fake.settle(reference, 'paid');
    await anna.act(id, 'refresh');
    const made = fake.chargeback(reference, fake.payments.get(reference)!.amount.value);
    const about = (type: string) =>
      fake.message(made.id, { type, _embedded: { entity: { resource: 'chargeback', paymentId: reference } } });
    for (let time = 0; time < 2; time += 1) expect(await send(about('chargeback.received'))).toBe(200);
    expect(await server.drainJobs()).toEqual([]);
    expect([await due(), (await anna.attempt(id)).failure?.code]).toEqual([total, 'disputed']);
    made.reversedAt = server.clock.now().toISOString();
    for (let time = 0; time < 2; time += 1) expect(await send(about('chargeback.reversed'))).toBe(200);
    expect(await server.drainJobs()).toEqual([]);
    expect(await due()).toBe(0);
  });
});

describe('calls', () => {
  test('T65: that are not about ours are answered 200, and Mollie is not asked', async () => {
    const { reference } = await away();
    const before = fake.counts.requests;
    const { pathname } = new URL(fake.call(reference).url);
    const wrong = pathname.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    const post = (path: string, body: string) => server.app.request(url(path), { method: 'POST', body });
    for (const [path, body] of [
      [wrong, `id=${reference}`],
      [`${webhookPath}/anything`, 'id=tr_unknown1'],
      [pathname, 'id=tr_x/../refunds'],
    ] as const) {
      expect((await post(path, body)).status).toBe(200);
    }
    expect(await server.drainJobs()).toEqual([]);
    expect(fake.counts.requests).toBe(before);
  });

  test('T65: again and again are eight questions a minute', async () => {
    const { reference } = await away();
    const before = fake.counts.requests;
    for (let time = 0; time < 40; time += 1) {
      await call(reference);
      server.clock.advance(1500);
    }
    expect(await server.drainJobs()).toEqual([]);
    expect(fake.counts.requests - before).toBeLessThanOrEqual(10);
  });

  test('T66: without a signature that fits nothing is stored', async () => {
    const { reference } = await away();
    const { body, headers } = fake.message(reference);
    expect(await send({ body, headers: { 'Content-Type': 'application/json' } })).toBe(400);
    expect(await send({ body: body.replace('paid', 'Paid'), headers })).toBe(400);
    expect(await server.db.selectFrom('webhook_inbox').select('id').execute()).toEqual([]);
    expect(await send({ body, headers })).toBe(200);
    expect(await server.db.selectFrom('webhook_inbox').select('id').execute()).toHaveLength(1);
  });
});

describe('the lock', () => {
  async function fail(failureReason: string) {
    const { id, reference } = await away('creditcard');
    fake.settle(reference, 'failed', { failureReason });
    return anna.act(id, 'refresh');
  }

  test('refuses the sixth try before Mollie hears of it, and leaves the transfer', async () => {
    for (let time = 0; time < 5; time += 1) expect((await fail('card_declined')).failure?.code).toBe('card_declined');
    const { offer } = await anna.payPage(invoiceId);
    expect(offer.lock.lockedUntil).not.toBeNull();
    expect(offer.methods.map(({ kind }) => kind)).toContain('transfer');
    const { creates } = fake.counts;
    const draft = await anna.draft(invoiceId);
    expect((await anna.press(draft.id, fake.input('ideal'))).status).toBe(429);
    expect(fake.counts.creates).toBe(creates);
  });

  test('race 42: money that still arrives is booked and lifts it', async () => {
    const { id, reference } = await away();
    await anna.act(id, 'cancel');
    for (let time = 0; time < 5; time += 1) await fail('card_declined');
    fake.settle(reference, 'paid');
    await call(reference);
    expect(await server.drainJobs()).toEqual([]);
    expect(await books(server, invoiceId)).toHaveLength(1);
    expect((await anna.payPage(invoiceId)).offer.lock.lockedUntil).toBeNull();
  });

  test('does not count who walks away, lets it expire or meets trouble, nor one failure twice', async () => {
    for (const reason of ['authentication_abandoned', 'authentication_unavailable_acs', 'authentication_required']) {
      await fail(reason);
    }
    for (const status of ['canceled', 'expired']) {
      const { id, reference } = await away();
      fake.settle(reference, status);
      await anna.act(id, 'refresh');
    }
    const { id } = await fail('card_declined');
    for (let time = 0; time < 5; time += 1) await anna.act(id, 'refresh');
    expect((await anna.payPage(invoiceId)).offer.lock).toMatchObject({ lockedUntil: null, triesLeft: null });
  });
});

test('8: a chargeback long after its payment, of which every call was lost, is found at night by its own date', async () => {
  const { id, reference } = await away();
  const owed = await due();
  fake.settle(reference, 'paid');
  await anna.act(id, 'refresh');
  server.clock.set('2026-05-20T09:00:00Z');
  anna = await contactPayer(server, world.a);
  await comparePayments(server.deps);
  expect(await due()).toBe(0);
  fake.chargeback(reference, fake.payments.get(reference)!.amount.value);
  await comparePayments(server.deps);
  expect(await due()).toBe(owed);
});
