import { setTimeout as pause } from 'node:timers/promises';
import { Stripe } from 'stripe';
import { AppError } from '../../http/errors.ts';
import type { Circuit } from './circuit.ts';

/** The version that this adapter was written for; the types of the package are of the same. */
const apiVersion = '2026-10-28.endive';
const readTimeoutMs = 10_000;
/** A bank may take its time to authorise. */
const confirmTimeoutMs = 25_000;

/** Over all accounts, so that connections are used again. */
const httpClient = Stripe.createNodeHttpClient();

export function openStripe(apiKey: string): Stripe {
  return new Stripe(apiKey, { apiVersion, httpClient, maxNetworkRetries: 1, timeout: readTimeoutMs, telemetry: false });
}

export const confirmOptions = { maxNetworkRetries: 0, timeout: confirmTimeoutMs } as const;

/**
 * Makes one request, under one idempotency key, until it is answered. Rejects with `provider_unavailable` only where not one of the tries
 * can have reached Stripe's books. An answer that says no is not an error: it carries the PaymentIntent.
 */
export async function confirmOnce(
  request: () => Promise<Stripe.PaymentIntent>,
  line: Line,
): Promise<Stripe.PaymentIntent> {
  return requestOnce(request, line, intentOfError);
}

type Line = { pausesMs: readonly number[]; health: Circuit };

/** The same for a refund. Rejects with `refund_refused` where Stripe says no. */
export async function refundOnce(request: () => Promise<Stripe.Refund>, line: Line): Promise<Stripe.Refund> {
  return requestOnce(request, line, (error) => {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return null;
    throw new AppError('refund_refused', `Stripe gives nothing back: ${error.code ?? error.type}`);
  });
}

async function requestOnce<Answer>(
  request: () => Promise<Answer>,
  { pausesMs, health }: Line,
  readRefusal: (error: unknown) => Answer | null,
): Promise<Answer> {
  let isCertain = true;
  for (let tries = 0; ; tries += 1) {
    try {
      return await watched(health, request);
    } catch (error) {
      const refused = readRefusal(error);
      if (refused) return refused;
      isCertain &&= isCertainlyNotTaken(error);
      const waitMs = pausesMs[tries];
      if (waitMs === undefined || !isWorthAnotherTry(error))
        throw isCertain ? unavailable(error) : withoutSecrets(error);
      await pause(waitMs);
    }
  }
}

/** Asks Stripe for something; null where it knows of none such. */
export async function ask<Answer>(health: Circuit, request: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await watched(health, request);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return null;
    throw withoutSecrets(error);
  }
}

async function watched<Answer>(health: Circuit, request: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await request();
    health.succeeded();
    return answer;
  } catch (error) {
    if (isDown(error)) health.failed();
    else health.succeeded();
    throw error;
  }
}

function isDown(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError;
}

function intentOfError(error: unknown): Stripe.PaymentIntent | null {
  const intent = error instanceof Stripe.errors.StripeError ? error.payment_intent : undefined;
  return intent?.object === 'payment_intent' ? intent : null;
}

/** Stripe refused the request as it stood, or was never reached. */
function isCertainlyNotTaken(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  if (error instanceof Stripe.errors.StripeConnectionError) return wasNeverReached(error);
  const { statusCode } = error;
  return statusCode === 400 || statusCode === 401 || statusCode === 403 || statusCode === 404 || statusCode === 429;
}

/** The package asks once more by itself after a connection that broke, and then the first try may have arrived. */
function wasNeverReached({ detail, message }: Stripe.errors.StripeConnectionError): boolean {
  const code = typeof detail === 'object' && 'code' in detail ? detail.code : null;
  return typeof code === 'string' && unreached.has(code) && !message.includes('retried');
}

const unreached: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

function isWorthAnotherTry(error: unknown): boolean {
  if (isDown(error) || error instanceof Stripe.errors.StripeRateLimitError) return true;
  return error instanceof Stripe.errors.StripeError && error.statusCode === 409;
}

function unavailable(error: unknown): AppError {
  return new AppError('provider_unavailable', withoutSecrets(error).message);
}

/** What the package throws holds the whole answer, client secrets included, and would be logged with it. */
function withoutSecrets(error: unknown): Error {
  if (!(error instanceof Stripe.errors.StripeError)) return error instanceof Error ? error : new Error(String(error));
  const { type, code = 'no code', statusCode = 'no status', requestId = 'no request id' } = error;
  return new Error(`Stripe: ${type}, ${code}, ${statusCode}, ${requestId}`);
}
