import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { Stripe } from 'stripe';
import { describe, expect, test } from 'vitest';
import { testClock } from '../../testing.ts';
import { fakeKeys, signed } from '../../testing/fake-stripe.ts';
import type { PaymentMode } from '@quittance/shared/payment.ts';
import { readPaymentIntent } from './stripe-outcome.ts';
import { stripeConnector } from './stripe.ts';

// What Stripe has really sent and published, of many versions: mapped, or left alone for a reason that has a name.

const samplesDir = join(import.meta.dirname, '../../../../../shared/data/payments/stripe');
const hasSamples = existsSync(samplesDir);
const clock = testClock('2026-11-21T12:00:00Z');

type Json = Record<string, unknown>;

function samples(folder: string): { name: string; body: Json }[] {
  if (!hasSamples) return [];
  const dir = join(samplesDir, folder);
  return readdirSync(dir).map((name) => ({ name, body: JSON.parse(readFileSync(join(dir, name), 'utf8')) as Json }));
}

async function hintsOf(event: Json, mode: PaymentMode) {
  const keys = {
    apiKey: fakeKeys.secretKey,
    publishableKey: null,
    webhookSecrets: [{ secret: fakeKeys.webhookSecret, until: null }],
  };
  const connector = stripeConnector({ clock, log: pino({ level: 'silent' }) });
  const provider = await connector.connect({ id: 'account', mode, keys, webhookUrl: '' });
  const { body, headers } = signed(JSON.stringify(event), clock.now());
  return provider.parseWebhook({ rawBody: body, headers: new Headers(headers), trail: null });
}

function reasonToIgnore(event: Json): string | null {
  const { object } = event['data'] as { object: Json };
  if (event['account']) return 'about a connected account';
  if (object['object'] === 'payment_intent' || object['payment_intent']) {
    return /^(payment_intent|charge|refund)\./.test(String(event['type'])) ? null : 'not about the money of a payment';
  }
  return 'about no payment';
}

describe.skipIf(!hasSamples)('samples (skipped where ../shared/data/payments/stripe is missing)', () => {
  const events = [
    ...samples('webhook-events'),
    ...samples('dj-stripe-objects').filter(({ body }) => body['object'] === 'event'),
  ];

  test.each(events)('message $name', async ({ body }) => {
    const isLive = body['livemode'] === true;
    const hints = await hintsOf(body, isLive ? 'live' : 'test');
    const reason = reasonToIgnore(body);
    const hint = { eventId: body['id'], reference: expect.stringMatching(/^pi_/) };
    expect({ reason, hints }).toEqual({ reason, hints: reason === null ? [hint] : [] });
    expect(await hintsOf(body, isLive ? 'test' : 'live')).toEqual([]);
  });

  test('messages of both kinds are among them', () => {
    const ours = events.filter(({ body }) => reasonToIgnore(body) === null).map(({ body }) => String(body['type']));
    expect(ours).toEqual(expect.arrayContaining(['payment_intent.succeeded', 'payment_intent.payment_failed']));
    expect(events.length - ours.length).toBeGreaterThan(20);
  });

  test('about refunds and disputes lead to the payment, where they name one', async () => {
    const charges = events.filter(({ body }) => /^charge\.(refunded|dispute)/.test(String(body['type'])));
    expect(charges.length).toBeGreaterThan(3);
    for (const { body } of charges) {
      const { object } = body['data'] as { object: Json };
      const named = { ...body, data: { object: { ...object, payment_intent: 'pi_named' } } };
      expect(await hintsOf(named, body['livemode'] ? 'live' : 'test')).toMatchObject([{ reference: 'pi_named' }]);
    }
  });

  const intents = [
    ...events.map(({ name, body }) => ({ name, body: (body['data'] as { object: Json }).object })),
    ...samples('dj-stripe-objects'),
    ...fixtures(),
  ].filter(({ body }) => body['object'] === 'payment_intent');

  test.each(intents)('PaymentIntent of $name', ({ body }) => {
    const intent = body as unknown as Stripe.PaymentIntent;
    const payment = readPaymentIntent(intent, []);
    expect(payment.reference).toBe(intent.id);
    expect(payment.currency).toBe(intent.currency.toUpperCase());
    expect(payment.amountMinor).toBe(intent.status === 'succeeded' ? intent.amount_received : intent.amount);
    const states: Record<string, string[]> = {
      succeeded: ['succeeded'],
      requires_action: ['requires_action'],
      requires_source_action: ['requires_action'],
      requires_payment_method: ['failed', 'canceled'],
    };
    expect(states[intent.status]).toContain(payment.state);
  });

  test('a PaymentIntent that failed says why', () => {
    const failed = intents.find(({ name }) => name.startsWith('payment_intent.payment_failed'));
    expect(readPaymentIntent(failed!.body as unknown as Stripe.PaymentIntent, [])).toMatchObject({
      state: 'failed',
      last4: '0002',
      failure: { code: 'card_declined', countsForLock: true },
    });
  });

  test('refunds and disputes of every form', () => {
    const { charge, refund, dispute, payment_intent } = resources();
    const latest_charge = { ...charge, refunds: { data: [refund] } };
    const paid = { ...payment_intent, status: 'succeeded', amount_received: 1099, latest_charge };
    const disputed = { ...dispute, status: 'needs_response' } as unknown as Stripe.Dispute;
    expect(readPaymentIntent(paid as unknown as Stripe.PaymentIntent, [disputed])).toMatchObject({
      state: 'succeeded',
      reversals: [
        { kind: 'refund', amountMinor: 100 },
        { kind: 'dispute', amountMinor: 1000 },
      ],
    });
  });
});

function resources(): Record<string, Json> {
  const { resources } = JSON.parse(readFileSync(join(samplesDir, 'openapi/fixtures3.json'), 'utf8')) as {
    resources: Record<string, Json>;
  };
  return resources;
}

function fixtures(): { name: string; body: Json }[] {
  return hasSamples ? Object.entries(resources()).map(([name, body]) => ({ name, body })) : [];
}
