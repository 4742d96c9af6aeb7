import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { attemptActionSchema, paymentMethodSchema, type MethodInput } from '@quittance/shared/payment.ts';
import { AppError } from '../http/errors.ts';
import type { CollectionOrder, PaymentProvider, ProviderPayment } from './payment-provider.ts';

/** A provider, or its adapter before a stand-in for the vendor, with inputs of known outcome. */
export type ProviderUnderTest = {
  provider: PaymentProvider;
  /** The time by the provider's clock. */
  now: Date;
  inputs: { good: MethodInput; refused: MethodInput; asking: MethodInput };
  /** What the payer does on the provider's own page; left out where paying ends in ours. */
  finish?: (reference: string, end: 'good' | 'refused') => void;
  /** A genuine message about a payment, signed at a time. */
  webhook: (reference: string, signedAt: Date) => { body: string; headers: Record<string, string> };
  /** Its signatures say when they were made. */
  isDated: boolean;
};

/** Of a form that every provider takes for one of its own. */
const reference = 'tr_someReference';
const query = { amountMinor: 12_345, currency: 'EUR', country: 'BE', language: 'nl-BE' };

/** What the rest of the house relies on, whoever the provider is. */
export function describeProvider(name: string, underTest: () => ProviderUnderTest): void {
  describe(`${name} as a provider`, () => {
    describeMethods(underTest);
    describeAttempts(underTest);
    describeEnds(underTest);
    describeRefunds(underTest);
    describeMessages(underTest);
  });
}

function describeMethods(underTest: () => ProviderUnderTest): void {
  test('offers methods under its own id, none of them twice', async () => {
    const { provider } = underTest();
    const methods = await provider.listMethods(query);
    expect(methods.map((method) => paymentMethodSchema.parse(method))).toEqual(methods);
    expect(new Set(methods.map(({ id }) => id)).size).toBe(methods.length);
    expect(methods.every((method) => method.provider === provider.id)).toBe(true);
  });

  test('recognises its own inputs as methods that it offers', async () => {
    const { provider, inputs } = underTest();
    const offered = (await provider.listMethods(query)).map(({ id }) => id);
    for (const input of Object.values(inputs)) expect(offered).toContain(provider.methodOf(input));
  });

  test('tells the browser about itself alone', () => {
    expect(underTest().provider.clientConfig(query).provider).toBe(underTest().provider.id);
  });

  test('loads from origins, never from everywhere', () => {
    for (const origin of Object.values(underTest().provider.webPolicy()).flat()) {
      expect(origin).toMatch(/^https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    }
  });
}

function describeAttempts(underTest: () => ProviderUnderTest): void {
  test('takes the amount and currency it was asked for, and names the attempt', async () => {
    const { provider, inputs } = underTest();
    const order = newOrder();
    const { attemptId, amountMinor, currency } = order;
    expect(await provider.startAttempt(order, inputs.good)).toMatchObject({ attemptId, amountMinor, currency });
  });

  test('makes one payment of one attempt, however often and at once it is started', async () => {
    const { provider, inputs } = underTest();
    const order = newOrder();
    const started = await Promise.all(Array.from({ length: 8 }, () => provider.startAttempt(order, inputs.good)));
    expect(new Set(started.map(({ reference }) => reference)).size).toBe(1);
  });

  test('tells the same by its reference and by our attempt', async () => {
    const { provider, inputs } = underTest();
    for (const input of Object.values(inputs)) {
      const order = newOrder();
      const started = await provider.startAttempt(order, input);
      expect(await provider.refresh({ attemptId: order.attemptId })).toEqual(started);
      expect(await provider.refresh({ reference: started.reference })).toEqual(started);
    }
  });

  test('lists what was begun since a moment', async () => {
    const { provider, inputs, now } = underTest();
    const started = await provider.startAttempt(newOrder(), inputs.good);
    const listed = (since: Date) => referencesSince(provider, since);
    expect(await listed(new Date(now.getTime() - 60_000))).toContain(started.reference);
    expect(await listed(new Date(now.getTime() + 3_600_000))).not.toContain(started.reference);
  });

  test('knows nothing of an attempt that never reached it', async () => {
    const { provider } = underTest();
    expect(await provider.refresh({ attemptId: randomUUID() })).toBeNull();
    expect(await provider.refresh({ reference: 'no such payment' })).toBeNull();
    expect(await provider.cancel({ attemptId: randomUUID() })).toBeNull();
  });

  test('says what the payer must do', async () => {
    const { provider, inputs } = underTest();
    const asking = await provider.startAttempt(newOrder(), inputs.asking);
    expect(asking.state === 'requires_action' && attemptActionSchema.parse(asking.action)).toBeTruthy();
  });
}

function describeEnds(underTest: () => ProviderUnderTest): void {
  test('says why the bank refused, and that this counts', async () => {
    const refused = await finished(underTest(), 'refused');
    expect(failureOf(refused)).toMatchObject({ class: 'declined', countsForLock: true });
  });

  test('lets go of a payment that waits for the payer, which does not count', async () => {
    const { provider, inputs } = underTest();
    const { reference } = await provider.startAttempt(newOrder(), inputs.asking);
    const canceled = await provider.cancel({ reference });
    expect(canceled?.state).toBe('canceled');
    expect(canceled && failureOf(canceled)).toMatchObject({ countsForLock: false });
    expect(await provider.refresh({ reference })).toEqual(canceled);
  });

  test('does not let go of money that it has taken', async () => {
    const { provider } = underTest();
    const taken = await finished(underTest(), 'good');
    expect(taken.state).toBe('succeeded');
    expect(await provider.cancel({ reference: taken.reference })).toEqual(taken);
  });
}

function describeRefunds(underTest: () => ProviderUnderTest): void {
  const order = ({ reference, currency }: ProviderPayment, amountMinor: number, refundId: string = randomUUID()) => ({
    refundId,
    reference,
    currency,
    amountMinor,
  });

  test('gives back once under one id, and tells of it with the payment', async () => {
    const { provider } = underTest();
    const taken = await finished(underTest(), 'good');
    const asked = order(taken, 2345);
    const first = await provider.refund(asked);
    expect(await provider.refund(asked)).toEqual(first);
    const found = await provider.refresh({ reference: taken.reference });
    expect(found?.reversals).toEqual([
      { kind: 'refund', reference: first.reference, amountMinor: 2345, isUndone: false, refundId: asked.refundId },
    ]);
    expect(found?.state).toBe('succeeded');
  });

  test('gives back no more than it has taken, and no less than was asked for', async () => {
    const { provider } = underTest();
    const taken = await finished(underTest(), 'good');
    const refusal = { code: 'refund_refused' };
    await expect(provider.refund(order(taken, 12_346))).rejects.toMatchObject(refusal);
    await provider.refund(order(taken, 12_340));
    await expect(provider.refund(order(taken, 6))).rejects.toMatchObject(refusal);
    await provider.refund(order(taken, 5));
    await expect(provider.refund(order(taken, 1))).rejects.toMatchObject(refusal);
    const found = await provider.refresh({ reference: taken.reference });
    const gone = found?.reversals?.map(({ amountMinor }) => amountMinor) ?? [];
    expect(gone.toSorted((a, b) => a - b)).toEqual([5, 12_340]);
  });

  test('stays there for payers when it has refused again and again', async () => {
    const { provider } = underTest();
    const taken = await finished(underTest(), 'good');
    for (let time = 0; time < 6; time += 1)
      await expect(provider.refund(order(taken, 12_346))).rejects.toMatchObject({ code: 'refund_refused' });
    expect((await finished(underTest(), 'good')).state).toBe('succeeded');
  });
}

function describeMessages(underTest: () => ProviderUnderTest): void {
  test('believes a genuine message', async () => {
    const { provider, webhook, now } = underTest();
    const { body, headers } = webhook(reference, now);
    expect(await provider.parseWebhook({ rawBody: body, headers: new Headers(headers), trail: null })).toMatchObject([
      { reference },
    ]);
  });

  const second = 1000;
  test.each([
    ['without a signature', (body: string) => ({ body, drop: true })],
    ['with a changed byte', (body: string) => ({ body: body.replace(reference, 'tr_someReferencf') })],
    ['written anew with the same content', (body: string) => ({ body: JSON.stringify(JSON.parse(body), null, 1) })],
    ['signed 301 seconds ago', (body: string) => ({ body, at: -301 * second })],
    ['signed 61 seconds ahead', (body: string) => ({ body, at: 61 * second })],
  ])('refuses a message %s', async (_what, change) => {
    const { provider, webhook, now, isDated } = underTest();
    const changed: { body: string; drop?: boolean; at?: number } = change(webhook(reference, now).body);
    if (changed.at !== undefined && !isDated) return;
    const signed = webhook(reference, new Date(now.getTime() + (changed.at ?? 0)));
    const body = changed.at === undefined ? changed.body : signed.body;
    const headers = new Headers(changed.drop ? {} : signed.headers);
    const refusal = provider.parseWebhook({ rawBody: body, headers, trail: null });
    await expect(refusal).rejects.toSatisfy((error) => error instanceof AppError && error.extra.status === 400);
  });
}

async function referencesSince(provider: PaymentProvider, since: Date): Promise<string[]> {
  const references: string[] = [];
  for await (const { reference } of provider.listPayments(since)) references.push(reference);
  return references;
}

async function finished(
  { provider, inputs, finish }: ProviderUnderTest,
  end: 'good' | 'refused',
): Promise<ProviderPayment> {
  const started = await provider.startAttempt(newOrder(), inputs[end]);
  if (!finish) return started;
  finish(started.reference, end);
  const found = await provider.refresh({ reference: started.reference });
  if (!found) throw new Error('what was started is not there');
  return found;
}

function failureOf(payment: ProviderPayment) {
  return 'failure' in payment ? payment.failure : null;
}

function newOrder(): CollectionOrder {
  return {
    attemptId: randomUUID(),
    draftId: randomUUID(),
    country: 'BE',
    language: 'nl-BE',
    amountMinor: 12_345,
    currency: 'EUR',
    description: '2026-0042',
    returnUrl: 'http://quittance.test/pay',
  };
}
