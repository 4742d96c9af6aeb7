import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { isMainThread } from 'node:worker_threads';
import { passthrough } from 'msw';
import { http } from 'msw/http';
import { setupServer } from 'msw/node';
import { systemClock } from '../deps.ts';
import { fakeStripe } from './fake-stripe.ts';

// Loaded by `node --import` before a whole server: what that would ask of Stripe is answered here, and what a browser would ask of
// Stripe is answered on the port FAKE_STRIPE_PORT of this machine.

if (isMainThread) {
  const fake = fakeStripe(systemClock);
  const answers: Record<string, (said: string) => unknown> = {
    '/v1/confirmation_tokens': (kind) => ({ id: fake.token(kind) }),
    '/v1/challenges/approve': (secret) => fake.settle(referenceOf(secret), 'succeeds').status,
    '/v1/challenges/fail': (secret) => fake.settle(referenceOf(secret), 'payment_intent_authentication_failure').status,
  };
  setupServer(
    http.all(/^https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?\//, () => passthrough()),
    http.all('https://api.stripe.com/*', ({ request }) => fake.answer(request)),
  ).listen({ onUnhandledFrame: 'error' });
  const answer = async (request: IncomingMessage) => {
    const said = await text(request);
    return answers[request.url ?? '']?.(said);
  };
  const forBrowsers = createServer((request, response) => {
    void answer(request).then((told) => response.writeHead(told ? 200 : 404).end(JSON.stringify(told ?? null)));
  });
  forBrowsers.listen(Number(process.env['FAKE_STRIPE_PORT']), '127.0.0.1').unref();
}

function referenceOf(clientSecret: string): string {
  return clientSecret.replace(/_secret_.*$/, '');
}
