import { isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * Each trusted proxy appends whom it heard; what stands left of their entries was written by anybody. So the caller is
 * the entry that the outermost trusted proxy appended, and without proxies the header says nothing.
 */
export function clientAddressOf(c: Context, trustedProxies: number): string {
  const peer = peerOf(c);
  if (trustedProxies === 0) return normal(peer);
  const hops = (c.req.header('X-Forwarded-For') ?? '').split(',').map((hop) => hop.trim());
  return normal(hops.at(-trustedProxies) || peer);
}

function peerOf(c: Context): string {
  // A request made in process (tests) has no connection.
  return c.env && 'incoming' in c.env ? (getConnInfo(c).remote.address ?? '') : '127.0.0.1';
}

/** IPv4 as such; IPv6 cut to its /64, which is what one subscriber has. */
function normal(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  return isIPv6(address) ? `${network(address)}::/64` : address;
}

function network(address: string): string {
  const [left = '', right] = address.replace(/%.*$/, '').toLowerCase().split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return [...head, ...zeros, ...tail]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
