import type { Stripe } from 'stripe';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../http/errors.ts';
import type { PageSources } from '../../http/security-headers.ts';
import type {
  CollectionOrder,
  MethodQuery,
  PaymentProvider,
  ProviderAccount,
  ProviderPayment,
  ProviderQuery,
  RefundOrder,
} from '../payment-provider.ts';
import type { Circuit } from './circuit.ts';
import { lookBack } from './look-back.ts';
import { toRefundUnits, toStripeUnits } from './stripe-amount.ts';
import { ask, confirmOnce, confirmOptions, openStripe, refundOnce } from './stripe-client.ts';
import { attemptKey, readPaymentIntent, refundKey } from './stripe-outcome.ts';
import { readStripeWebhook } from './stripe-webhook.ts';

const id = 'stripe';
const method = 'elements';

type Options = { deps: Pick<Deps, 'clock' | 'log'>; health: Circuit; pausesMs: readonly number[] };
type Open = Options & { stripe: Stripe };

/** Stripe's Payment Element in our page, confirmed by our server: only so can a try be refused before it reaches a bank. */
export function stripeProvider(account: ProviderAccount, options: Options): PaymentProvider {
  const open = { ...options, stripe: openStripe(account.keys.apiKey) };
  return {
    id,
    accountId: account.id,
    isTestMode: account.mode === 'test',
    async listMethods(query) {
      refuseWhileDown(open.health);
      return unitsOf(query) === null ? [] : [{ provider: id, id: method, kind: 'elements' }];
    },
    clientConfig(query) {
      const amount = unitsOf(query);
      const { publishableKey } = account.keys;
      if (amount === null || publishableKey === null) throw new AppError('method_unavailable');
      const elements = { mode: 'payment' as const, amount, currency: query.currency.toLowerCase() };
      return { provider: id, publishableKey, elements };
    },
    methodOf: (input) => (input.kind === 'stripe_elements' ? method : null),
    startAttempt: (order, input) => {
      if (input.kind !== 'stripe_elements') throw new AppError('method_unavailable');
      return start(open, order, input.confirmationToken);
    },
    async refresh(query) {
      const intent = await find(open, query);
      return intent && readWhole(open, await letGoOfFailed(open, intent));
    },
    listPayments: (since) => listPayments(open, since),
    refund: (order) => refund(open, order),
    async cancel(query) {
      const intent = await find(open, query);
      return intent && readWhole(open, await cancel(open, intent));
    },
    parseWebhook: async (message) => readStripeWebhook(open.deps, account, message),
    webPolicy: () => policy,
  };
}

async function start(open: Open, order: CollectionOrder, confirmationToken: string): Promise<ProviderPayment> {
  refuseWhileDown(open.health);
  const amount = unitsOf(order);
  if (amount === null)
    throw new AppError('provider_unavailable', `Stripe takes no ${order.currency} ${order.amountMinor}`);
  const params: Stripe.PaymentIntentCreateParams = {
    amount,
    currency: order.currency.toLowerCase(),
    description: order.description.slice(0, 500),
    metadata: { [attemptKey]: order.attemptId },
    automatic_payment_methods: { enabled: true },
    confirm: true,
    confirmation_token: confirmationToken,
    return_url: order.returnUrl,
    use_stripe_sdk: true,
    expand: withRefunds,
  };
  const options = { ...confirmOptions, idempotencyKey: order.attemptId };
  const confirm = async () => asIntent(await open.stripe.paymentIntents.create(params, options));
  return readWhole(open, await confirmOnce(confirm, open));
}

async function refund(
  open: Open,
  { refundId, reference, amountMinor, currency }: RefundOrder,
): Promise<{ reference: string }> {
  const amount = toRefundUnits(amountMinor, currency);
  if (amount === null) throw new AppError('refund_refused', `Stripe gives back no ${currency} ${amountMinor}`);
  const params = { payment_intent: reference, amount, metadata: { [refundKey]: refundId } };
  const options = { ...confirmOptions, idempotencyKey: refundId };
  const made = await refundOnce(() => open.stripe.refunds.create(params, options), open);
  // The package takes any JSON without an `error` in it for what was asked for.
  if (made.object !== 'refund' || !made.id) throw new Error('Stripe answered with something that is not a refund');
  return { reference: made.id };
}

const withRefunds = ['latest_charge.refunds'];

async function find(open: Open, query: ProviderQuery): Promise<Stripe.PaymentIntent | null> {
  const { stripe, health } = open;
  if ('reference' in query) {
    const found = await ask(health, () => stripe.paymentIntents.retrieve(query.reference, { expand: withRefunds }));
    return found && asIntent(found);
  }
  return ask(health, () => findByAttempt(open, query));
}

/** Their search lags behind by a minute or more; a list does not. Clocks may differ by a quarter of an hour. */
async function findByAttempt(
  { deps, stripe }: Open,
  { attemptId, startedAt = deps.clock.now() }: { attemptId: string; startedAt?: Date },
): Promise<Stripe.PaymentIntent | null> {
  const second = unixSeconds(startedAt);
  const created = { gte: second - spanSeconds, lte: second + spanSeconds };
  const listed = stripe.paymentIntents.list({ created, limit: 100, expand: ['data.latest_charge.refunds'] });
  for await (const intent of listed) if (intent.metadata[attemptKey] === attemptId) return asIntent(intent);
  return null;
}

/** Those begun since, then those whose refunds and disputes may have moved. */
async function* listPayments(open: Open, since: Date): AsyncGenerator<ProviderPayment> {
  const created = { gte: unixSeconds(since) };
  const listed = new Set<string>();
  for await (const intent of open.stripe.paymentIntents.list({
    created,
    limit: 100,
    expand: ['data.latest_charge.refunds'],
  })) {
    listed.add(intent.id);
    yield await readWhole(open, intent);
  }
  for await (const reference of listMoved(open, since)) {
    if (listed.has(reference)) continue;
    listed.add(reference);
    const intent = await find(open, { reference });
    if (intent) yield await readWhole(open, intent);
  }
}

async function* listMoved({ stripe }: Open, since: Date): AsyncGenerator<string> {
  const from = lookBack(since);
  for await (const dispute of stripe.disputes.list({ created: { gte: unixSeconds(from.disputes) }, limit: 100 })) {
    if (dispute.payment_intent) yield idOf(dispute.payment_intent);
  }
  for await (const refund of stripe.refunds.list({ created: { gte: unixSeconds(from.refunds) }, limit: 100 })) {
    const mayMove = refund.status !== 'succeeded' || refund.created >= unixSeconds(since);
    if (mayMove && refund.payment_intent) yield idOf(refund.payment_intent);
  }
}

function idOf(named: string | { id: string }): string {
  return typeof named === 'string' ? named : named.id;
}

const spanSeconds = 900;

/** After a challenge the browser holds a secret that could try other cards past our lock. */
async function letGoOfFailed(open: Open, intent: Stripe.PaymentIntent): Promise<Stripe.PaymentIntent> {
  const isOver = intent.status === 'requires_payment_method' || intent.status === 'requires_confirmation';
  if (!isOver) return intent;
  const canceled = await cancel(open, intent);
  // Were the reason gone with it, the failure would not count.
  return canceled.status === 'canceled' ? { ...canceled, last_payment_error: intent.last_payment_error } : canceled;
}

async function cancel({ stripe, health }: Open, intent: Stripe.PaymentIntent): Promise<Stripe.PaymentIntent> {
  if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') return intent;
  const canceled = await ask(health, () => stripe.paymentIntents.cancel(intent.id, { expand: withRefunds })).catch(
    // Somebody was faster: how it stands now says what became of it.
    () => ask(health, () => stripe.paymentIntents.retrieve(intent.id, { expand: withRefunds })),
  );
  return asIntent(canceled);
}

async function readWhole({ stripe, health }: Open, intent: Stripe.PaymentIntent): Promise<ProviderPayment> {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  if (charge?.refunds?.has_more) {
    charge.refunds.data = await stripe.refunds
      .list({ charge: charge.id, limit: 100 })
      .autoPagingToArray({ limit: 1000 });
  }
  if (!charge?.disputed) return readPaymentIntent(intent, []);
  const disputes = await ask(health, () => stripe.disputes.list({ charge: charge.id, limit: 100 }));
  return readPaymentIntent(intent, disputes?.data ?? []);
}

/** The package takes any JSON without an `error` in it for what was asked for. */
function asIntent(answer: Stripe.PaymentIntent | null): Stripe.PaymentIntent {
  if (answer?.object === 'payment_intent' && answer.id) return answer;
  throw new Error('Stripe answered with something that is not a PaymentIntent');
}

function refuseWhileDown(health: Circuit): void {
  if (health.isOpen()) throw new AppError('provider_unavailable', 'Stripe has not answered for a while');
}

function unitsOf({ amountMinor, currency }: Pick<MethodQuery, 'amountMinor' | 'currency'>): number | null {
  return toStripeUnits(amountMinor, currency);
}

function unixSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

const policy: PageSources = {
  script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connect: ['https://api.stripe.com'],
  image: ['https://*.stripe.com'],
  payment: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://pay.google.com'],
};
