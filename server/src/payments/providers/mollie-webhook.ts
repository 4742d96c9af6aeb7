import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { macOf } from '../../access/keys.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../http/errors.ts';
import type { ProviderAccount, WebhookHint, WebhookMessage } from '../payment-provider.ts';
import { molliePaymentId } from './mollie-outcome.ts';
import { goodSecrets } from './webhook-secrets.ts';
import { parseBody, refusedMessage } from './webhook-body.ts';

const classicBytesMax = 1000;
const signedBytesMax = 64_000;
const segmentMacBytes = 16;

type WebhookDeps = Pick<Deps, 'clock' | 'log'> & {
  /** Makes and knows again what is in the address that Mollie calls about one payment. */
  webhookKey: Buffer;
};

/** Where Mollie shall call about one payment: an address that only Mollie and we know. Null where it cannot reach us. */
export function webhookUrlOf(
  { webhookKey }: Pick<WebhookDeps, 'webhookKey'>,
  { id, webhookUrl }: ProviderAccount,
  attemptId: string,
): string | null {
  return isReachable(webhookUrl) ? `${webhookUrl}/${attemptId}.${segmentMac(webhookKey, id, attemptId)}` : null;
}

/** Mollie takes no payment whose webhook lies in somebody's own network. */
export function isReachable(webhookUrl: string): boolean {
  const { hostname } = new URL(webhookUrl);
  const isOwnName = /(^|\.)(localhost|local|internal|lan)$/.test(hostname) || !/[.:]/.test(hostname);
  const isOwnNumber = /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.|\[)/.test(hostname);
  return !isOwnName && !isOwnNumber;
}

/**
 * Tells which payment a message is about. One to a payment's own address carries nothing but an id, and is heard where the address is
 * one of ours; one to the account's address must be signed. Neither is believed further than that there is something to look at.
 */
export function readMollieWebhook(deps: WebhookDeps, account: ProviderAccount, message: WebhookMessage): WebhookHint[] {
  return message.trail === null ? readSigned(deps, account, message) : readClassic(deps, account, message);
}

/** Whoever guesses is answered like everybody else, and nothing is looked at. */
function readClassic(
  { webhookKey, log }: WebhookDeps,
  account: ProviderAccount,
  message: WebhookMessage,
): WebhookHint[] {
  const { rawBody, trail } = message;
  if (rawBody.length > classicBytesMax) throw refusedMessage('an id is shorter than that');
  const reference = new URLSearchParams(rawBody).get('id') ?? '';
  const [attemptId = '', mac = ''] = trail?.split('.') ?? [];
  const isOurs = isSame(Buffer.from(mac), Buffer.from(segmentMac(webhookKey, account.id, attemptId)));
  if (isOurs && molliePaymentId.test(reference)) return [{ eventId: null, reference }];
  log.warn({ accountId: account.id }, 'a message to an address of Mollie was about nothing of ours');
  return [];
}

const eventSchema = z.looseObject({
  id: z.string().min(1).max(255),
  type: z.string(),
  entityId: z.string().nullish(),
  _embedded: z
    .looseObject({
      entity: z.looseObject({ mode: z.string().nullish(), paymentId: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

type Event = z.infer<typeof eventSchema>;

function readSigned({ clock, log }: WebhookDeps, account: ProviderAccount, message: WebhookMessage): WebhookHint[] {
  const { rawBody, headers } = message;
  if (rawBody.length > signedBytesMax) throw refusedMessage('a message is shorter than that');
  verify(rawBody, headers.get('X-Mollie-Signature') ?? '', { account, now: clock.now() });
  const event = eventSchema.safeParse(parseBody(rawBody));
  if (!event.success) throw refusedMessage('the message is not an event');
  const { id: eventId, type, _embedded } = event.data;
  const mode = _embedded?.entity?.mode;
  if (mode && mode !== account.mode) {
    log.error(
      { accountId: account.id, eventId, type, mode },
      'a message of Mollie is about another mode and was left alone',
    );
    return [];
  }
  const reference = paymentOf(event.data);
  return reference === null ? [] : [{ eventId, reference }];
}

/** Refunds and chargebacks have ids of their own; the payment that they are of is what to look at. */
function paymentOf({ type, entityId, _embedded }: Event): string | null {
  if (!/^(payment|refund|chargeback)\./.test(type)) return null;
  const named = [_embedded?.entity?.paymentId, entityId];
  return named.find((id): id is string => typeof id === 'string' && molliePaymentId.test(id)) ?? null;
}

/** While a secret is being replaced a message carries a signature by each; one that fits is enough. */
function verify(rawBody: string, header: string, { account, now }: { account: ProviderAccount; now: Date }): void {
  const secrets = goodSecrets(account.keys.webhookSecrets, now);
  if (secrets.length === 0)
    throw new AppError('not_ready', 'no webhook secret of Mollie is set: quittance providers set');
  const given = header.split(',').map((each) => each.trim().replace(/^sha256=/, ''));
  const expected = secrets.map(({ secret }) => createHmac('sha256', secret).update(rawBody).digest());
  const isSigned = given.some(
    (hex) => /^[0-9a-f]{64}$/i.test(hex) && expected.some((mac) => isSame(Buffer.from(hex, 'hex'), mac)),
  );
  if (!isSigned) throw refusedMessage('the signature does not fit the body');
}

function segmentMac(key: Buffer, accountId: string, attemptId: string): string {
  return macOf(key, ['mollie', accountId, attemptId]).subarray(0, segmentMacBytes).toString('base64url');
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
