import { Stripe } from 'stripe';
import { z } from 'zod';
import { AppError } from '../../http/errors.ts';
import type { Deps } from '../../deps.ts';
import type { ProviderAccount, WebhookHint, WebhookMessage } from '../payment-provider.ts';
import { goodSecrets } from './webhook-secrets.ts';
import { parseBody, refusedMessage } from './webhook-body.ts';

const ageSecondsMax = 300;
const aheadSecondsMax = 60;

const eventSchema = z.looseObject({
  id: z.string().min(1).max(255),
  type: z.string(),
  livemode: z.boolean().nullish(),
  account: z.string().nullish(),
  data: z.looseObject({
    object: z.looseObject({
      id: z.string().nullish(),
      object: z.string().nullish(),
      payment_intent: z.union([z.string(), z.looseObject({ id: z.string() })]).nullish(),
    }),
  }),
});

type Event = z.infer<typeof eventSchema>;

/** What an endpoint must be told of. Every one of them only says where to look. */
export const stripeEvents = [
  'payment_intent.succeeded',
  'payment_intent.processing',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'charge.refunded',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
] as const;

/** Verifies a message and tells which PaymentIntent it is about. What is about another account, mode or thing is taken and left alone. */
export function readStripeWebhook(
  deps: Pick<Deps, 'clock' | 'log'>,
  account: ProviderAccount,
  { rawBody, headers }: WebhookMessage,
): WebhookHint[] {
  verify(rawBody, headers.get('Stripe-Signature') ?? '', { account, now: deps.clock.now() });
  const event = eventSchema.safeParse(parseBody(rawBody));
  if (!event.success) {
    deps.log.warn({ accountId: account.id }, 'a message of Stripe is of a form that we do not know');
    return [];
  }
  const { id, type, livemode, account: connected } = event.data;
  if (connected || (livemode ?? false) !== (account.mode === 'live')) {
    const about = { accountId: account.id, eventId: id, type, livemode, connected };
    deps.log.error(about, 'a message of Stripe is about another account or mode and was left alone');
    return [];
  }
  const reference = intentOf(event.data);
  return reference === null ? [] : [{ eventId: id, reference }];
}

function intentOf({ type, data: { object } }: Event): string | null {
  if (object.object === 'payment_intent' || type.startsWith('payment_intent.')) return object.id ?? null;
  if (!/^(charge|refund)\./.test(type)) return null;
  const intent = object.payment_intent;
  return typeof intent === 'string' ? intent : (intent?.id ?? null);
}

function verify(rawBody: string, header: string, { account, now }: { account: ProviderAccount; now: Date }): void {
  const secrets = goodSecrets(account.keys.webhookSecrets, now);
  if (secrets.length === 0)
    throw new AppError('not_ready', 'no webhook secret of Stripe is set: quittance providers set');
  if (!secrets.some(({ secret }) => isSigned(rawBody, header, secret)))
    throw refusedMessage('the signature does not fit the body');
  const ageSeconds = Math.floor(now.getTime() / 1000) - Number(/(?:^|,)t=(\d+)/.exec(header)?.[1]);
  if (!(ageSeconds <= ageSecondsMax)) throw refusedMessage('the signature is too old; check the clock of this server');
  if (ageSeconds < -aheadSecondsMax)
    throw refusedMessage('the signature is from the future; check the clock of this server');
}

function isSigned(rawBody: string, header: string, secret: string): boolean {
  try {
    // Its age is judged below, by our clock and in both directions.
    return Stripe.webhooks.signature?.verifyHeader(rawBody, header, secret, 0) ?? false;
  } catch {
    return false;
  }
}
