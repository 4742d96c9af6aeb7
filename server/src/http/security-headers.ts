import { randomBytes } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';

/** On every answer, refusals and files included. A page then widens the policy for itself by `setPagePolicy`. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(always)) c.res.headers.set(name, value);
  for (const [name, value] of Object.entries(unlessSaidOtherwise)) {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  }
};

const always = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // An address may hold a token.
  'Referrer-Policy': 'no-referrer',
};

const unlessSaidOtherwise = {
  'Cache-Control': 'no-store',
  // A wallet's pop-up must be able to answer the page that opened it.
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  'Permissions-Policy': permissions([]),
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

/** What one document may load besides its own origin, as lists of origins. */
export type PageSources = {
  script?: string[];
  connect?: string[];
  frame?: string[];
  image?: string[];
  /** Who may ask the browser for a payment, besides the page: wallets. */
  payment?: string[];
};

/** The policy of one HTML document. Returns the nonce that its inline style must carry; there is no inline script. */
export function setPagePolicy(c: Context, sources: PageSources = {}, { startsWorker = false } = {}): string {
  const nonce = randomBytes(16).toString('base64');
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...(sources.script ?? [])],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:', ...(sources.image ?? [])],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...(sources.connect ?? [])],
    'frame-src': sources.frame?.length ? sources.frame : ["'none'"],
    'worker-src': [startsWorker ? "'self'" : "'none'"],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
    // Text never becomes markup or script by way of the DOM. A provider's script cannot be held to it: it loads more scripts.
    ...(sources.script?.length ? {} : { 'require-trusted-types-for': ["'script'"] }),
  };
  if (sources.payment?.length) c.header('Permissions-Policy', permissions(['self', ...sources.payment.map(quoted)]));
  const policy = Object.entries(directives).map(([name, values]) => `${name} ${values.join(' ')}`);
  c.header('Content-Security-Policy', policy.join('; '));
  return nonce;
}

function permissions(payment: string[]): string {
  return `camera=(), geolocation=(), microphone=(), usb=(), payment=(${payment.join(' ')})`;
}

function quoted(origin: string): string {
  return `"${origin}"`;
}
