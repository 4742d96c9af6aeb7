import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MethodInput } from '@quittance/shared/payment.ts';
import { AppError } from '../../http/errors.ts';
import { testApp, type TestApp } from '../../testing.ts';
import type { PaymentProvider, ProviderPayment } from '../payment-provider.ts';
import { describeProvider } from '../provider-contract.ts';
import { sandboxProvider } from './sandbox.ts';
import type { WebhookPost } from './sandbox-simulation.ts';
import { writeWebhook } from './sandbox-webhook.ts';

const secret = 'a secret of the sandbox';
let server: TestApp;
let provider: PaymentProvider;
const posted: { url: string; init: WebhookPost }[] = [];

beforeAll(async () => {
  server = await testApp();
  provider = sandbox();
  server.deps.providers = new Map([['sandbox', provider]]);
});
afterAll(() => server.close());

function sandbox(options: { webhookSecret?: string | null } = {}): PaymentProvider {
  return sandboxProvider(server.deps, {
    webhookSecret: secret,
    webhookUrl: 'http://quittance.test/webhooks/sandbox',
    delayMs: 60_000,
    fetch: (url, init) => {
      posted.push({ url, init });
      return new Response(null, { status: 200 });
    },
    ...options,
  });
}

const card = (number: string, fields: { expiry?: string; cvc?: string } = {}): MethodInput => ({
  kind: 'sandbox_card',
  number,
  expiry: '12/30',
  cvc: '123',
  ...fields,
});
const debit = (iban: string): MethodInput => ({ kind: 'sandbox_debit', iban });

function start(input: MethodInput): Promise<ProviderPayment> {
  const order = {
    attemptId: randomUUID(),
    draftId: randomUUID(),
    country: null,
    language: 'en',
    amountMinor: 12_345,
    currency: 'EUR',
    description: '2026-0042',
    returnUrl: '',
  };
  return provider.startAttempt(order, input);
}

async function laterStates(reference: string): Promise<string[]> {
  const states: string[] = [];
  for (let minute = 0; minute < 4; minute += 1) {
    await server.drainJobs();
    const payment = await provider.refresh({ reference });
    if (payment && payment.state !== states.at(-1)) states.push(payment.state);
    server.clock.advance(61_000);
  }
  return states;
}

describeProvider('the sandbox', () => ({
  provider,
  now: server.clock.now(),
  inputs: {
    good: card('4242 4242 4242 4242'),
    refused: card('4000 0000 0000 0002'),
    asking: card('4000 0027 6000 3184'),
  },
  isDated: true,
  webhook: (reference, signedAt) => writeWebhook({ eventId: `evt_${randomUUID()}`, reference }, secret, signedAt),
}));

describe('a test number', () => {
  test.each([
    ['4242 4242 4242 4242', { state: 'succeeded', last4: '4242' }],
    ['4000-0000-0000-0259', { state: 'succeeded', last4: '0259' }],
    ['4000002760003184', { state: 'requires_action', action: { kind: 'challenge' } }],
    ['4000000000000002', { failure: { class: 'declined', code: 'card_declined', countsForLock: true } }],
    ['4000000000009995', { failure: { class: 'declined', code: 'insufficient_funds', countsForLock: true } }],
    ['4000000000000069', { failure: { class: 'declined', code: 'card_expired', countsForLock: true } }],
    ['4000000000000127', { failure: { class: 'declined', code: 'cvc_wrong', countsForLock: true } }],
    ['4000000000000119', { failure: { class: 'technical', code: 'processing_error', countsForLock: false } }],
  ])('%s means what it is published to mean', async (number, expected) => {
    expect(await start(card(number))).toMatchObject(expected);
  });

  test.each([
    ['BE68 5390 0754 7034', ['processing', 'succeeded']],
    ['nl91abna0417164300', ['processing']],
    ['DE89 3704 0044 0532 0130 00', ['processing', 'succeeded', 'returned']],
  ])('%s goes through %j as time passes', async (iban, states) => {
    const { reference } = await start(debit(iban));
    expect(await laterStates(reference)).toEqual(states);
  });

  test('that is disputed later takes the money back as a dispute', async () => {
    const { reference } = await start(card('4000000000000259'));
    expect(await laterStates(reference)).toEqual(['succeeded', 'returned']);
    expect(await provider.refresh({ reference })).toMatchObject({
      reversal: { kind: 'dispute', amountMinor: 12_345 },
    });
  });

  test.each([
    ['a card that is not one of them', card('4111 1111 1111 1111')],
    ['a test account as a card', card('BE68539007547034')],
    ['an account that is not one of them', debit('BE71 0961 2345 6769')],
    ['nothing', card('')],
  ])('is the only thing accepted: %s is refused', async (_what, input) => {
    expect(() => provider.methodOf(input)).toThrow(expect.objectContaining({ code: 'card_number_not_accepted' }));
  });

  test.each([
    ['expiry', card('4242424242424242', { expiry: '13/30' })],
    ['expiry', card('4242424242424242', { expiry: '02/26' })],
    ['expiry', card('4242424242424242', { expiry: '' })],
    ['cvc', card('4242424242424242', { cvc: '12' })],
  ])('with a wrong %s is a slip of the pen and no failed try', (field, input) => {
    const issues = [expect.objectContaining({ path: `body.input.${field}` })];
    expect(() => provider.methodOf(input)).toThrow(
      expect.objectContaining({ code: 'invalid_request', extra: { issues } }),
    );
  });

  test.each(['03/26', '0326', '03 / 2026'])('is good to the end of its month, written %s', (expiry) => {
    expect(provider.methodOf(card('4242424242424242', { expiry }))).toBe('card');
  });
});

describe('a challenge', () => {
  test.each([
    ['approve', { state: 'succeeded' }],
    ['fail', { state: 'failed', failure: { class: 'authentication', countsForLock: true } }],
    ['cancel', { state: 'canceled', failure: { class: 'abandoned', countsForLock: false } }],
  ] as const)('answered with %s ends accordingly, and only once', async (answer, expected) => {
    const { attemptId } = await start(card('4000002760003184'));
    await provider.simulation?.answerChallenge(attemptId ?? '', answer);
    const ended = await provider.refresh({ attemptId: attemptId ?? '' });
    expect(ended).toMatchObject(expected);
    await provider.simulation?.answerChallenge(attemptId ?? '', answer === 'approve' ? 'fail' : 'approve');
    expect(await provider.refresh({ attemptId: attemptId ?? '' })).toEqual(ended);
  });
});

describe('the sandbox', () => {
  test('keeps no number, only its last four characters', async () => {
    await start(card('4242 4242 4242 4242'));
    await start(debit('BE68 5390 0754 7034'));
    const { rows } = await sql<{ all: string }>`
      select concat((select json_agg(s) from sandbox_payments s), (select json_agg(j.data) from pgboss.job j)) as all`.execute(
      server.db,
    );
    expect(rows[0]?.all).toContain('"last4":"4242"');
    expect(rows[0]?.all).not.toMatch(/4242424242424242|BE68539007547034|539007547034/);
  });

  test('tells of every change over HTTP, signed with its secret', async () => {
    const { reference } = await start(debit('BE68539007547034'));
    expect(await laterStates(reference)).toEqual(['processing', 'succeeded']);
    const messages = posted.filter(({ init }) => init.body.includes(reference));
    expect(messages).toHaveLength(2);
    for (const { url, init } of messages) {
      expect(url).toBe('http://quittance.test/webhooks/sandbox');
      expect(init.body).not.toContain('succeeded');
      expect(new Headers(init.headers).get('Quittance-Sandbox-Signature')).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
    }
  });

  test('tries again when its message was not taken', async () => {
    const isDown = sandboxProvider(server.deps, {
      webhookSecret: secret,
      webhookUrl: 'http://quittance.test/webhooks/sandbox',
      delayMs: 0,
      fetch: () => new Response(null, { status: 503 }),
    });
    await expect(isDown.simulation?.deliver({ eventId: 'evt_1', reference: 'sbx_1' })).rejects.toThrow(
      /answered with 503/,
    );
  });

  test.each([null, '', '   '])('accepts no message at all while its secret is %j', async (webhookSecret) => {
    const { body, headers } = writeWebhook(
      { eventId: 'evt_1', reference: 'sbx_1' },
      webhookSecret ?? '',
      server.clock.now(),
    );
    const refusal = sandbox({ webhookSecret }).parseWebhook({
      rawBody: body,
      headers: new Headers(headers),
      trail: null,
    });
    await expect(refusal).rejects.toEqual(expect.any(AppError));
    await expect(refusal).rejects.toMatchObject({ code: 'not_ready' });
  });

  test('takes a message with several signatures of which one fits, and none of another scheme', async () => {
    const { body, headers } = writeWebhook({ eventId: 'evt_1', reference: 'sbx_1' }, secret, server.clock.now());
    const [seconds, good] = headers['Quittance-Sandbox-Signature']!.split(',');
    const read = (value: string) => {
      const message = new Headers({ 'Quittance-Sandbox-Signature': value });
      return provider.parseWebhook({ rawBody: body, headers: message, trail: null });
    };
    await expect(read(`${seconds},v1=${'0'.repeat(64)},${good}`)).resolves.toMatchObject([{ reference: 'sbx_1' }]);
    await expect(read(`${seconds},${good!.replace('v1', 'v0')}`)).rejects.toThrow(/does not fit/);
    await expect(read(`${seconds},v1=`)).rejects.toThrow(/does not fit/);
  });
});
