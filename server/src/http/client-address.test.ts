import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clientAddressOf } from './client-address.ts';

async function addressOf(peer: string, forwardedFor: string | null, trustedProxies: number): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(clientAddressOf(c, trustedProxies)));
  const headers = forwardedFor === null ? {} : { 'X-Forwarded-For': forwardedFor };
  const socket = { remoteAddress: peer, remotePort: 1, remoteFamily: 'IPv4' };
  return (await app.request('/', { headers }, { incoming: { socket } })).text();
}

test.each([
  ['the peer when no proxy is trusted, whatever is forwarded', '203.0.113.9', '198.51.100.1', 0, '203.0.113.9'],
  ['what the one proxy heard', '10.0.0.1', '1.1.1.1, 203.0.113.9', 1, '203.0.113.9'],
  ['what the outer of two proxies heard', '10.0.0.2', '1.1.1.1, 203.0.113.9, 10.0.0.1', 2, '203.0.113.9'],
  ['the peer when the proxy said nothing', '10.0.0.1', null, 1, '10.0.0.1'],
  ['the peer when fewer hops came than are trusted', '10.0.0.1', '203.0.113.9', 2, '10.0.0.1'],
  ['IPv4 out of its IPv6 form', '::ffff:203.0.113.9', null, 0, '203.0.113.9'],
  ['the /64 of an IPv6 address', '2001:db8:1:2:3:4:5:6', null, 0, '2001:db8:1:2::/64'],
  ['the same /64 when it is written short', '2001:0DB8:1:2::9', null, 0, '2001:db8:1:2::/64'],
  ['the loopback', '::1', null, 0, '0:0:0:0::/64'],
])('the caller is %s', async (_what, peer, forwardedFor, trustedProxies, expected) => {
  expect(await addressOf(peer, forwardedFor, trustedProxies)).toBe(expected);
});
