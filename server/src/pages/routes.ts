import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import type { DocumentList } from '@quittance/shared/document-choices.ts';
import { documentFilterSchema, documentQuerySchema } from '@quittance/shared/document-query.ts';
import { findPendingView } from '../access/browser.ts';
import { chosenLanguage, inChosenLanguage } from '../access/language-choice.ts';
import { findOwnEntity } from '../access/own-entity.ts';
import { currentLink, currentSession, findPayer, findReader } from '../access/reader.ts';
import { getSessionView } from '../access/session-view.ts';
import { findEntityBySlug, findOnlyEntity } from '../branding/entity-queries.ts';
import type { ServerDeps } from '../deps.ts';
import { listDocumentPage } from '../documents/list-documents.ts';
import { sumDocumentList } from '../documents/sum-documents.ts';
import { acceptedLanguages } from '../http/accepted-languages.ts';
import type { AppEnv } from '../http/app-env.ts';
import { setPagePolicy } from '../http/security-headers.ts';
import { originOf } from '../http/site.ts';
import { listPayableTotals } from '../payments/choose-invoices.ts';
import { draftPageSources, payPageSources } from '../payments/pay-page-sources.ts';
import { endedWorker } from './ended-worker.ts';
import type { Shell } from './portal-build.ts';
import { webManifest } from './web-manifest.ts';

const listsByPath = [
  ['/invoices', 'open'],
  ['/invoices/paid', 'paid'],
  ['/credit-notes', 'credit_notes'],
] as const;
/** The last is what a device keeps of the app, to open it without network. */
const appPaths = ['/', '/statement', '/downloads', '/documents/:id', '/offline-app'];

/**
 * The documents of the portal, and the files they load. A shell holds nothing of anybody's but speaks their language; a list has its rows;
 * the pay document is one of its own because a payment provider's script may be allowed only there.
 */
export function pageRoutes(deps: ServerDeps) {
  const { clientDir } = deps.portal;
  const routes = new Hono<AppEnv>();
  if (clientDir) routes.get('/assets/*', serveStatic({ root: clientDir, precompressed: true, onFound: keepForEver }));
  routes.on('GET', appPaths, async (c) => c.html(deps.portal.renderApp(await shellFor(deps, c, appPolicy(c)))));
  for (const [path, list] of listsByPath) routes.get(path, async (c) => c.html(await listDocument(deps, c, list)));
  routes.get('/offline-worker.js', (c) => {
    // Its own policy, not that of a page, says what a worker may ask for.
    c.header('Content-Security-Policy', "default-src 'none'; connect-src 'self'");
    const script = deps.config.hasOffline ? deps.portal.offlineWorker() : endedWorker;
    return c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  routes.get('/app.webmanifest', async (c) => {
    const asked = c.req.query('entity');
    const named = asked === undefined ? await findOnlyEntity(deps.db) : await findEntityBySlug(deps.db, asked);
    const entity = c.var.site.entity ?? named;
    return c.json(webManifest(entity), 200, { 'Content-Type': 'application/manifest+json' });
  });
  routes.get('/pay/drafts/:id', async (c) => {
    const nonce = setPagePolicy(c, await draftPageSources(deps, c, c.req.param('id')));
    return c.html(deps.portal.renderPay(await shellFor(deps, c, nonce)));
  });
  routes.get('/pay/:invoiceId', async (c) => {
    const invoiceId = c.req.param('invoiceId');
    const payer = await findPayer(deps, c, invoiceId);
    const nonce = setPagePolicy(c, payer && (await payPageSources(deps, payer, invoiceId)));
    return c.html(deps.portal.renderPay(await shellFor(deps, c, nonce)));
  });
  routes.get('/sign-in', async (c) => {
    const home = await otherHome(deps, c);
    if (home !== null) return c.redirect(`${home}/sign-in${new URL(c.req.url).search}`, 303);
    const shell = await shellFor(deps, c, appPolicy(c));
    return c.html(await deps.portal.renderSignIn(shell, { path: pathOf(c), challenge: null }));
  });
  routes.get('/sign-in/code', async (c) => {
    const challenge = await findPendingView(deps, c);
    if (!challenge) return c.redirect('/sign-in', 303);
    const shell = await shellFor(deps, c, appPolicy(c));
    const asking = { ...shell, entity: challenge.entity ?? shell.entity };
    return c.html(await deps.portal.renderSignIn(asking, { path: pathOf(c), challenge }));
  });
  return routes;
}

/** With the list in it for whoever may see it, so that it can be read before the app has come; the app alone for anybody else. */
async function listDocument(deps: ServerDeps, c: Context<AppEnv>, list: DocumentList): Promise<string> {
  const shell = await shellFor(deps, c, appPolicy(c));
  const reader = await findReader(deps, c, { needed: 'account' });
  if (!reader) return deps.portal.renderApp(shell);
  return deps.portal.renderList(shell, {
    list,
    path: pathOf(c),
    session: await getSessionView(deps, c),
    documents: (query) => listDocumentPage(deps, reader, documentQuerySchema.parse(query)),
    totals: (filter) => sumDocumentList(deps, reader, documentFilterSchema.parse(filter)),
    payable: (filter) => listPayableTotals(deps, reader, { filter: documentFilterSchema.parse(filter) }),
  });
}

/** Only the app starts a worker: the pages behind a mailed link and of paying are never kept. */
function appPolicy(c: Context): string {
  return setPagePolicy(c, {}, { startsWorker: true });
}

/** With its search. */
function pathOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return `${pathname}${search}`;
}

/** Where to sign in with the entity that was asked for, if that is under another name: the cookies must be where its links lead. */
async function otherHome(deps: Pick<ServerDeps, 'db' | 'config'>, c: Context<AppEnv>): Promise<string | null> {
  const asked = c.req.query('entity');
  const entity = asked === undefined ? undefined : await findEntityBySlug(deps.db, asked);
  const isElsewhere = entity && entity.host !== (c.var.site.entity?.host ?? null);
  return isElsewhere ? originOf(deps.config, entity.host) : null;
}

async function shellFor(
  deps: Pick<ServerDeps, 'db' | 'clock' | 'config'>,
  c: Context<AppEnv>,
  nonce: string,
): Promise<Shell> {
  const session = await currentSession(deps, c);
  const link = await currentLink(deps, c);
  const { entity: host } = c.var.site;
  // Under an entity's own name nobody else's brand is shown, whatever the address says behind it.
  const asked = host ? undefined : c.req.query('entity');
  const entity = asked === undefined ? await findOwnEntity(deps, c) : await findEntityBySlug(deps.db, asked);
  const shown = entity ?? host ?? (await findOnlyEntity(deps.db));
  const accepted = acceptedLanguages(c.req.header('Accept-Language') ?? '');
  const own = session?.language ?? (link && inChosenLanguage(c, link.language));
  const wanted = [own, chosenLanguage(c), c.req.query('language')].filter((tag) => tag !== undefined);
  return { nonce, languages: [...wanted, ...accepted], entity: shown?.view ?? null };
}

/** The name of an asset holds the hash of what it is. */
function keepForEver(_path: string, c: Context): void {
  c.header('Cache-Control', 'public, max-age=31536000, immutable');
}
