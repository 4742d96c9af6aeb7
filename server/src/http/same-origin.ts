import type { MiddlewareHandler } from 'hono';
import type { Config } from '../config.ts';
import { findEntityByHost } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv, Site } from './app-env.ts';
import { AppError } from './errors.ts';
import { originOf } from './site.ts';

type SiteDeps = Pick<Deps, 'db' | 'config'>;

const localNames = ['localhost', '127.0.0.1', '[::1]'];
/** Probes ask by address. */
const probes = ['/healthz', '/readyz'];
const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Answers only under the installation's name and those of its entities, so that no link is ever made for, or cached under, another. The name
 * says whose page it is; a proxy's word counts only where it says the same.
 */
export function ownHost(deps: SiteDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { host } = new URL(c.req.url);
    const forwarded = c.req.header('X-Forwarded-Host');
    const isTold = forwarded === undefined || forwarded.toLowerCase() === host;
    const site = isTold ? await findSite(deps, host) : undefined;
    if (!site && !probes.includes(c.req.path)) throw new AppError('wrong_host');
    c.set('site', site ?? { origin: deps.config.publicUrl, entity: null });
    await next();
  };
}

/** A browser says where a change comes from; what it says must be us. Callers without cookies have nothing to ride on. */
export function sameOrigin({ environment }: Pick<Config, 'environment'>): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (!safeMethods.includes(c.req.method)) {
      const fetchSite = c.req.header('Sec-Fetch-Site');
      const origin = c.req.header('Origin');
      const hasCookies = c.req.header('Cookie') !== undefined;
      if (fetchSite !== undefined && !['same-origin', 'none'].includes(fetchSite))
        throw new AppError('cross_site_request');
      // A form of a page that sends no referrer posts with the origin `null`; only the browser itself can say that it is ours.
      const isOwnForm = fetchSite === 'same-origin' && origin === 'null';
      if (!isOwnForm && (origin === undefined ? hasCookies : !isOwnOrigin(origin, c.var.site, environment, c.req.url)))
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

async function findSite({ db, config }: SiteDeps, host: string): Promise<Site | undefined> {
  const { publicUrl, environment } = config;
  if (host === new URL(publicUrl).host) return { origin: publicUrl, entity: null };
  const url = new URL(`http://${host}`);
  if (environment !== 'production' && localNames.includes(url.hostname)) return { origin: url.origin, entity: null };
  const entity = await findEntityByHost(db, url.hostname);
  const origin = entity && originOf(config, entity.host);
  return entity && origin && new URL(origin).host === host ? { origin, entity } : undefined;
}

function isOwnOrigin(origin: string, site: Site, environment: Config['environment'], requestUrl: string): boolean {
  if (origin === site.origin) return true;
  return environment !== 'production' && URL.canParse(origin) && new URL(origin).host === new URL(requestUrl).host;
}
