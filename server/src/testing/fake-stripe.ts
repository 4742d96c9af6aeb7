import { Stripe } from 'stripe';
import type { Clock } from '../deps.ts';
import { charge, dispute, paymentIntent, paymentMethod, refund, type FakeIntent } from './fake-stripe-objects.ts';
import {
  accountParams,
  cancelParams,
  createParams,
  disputeListParams,
  endpointListParams,
  listParams,
  refundListParams,
  refundParams,
  retrieveParams,
  unknownParam,
} from './fake-stripe-params.ts';

/**
 * As much of Stripe as we use: a state machine behind its HTTP API. It holds what we have read about Stripe, so it proves our wiring and not
 * Stripe's behaviour. What a token leads to stands in its name: `ctoken_<kind>_<number>`.
 */
export type FakeStripe = ReturnType<typeof fakeStripe>;

/** `arrives`: Stripe does what was asked, and only the answer is lost or spoilt. */
export type Fault = { status: number | 'cut' | 'no object'; arrives: boolean };

export const fakeKeys = {
  secretKey: 'sk_test_fakefakefake1234',
  publishableKey: 'pk_test_fakefakefake1234',
  webhookSecret: 'whsec_fakefakefakefakefake',
};

const accountId = 'acct_fake';

export function fakeStripe(clock: Pick<Clock, 'now'>, { livemode = false } = {}) {
  const intents = new Map<string, FakeIntent>();
  const disputes = new Map<string, Stripe.Dispute>();
  const replies = new Map<string, { body: string; answer: Promise<Answer> }>();
  const usedTokens = new Set<string>();
  const faults: Fault[] = [];
  const endpoints: { url: string; status: string; enabled_events: string[] }[] = [];
  const counts = { requests: 0, creates: 0, refunds: 0 };
  const theirs = {
    clock,
    chargesEnabled: true,
    takes: (asked: { amount: number; currency: string }) => asked,
    refundStatus: 'succeeded',
  };
  let number = 0;

  function now() {
    number += 1;
    return { number, created: Math.floor(theirs.clock.now().getTime() / 1000), livemode };
  }

  async function create(form: URLSearchParams): Promise<Answer> {
    const token = form.get('confirmation_token') ?? '';
    if (form.get('confirm') !== 'true' || !token.startsWith('ctoken_')) return refused('parameter_missing', 'confirm');
    if (!form.get('return_url')?.startsWith('http')) return refused('parameter_missing', 'return_url');
    if (usedTokens.has(token)) return refused('token_already_used', 'confirmation_token');
    usedTokens.add(token);
    counts.creates += 1;
    const metadata = Object.fromEntries(
      [...form].flatMap(([key, value]) => (key.startsWith('metadata[') ? [[key.slice(9, -1), value]] : [])),
    );
    const asked = { amount: Number(form.get('amount')), currency: form.get('currency') ?? '' };
    const intent = paymentIntent(now(), { ...theirs.takes(asked), description: form.get('description'), metadata });
    intents.set(intent.id, intent);
    return confirm(intent, kindOf(token));
  }

  function confirm(intent: FakeIntent, kind: string): Answer {
    intent.payment_method = 'pm_fake';
    const failure = /^(decline|error)_(.+)$/.exec(kind);
    if (failure?.[1] === 'decline') return declined(intent, 'card_declined', failure[2] ?? '');
    if (failure) return declined(intent, failure[2] ?? '', null);
    if (kind === 'sepa' || kind === 'sepa_fails') intent.status = 'processing';
    else if (kind === 'challenge') ask(intent, { type: 'use_stripe_sdk', use_stripe_sdk: {} });
    else if (kind === 'redirect') {
      const url = `https://hooks.stripe.com/redirect/${intent.id}`;
      ask(intent, { type: 'redirect_to_url', redirect_to_url: { url, return_url: null } });
    } else succeed(intent, 'card');
    return { status: 200, body: intent };
  }

  function ask(intent: FakeIntent, next: Stripe.PaymentIntent.NextAction): void {
    intent.status = 'requires_action';
    intent.next_action = next;
  }

  function succeed(intent: FakeIntent, type: string): void {
    Object.assign(intent, { status: 'succeeded', next_action: null, amount_received: intent.amount });
    intent.latest_charge = charge(intent, type, null);
  }

  function fail(intent: FakeIntent, type: string, code: string, reason: string | null): void {
    Object.assign(intent, { status: 'requires_payment_method', next_action: null });
    const isChallenge = code === 'payment_intent_authentication_failure';
    if (!isChallenge) intent.latest_charge = charge(intent, type, { code, reason: reason ?? code });
    intent.last_payment_error = {
      code,
      ...(reason && { decline_code: reason }),
      type: isChallenge ? 'invalid_request_error' : 'card_error',
      message: 'It was refused.',
      payment_method: paymentMethod(type, now()),
    };
  }

  function declined(intent: FakeIntent, code: string, reason: string | null): Answer {
    fail(intent, 'card', code, reason);
    return { status: 402, body: { error: { ...intent.last_payment_error, payment_intent: intent } } };
  }

  function giveBack(form: URLSearchParams): Answer {
    const intent = intents.get(form.get('payment_intent') ?? '');
    const refunds = intent?.latest_charge?.refunds.data;
    if (!intent || !refunds) return missing(form.get('payment_intent') ?? '');
    const amount = Number(form.get('amount'));
    const gone = refunds.filter(({ status }) => status !== 'failed').reduce((sum, each) => sum + each.amount, 0);
    if (gone + amount > intent.amount_received)
      return refused(gone === intent.amount_received ? 'charge_already_refunded' : 'amount_too_large', 'amount');
    counts.refunds += 1;
    const made = refund(intent, now().number, amount, theirs.refundStatus);
    made.created = now().created;
    made.metadata = { quittance_refund: form.get('metadata[quittance_refund]') ?? '' };
    refunds.push(made);
    return { status: 200, body: made };
  }

  function cancel(id: string): Answer {
    const intent = intents.get(id);
    if (!intent) return missing(id);
    if (['succeeded', 'canceled', 'processing'].includes(intent.status)) {
      return {
        status: 400,
        body: { error: { type: 'invalid_request_error', code: 'payment_intent_unexpected_state' } },
      };
    }
    // "It will be cleared if the PaymentIntent is later updated for any reason": whoever reads it must have read it before.
    Object.assign(intent, { status: 'canceled', next_action: null, last_payment_error: null });
    return { status: 200, body: intent };
  }

  function list(form: URLSearchParams): Answer {
    const from = Number(form.get('created[gte]') ?? 0);
    const to = Number(form.get('created[lte]') ?? Infinity);
    const after = form.get('starting_after');
    const found = [...intents.values()].filter(({ created }) => created >= from && created <= to).toReversed();
    const rest = found.slice(found.findIndex(({ id }) => id === after) + 1);
    // Small pages, so that every list of more than three is asked for the next one.
    return { status: 200, body: { object: 'list', data: rest.slice(0, 3), has_more: rest.length > 3, url: '/v1' } };
  }

  function route(
    method: string,
    path: string,
    form: URLSearchParams,
  ): [Readonly<Record<string, true>>, () => Answer | Promise<Answer>] | null {
    const [, resource = '', id = '', act = ''] = /^\/v1\/(\w+)\/?([^/]*)\/?(\w*)$/.exec(path) ?? [];
    const listed = (data: unknown[]) => () => ({
      status: 200,
      body: { object: 'list', data, has_more: false, url: path },
    });
    switch (`${method} ${resource}${id && '/:id'}${act && `/${act}`}`) {
      case 'POST payment_intents':
        return [createParams, () => create(form)];
      case 'GET payment_intents':
        return [listParams, () => list(form)];
      case 'GET payment_intents/:id': {
        const found = intents.get(decodeURIComponent(id));
        return [retrieveParams, () => (found ? { status: 200, body: found } : missing(id))];
      }
      case 'POST payment_intents/:id/cancel':
        return [cancelParams, () => cancel(id)];
      case 'POST refunds':
        return [refundParams, () => giveBack(form)];
      case 'GET refunds':
        return [
          refundListParams,
          listed(
            [...intents.values()]
              .flatMap((each) => each.latest_charge?.refunds.data ?? [])
              .filter((each) => isOf(each, form)),
          ),
        ];
      case 'GET disputes':
        return [disputeListParams, listed([...disputes.values()].filter((each) => isOf(each, form)))];
      case 'GET webhook_endpoints':
        return [endpointListParams, listed(endpoints.map((each) => ({ object: 'webhook_endpoint', ...each })))];
      case 'GET account':
        return [
          accountParams,
          () => ({ status: 200, body: { id: accountId, object: 'account', charges_enabled: theirs.chargesEnabled } }),
        ];
      default:
        return null;
    }
  }

  async function answer(request: Request): Promise<Response> {
    counts.requests += 1;
    const { pathname, searchParams } = new URL(request.url);
    const body = request.method === 'POST' ? await request.text() : '';
    const form = request.method === 'POST' ? new URLSearchParams(body) : searchParams;
    if (request.headers.get('Authorization') !== `Bearer ${fakeKeys.secretKey}`) {
      return respond({
        status: 401,
        body: { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } },
      });
    }
    if (request.headers.get('Stripe-Version') !== Stripe.API_VERSION)
      return respond(refused('version', 'Stripe-Version'));
    const found = route(request.method, pathname, form);
    if (!found) return respond(missing(pathname));
    const unknown = unknownParam(form, found[0]);
    if (unknown) return respond(refused('parameter_unknown', unknown));
    return spoiled(found[1], request.headers.get('Idempotency-Key'), { body, form });
  }

  async function spoiled(
    act: () => Answer | Promise<Answer>,
    key: string | null,
    { body, form }: { body: string; form: URLSearchParams },
  ): Promise<Response> {
    const fault = form.has('confirm') || form.has('metadata[quittance_refund]') ? faults.shift() : undefined;
    const given = !fault || fault.arrives ? await once(act, key, body) : null;
    if (fault?.status === 'cut') return Response.error();
    // What a proxy in between might say; the package takes it for what was asked for.
    if (fault?.status === 'no object') return Response.json({ message: 'upstream' }, { status: 500 });
    if (fault) return respond({ status: fault.status, body: { error: { type: 'api_error', message: 'spoilt' } } });
    if (!given) throw new Error('nothing to answer');
    return respond(expanded(given, form));
  }

  /** The first answer to a key is the answer to it for ever, unless the request was never begun; two at once are one too many. */
  async function once(act: () => Answer | Promise<Answer>, key: string | null, body: string): Promise<Answer> {
    if (key === null) return act();
    const known = replies.get(key);
    if (known && known.body !== body) return { status: 400, body: { error: { type: 'idempotency_error' } } };
    if (known) return known.answer;
    const answer = Promise.resolve().then(act);
    replies.set(key, { body, answer });
    const given = await answer;
    if (given.status === 400) replies.delete(key);
    return given;
  }

  return {
    intents,
    counts,
    faults,
    endpoints,
    theirs,
    answer,
    /** A ConfirmationToken as the browser would have made it. */
    token: (kind: string) => `ctoken_${kind}_${now().number}`,
    input: (kind: string) => ({
      kind: 'stripe_elements' as const,
      confirmationToken: `ctoken_${kind}_${now().number}`,
    }),
    /** What the customer's bank would do. */
    settle(reference: string, end: 'succeeds' | 'insufficient_funds' | 'payment_intent_authentication_failure') {
      const intent = intentOf(reference);
      const type = intent.status === 'processing' ? 'sepa_debit' : 'card';
      if (end === 'succeeds') succeed(intent, type);
      else fail(intent, type, end, null);
      return intent;
    },
    refund(reference: string, amount: number, status = 'succeeded') {
      const intent = intentOf(reference);
      const made = refund(intent, now().number, amount, status);
      made.created = now().created;
      intent.latest_charge?.refunds.data.push(made);
      return made;
    },
    dispute(reference: string, status: Stripe.Dispute.Status, amount?: number) {
      const intent = intentOf(reference);
      const made = dispute(intent, status, amount);
      made.created = now().created;
      disputes.set(made.id, made);
      if (intent.latest_charge) intent.latest_charge.disputed = true;
      return made;
    },
    /** A message about a payment, signed. */
    message(reference: string, { at = theirs.clock.now(), secret = fakeKeys.webhookSecret, ...more }: Message = {}) {
      const object = { id: reference, object: 'payment_intent', amount: 1, status: 'succeeded' };
      const event = {
        id: `evt_fake${now().number}`,
        object: 'event',
        type: 'payment_intent.succeeded',
        livemode,
        ...more,
      };
      return signed(JSON.stringify({ ...event, data: { object } }), at, secret);
    },
  };

  function intentOf(reference: string): FakeIntent {
    const intent = intents.get(reference);
    if (!intent) throw new Error(`the fake knows no ${reference}`);
    return intent;
  }
}

type Message = { at?: Date; secret?: string; id?: string; type?: string; livemode?: boolean; account?: string };
type Answer = { status: number; body: unknown };

export function signed(body: string, at: Date, secret = fakeKeys.webhookSecret) {
  const timestamp = Math.floor(at.getTime() / 1000);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
  return { body, headers: { 'Stripe-Signature': signature, 'Content-Type': 'application/json' } };
}

function isOf(each: { charge: string | { id: string } | null; created: number }, form: URLSearchParams): boolean {
  const charge = typeof each.charge === 'string' ? each.charge : each.charge?.id;
  if (form.has('charge') && form.get('charge') !== charge) return false;
  return each.created >= Number(form.get('created[gte]') ?? 0);
}

function kindOf(token: string): string {
  return token.replace(/^ctoken_/, '').replace(/_\d+$/, '');
}

/** Only what was asked for by `expand` is there whole. */
function expanded({ status, body }: Answer, form: URLSearchParams): Answer {
  const wanted = [...form].flatMap(([key, value]) => (key.startsWith('expand') ? [value] : [])).join(' ');
  const text = JSON.stringify(body, (key: string, value: unknown) => {
    if (key === 'latest_charge' && value && !wanted.includes('latest_charge')) return (value as { id: string }).id;
    return key === 'refunds' && !wanted.includes('refunds') ? undefined : value;
  });
  return { status, body: JSON.parse(text) };
}

function respond({ status, body }: Answer): Response {
  return Response.json(body, { status, headers: { 'Request-Id': 'req_fake' } });
}

function refused(code: string, param: string): Answer {
  return { status: 400, body: { error: { type: 'invalid_request_error', code, param, message: `${param}: ${code}` } } };
}

function missing(what: string): Answer {
  const error = { type: 'invalid_request_error', code: 'resource_missing', message: `No such thing: ${what}` };
  return { status: 404, body: { error } };
}
