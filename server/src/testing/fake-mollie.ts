import { createHmac } from 'node:crypto';
import { Locale } from '@mollie/api-client';
import type { Clock } from '../deps.ts';
import {
  chargeback,
  method,
  payment,
  profile,
  refund,
  type FakeAmount,
  type FakeChargeback,
  type FakePayment,
  type FakeRefund,
} from './fake-mollie-objects.ts';
import {
  createParams,
  getParams,
  listParams,
  methodsParams,
  movementParams,
  noParams,
  refundParams,
  unknownParam,
} from './fake-mollie-params.ts';

/**
 * As much of Mollie as we use: a state machine behind its HTTP API. It holds what we have read about Mollie, so it proves our wiring and not
 * Mollie's behaviour. What the payer does on Mollie's page is said by `settle`.
 */
export type FakeMollie = ReturnType<typeof fakeMollie>;

/** `arrives`: Mollie does what was asked, and only the answer is lost or spoilt. */
export type Fault = { status: number | 'cut' | 'no object' | 'silence'; arrives: boolean };

export const fakeKeys = {
  apiKey: 'test_fakefakefakefakefakefakefake12',
  webhookSecret: 'whsec_fakefakefakefakefake',
};

type Options = { mode?: 'test' | 'live'; checkoutUrl?: (id: string) => string };

export function fakeMollie(
  clock: Pick<Clock, 'now'>,
  { mode = 'test', checkoutUrl = (id) => `https://www.mollie.com/checkout/select/${id}` }: Options = {},
) {
  const payments = new Map<string, FakePayment>();
  const refunds: FakeRefund[] = [];
  const chargebacks: FakeChargeback[] = [];
  const replies = new Map<string, { body: string; answer: Answer | null }>();
  const faults: Fault[] = [];
  const counts = { requests: 0, creates: 0, refunds: 0, icons: 0 };
  const theirs = {
    clock,
    profileStatus: 'verified',
    refundStatus: 'pending',
    methods: [
      method('creditcard', 'Card', ['0.01', '10000.00']),
      method('banktransfer', 'Bank transfer', ['0.01', null]),
      method('ideal', 'iDEAL', ['0.01', '50000.00']),
      method('paypal', 'PayPal', ['0.01', '8000.00']),
      method('bancontact', 'Bancontact', ['0.02', '50000.00']),
      method('klarna', 'Klarna', ['0.01', '10000.00']),
      method('in3', 'in3', ['50.00', '5000.00']),
    ],
    /** A payment by card is its own page's until that times out. */
    isCancelable: (method: string) => method !== 'creditcard',
    /** What happens while somebody lets go. */
    onCancel: (_reference: string) => {},
    takes: (asked: FakeAmount): FakeAmount => asked,
    /** What lies at the address of an icon. */
    icon: onePixel as Uint8Array<ArrayBuffer>,
  };
  let number = 0;

  function next(prefix: string) {
    number += 1;
    return { id: `${prefix}_fake${number}`, createdAt: theirs.clock.now().toISOString(), mode };
  }

  function create(body: Record<string, unknown>): Answer {
    const { amount, description, redirectUrl, webhookUrl, locale, metadata } = body as Partial<Record<string, string>>;
    const asked = amount as unknown as FakeAmount;
    const known = theirs.methods.find(({ id }) => id === body['method']);
    if (!isAmount(asked)) return refused(422, 'amount', 'The amount is not written as it must be');
    if (!description || description.length > 255) return refused(422, 'description', 'The description is too long');
    if (!redirectUrl?.startsWith('http')) return refused(422, 'redirectUrl', 'The redirect URL is missing');
    if (webhookUrl && isLocal(webhookUrl)) return refused(422, 'webhookUrl', 'The webhook URL is unreachable');
    if (!known) return refused(422, 'method', 'The payment method is not enabled');
    if (!isPayable(known, asked)) return refused(422, 'amount', 'The amount is too high or too low');
    if (needsLines.has(known.id)) return refused(422, 'lines', 'The lines are missing');
    if (locale && !isLocale(locale)) return refused(422, 'locale', 'The locale is not known');
    if (JSON.stringify(metadata ?? null).length > 1024) return refused(422, 'metadata', 'The metadata is too long');
    counts.creates += 1;
    const id = next('tr');
    const made = payment(id, {
      amount: theirs.takes(asked),
      description,
      method: known.id,
      redirectUrl,
      metadata,
      ...(webhookUrl && { webhookUrl }),
      ...(locale && { locale }),
      isCancelable: theirs.isCancelable(known.id),
      checkoutUrl: checkoutUrl(id.id),
    });
    payments.set(made.id, made);
    return { status: 201, body: made };
  }

  function get(id: string, query: URLSearchParams): Answer {
    const found = payments.get(id);
    if (!found) return missing(id);
    const embed = (query.get('embed') ?? '').split(',');
    const of = <Row extends { paymentId: string }>(rows: Row[]) => rows.filter(({ paymentId }) => paymentId === id);
    const _embedded = {
      ...(embed.includes('refunds') && { refunds: of(refunds) }),
      ...(embed.includes('chargebacks') && { chargebacks: of(chargebacks) }),
    };
    return { status: 200, body: { ...found, ...(query.has('embed') && { _embedded }) } };
  }

  function giveBack(paymentId: string, body: Record<string, unknown>): Answer {
    const found = payments.get(paymentId);
    const amount = body['amount'] as FakeAmount;
    if (!found) return missing(paymentId);
    const given = refunds.filter((each) => each.paymentId === paymentId && each.status !== 'failed');
    const gone = given.reduce((sum, each) => sum + Number(each.amount.value), 0);
    if (found.status !== 'paid' || gone + Number(amount.value) > Number(found.amount.value))
      return refused(422, 'amount', 'The amount is higher than the maximum');
    counts.refunds += 1;
    const made = refund(next('re'), { paymentId, amount, status: theirs.refundStatus });
    made.metadata = body['metadata'];
    refunds.push(made);
    found.amountRefunded = { ...amount, value: (gone + Number(amount.value)).toFixed(2) };
    return { status: 201, body: made };
  }

  function list(query: URLSearchParams): Answer {
    const newest = [...payments.values()].toReversed();
    const from = query.get('from');
    const rest = from ? newest.slice(newest.findIndex(({ id }) => id === from)) : newest;
    // Small pages, so that every list of more than three is asked for the next one.
    const href = `https://api.mollie.com/v2/payments?from=${rest[3]?.id}&limit=${query.get('limit') ?? 50}`;
    const links = { next: rest.length > 3 ? { href, type: 'application/hal+json' } : null, previous: null };
    const page = rest.slice(0, 3);
    return { status: 200, body: { count: page.length, _embedded: { payments: page }, _links: links } };
  }

  function listMovements(name: string, rows: readonly object[]): Answer {
    const newest = rows.toReversed();
    const links = { next: null, previous: null };
    return { status: 200, body: { count: newest.length, _embedded: { [name]: newest }, _links: links } };
  }

  function cancel(id: string): Answer {
    theirs.onCancel(id);
    const found = payments.get(id);
    if (!found) return missing(id);
    if (!found.isCancelable) return refused(422, 'id', 'The payment cannot be canceled');
    end(found, 'canceled');
    return { status: 200, body: found };
  }

  function end(found: FakePayment, status: string): void {
    Object.assign(found, { status, isCancelable: false });
    delete found._links['checkout'];
  }

  function methods(query: URLSearchParams): Answer {
    const amount = { value: query.get('amount[value]') ?? '', currency: query.get('amount[currency]') ?? '' };
    const locale = query.get('locale');
    if (locale && !isLocale(locale)) return refused(400, 'locale', 'The locale is not known');
    if (query.has('amount[value]') && !isAmount(amount)) return refused(422, 'amount.value', 'The amount is wrong');
    if (amount.currency && !currencies.has(amount.currency))
      return refused(422, 'amount.currency', 'The currency is not supported');
    const offered = query.has('amount[value]')
      ? theirs.methods.filter((each) => isPayable(each, amount))
      : theirs.methods;
    const said = offered.map((each) => ({ ...each, description: inLanguage(each, locale) }));
    return { status: 200, body: { count: said.length, _embedded: { methods: said }, _links: {} } };
  }

  function route(
    verb: string,
    path: string,
    { body, query }: { body: Record<string, unknown>; query: URLSearchParams },
  ): [Readonly<Record<string, true>>, () => Answer] | null {
    const [, resource = '', id = '', of = ''] = /^\/v2\/(\w+)\/?(\w*)\/?(\w*)$/.exec(path) ?? [];
    switch (`${verb} ${resource}${id && '/:id'}${of && `/${of}`}`) {
      case 'POST payments/:id/refunds':
        return [refundParams, () => giveBack(id, body)];
      case 'POST payments':
        return [createParams, () => create(body)];
      case 'GET payments':
        return [listParams, () => list(query)];
      case 'GET chargebacks':
        return [movementParams, () => listMovements('chargebacks', chargebacks)];
      case 'GET refunds':
        return [movementParams, () => listMovements('refunds', refunds)];
      case 'GET payments/:id':
        return [getParams, () => get(id, query)];
      case 'DELETE payments/:id':
        return [noParams, () => cancel(id)];
      case 'GET methods':
        return [methodsParams, () => methods(query)];
      case 'GET methods/:id': {
        const found = theirs.methods.find((each) => each.id === id);
        return [noParams, () => (found ? { status: 200, body: found } : refused(403, 'id', 'Not enabled'))];
      }
      case 'GET profiles/:id':
        return id === 'me' ? [noParams, () => ({ status: 200, body: profile(mode, theirs.profileStatus) })] : null;
      default:
        return null;
    }
  }

  async function answer(request: Request): Promise<Response> {
    const { hostname, pathname, searchParams: query } = new URL(request.url);
    if (hostname !== 'api.mollie.com') {
      counts.icons += 1;
      return new Response(theirs.icon);
    }
    counts.requests += 1;
    if (request.headers.get('Authorization') !== `Bearer ${fakeKeys.apiKey.replace('test_', `${mode}_`)}`)
      return respond(refused(401, null, 'Missing authentication, or failed to authenticate'));
    const text = await request.text();
    const body = (text ? JSON.parse(text) : {}) as Record<string, unknown>;
    const found = route(request.method, pathname, { body, query });
    if (!found) return respond(missing(pathname));
    const unknown = unknownParam([...Object.keys(body), ...query.keys()], found[0]);
    if (unknown) return respond(refused(422, unknown, 'Non-existent parameter'));
    const fault = request.method === 'POST' ? faults.shift() : undefined;
    const key = request.headers.get('Idempotency-Key');
    const given = !fault || fault.arrives ? await once(found[1], key, text) : null;
    return fault ? spoilt(fault) : respond(given ?? missing(pathname));
  }

  /** The first answer to a key is the answer to it; two at once are one too many, and a refusal may be asked again. */
  async function once(act: () => Answer, key: string | null, body: string): Promise<Answer> {
    if (key === null) return act();
    const known = replies.get(key);
    if (known && known.body !== body) return refused(400, null, 'The key was used for something else');
    if (known) return known.answer ?? refused(409, null, 'A request with this key is being worked on');
    replies.set(key, { body, answer: null });
    await Promise.resolve();
    const given = act();
    if (given.status < 300) replies.set(key, { body, answer: given });
    else replies.delete(key);
    return given;
  }

  return {
    payments,
    counts,
    faults,
    theirs,
    answer,
    input: (method: string) => ({ kind: 'mollie' as const, method }),
    /** What became of it on Mollie's page or at the bank. */
    settle(reference: string, status: string, details: Record<string, unknown> | null = null): FakePayment {
      const found = paymentOf(reference);
      if (status === 'pending' || status === 'authorized') Object.assign(found, { status, isCancelable: false });
      else end(found, status);
      if (details) found.details = details;
      return found;
    },
    refund(reference: string, value: string, status = 'refunded'): FakeRefund {
      const found = paymentOf(reference);
      const amount = { ...found.amount, value };
      const made = refund(next('re'), { paymentId: reference, amount, status });
      refunds.push(made);
      found.amountRefunded = amount;
      return made;
    },
    chargeback(reference: string, value: string): FakeChargeback {
      const found = paymentOf(reference);
      const amount = { ...found.amount, value };
      const made = chargeback(next('chb'), { paymentId: reference, amount, reversedAt: null });
      chargebacks.push(made);
      found.amountChargedBack = amount;
      return made;
    },
    /** A classic call about a payment, and where it goes. */
    call(reference: string) {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      return { url: payments.get(reference)?.webhookUrl ?? '', body: `id=${reference}`, headers };
    },
    /** A signed message about a payment. */
    message(reference: string, { secret = fakeKeys.webhookSecret, ...more }: Message = {}) {
      const event = { resource: 'event', id: next('event').id, type: 'payment.paid', entityId: reference, ...more };
      return signed(JSON.stringify(event), secret);
    },
  };

  function paymentOf(reference: string): FakePayment {
    const found = payments.get(reference);
    if (!found) throw new Error(`the fake knows no ${reference}`);
    return found;
  }
}

type Message = { secret?: string; id?: string; type?: string; entityId?: string; _embedded?: unknown };
type Answer = { status: number; body: unknown };

export function signed(body: string, secret = fakeKeys.webhookSecret) {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return { body, headers: { 'X-Mollie-Signature': `sha256=${signature}`, 'Content-Type': 'application/json' } };
}

const needsLines: ReadonlySet<string> = new Set(['klarna', 'billie', 'billink', 'in3', 'riverty', 'voucher']);
const currencies: ReadonlySet<string> = new Set(['EUR', 'GBP', 'USD', 'CHF', 'PLN', 'SEK', 'DKK', 'NOK', 'JPY', 'ISK']);
const noDecimals: ReadonlySet<string> = new Set(['JPY', 'ISK']);
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function isAmount(amount: FakeAmount | undefined): amount is FakeAmount {
  if (typeof amount?.value !== 'string' || !amount.currency) return false;
  return (noDecimals.has(amount.currency) ? /^\d+$/ : /^\d+\.\d{2}$/).test(amount.value);
}

type Limits = { minimumAmount: FakeAmount; maximumAmount: FakeAmount | null };

function isPayable({ minimumAmount: least, maximumAmount: most }: Limits, { value, currency }: FakeAmount): boolean {
  if (least.currency !== currency) return false;
  return Number(value) >= Number(least.value) && (most === null || Number(value) <= Number(most.value));
}

function isLocale(locale: string): boolean {
  return Object.values<string>(Locale).includes(locale);
}

function inLanguage({ id, description }: { id: string; description: string }, locale: string | null): string {
  return id === 'creditcard' && locale?.startsWith('nl') ? 'Kaart' : description;
}

function isLocal(address: string): boolean {
  return /^https?:\/\/(localhost|127\.|\[)/.test(address);
}

/** What stands between may answer too; without `retry-after` the package would wait for seconds. */
function spoilt({ status }: Fault): Response | Promise<Response> {
  if (status === 'cut') return Response.error();
  if (status === 'silence') return new Promise(() => {});
  if (status === 'no object') return Response.json({ message: 'upstream' });
  return respond(refused(status, null, 'spoilt'));
}

function respond({ status, body }: Answer): Response {
  return Response.json(body, { status, headers: { 'Retry-After': '0' } });
}

function refused(status: number, field: string | null, detail: string): Answer {
  return { status, body: { status, title: 'Refused', detail, ...(field !== null && { field }), _links: {} } };
}

function missing(what: string): Answer {
  return refused(404, null, `No such thing: ${what}`);
}
