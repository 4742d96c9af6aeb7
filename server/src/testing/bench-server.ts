import { Hono, type Context } from 'hono';
import { ownOrder } from '@quittance/shared/document-choices.ts';
import { deriveKey } from '../access/keys.ts';
import { buildApp, type App } from '../app.ts';
import { openDeps, openLog } from '../boot/build-deps.ts';
import { listen } from '../boot/http-server.ts';
import { readConfig } from '../config.ts';
import { systemClock, type ServerDeps } from '../deps.ts';
import { listDocuments } from '../documents/document-list-queries.ts';
import { findReadableDocument } from '../documents/document-queries.ts';
import { loadPortalBuild } from '../pages/portal-build.ts';
import { plantBench, type BenchReader } from './bench-world.ts';

/**
 * The server as it runs, and under `/floor` what it is judged against: bare routes of the same process with the same connections, which ask the
 * database the main question and answer what the server answers. Tells on a line of JSON where it is and who may ask.
 */
const [invoicesCount = 20_000, readersCount = 200] = process.argv.slice(2).map(Number);
const config = readConfig();
if (config.databaseUrl === null) throw new Error('DATABASE_URL names no database');
const http = await listen(config);
const { deps: opened } = await openDeps({
  config,
  databaseUrl: config.databaseUrl,
  log: openLog(config.logLevel),
  role: 'server',
  fetchOwn: (address, init) => app.request(address, init),
});
const deps: ServerDeps = { ...opened, portal: await loadPortalBuild() };
const app: App = buildApp(deps);
const readers = await plantBench(deps, { invoicesCount, readersCount });
const floor = await floorRoutes(deps, app, readers);
http.serve((request, env) => (new URL(request.url).pathname.startsWith('/floor/') ? floor : app).fetch(request, env));
const webhookSecret = deriveKey(config.secretKey, 'sandbox-webhook').toString('hex');
process.stdout.write(`${JSON.stringify({ readers, webhookSecret, url: config.publicUrl })}\n`);

/** What the server answers is asked once beforehand. */
async function floorRoutes({ db }: ServerDeps, asked: App, all: readonly BenchReader[]): Promise<Hono> {
  const host = new URL(config.publicUrl).origin;
  const answers = await Promise.all(
    all.map(async ({ cookie, linkPath }) => {
      const list = await asked.request(`${host}/api/documents?list=open&dates=due`, { headers: { Cookie: cookie } });
      const page: unknown = await list.json();
      return { page, landing: await (await asked.request(host + linkPath)).text() };
    }),
  );
  const at = (c: Context) => Number(c.req.param('at')) % all.length;
  const filter = { list: 'open', dates: 'due' } as const;
  const page = { order: ownOrder.open, after: null, limit: 26 };
  return new Hono()
    .get('/floor/list/:at', async (c) => {
      const reader = all[at(c)];
      if (reader) await listDocuments(db, reader.scope, { filter, now: systemClock.now(), late: [] }, page);
      return c.json(answers[at(c)]?.page);
    })
    .get('/floor/landing/:at', async (c) => {
      const reader = all[at(c)];
      if (reader) await findReadableDocument(db, reader.scope, reader.invoiceId);
      return c.html(answers[at(c)]?.landing ?? '');
    })
    .post('/floor/webhook/:event', async (c) => {
      const body = await c.req.text();
      const event = { event_id: c.req.param('event'), provider_reference: 'none', received_at: systemClock.now() };
      await db
        .insertInto('webhook_inbox')
        .values({ provider: 'sandbox', body, ...event })
        .execute();
      return c.body(null, 200);
    });
}
