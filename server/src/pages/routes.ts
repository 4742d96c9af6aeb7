import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import { currentLink, currentSession } from '../access/reader.ts';
import { findEntityBySlug } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { setPagePolicy } from '../http/security-headers.ts';
import type { Shell } from './portal-build.ts';

const appPaths = ['/', '/invoices', '/invoices/paid', '/credit-notes', '/documents/:id', '/sign-in', '/sign-in/code'];

/**
 * The documents of the portal, and the files they load. A shell holds nothing of anybody's but speaks their language;
 * the pay document is one of its own because a payment provider's script may be allowed only there.
 */
export function pageRoutes(deps: Pick<Deps, 'db' | 'clock' | 'portal' | 'providers'>) {
  const { clientDir } = deps.portal;
  const routes = new Hono<AppEnv>();
  if (clientDir) routes.get('/assets/*', serveStatic({ root: clientDir, precompressed: true, onFound: keepForEver }));
  routes.on('GET', appPaths, async (c) => c.html(deps.portal.renderApp(await shellFor(deps, c, setPagePolicy(c)))));
  routes.get('/pay/:invoiceId', async (c) => {
    const sources = [...deps.providers.values()].map((provider) => provider.webPolicy());
    const nonce = setPagePolicy(c, {
      script: sources.flatMap((source) => source.script ?? []),
      connect: sources.flatMap((source) => source.connect ?? []),
      frame: sources.flatMap((source) => source.frame ?? []),
      image: sources.flatMap((source) => source.image ?? []),
    });
    return c.html(deps.portal.renderPay(await shellFor(deps, c, nonce)));
  });
  return routes;
}

async function shellFor(deps: Pick<Deps, 'db' | 'clock'>, c: Context<AppEnv>, nonce: string): Promise<Shell> {
  const entity = await findEntityBySlug(deps.db, c.req.query('entity') ?? null);
  const reader = (await currentSession(deps, c)) ?? (await currentLink(deps, c));
  const accepted = acceptedLanguages(c.req.header('Accept-Language') ?? '');
  return { nonce, languages: reader ? [reader.language, ...accepted] : accepted, entity: entity?.view ?? null };
}

/** The tags of an Accept-Language header, best first (RFC 9110, 12.5.4). */
export function acceptedLanguages(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.trim().split(/;\s*q=/);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && tag !== '*' && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

/** The name of an asset holds the hash of what it is. */
function keepForEver(_path: string, c: Context): void {
  c.header('Cache-Control', 'public, max-age=31536000, immutable');
}
