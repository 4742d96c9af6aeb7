import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { Stripe } from 'stripe';
import { describe, expect, test } from 'vitest';
import type { PaymentMode } from '@quittance/shared/payment.ts';
import { systemClock } from '../../deps.ts';
import type { CollectionOrder, PaymentProvider, ProviderConnector } from '../payment-provider.ts';
import { mollieConnector } from './mollie.ts';
import { stripeConnector } from './stripe.ts';

// Run by `pnpm test:live`, with test keys of whoever runs it: everywhere else these are skipped, also where keys are in the environment.

const isAsked = process.env['TEST_LIVE'] === '1';
const stripeKey = isAsked ? (process.env['STRIPE_SECRET_KEY'] ?? '') : '';
const mollieKey = isAsked ? (process.env['MOLLIE_API_KEY'] ?? '') : '';
const deps = { clock: systemClock, log: pino({ level: 'silent' }) };
const money = { amountMinor: 1234, currency: 'EUR', country: 'NL', language: 'nl' };
const aMinuteMs = 60_000;

/** Mollie cannot call a machine of one's own, and is not asked to. */
function connect(connector: ProviderConnector, apiKey: string): Promise<PaymentProvider> {
  const keys = { apiKey, publishableKey: null, webhookSecrets: [] };
  return connector.connect({ ...account, keys });
}

const account = { id: randomUUID(), mode: 'test' as PaymentMode, webhookUrl: 'http://localhost/webhooks' };

function order(): CollectionOrder {
  const attemptId = randomUUID();
  return {
    ...money,
    attemptId,
    draftId: randomUUID(),
    description: `Quittance ${attemptId}`,
    returnUrl: 'http://localhost/pay',
  };
}

describe.skipIf(!stripeKey)('Stripe itself', { timeout: aMinuteMs }, () => {
  const token = async (card: string) => {
    const made = await new Stripe(stripeKey).testHelpers.confirmationTokens.create({ payment_method: card });
    return { kind: 'stripe_elements' as const, confirmationToken: made.id };
  };

  test('takes a good card once, and knows it by our attempt', async () => {
    const provider = await connect(stripeConnector(deps), stripeKey);
    const [asked, input] = [order(), await token('pm_card_visa')];
    const paid = await provider.startAttempt(asked, input);
    expect(paid).toMatchObject({ state: 'succeeded', amountMinor: 1234, currency: 'EUR', last4: '4242' });
    expect((await provider.startAttempt(asked, input)).reference).toBe(paid.reference);
    expect((await provider.refresh({ attemptId: asked.attemptId, startedAt: new Date() }))?.reference).toBe(
      paid.reference,
    );
    expect((await provider.cancel({ reference: paid.reference }))?.state).toBe('succeeded');
  });

  test('refuses a bad card in the answer, and says that it counts', async () => {
    const provider = await connect(stripeConnector(deps), stripeKey);
    const refused = await provider.startAttempt(order(), await token('pm_card_chargeDeclinedInsufficientFunds'));
    expect(refused).toMatchObject({ state: 'failed', failure: { code: 'insufficient_funds', countsForLock: true } });
  });
});

describe.skipIf(!mollieKey)('Mollie itself', { timeout: aMinuteMs }, () => {
  const connector = mollieConnector(deps, { webhookKey: Buffer.alloc(32) });

  test('opens its profile with the key, and has methods with pictures', async () => {
    const findings = await connector.check({
      ...account,
      keys: { apiKey: mollieKey, publishableKey: null, webhookSecrets: [] },
    });
    expect(findings[0]?.what).toMatch(/^the test key opens the profile/);
    const provider = await connect(connector, mollieKey);
    const [first] = await provider.listMethods(money);
    expect(first?.label).toBeTruthy();
    expect((await provider.methodIcon?.(first!.id))?.bytes.length).toBeGreaterThan(100);
  });

  test('makes one payment of one attempt, leads to its page, and knows it by our attempt', async () => {
    const provider = await connect(connector, mollieKey);
    const [method] = await provider.listMethods(money);
    const [asked, input] = [order(), { kind: 'mollie' as const, method: method!.id }];
    const open = await provider.startAttempt(asked, input);
    expect(open).toMatchObject({
      state: 'requires_action',
      amountMinor: 1234,
      currency: 'EUR',
      attemptId: asked.attemptId,
    });
    expect((await provider.startAttempt(asked, input)).reference).toBe(open.reference);
    expect(await provider.refresh({ attemptId: asked.attemptId, startedAt: new Date() })).toEqual(open);
    expect(['canceled', 'requires_action']).toContain((await provider.cancel({ reference: open.reference }))?.state);
  });

  test('knows nothing of what was never asked', async () => {
    const provider = await connect(connector, mollieKey);
    expect(await provider.refresh({ reference: 'tr_doesNotExist' })).toBeNull();
  });
});
