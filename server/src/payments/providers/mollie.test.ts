import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../http/errors.ts';
import { testClock } from '../../testing.ts';
import { answersFor } from '../../testing/fake-network.ts';
import { fakeKeys, fakeMollie, signed, type FakeMollie, type Fault } from '../../testing/fake-mollie.ts';
import { describeProvider } from '../provider-contract.ts';
import type { CollectionOrder, PaymentProvider, ProviderAccount } from '../payment-provider.ts';
import { fromMollieAmount, toMollieAmount } from './mollie-amount.ts';
import { readMollieKeys } from './mollie-keys.ts';
import { mollieLocale } from './mollie-locale.ts';
import { mollieConnector } from './mollie.ts';

const clock = testClock('2026-11-21T12:00:00Z');
const log = pino({ level: 'silent' });
const account: ProviderAccount = {
  id: '0198b5a2-9999-7000-8000-000000000001',
  mode: 'test',
  keys: {
    apiKey: fakeKeys.apiKey,
    publishableKey: null,
    webhookSecrets: [{ secret: fakeKeys.webhookSecret, until: null }],
  },
  webhookUrl: 'http://quittance.test/webhooks/mollie/0198b5a2-9999-7000-8000-000000000001',
};
const inBelgium = { country: 'BE', language: 'nl' };

let fake: FakeMollie;
let provider: PaymentProvider;

answersFor('https://*mollie.com', (request) => fake.answer(request));
beforeEach(async () => {
  clock.set('2026-11-21T12:00:00Z');
  fake = fakeMollie(clock);
  provider = await connect();
});

function connector() {
  const times = { readMs: 2000, createMs: 2000, pausesMs: [1, 1] };
  return mollieConnector({ clock, log }, { webhookKey: Buffer.alloc(32, 7), times });
}

function connect(change: Partial<ProviderAccount> = {}): Promise<PaymentProvider> {
  return connector().connect({ ...account, ...change });
}

function order(change: Partial<CollectionOrder> = {}): CollectionOrder {
  return {
    ...inBelgium,
    attemptId: randomUUID(),
    draftId: randomUUID(),
    amountMinor: 12_345,
    currency: 'EUR',
    description: '2026-0042',
    returnUrl: 'http://quittance.test/pay',
    ...change,
  };
}

function start(method = 'bancontact', change: Partial<CollectionOrder> = {}) {
  return provider.startAttempt(order(change), fake.input(method));
}

async function refresh(reference: string) {
  return (await provider.refresh({ reference }))!;
}

describeProvider('mollie', () => ({
  provider,
  now: clock.now(),
  inputs: { good: fake.input('ideal'), refused: fake.input('creditcard'), asking: fake.input('bancontact') },
  finish: (reference, end) =>
    void (end === 'good'
      ? fake.settle(reference, 'paid')
      : fake.settle(reference, 'failed', { failureReason: 'card_declined' })),
  webhook: (reference) => fake.message(reference),
  isDated: false,
}));

describe('methods', () => {
  const list = (change = {}) => provider.listMethods({ ...inBelgium, amountMinor: 12_345, currency: 'EUR', ...change });
  const ids = async (change = {}) => (await list(change)).map(({ id }) => id);

  test('are those of the account that fit the amount, the country’s own first; no transfer, nothing that needs lines', async () => {
    expect(await ids()).toEqual(['bancontact', 'creditcard', 'ideal', 'paypal']);
    expect(await ids({ country: 'NL' })).toEqual(['ideal', 'creditcard', 'paypal', 'bancontact']);
    expect(await ids({ country: null })).toEqual(['creditcard', 'ideal', 'paypal', 'bancontact']);
    expect(await ids({ amountMinor: 1_000_001 })).toEqual(['bancontact', 'ideal']);
    expect(await ids({ amountMinor: 1 })).toEqual(['creditcard', 'ideal', 'paypal']);
    expect(await ids({ currency: 'XAF' })).toEqual([]);
  });

  test('are named in the language of the payer, with a picture at our own address', async () => {
    const card = (await list()).find(({ id }) => id === 'creditcard');
    expect(card).toEqual({
      provider: 'mollie',
      id: 'creditcard',
      kind: 'redirect',
      label: 'Kaart',
      iconUrl: `/api/payments/icons/mollie/${account.id}/creditcard`,
    });
    expect((await list({ language: 'en' }))[1]?.label).toBe('Card');
  });

  test('are asked for once in ten minutes, however many look, and again after a failure', async () => {
    await Promise.all([list(), list(), list()]);
    expect(fake.counts.requests).toBe(1);
    clock.advance(600_000 - 1);
    await list();
    expect(fake.counts.requests).toBe(1);
    clock.advance(1);
    await list();
    expect(fake.counts.requests).toBe(2);
    const foreign = await connect({ keys: { ...account.keys, apiKey: 'test_notTheRightKeyAtAllAtAll' } });
    const query = { ...inBelgium, amountMinor: 12_345, currency: 'EUR' };
    for (let time = 0; time < 2; time += 1) await expect(foreign.listMethods(query)).rejects.toThrow(/401/);
    expect(fake.counts.requests).toBe(4);
  });

  test('are asked for once in a language of Mollie, whatever a browser calls it', async () => {
    for (const language of ['nl', 'nl-BE', 'nl-x-1', 'nl-x-2', 'nl-Latn-BE']) await list({ language });
    expect(fake.counts.requests).toBe(1);
  });

  test('have their pictures fetched by us, once a day, and only pictures', async () => {
    const icon = await provider.methodIcon?.('ideal');
    expect([icon?.type, icon?.bytes.length]).toEqual(['image/png', fake.theirs.icon.length]);
    await provider.methodIcon?.('ideal');
    expect(fake.counts.icons).toBe(1);
    fake.theirs.icon = new TextEncoder().encode('<svg onload="alert(1)"/>');
    expect(await provider.methodIcon?.('paypal')).toBeNull();
    for (const unknown of ['giftcard', 'no_method', '../payments'])
      expect(await provider.methodIcon?.(unknown)).toBeNull();
    expect(fake.counts.icons).toBe(2);
  });
});

describe('what Mollie is asked for', () => {
  test('is one method of the amount, with our ids, an address that nobody guesses, and the payer’s language', async () => {
    const asked = order({ description: 'x'.repeat(300) });
    const { reference } = await provider.startAttempt(asked, fake.input('ideal'));
    const made = fake.payments.get(reference)!;
    expect(made).toMatchObject({
      amount: { value: '123.45', currency: 'EUR' },
      method: 'ideal',
      locale: 'nl_BE',
      redirectUrl: asked.returnUrl,
      metadata: { quittance_attempt: asked.attemptId, quittance_draft: asked.draftId },
      description: 'x'.repeat(255),
    });
    const other = fake.payments.get((await start()).reference)!;
    expect(made.webhookUrl).toMatch(new RegExp(`^${account.webhookUrl}/${asked.attemptId}\\.[\\w-]{22}$`));
    expect(made.webhookUrl?.slice(-22)).not.toBe(other.webhookUrl?.slice(-22));
  });

  test('names no webhook where Mollie cannot reach us', async () => {
    for (const host of [
      'http://localhost:3000',
      'http://127.0.0.1',
      'http://10.0.0.4',
      'http://[::1]:3000',
      'http://box.lan',
    ]) {
      const { reference } = await (
        await connect({ webhookUrl: `${host}/webhooks/mollie/a` })
      ).startAttempt(order(), fake.input('ideal'));
      expect(fake.payments.get(reference)?.webhookUrl).toBeUndefined();
    }
  });

  test.each([
    ['nl-BE', 'NL', 'nl_BE'],
    ['nl', 'BE', 'nl_BE'],
    ['nl', 'DE', 'nl_NL'],
    ['fr', 'LU', 'fr_LU'],
    ['fr', null, 'fr_FR'],
    ['de-AT', null, 'de_AT'],
    ['en', 'BE', 'en_GB'],
    ['en-US', null, 'en_US'],
    ['es', 'MX', 'es_ES'],
    ['it', 'CH', 'it_IT'],
    ['pt', 'PT', 'pt_PT'],
    ['ja', 'JP', 'en_GB'],
  ])('%s of %s is spoken to in %s', async (language, country, locale) => {
    const { Locale } = await import('@mollie/api-client');
    expect(mollieLocale(Object.values(Locale), { language, country })).toBe(locale);
  });
});

describe('failures', () => {
  test.each([
    ['card_declined', 'declined', 'card_declined', true],
    ['refused_by_issuer', 'declined', 'card_declined', true],
    ['inactive_card', 'declined', 'card_declined', true],
    ['possible_fraud', 'declined', 'card_declined', true],
    ['invalid_card_number', 'declined', 'card_declined', true],
    ['invalid_card_holder_name', 'declined', 'card_declined', true],
    ['invalid_card_type', 'declined', 'card_declined', true],
    ['unknown_reason', 'declined', 'card_declined', true],
    ['a_reason_of_tomorrow', 'declined', 'card_declined', true],
    ['card_expired', 'declined', 'card_expired', true],
    ['insufficient_funds', 'declined', 'insufficient_funds', true],
    ['invalid_cvv', 'declined', 'cvc_wrong', true],
    ['authentication_failed', 'authentication', 'authentication_failed', true],
    ['authentication_required', 'authentication', 'authentication_failed', false],
    ['authentication_abandoned', 'abandoned', 'authentication_canceled', false],
    ['authentication_unavailable_acs', 'technical', 'processing_error', false],
  ])('of a card by %s are %s: %s, counts: %s', async (failureReason, failureClass, code, countsForLock) => {
    const { reference } = await start('creditcard');
    fake.settle(reference, 'failed', { failureReason });
    const failure = { class: failureClass, code, countsForLock };
    expect(await refresh(reference)).toMatchObject({ state: 'failed', method: 'card', failure });
  });

  test('of other methods have no reason, and count', async () => {
    const { reference } = await start('ideal');
    fake.settle(reference, 'failed');
    const failure = { class: 'declined', code: 'payment_refused', countsForLock: true };
    expect(await refresh(reference)).toMatchObject({ state: 'failed', method: 'ideal', failure });
  });

  test.each([
    ['canceled', 'canceled'],
    ['expired', 'timed_out'],
  ])('%s is no failure: nobody refused', async (status, code) => {
    const { reference } = await start();
    fake.settle(reference, status);
    expect(await refresh(reference)).toMatchObject({
      state: status,
      failure: { class: 'abandoned', code, countsForLock: false },
    });
  });
});

describe('a payment on its way', () => {
  test.each(['pending', 'authorized'])('%s is processing', async (status) => {
    const { reference } = await start();
    fake.settle(reference, status);
    expect((await refresh(reference)).state).toBe('processing');
  });

  test('is paid with what it was paid by', async () => {
    const { reference } = await start('ideal');
    fake.settle(reference, 'paid', { consumerAccount: 'NL53 INGB 0000 0000 00', consumerName: 'A' });
    expect(await refresh(reference)).toMatchObject({ state: 'succeeded', method: 'ideal', last4: '0000' });
    const card = await start('creditcard');
    fake.settle(card.reference, 'paid', { cardNumber: '6787', failureReason: null });
    expect(await refresh(card.reference)).toMatchObject({ state: 'succeeded', method: 'card', last4: '6787' });
    const wallet = await start('paypal');
    fake.settle(wallet.reference, 'paid', { consumerAccount: 'somebody@example.com' });
    expect(await refresh(wallet.reference)).toMatchObject({ state: 'succeeded', last4: null });
  });

  test('race 12: one that cannot be cancelled is left where it is, with the same address to go on', async () => {
    const letGo: string[] = [];
    fake.theirs.onCancel = (id) => void letGo.push(id);
    const { reference, ...started } = await start('creditcard');
    expect(await provider.cancel({ reference })).toEqual({ reference, ...started });
    expect(letGo).toEqual([]);
    fake.settle(reference, 'expired');
    expect((await provider.cancel({ reference }))?.state).toBe('expired');
  });

  test('race 11: one that is paid while it is let go is paid', async () => {
    const { reference } = await start();
    fake.theirs.onCancel = (id) => void fake.settle(id, 'paid');
    expect((await provider.cancel({ reference }))?.state).toBe('succeeded');
  });

  test('T69: a payment of the other mode is none of ours', async () => {
    const { reference } = await start();
    fake.payments.get(reference)!.mode = 'live';
    await expect(provider.refresh({ reference })).rejects.toThrow(/live payment to a test key/);
  });

  test('a state of tomorrow is not guessed at', async () => {
    const { reference } = await start();
    fake.settle(reference, 'half_paid');
    await expect(provider.refresh({ reference })).rejects.toThrow(/status/);
  });
});

describe('money that goes back', () => {
  async function paid(): Promise<string> {
    const { reference } = await start('ideal');
    fake.settle(reference, 'paid');
    return reference;
  }

  test.each([
    ['queued', []],
    ['pending', [false]],
    ['processing', [false]],
    ['refunded', [false]],
    ['failed', [true]],
    ['canceled', [true]],
  ])('a refund that is %s', async (status, undone) => {
    const reference = await paid();
    const { id } = fake.refund(reference, '10.00', status);
    const found = await refresh(reference);
    expect(found.state).toBe('succeeded');
    const expected = undone.map((isUndone) => ({ kind: 'refund', reference: id, amountMinor: 1000, isUndone }));
    expect(found.reversals ?? []).toEqual(expected);
  });

  test('a chargeback takes the payment back, and its reversal brings it again', async () => {
    const reference = await paid();
    const made = fake.chargeback(reference, '123.45');
    const gone = { kind: 'dispute', reference: made.id, amountMinor: 12_345 };
    expect(await refresh(reference)).toMatchObject({ state: 'returned', reversal: gone });
    made.reversedAt = '2026-11-22T12:00:00Z';
    expect(await refresh(reference)).toMatchObject({ state: 'succeeded', reversals: [{ ...gone, isUndone: true }] });
  });

  test('a chargeback of a part leaves the payment standing', async () => {
    const reference = await paid();
    fake.chargeback(reference, '-3.45');
    expect(await refresh(reference)).toMatchObject({
      state: 'succeeded',
      reversals: [{ amountMinor: 345, isUndone: false }],
    });
  });

  test('is in the nightly list too', async () => {
    const reference = await paid();
    for (let each = 0; each < 5; each += 1) await start();
    fake.refund(reference, '5.00');
    const listed = [];
    for await (const payment of provider.listPayments(new Date('2026-11-20T12:00:00Z'))) listed.push(payment);
    expect(listed).toHaveLength(6);
    expect(listed.find((each) => each.reference === reference)).toEqual(await refresh(reference));
    expect(listed.at(-1)?.reversals).toHaveLength(1);
  });
});

describe('answers that are lost or spoilt', () => {
  const many = (fault: Fault, count = 12) => fake.faults.push(...Array.from({ length: count }, () => fault));

  test.each([409, 429, 500] as const)('%s is asked again under the same key, and makes one payment', async (status) => {
    fake.faults.push({ status, arrives: false }, { status, arrives: status === 500 });
    expect((await start()).state).toBe('requires_action');
    expect([fake.payments.size, fake.counts.creates]).toEqual([1, 1]);
  });

  test('race 21: an answer that was cut off after all was done is the answer to the next try', async () => {
    fake.faults.push({ status: 'cut', arrives: true });
    expect((await start()).state).toBe('requires_action');
    expect(fake.payments.size).toBe(1);
  });

  test.each([
    ['500 for good', { status: 500, arrives: true }],
    ['no answer for good', { status: 'cut', arrives: true }],
    ['no answer, and nothing done', { status: 'cut', arrives: false }],
    ['an answer that is no payment', { status: 'no object', arrives: true }],
  ] as const)('%s: the outcome is unknown', async (_what, fault) => {
    many(fault);
    const refusal = await start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).not.toBeInstanceOf(AppError);
  });

  test('silence is waited for no longer than we say, and then unknown', async () => {
    many({ status: 'silence', arrives: true });
    const times = { readMs: 50, createMs: 50, pausesMs: [1, 1] };
    const hasty = await mollieConnector({ clock, log }, { webhookKey: Buffer.alloc(32), times }).connect(account);
    const lost = order();
    const refusal = await hasty.startAttempt(lost, fake.input('ideal')).catch((error: unknown) => error);
    expect(String(refusal)).toMatch(/no answer within 50 ms/);
    expect(refusal).not.toBeInstanceOf(AppError);
    expect((await provider.refresh({ attemptId: lost.attemptId }))?.state).toBe('requires_action');
  });

  test('what Mollie refuses as it stands was certainly not taken', async () => {
    await expect(start('klarna')).rejects.toMatchObject({ code: 'provider_unavailable' });
    await expect(start('twint')).rejects.toMatchObject({ code: 'provider_unavailable' });
    const foreign = await connect({ keys: { ...account.keys, apiKey: 'test_notTheRightKeyAtAllAtAll' } });
    await expect(foreign.startAttempt(order(), fake.input('ideal'))).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
  });

  test('429 for good was not taken, unless an earlier try may have been', async () => {
    many({ status: 429, arrives: false }, 3);
    await expect(start()).rejects.toMatchObject({ code: 'provider_unavailable' });
    fake.faults.push(
      { status: 'cut', arrives: true },
      { status: 429, arrives: false },
      { status: 429, arrives: false },
    );
    await expect(start()).rejects.not.toMatchObject({ code: 'provider_unavailable' });
  });

  test('race 22: what never arrived is found nowhere, also among many', async () => {
    for (let each = 0; each < 8; each += 1) await start();
    const lost = order();
    expect(await provider.refresh({ attemptId: lost.attemptId, startedAt: clock.now() })).toBeNull();
    const { reference, attemptId } = await start();
    for (let each = 0; each < 8; each += 1) await start();
    expect((await provider.refresh({ attemptId: attemptId!, startedAt: clock.now() }))?.reference).toBe(reference);
  });

  test('no key of Mollie is in an error, which would be logged', async () => {
    many({ status: 500, arrives: true });
    const error = await start().catch((thrown: unknown) => thrown);
    const { message, stack, ...rest } = error as Error;
    expect(JSON.stringify([message, stack, rest])).not.toMatch(/test_fake/);
  });
});

test('race 26: after five failures nobody is asked for half a minute, then one is', async () => {
  fake.faults.push(...Array.from({ length: 6 }, () => ({ status: 'cut', arrives: false }) as const));
  await start().catch(() => null);
  await start().catch(() => null);
  const before = fake.counts.requests;
  await expect(start()).rejects.toMatchObject({ code: 'provider_unavailable' });
  const query = { ...inBelgium, amountMinor: 100, currency: 'EUR' };
  await expect(provider.listMethods(query)).rejects.toThrow(/not answered/);
  expect(fake.counts.requests).toBe(before);
  clock.advance(30_000);
  expect((await start()).state).toBe('requires_action');
});

describe('classic calls', () => {
  const call = async (body: string, trail: string, who = provider) =>
    who.parseWebhook({ rawBody: body, headers: new Headers(), trail });
  const trailOf = (reference: string) => fake.call(reference).url.split('/').at(-1)!;

  test('say where to look, at the address that we gave for the payment', async () => {
    const { reference } = await start();
    expect(await call(`id=${reference}`, trailOf(reference))).toEqual([{ eventId: null, reference }]);
  });

  test('T65: from anybody else, or about anything else, are taken and left alone, and nobody is asked', async () => {
    const { reference, attemptId } = await start();
    const trail = trailOf(reference);
    const before = fake.counts.requests;
    const guessed = [randomUUID(), `${attemptId}.`, `${attemptId}.${'A'.repeat(22)}`, trail.slice(0, -1), `${trail}A`];
    for (const wrong of guessed) expect(await call(`id=${reference}`, wrong)).toEqual([]);
    for (const id of ['tr_x/../refunds', 'tr_', 'hello', `tr_${'a'.repeat(41)}`, ''])
      expect(await call(`id=${id}`, trail)).toEqual([]);
    expect(await call('{}', trail)).toEqual([]);
    const other = await connect({ id: '0198b5a2-9999-7000-8000-000000000002' });
    expect(await call(`id=${reference}`, trail, other)).toEqual([]);
    expect(fake.counts.requests).toBe(before);
  });

  test('of a size that no id has are refused', async () => {
    const { reference } = await start();
    const refusal = call(`id=${reference}&${'x'.repeat(1000)}`, trailOf(reference));
    await expect(refusal).rejects.toMatchObject({ extra: { status: 400 } });
  });
});

describe('signed messages', () => {
  const read = (message: { body: string; headers: Record<string, string> }, who = provider) =>
    who.parseWebhook({ rawBody: message.body, headers: new Headers(message.headers), trail: null });
  const signatureOf = (message: { headers: Record<string, string> }) => message.headers['X-Mollie-Signature'] ?? '';

  test('T66: are good with and without a prefix, and beside a signature that does not fit', async () => {
    const { body, headers } = fake.message('tr_1234567');
    const hex = signatureOf({ headers }).replace('sha256=', '');
    for (const value of [hex, `sha256=${hex}`, `sha256=${'0'.repeat(64)}, sha256=${hex}`, `${hex},${'0'.repeat(64)}`]) {
      expect(await read({ body, headers: { 'X-Mollie-Signature': value } })).toMatchObject([
        { reference: 'tr_1234567' },
      ]);
    }
    for (const value of ['', 'sha256=', hex.slice(1), `sha1=${hex}`, `${hex}00`, '0'.repeat(64)]) {
      const refusal = read({ body, headers: { 'X-Mollie-Signature': value } });
      await expect(refusal, value).rejects.toMatchObject({ extra: { status: 400 } });
    }
  });

  test('of another secret, too large, or that are no event, are refused', async () => {
    const wrong = [
      fake.message('tr_1234567', { secret: 'another secret of 20' }),
      signed(JSON.stringify({ id: 'event_1', type: 'payment.paid', entityId: 'tr_1234567', more: 'x'.repeat(64_000) })),
      signed('{"id":"event_1"'),
      signed('[]'),
      signed(''),
    ];
    for (const message of wrong) await expect(read(message)).rejects.toMatchObject({ extra: { status: 400 } });
  });

  test('about refunds and chargebacks lead to their payment; about other things nowhere', async () => {
    const of = (type: string, entityId: string, entity?: unknown) =>
      read(fake.message(entityId, { type, _embedded: { entity } }));
    expect(await of('refund.refunded', 're_1234', { paymentId: 'tr_1234567' })).toMatchObject([
      { reference: 'tr_1234567' },
    ]);
    expect(await of('chargeback.received', 'chb_1', { paymentId: 'tr_1234567' })).toMatchObject([
      { reference: 'tr_1234567' },
    ]);
    expect(await of('refund.refunded', 're_1234')).toEqual([]);
    expect(await of('payment-link.paid', 'pl_1234')).toEqual([]);
    expect(await of('payment.paid', 'tr_1/../x')).toEqual([]);
    expect(await of('payment.paid', 'tr_1234567', { mode: 'live' })).toEqual([]);
  });

  test('race 44: are good under the old secret for a day after it was replaced; T64: and without one never', async () => {
    const young = 'another secret altogether'.replaceAll(' ', '-');
    const { keys } = readMollieKeys({ MOLLIE_WEBHOOK_SECRET: young }, account.keys, clock.now());
    const rotated = await connect({ keys });
    expect(await read(fake.message('tr_1234567'), rotated)).toHaveLength(1);
    expect(await read(fake.message('tr_1234567', { secret: young }), rotated)).toHaveLength(1);
    clock.advance(86_400_000);
    await expect(read(fake.message('tr_1234567'), rotated)).rejects.toMatchObject({ extra: { status: 400 } });
    const bare = await connect({ keys: { ...account.keys, webhookSecrets: [{ secret: '', until: null }] } });
    await expect(read(fake.message('tr_1234567', { secret: '' }), bare)).rejects.toMatchObject({ code: 'not_ready' });
  });
});

describe('keys', () => {
  const read = (given: Record<string, string>) =>
    readMollieKeys({ MOLLIE_API_KEY: fakeKeys.apiKey, ...given }, null, clock.now());

  test('say their mode, and need no secret', () => {
    expect(read({})).toMatchObject({ mode: 'test', keys: { webhookSecrets: [] } });
    expect(read({ MOLLIE_API_KEY: fakeKeys.apiKey.replace('test', 'live') }).mode).toBe('live');
  });

  test.each([
    ['MOLLIE_API_KEY', 'hunter2hunter2hunter2hunter2'],
    ['MOLLIE_API_KEY', 'test_hunter2'],
    ['MOLLIE_API_KEY', 'access_hunter2hunter2hunter2hunter2'],
    ['MOLLIE_API_KEY', ''],
    ['MOLLIE_WEBHOOK_SECRET', 'hunter2'],
    ['MOLLIE_WEBHOOK_SECRET', 'hunter2 hunter2 hunter2 hunter2'],
    ['MOLLIE_WEBHOOK_SECRET', ''],
  ])('%s that is none is refused by name, never by value', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(name);
    expect(() => read({ [name]: value })).not.toThrow(/hunter2/);
  });
});

describe('amounts', () => {
  test.each([
    ['EUR', 1234, '12.34'],
    ['EUR', 5, '0.05'],
    ['EUR', 100_000, '1000.00'],
    ['JPY', 500, '500'],
    ['ISK', 5, '5'],
    ['KWD', 12_345, '12.345'],
  ])('%s %i is %s to Mollie, and back', (currency, minor, value) => {
    expect(toMollieAmount(minor, currency)).toEqual({ value, currency });
    expect(fromMollieAmount({ value, currency })).toEqual({ amountMinor: minor, currency });
  });

  test.each([
    ['EUR', '12.345'],
    ['JPY', '1.5'],
    ['EUR', '1e3'],
    ['EUR', ''],
    ['EUR', '99999999999999999.00'],
  ])('%s %s is no amount', (currency, value) => {
    expect(() => fromMollieAmount({ value, currency })).toThrow(/no whole amount/);
  });
});

describe('a check', () => {
  const check = (change: Partial<ProviderAccount> = {}) => connector().check({ ...account, ...change });
  const todo = async (change: Partial<ProviderAccount> = {}) =>
    (await check(change)).flatMap((finding) => finding.todo ?? []);
  const overHttps = { webhookUrl: account.webhookUrl.replace('http:', 'https:') };

  test('is content where all is as it must be, and names profile and methods', async () => {
    expect(await todo(overHttps)).toEqual([]);
    const told = JSON.stringify(await check(overHttps));
    expect(told).toContain('Fake & Sons');
    expect(told).toContain('creditcard, ideal, paypal, bancontact');
  });

  test('says what is left to do', async () => {
    fake.theirs.methods = fake.theirs.methods.filter(({ id }) => id === 'klarna' || id === 'banktransfer');
    expect(await todo({ webhookUrl: 'http://localhost:3000/webhooks/mollie/a' })).toEqual([
      expect.stringContaining('Switch methods on'),
      expect.stringContaining('Set PUBLIC_URL'),
    ]);
    fake = fakeMollie(clock, { mode: 'live' });
    fake.theirs.profileStatus = 'unverified';
    const live = { mode: 'live' as const, keys: { ...account.keys, apiKey: fakeKeys.apiKey.replace('test', 'live') } };
    expect(await todo({ ...overHttps, ...live })).toEqual([expect.stringContaining('no real payments for it yet')]);
  });

  test('of a key that is refused says so', async () => {
    const findings = await check({ keys: { ...account.keys, apiKey: 'test_notTheRightKeyAtAllAtAll' } });
    expect(findings[0]).toMatchObject({
      what: 'the key was refused (401)',
      todo: expect.stringContaining('Copy the API key'),
    });
    expect(JSON.stringify(findings)).not.toContain('notTheRightKey');
  });
});
