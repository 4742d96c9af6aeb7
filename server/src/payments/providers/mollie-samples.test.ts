import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { testClock } from '../../testing.ts';
import { createParams, unknownParam } from '../../testing/fake-mollie-params.ts';
import { fakeKeys, signed } from '../../testing/fake-mollie.ts';
import { offeredMethods } from './mollie-methods.ts';
import { readMolliePayment } from './mollie-outcome.ts';
import { mollieConnector } from './mollie.ts';

// What Mollie has really answered and published: mapped, or left alone for a reason that has a name.

const samplesDir = join(import.meta.dirname, '../../../../../shared/data/payments/mollie');
const hasSamples = existsSync(samplesDir);

type Json = Record<string, unknown>;

const files = hasSamples
  ? globSync('**/*.json', { cwd: samplesDir })
      .toSorted()
      .map((path) => ({ name: basename(path), body: read(path) }))
  : [];

/** A template's id becomes one of the right form. */
function read(path: string): unknown {
  return JSON.parse(readFileSync(join(samplesDir, path), 'utf8').replaceAll('{{ RESOURCE_ID }}', 'tr_7UhSN1zuXS'));
}

/** Everything in a file that says what it is, however deep. */
function resourcesIn(body: unknown): Json[] {
  if (Array.isArray(body)) return body.flatMap(resourcesIn);
  if (typeof body !== 'object' || body === null) return [];
  const inside = Object.values(body).flatMap(resourcesIn);
  return 'resource' in body && typeof body.resource === 'string' ? [body, ...inside] : inside;
}

const ours = ['payment', 'refund', 'chargeback', 'method', 'event', 'profile'];
const reasons: Record<string, readonly string[]> = {
  'about the merchant’s account, not about a payment': [
    'balance-report',
    'balance_transaction',
    'business-account-transfer',
    'capability',
    'client',
    'client-link',
    'connect-balance-transfer',
    'onboarding',
    'organization',
    'payout',
    'permission',
    'settlement',
    'webhook',
  ],
  'part of a payment that we do not use': ['capture', 'route', 'issuer', 'session'],
  'a way to collect that we do not use': ['customer', 'mandate', 'payment-link', 'sales-invoice', 'subscription'],
};

const all = files.flatMap(({ name, body }) => resourcesIn(body).map((resource) => ({ name, resource })));
const of = (kind: string) =>
  all
    .filter(({ resource }) => resource['resource'] === kind)
    .map(({ name, resource }) => ({
      name: `${String(resource['id'])} of ${name}`,
      resource,
    }));

describe.skipIf(!hasSamples)('samples (skipped where ../shared/data/payments/mollie is missing)', () => {
  test('each is one that we read, or is left alone for a reason', () => {
    const kinds = [...new Set(all.map(({ resource }) => String(resource['resource'])))];
    const left = kinds.filter((kind) => !ours.includes(kind));
    expect(left.filter((kind) => !Object.values(reasons).some((kindsLeft) => kindsLeft.includes(kind)))).toEqual([]);
    const silent = files.filter(({ body }) => resourcesIn(body).length === 0).map(({ name }) => name);
    // Templates without a resource in them: a page of a list, an empty one, a refusal.
    expect(silent).toEqual(['cursor-collection-next.json', 'empty-list.json', 'error.json']);
  });

  test.each(of('payment'))('payment $name', ({ resource }) => {
    const mode = resource['mode'] === 'live' ? 'live' : 'test';
    const payment = readMolliePayment(resource, mode);
    const { value, currency } = resource['amount'] as { value: string; currency: string };
    expect(payment).toMatchObject({ reference: resource['id'], attemptId: null, currency });
    expect((payment.amountMinor / 100).toFixed(2)).toBe(value);
    const states: Record<string, string[]> = {
      open: ['requires_action', 'processing'],
      paid: ['succeeded'],
      failed: ['failed'],
      expired: ['expired'],
      canceled: ['canceled'],
    };
    expect(states[String(resource['status'])]).toContain(payment.state);
    expect(() => readMolliePayment(resource, mode === 'live' ? 'test' : 'live')).toThrow(/payment to a/);
  });

  test.each([...of('refund'), ...of('chargeback')])('money that went back: $name', ({ resource }) => {
    const kind = resource['resource'] === 'refund' ? 'refunds' : 'chargebacks';
    const paid = {
      ...of('payment')[0]!.resource,
      mode: 'test',
      status: 'paid',
      amount: { value: '1000.00', currency: (resource['amount'] as Json)['currency'] },
    };
    const { reversals } = readMolliePayment({ ...paid, _embedded: { [kind]: [resource] } }, 'test');
    const { value } = resource['amount'] as { value: string };
    const isQueued = resource['status'] === 'queued';
    const expected = { reference: resource['id'], amountMinor: Math.round(Math.abs(Number(value)) * 100) };
    expect(reversals ?? []).toMatchObject(isQueued ? [] : [expected]);
  });

  test.each(of('method'))('method $name', ({ resource }) => {
    const query = { amountMinor: 1000, currency: 'EUR', country: 'NL', language: 'nl' };
    const known = [String(resource['id'])];
    const [offered] = offeredMethods([resource as never], { known, query, iconUrl: () => '/icon' });
    const isLeftOut = /^(banktransfer|klarna.*|directdebit|voucher|in3|billie|riverty)$/.test(String(resource['id']));
    expect(offered?.label).toBe(isLeftOut ? undefined : resource['description']);
  });

  test.each(of('event'))('event $name', async ({ resource }) => {
    const keys = {
      apiKey: fakeKeys.apiKey,
      publishableKey: null,
      webhookSecrets: [{ secret: fakeKeys.webhookSecret, until: null }],
    };
    const connector = mollieConnector(
      { clock: testClock('2026-11-21T12:00:00Z'), log: pino({ level: 'silent' }) },
      { webhookKey: Buffer.alloc(32) },
    );
    const provider = await connector.connect({
      id: 'account',
      mode: 'test',
      keys,
      webhookUrl: 'https://quittance.test',
    });
    const { body, headers } = signed(JSON.stringify(resource));
    const hints = await provider.parseWebhook({ rawBody: body, headers: new Headers(headers), trail: null });
    // The one that there is tells of a payment link, which we do not use.
    expect([resource['type'], hints]).toEqual(['payment-link.paid', []]);
  });

  test('what others have sent to create a payment is what the fake lets pass', () => {
    const recorded = files.flatMap(({ body }) => (Array.isArray(body) ? (body as Json[]) : []));
    const creations = recorded.filter(({ method, path }) => method === 'POST' && path === '/v2/payments');
    expect(creations.length).toBeGreaterThan(5);
    for (const { body } of creations) expect(unknownParam(Object.keys(body as Json), createParams)).toBeUndefined();
  });

  test('payments of several states are among them', () => {
    expect(of('payment').length).toBeGreaterThan(20);
    const states = new Set(of('payment').map(({ resource }) => resource['status']));
    expect(states.size).toBeGreaterThan(1);
  });
});
