import type { MiddlewareHandler } from 'hono';
import type { Config } from '../config.ts';
import { AppError } from './errors.ts';

type Site = Pick<Config, 'publicUrl' | 'environment'>;

const localNames = ['localhost', '127.0.0.1', '[::1]'];
/** Probes ask by address. */
const probes = ['/healthz', '/readyz'];
const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Answers only under its own name, so that no link is ever made for, or cached under, another. */
export function ownHost(site: Site): MiddlewareHandler {
  return async (c, next) => {
    if (!probes.includes(c.req.path)) {
      const forwarded = c.req.header('X-Forwarded-Host');
      const hosts = [new URL(c.req.url).host, ...(forwarded === undefined ? [] : [forwarded])];
      if (!hosts.every((host) => isOwnHost(site, host))) throw new AppError('wrong_host');
    }
    await next();
  };
}

/** A browser says where a change comes from; what it says must be us. Callers without cookies have nothing to ride on. */
export function sameOrigin(site: Site): MiddlewareHandler {
  return async (c, next) => {
    if (!safeMethods.includes(c.req.method)) {
      const fetchSite = c.req.header('Sec-Fetch-Site');
      const origin = c.req.header('Origin');
      const hasCookies = c.req.header('Cookie') !== undefined;
      if (fetchSite !== undefined && !['same-origin', 'none'].includes(fetchSite))
        throw new AppError('cross_site_request');
      // A form of a page that sends no referrer posts with the origin `null`; only the browser itself can say that it is ours.
      const isOwnForm = fetchSite === 'same-origin' && origin === 'null';
      if (!isOwnForm && (origin === undefined ? hasCookies : !isOwnOrigin(site, origin, c.req.url)))
        throw new AppError('cross_site_request');
    }
    await next();
  };
}

/** For what a person does without a cookie yet, such as signing in: a page of ours must have asked, not a program. */
export const fromOwnPage: MiddlewareHandler = async (c, next) => {
  const isSaid = c.req.header('Origin') !== undefined || c.req.header('Sec-Fetch-Site') !== undefined;
  if (!isSaid) throw new AppError('cross_site_request', 'expected the header Origin');
  await next();
};

function isOwnHost(site: Site, host: string): boolean {
  if (host === new URL(site.publicUrl).host) return true;
  return (
    site.environment !== 'production' &&
    URL.canParse(`http://${host}`) &&
    localNames.includes(new URL(`http://${host}`).hostname)
  );
}

function isOwnOrigin(site: Site, origin: string, requestUrl: string): boolean {
  if (origin === site.publicUrl) return true;
  return site.environment !== 'production' && URL.canParse(origin) && new URL(origin).host === new URL(requestUrl).host;
}
