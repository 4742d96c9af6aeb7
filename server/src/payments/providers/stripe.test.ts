import pino from 'pino';
import { Stripe } from 'stripe';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../http/errors.ts';
import { testClock } from '../../testing.ts';
import { answersFor } from '../../testing/fake-network.ts';
import { fakeKeys, fakeStripe, type FakeStripe } from '../../testing/fake-stripe.ts';
import { describeProvider } from '../provider-contract.ts';
import type { CollectionOrder, PaymentProvider, ProviderAccount } from '../payment-provider.ts';
import { circuit } from './circuit.ts';
import { fromStripeUnits, toStripeUnits } from './stripe-amount.ts';
import { confirmOnce } from './stripe-client.ts';
import { readStripeKeys } from './stripe-keys.ts';
import { stripeConnector } from './stripe.ts';

const clock = testClock('2026-11-21T12:00:00Z');
const log = pino({ level: 'silent' });
const account: ProviderAccount = {
  id: '0198b5a2-9999-7000-8000-000000000001',
  mode: 'test',
  keys: {
    apiKey: fakeKeys.secretKey,
    publishableKey: fakeKeys.publishableKey,
    webhookSecrets: [{ secret: fakeKeys.webhookSecret, until: null }],
  },
  webhookUrl: 'http://quittance.test/webhooks/stripe/0198b5a2-9999-7000-8000-000000000001',
};

const anywhere = { country: null, language: 'en' };

let fake: FakeStripe;
let provider: PaymentProvider;
let attempts = 0;

answersFor('https://api.stripe.com', (request) => fake.answer(request));
beforeEach(async () => {
  clock.set('2026-11-21T12:00:00Z');
  fake = fakeStripe(clock);
  provider = await connect();
});

function connector() {
  return stripeConnector({ clock, log }, { pausesMs: [1, 1] });
}

function connect(change: Partial<ProviderAccount> = {}): Promise<PaymentProvider> {
  return connector().connect({ ...account, ...change });
}

function order(change: Partial<CollectionOrder> = {}): CollectionOrder {
  attempts += 1;
  return {
    attemptId: `0198b5a2-8888-7000-8000-${String(attempts).padStart(12, '0')}`,
    draftId: '0198b5a2-7777-7000-8000-000000000001',
    ...anywhere,
    amountMinor: 12_345,
    currency: 'EUR',
    description: '2026-0042',
    returnUrl: 'http://quittance.test/pay',
    ...change,
  };
}

function start(kind: string, change: Partial<CollectionOrder> = {}) {
  return provider.startAttempt(order(change), fake.input(kind));
}

async function refresh(reference: string) {
  return (await provider.refresh({ reference }))!;
}

describeProvider('stripe', () => ({
  provider,
  now: clock.now(),
  inputs: { good: fake.input('good'), refused: fake.input('decline_generic_decline'), asking: fake.input('challenge') },
  webhook: (reference, at) => fake.message(reference, { at }),
  isDated: true,
}));

describe('failures', () => {
  const counted = [
    ['decline_generic_decline', 'declined', 'card_declined'],
    ['decline_do_not_honor', 'declined', 'card_declined'],
    ['decline_lost_card', 'declined', 'card_declined'],
    ['decline_stolen_card', 'declined', 'card_declined'],
    ['decline_fraudulent', 'declined', 'card_declined'],
    ['decline_pickup_card', 'declined', 'card_declined'],
    ['decline_card_velocity_exceeded', 'declined', 'card_declined'],
    ['decline_a_reason_of_tomorrow', 'declined', 'card_declined'],
    ['decline_insufficient_funds', 'declined', 'insufficient_funds'],
    ['error_expired_card', 'declined', 'card_expired'],
    ['error_expired_payment_method', 'declined', 'card_expired'],
    ['error_incorrect_cvc', 'declined', 'cvc_wrong'],
    ['error_incorrect_number', 'declined', 'card_declined'],
    ['error_incorrect_zip', 'declined', 'card_declined'],
    ['error_incorrect_postal_code', 'declined', 'card_declined'],
    ['error_payment_method_provider_decline', 'declined', 'card_declined'],
    ['error_payment_intent_payment_attempt_failed', 'declined', 'card_declined'],
    ['error_payment_intent_authentication_failure', 'authentication', 'authentication_failed'],
    ['error_a_code_of_tomorrow', 'declined', 'card_declined'],
  ] as const;
  const notCounted = [
    ['error_processing_error', 'technical', 'processing_error'],
    ['decline_processing_error', 'technical', 'processing_error'],
    ['decline_issuer_not_available', 'technical', 'processing_error'],
    ['decline_try_again_later', 'technical', 'processing_error'],
    ['decline_reenter_transaction', 'technical', 'processing_error'],
    ['error_payment_method_provider_timeout', 'technical', 'processing_error'],
    ['error_payment_method_customer_decline', 'abandoned', 'canceled'],
    ['error_payment_intent_payment_attempt_expired', 'abandoned', 'timed_out'],
    ['error_authentication_required', 'authentication', 'authentication_failed'],
  ] as const;

  test.each([...counted.map((row) => [...row, true] as const), ...notCounted.map((row) => [...row, false] as const)])(
    '%s is %s: %s, counts: %s',
    async (kind, failureClass, code, countsForLock) => {
      const failed = await start(kind);
      expect(failed).toMatchObject({ state: 'failed', failure: { class: failureClass, code, countsForLock } });
    },
  );

  test('by which Stripe stops somebody who tries many cards locks at once', async () => {
    const failed = await start('error_card_decline_rate_limit_exceeded');
    expect(failed).toMatchObject({ failure: { code: 'card_declined', countsForLock: true, locksAtOnce: true } });
  });

  test('of a debit days later does not count, and is told with what was debited', async () => {
    const { reference, state } = await start('sepa');
    expect(state).toBe('processing');
    fake.settle(reference, 'insufficient_funds');
    expect(await refresh(reference)).toMatchObject({
      state: 'failed',
      method: 'debit',
      last4: '3000',
      failure: { class: 'declined', code: 'debit_refused', countsForLock: false },
    });
  });

  test('of a challenge ends the intent, so that the browser cannot try other cards by its secret; told the same again', async () => {
    const { reference } = await start('challenge');
    fake.settle(reference, 'payment_intent_authentication_failure');
    const failed = await refresh(reference);
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'authentication_failed', countsForLock: true } });
    expect(fake.intents.get(reference)?.status).toBe('canceled');
  });

  test('keep their reason when the intent is cancelled after them', async () => {
    const failed = await start('decline_insufficient_funds');
    for (let time = 0; time < 3; time += 1) expect(await refresh(failed.reference)).toEqual(failed);
    expect(fake.intents.get(failed.reference)?.status).toBe('canceled');
  });

  test('an intent that waited too long is expired, and one that was let go cancelled', async () => {
    for (const [reason, state] of [
      ['automatic', 'expired'],
      ['expired', 'expired'],
      ['requested_by_customer', 'canceled'],
    ] as const) {
      const { reference } = await start('challenge');
      Object.assign(fake.intents.get(reference)!, { status: 'canceled', cancellation_reason: reason });
      expect(await refresh(reference)).toMatchObject({ state, failure: { countsForLock: false } });
    }
  });
});

describe('what the customer must do', () => {
  test('is a challenge in the page, or a redirect without any secret', async () => {
    expect(await start('challenge')).toMatchObject({
      action: { kind: 'sdk', clientSecret: expect.stringContaining('_secret_') },
    });
    const redirect = await start('redirect');
    expect(redirect).toMatchObject({ state: 'requires_action', action: { kind: 'redirect' } });
    expect(JSON.stringify(redirect)).not.toContain('secret');
  });

  test('ends in money when the bank approves', async () => {
    const { reference } = await start('challenge');
    fake.settle(reference, 'succeeds');
    expect(await refresh(reference)).toMatchObject({ state: 'succeeded', last4: '4242', method: 'card' });
  });
});

describe('money that goes back', () => {
  test.each([
    ['succeeded', [false]],
    ['pending', [false]],
    ['failed', [true]],
    ['canceled', [true]],
    ['requires_action', []],
  ])('a refund that is %s', async (status, undone) => {
    const { reference } = await start('good');
    const { id } = fake.refund(reference, 1000, status);
    const found = await refresh(reference);
    expect(found.state).toBe('succeeded');
    const expected = undone.map((isUndone) => ({ kind: 'refund', reference: id, amountMinor: 1000, isUndone }));
    expect(found.reversals ?? []).toEqual(expected);
  });

  test.each([
    ['warning_needs_response', 'succeeded', []],
    ['warning_closed', 'succeeded', []],
    ['prevented', 'succeeded', []],
    ['needs_response', 'succeeded', [false]],
    ['under_review', 'succeeded', [false]],
    ['appeal_under_review', 'succeeded', [false]],
    ['won', 'succeeded', [true]],
    ['lost', 'returned', [false]],
  ] as const)('a dispute that is %s leaves the payment %s', async (status, state, undone) => {
    const { reference } = await start('good');
    const { id } = fake.dispute(reference, status);
    const found = await refresh(reference);
    const gone = { kind: 'dispute', reference: id, amountMinor: 12_345 };
    expect(found.reversals ?? []).toMatchObject(undone.map((isUndone) => ({ ...gone, isUndone })));
    expect(found).toMatchObject({ state, ...(state === 'returned' && { reversal: gone }) });
  });

  test('a dispute lost over a part leaves the payment standing', async () => {
    const { reference } = await start('good');
    fake.dispute(reference, 'lost', 345);
    expect(await refresh(reference)).toMatchObject({ state: 'succeeded', reversals: [{ amountMinor: 345 }] });
  });

  test('a debit that its bank takes back is a return', async () => {
    const { reference } = await start('sepa');
    fake.settle(reference, 'succeeds');
    fake.dispute(reference, 'lost');
    expect(await refresh(reference)).toMatchObject({ state: 'returned', reversal: { kind: 'returned' } });
  });
});

describe('answers that are lost or spoilt', () => {
  test.each([409, 429, 500] as const)(
    'race 25: %s is asked again under the same key, and makes one payment',
    async (status) => {
      fake.faults.push({ status, arrives: false }, { status, arrives: status === 500 });
      expect((await start('good')).state).toBe('succeeded');
      expect([fake.intents.size, fake.counts.creates]).toEqual([1, 1]);
    },
  );

  test('race 21: an answer that was cut off after all was done is the answer to the next try', async () => {
    fake.faults.push({ status: 'cut', arrives: true });
    expect((await start('good')).state).toBe('succeeded');
    expect(fake.intents.size).toBe(1);
  });

  test.each([
    ['500 for good', { status: 500, arrives: true }],
    ['no answer for good', { status: 'cut', arrives: true }],
    ['no answer, and nothing done', { status: 'cut', arrives: false }],
    ['an answer that is no PaymentIntent', { status: 'no object', arrives: true }],
  ] as const)('%s: the outcome is unknown', async (_what, fault) => {
    fake.faults.push(fault, fault, fault, fault, fault, fault);
    const refusal = start('good').catch((error: unknown) => error);
    expect(await refusal).toBeInstanceOf(Error);
    expect(await refusal).not.toBeInstanceOf(AppError);
  });

  test('what Stripe refuses as it stands was certainly not taken', async () => {
    const used = fake.input('good');
    await provider.startAttempt(order(), used);
    const refusal = provider.startAttempt(order(), used);
    await expect(refusal).rejects.toMatchObject({ code: 'provider_unavailable' });
    const foreign = await connect({ keys: { ...account.keys, apiKey: 'sk_test_notTheRightKey1' } });
    await expect(foreign.startAttempt(order(), fake.input('good'))).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
  });

  test('429 for good was not taken, unless an earlier try may have been', async () => {
    fake.faults.push(...Array.from({ length: 3 }, () => ({ status: 429, arrives: false }) as const));
    await expect(start('good')).rejects.toMatchObject({ code: 'provider_unavailable' });
    fake.faults.push({ status: 500, arrives: true }, { status: 429, arrives: false }, { status: 429, arrives: false });
    await expect(start('good')).rejects.not.toMatchObject({ code: 'provider_unavailable' });
  });

  test('race 22: what never arrived is found nowhere, also among many', async () => {
    for (let each = 0; each < 8; each += 1) await start('good');
    const lost = order();
    expect(await provider.refresh({ attemptId: lost.attemptId, startedAt: clock.now() })).toBeNull();
    const { reference, attemptId } = await start('sepa');
    for (let each = 0; each < 8; each += 1) await start('good');
    expect((await provider.refresh({ attemptId: attemptId!, startedAt: clock.now() }))?.reference).toBe(reference);
  });

  test('no secret of Stripe is in an error, which would be logged', async () => {
    fake.faults.push(...Array.from({ length: 6 }, () => ({ status: 500, arrives: true }) as const));
    const error = await start('challenge').catch((thrown: unknown) => thrown);
    const { message, stack, ...rest } = error as Error;
    expect(JSON.stringify([message, stack, rest])).not.toMatch(/_secret_|sk_test/);
  });
});

describe('a connection that fails', () => {
  const health = circuit(clock);
  const failing = (detail: string, message = 'An error occurred with our connection to Stripe.') =>
    confirmOnce(
      () =>
        Promise.reject(
          new Stripe.errors.StripeConnectionError({
            message,
            detail: Object.assign(new Error('x'), { code: detail }) as never,
          }),
        ),
      {
        pausesMs: [],
        health,
      },
    );

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('with %s never reached Stripe', async (code) => {
    await expect(failing(code)).rejects.toMatchObject({ code: 'provider_unavailable' });
  });

  test.each([
    ['ETIMEDOUT', undefined],
    ['ECONNRESET', undefined],
    ['ECONNREFUSED', 'An error occurred with our connection to Stripe. Request was retried 1 times.'],
  ])('with %s may have reached it', async (code, message) => {
    await expect(failing(code, message)).rejects.not.toMatchObject({ code: 'provider_unavailable' });
  });
});

test('race 26: after five failures nobody is asked for half a minute, then one is', async () => {
  fake.faults.push(...Array.from({ length: 6 }, () => ({ status: 'cut', arrives: false }) as const));
  await start('good').catch(() => null);
  await start('good').catch(() => null);
  const before = fake.counts.requests;
  await expect(start('good')).rejects.toMatchObject({ code: 'provider_unavailable' });
  await expect(provider.listMethods({ ...anywhere, amountMinor: 100, currency: 'EUR' })).rejects.toThrow(
    /not answered/,
  );
  expect(fake.counts.requests).toBe(before);
  clock.advance(30_000);
  expect((await start('good')).state).toBe('succeeded');
});

describe('messages', () => {
  const now = () => clock.now();
  const read = (message: { body: string; headers: Record<string, string> }, who = provider) =>
    who.parseWebhook({ rawBody: message.body, headers: new Headers(message.headers), trail: null });

  test('race 35: about another mode or account are taken and left alone', async () => {
    expect(await read(fake.message('pi_1'))).toHaveLength(1);
    expect(await read(fake.message('pi_1', { livemode: true }))).toEqual([]);
    expect(await read(fake.message('pi_1', { account: 'acct_other' }))).toEqual([]);
    expect(await read(fake.message('pi_1'), await connect({ mode: 'live' }))).toEqual([]);
  });

  test('race 44: are good under the old secret for a day after it was replaced', async () => {
    const given = (secret: string, kept: ProviderAccount['keys']) =>
      readStripeKeys({ STRIPE_WEBHOOK_SECRET: secret }, kept, now()).keys;
    const keys = given('whsec_anotherSecretAltogether', account.keys);
    const rotated = await connect({ keys });
    const old = () => fake.message('pi_1', { at: now() });
    const young = () => fake.message('pi_1', { at: now(), secret: 'whsec_anotherSecretAltogether' });
    expect([await read(old(), rotated), await read(young(), rotated)]).toMatchObject([[{}], [{}]]);
    expect(given('whsec_anotherSecretAltogether', keys)).toEqual(keys);
    clock.advance(86_400_000 - 1);
    expect(await read(old(), rotated)).toHaveLength(1);
    clock.advance(1);
    await expect(read(old(), rotated)).rejects.toMatchObject({ extra: { status: 400 } });
    expect(await read(young(), rotated)).toHaveLength(1);
    expect(given('whsec_aThirdSecretAltogether', keys).webhookSecrets).toHaveLength(2);
  });

  test('T63: only an older scheme, or another secret, is refused', async () => {
    const { body, headers } = fake.message('pi_1');
    const v0 = { body, headers: { 'Stripe-Signature': headers['Stripe-Signature'].replace('v1=', 'v0=') } };
    await expect(read(v0)).rejects.toMatchObject({ extra: { status: 400 } });
    await expect(read(fake.message('pi_1', { secret: 'whsec_' }))).rejects.toMatchObject({ extra: { status: 400 } });
    const several = `${headers['Stripe-Signature']},v1=${'0'.repeat(64)}`;
    expect(await read({ body, headers: { 'Stripe-Signature': several } })).toHaveLength(1);
  });

  test('T64: without a secret nothing is genuine', async () => {
    for (const webhookSecrets of [[], [{ secret: ' ', until: null }], [{ secret: '', until: null }]]) {
      const bare = await connect({ keys: { ...account.keys, webhookSecrets } });
      await expect(read(fake.message('pi_1', { secret: '' }), bare)).rejects.toMatchObject({ code: 'not_ready' });
    }
  });
});

describe('keys', () => {
  const good = {
    STRIPE_SECRET_KEY: fakeKeys.secretKey,
    STRIPE_PUBLISHABLE_KEY: fakeKeys.publishableKey,
    STRIPE_WEBHOOK_SECRET: fakeKeys.webhookSecret,
  };
  const read = (given: Record<string, string>) => readStripeKeys({ ...good, ...given }, null, clock.now());

  test('say their mode; a restricted key will do', () => {
    expect(read({}).mode).toBe('test');
    expect(read({ STRIPE_SECRET_KEY: 'rk_live_abcdefghij', STRIPE_PUBLISHABLE_KEY: 'pk_live_abcdefghij' }).mode).toBe(
      'live',
    );
  });

  test.each([
    ['STRIPE_SECRET_KEY', 'pk_test_hunter2hunter2'],
    ['STRIPE_SECRET_KEY', ''],
    ['STRIPE_PUBLISHABLE_KEY', 'sk_test_hunter2hunter2'],
    ['STRIPE_WEBHOOK_SECRET', 'hunter2hunter2hunter2'],
    ['STRIPE_WEBHOOK_SECRET', ''],
    ['STRIPE_WEBHOOK_SECRET', '   '],
  ])('%s that is none is refused by name, never by value', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(name);
    expect(() => read({ [name]: value })).not.toThrow(/hunter2/);
  });

  test('T69: of two modes are refused together', () => {
    expect(() => read({ STRIPE_PUBLISHABLE_KEY: 'pk_live_abcdefghij' })).toThrow(/test key .* live key/);
  });
});

describe('amounts', () => {
  test.each([
    ['EUR', 1234, 1234],
    ['JPY', 500, 500],
    ['ISK', 500, 50_000],
    ['UGX', 500, 50_000],
    ['MGA', 50_000, 500],
    ['KWD', 12_340, 12_340],
  ])('%s %i is %i to Stripe, and back', (currency, minor, units) => {
    expect(toStripeUnits(minor, currency)).toBe(units);
    expect(fromStripeUnits(units, currency.toLowerCase())).toEqual({ amountMinor: minor, currency });
  });

  test.each([
    ['EUR', 49],
    ['GBP', 29],
    ['EUR', 100_000_000],
    ['KWD', 12_345],
    ['MGA', 50_050],
  ])('%s %i is not offered', async (currency, amountMinor) => {
    expect(toStripeUnits(amountMinor, currency)).toBeNull();
    expect(await provider.listMethods({ ...anywhere, amountMinor, currency })).toEqual([]);
  });
});

describe('a check', () => {
  const check = () => connector().check(account);

  test('says what is left to do', async () => {
    fake.theirs.chargesEnabled = false;
    const todo = (await check()).flatMap((finding) => finding.todo ?? []);
    expect(todo).toEqual([
      expect.stringContaining('complete the account'),
      expect.stringContaining(account.webhookUrl),
    ]);
    fake.endpoints.push({ url: account.webhookUrl, status: 'enabled', enabled_events: ['payment_intent.succeeded'] });
    expect((await check()).at(-1)?.todo).toContain('charge.dispute.created');
  });

  test('is content where all is as it must be', async () => {
    fake.endpoints.push({ url: account.webhookUrl, status: 'enabled', enabled_events: ['*'] });
    expect((await check()).filter(({ todo }) => todo !== null)).toEqual([]);
  });

  test('of keys that are refused says so', async () => {
    const foreign = { ...account, keys: { ...account.keys, apiKey: 'sk_test_notTheRightKey1', webhookSecrets: [] } };
    const findings = await connector().check(foreign);
    expect(findings.every(({ todo }) => todo !== null)).toBe(true);
    expect(JSON.stringify(findings)).not.toContain('notTheRightKey');
  });
});
