import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { withoutTokens } from './request-log.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

describe('every answer', () => {
  test.each(['/healthz', '/no/such/thing', '/readyz'])('%s carries the security headers', async (path) => {
    const { headers } = await server.app.request(url(path));
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  });

  test('that refuses is a problem with a code', async () => {
    const answer = await server.app.request(url('/no/such/thing'));
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      type: 'urn:quittance:problem:not_found',
      code: 'not_found',
      status: 404,
    });
  });
});

describe('a foreign name', () => {
  test.each([
    ['in the address', 'http://evil.test/', {}],
    ['forwarded', url('/'), { 'X-Forwarded-Host': 'evil.test' }],
    ['that only starts like ours', 'http://quittance.test.evil.test/', {}],
    ['on another port', 'http://quittance.test:81/', {}],
  ])('%s is refused', async (_where, address, headers) => {
    const answer = await server.app.request(address, { headers });
    expect([answer.status, (await problemOf(answer)).code]).toEqual([421, 'wrong_host']);
  });

  test('does not keep a probe out', async () => {
    expect((await server.app.request('http://10.0.0.7:3000/healthz')).status).toBe(200);
  });
});

describe('a change', () => {
  const change = (headers: Record<string, string>) =>
    server.app.request(url('/no/such/thing'), { method: 'POST', headers });

  test.each([
    ['from another origin', { Origin: 'http://evil.test' }],
    ['from a hidden origin', { Origin: 'null' }],
    ['that the browser calls cross-site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://quittance.test' }],
    ['from a hidden origin elsewhere', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['that the browser calls same-site', { 'Sec-Fetch-Site': 'same-site' }],
    ['with cookies and without origin', { Cookie: '__Host-sid=x' }],
  ])('%s is refused', async (_from, headers) => {
    const answer = await change(headers);
    expect([answer.status, (await problemOf(answer)).code]).toEqual([403, 'cross_site_request']);
  });

  test.each([
    ['from our own page', { Origin: 'http://quittance.test', 'Sec-Fetch-Site': 'same-origin', Cookie: 'a=b' }],
    [
      'from a form of a page that sends no referrer',
      { Origin: 'null', 'Sec-Fetch-Site': 'same-origin', Cookie: 'a=b' },
    ],
    ['from a program without cookies', { Authorization: 'Bearer x' }],
  ])('%s gets through', async (_from, headers) => {
    expect((await change(headers)).status).toBe(404);
  });
});

test.each([
  ['/?entity=%00', 400],
  ['/sign-in?entity=a%00b', 400],
  [`/brand/%00/${'a'.repeat(64)}`, 404],
  ['/i/inv1_%00', 404],
])('the NUL character in %s is a mistake of the caller, not of the server', async (path, status) => {
  expect((await server.app.request(url(path))).status).toBe(status);
});

test.each([
  ['/i/inv1_secret', '/i/…'],
  ['/i/inv1_secret/invoice.pdf', '/i/…/invoice.pdf'],
  ['/auth/l/sgn1_secret', '/auth/l/…'],
  ['//i/inv1_secret', '//i/…'],
  ['/I/inv1_secret/pdf', '/I/…/pdf'],
  ['/en/auth/l/sgn1_secret.', '/en/auth/l/…'],
  ['/pk1_secret', '/…'],
  ['/i%2Finv1_secret', '/i%2F…'],
  ['/brand-previews/prv1_secret/mail', '/brand-previews/…/mail'],
  ['/v1/invoices/7', '/v1/invoices/7'],
  [`/webhooks/inbound-mail/reply+r1${'a'.repeat(42)}@reply.quittance.test`, '/webhooks/inbound-mail/…'],
  [`/webhooks/inbound-mails/reply+r1${'a'.repeat(42)}@reply.quittance.test`, '/webhooks/inbound-mails/…'],
  [`/inbound/REPLY%2BR1${'A'.repeat(42)}%40reply.quittance.test/7`, '/inbound/…/7'],
  [`//webhooks/inbound-mail/reply%252br1${'a'.repeat(42)}`, '//webhooks/inbound-mail/…'],
])('the log knows %s as %s', (path, logged) => {
  expect(withoutTokens(path)).toBe(logged);
});
