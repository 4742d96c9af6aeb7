import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { AppEnv } from './app-env.ts';
import { clientAddressOf } from './client-address.ts';

/** Gives the request its id and logger, and writes one line when it is answered. */
export function requestLog(log: Logger, options: { trustedProxies: number }): MiddlewareHandler<AppEnv> {
  let isWarned = options.trustedProxies > 0;
  return async (c, next) => {
    if (!isWarned && c.req.header('X-Forwarded-For') !== undefined) {
      isWarned = true;
      log.warn(
        'X-Forwarded-For came while TRUSTED_PROXIES is 0: behind a proxy, set it, or all customers share one limit',
      );
    }
    const requestId = randomUUID();
    const startedMs = performance.now();
    c.set('requestId', requestId);
    c.set('log', log.child({ requestId }));
    c.set('clientAddress', clientAddressOf(c, options.trustedProxies));
    await next();
    c.header('X-Request-Id', requestId);
    const durationMs = Math.round(performance.now() - startedMs);
    c.var.log.info(
      { method: c.req.method, path: withoutTokens(c.req.path), status: c.res.status, durationMs },
      'request',
    );
  };
}

/** Of the plus in a reply address it is not known how often it was escaped on its way. */
const token = /((inv1|sgn1|prv1|pk1)_|reply(\+|%(25)*2b)r1)[^/]+/gi;

/** A log is read by more people than may open an invoice; an address that was mistyped holds a token that was not. */
export function withoutTokens(path: string): string {
  return path
    .replace(/^(\/i|\/auth\/l|\/brand-previews|\/webhooks\/inbound-mail)\/[^/]+/, '$1/…')
    .replaceAll(token, '…');
}
