import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { isMainThread } from 'node:worker_threads';
import { passthrough } from 'msw';
import { http } from 'msw/http';
import { setupServer } from 'msw/node';
import { systemClock } from '../deps.ts';
import { fakeMollie } from './fake-mollie.ts';
import { fakeStripe } from './fake-stripe.ts';

// Loaded by `node --import` before a whole server: what that would ask of a provider is answered here, and what a browser would ask of
// Stripe, or see at Mollie, is on the port FAKE_PROVIDERS_PORT of this machine.

if (isMainThread) {
  const port = Number(process.env['FAKE_PROVIDERS_PORT']);
  const stripe = fakeStripe(systemClock);
  const mollie = fakeMollie(systemClock, { checkoutUrl: (id) => `http://127.0.0.1:${port}/checkout/${id}` });
  setupServer(
    http.all(/^https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?\//, () => passthrough()),
    http.all('https://api.stripe.com/*', ({ request }) => stripe.answer(request)),
    http.all('https://*mollie.com/*', ({ request }) => mollie.answer(request)),
  ).listen({ onUnhandledFrame: 'error' });
  const answersOfStripe: Record<string, (said: string) => unknown> = {
    '/v1/confirmation_tokens': (kind) => ({ id: stripe.token(kind) }),
    '/v1/challenges/approve': (secret) => stripe.settle(referenceOf(secret), 'succeeds').status,
    '/v1/challenges/fail': (secret) =>
      stripe.settle(referenceOf(secret), 'payment_intent_authentication_failure').status,
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [, reference, end] = /^\/checkout\/(\w+)(?:\/(\w+))?$/.exec(request.url ?? '') ?? [];
    if (reference && end) {
      const { redirectUrl } = mollie.settle(
        reference,
        end,
        end === 'failed' ? { failureReason: 'card_declined' } : null,
      );
      return response.writeHead(303, { Location: redirectUrl ?? '' }).end();
    }
    if (reference) {
      const payment = mollie.payments.get(reference);
      const said = [payment?.amount.value, payment?.amount.currency, payment?.description, payment?.locale].join(' ');
      return response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(checkoutPage(reference, said));
    }
    const told = answersOfStripe[request.url ?? '']?.(await text(request));
    return response.writeHead(told ? 200 : 404).end(JSON.stringify(told ?? null));
  };
  createServer((request, response) => void answer(request, response))
    .listen(port, '127.0.0.1')
    .unref();
}

function checkoutPage(reference: string, said: string): string {
  const way = (end: string, text: string) => `<p><a href="/checkout/${reference}/${end}">${text}</a></p>`;
  return `<!doctype html><title>Checkout</title><link rel="icon" href="data:,"><h1>Checkout</h1><p>${said}</p>
    ${way('paid', 'Pay')}${way('failed', 'Fail')}${way('canceled', 'Cancel')}`;
}

function referenceOf(clientSecret: string): string {
  return clientSecret.replace(/_secret_.*$/, '');
}
