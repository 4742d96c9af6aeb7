import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import pg from 'pg';
import pino from 'pino';
import { expect, inject } from 'vitest';
import { problemSchema, type Problem } from '@quittance/shared/api-error.ts';
import { calendarDateAt } from '@quittance/shared/calendar-date.ts';
import { buildApp, type App } from './app.ts';
import { openDrawings } from './access/draw-for.ts';
import { openMailReader } from './comments/read-mail.ts';
import type { Config } from './config.ts';
import { openDatabase } from './db/database.ts';
import type { Database } from './db/tables.ts';
import { systemRandom, type Clock, type ServerDeps } from './deps.ts';
import { openPreviews } from './documents/render-preview.ts';
import { openWorkbooks } from './documents/write-workbook.ts';
import type { OutgoingMail } from './email/mailer.ts';
import { temporaryFilesOnDisk } from './files/temporary-files-on-disk.ts';
import { filesOnDisk } from './files/files-on-disk.ts';
import { openPictures } from './files/redraw-picture.ts';
import { openUblPool } from './imports/ubl/ubl-pool.ts';
import type { JobName } from './jobs/jobs.ts';
import { openJobQueue } from './jobs/pg-boss-jobs.ts';
import { workers } from './jobs/workers.ts';
import type { PortalBuild } from './pages/portal-build.ts';
import { sandboxProvider } from './payments/providers/sandbox.ts';

export type TestClock = Clock & { set(instant: string): void; advance(ms: number): void };
export type FailedJob = { name: string; error: unknown };

export type TestApp = {
  app: App;
  deps: ServerDeps;
  db: Kysely<Database>;
  clock: TestClock;
  /** Every mail that was sent, in order. */
  mails: OutgoingMail[];
  /** Runs every job that is due by the test's clock, and those they start, until none is left; tells which failed. */
  drainJobs(): Promise<FailedJob[]>;
  close(): Promise<void>;
};

const origin = 'http://quittance.test';

/** The whole server on a database of its own, in process: ask it by `app.request(url(path))`. */
export async function testApp(overrides: Partial<ServerDeps> = {}): Promise<TestApp> {
  const databaseUrl = await copyTemplate();
  const db = openDatabase(databaseUrl, { connectionsMax: 8 });
  const dataDir = await mkdtemp(join(tmpdir(), 'quittance-files-'));
  const clock = testClock('2026-03-16T09:00:00Z');
  const mails: OutgoingMail[] = [];
  const log = pino({ level: 'silent' });
  const queue = await openJobQueue({ databaseUrl, isWorker: false, log });
  const sandbox = sandboxProvider(
    { db, clock, random: systemRandom, jobs: queue.jobs },
    {
      webhookSecret: 'a webhook secret for tests',
      webhookUrl: url('/webhooks/sandbox'),
      delayMs: 60_000,
      fetch: (address, init) => app.request(address, init),
    },
  );
  const deps: ServerDeps = {
    db,
    clock,
    random: systemRandom,
    jobs: queue.jobs,
    mailer: {
      async send(mail) {
        mails.push(mail);
        return { outcome: 'kept' };
      },
    },
    // Tests share a machine: what is read in time elsewhere may take longer.
    mailReader: openMailReader({ timeoutMs: 60_000, heapMegabytesMax: 512 }),
    files: filesOnDisk(join(dataDir, 'files'), clock),
    temporaryFiles: temporaryFilesOnDisk(join(dataDir, 'temporary')),
    providers: new Map([[sandbox.id, sandbox]]),
    connectors: new Map(),
    portal: barePortal,
    ublPool: openUblPool(2),
    previews: openPreviews(),
    workbooks: openWorkbooks(),
    pictures: openPictures(),
    drawings: openDrawings(),
    log,
    config: testConfig(dataDir, databaseUrl),
    ...overrides,
  };
  const app = buildApp(deps);
  return {
    app,
    deps,
    db,
    clock,
    mails,
    drainJobs: () => drain(queue, deps),
    async close() {
      await queue.stop();
      await deps.ublPool.close();
      await db.destroy();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An address of the test server; requests to any other host are refused. */
export function url(path: string): string {
  return `${origin}${path}`;
}

/** A refusal, checked to have the shape that every refusal has. */
export async function problemOf(answer: Response): Promise<Problem> {
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  return problemSchema.parse(await answer.json());
}

export function testClock(start: string): TestClock {
  let now = new Date(start);
  return {
    now: () => new Date(now),
    today: (timeZone) => calendarDateAt(now, timeZone),
    set: (instant) => void (now = new Date(instant)),
    advance: (ms) => void (now = new Date(now.getTime() + ms)),
  };
}

function testConfig(dataDir: string, databaseUrl: string): Config {
  return {
    environment: 'test',
    host: '127.0.0.1',
    port: 0,
    publicUrl: origin,
    dataDir,
    databaseUrl,
    smtpUrl: null,
    mailFrom: 'no-reply@quittance.test',
    replyDomain: 'reply.quittance.test',
    inboundSmtpHost: '127.0.0.1',
    inboundSmtpPort: null,
    secretKey: 'a secret key for tests, and for nothing else',
    logLevel: 'silent',
    trustedProxies: 0,
    hasDemo: true,
    hasSandbox: true,
    hasOffline: true,
  };
}

async function copyTemplate(): Promise<string> {
  const template = new URL(inject('templateUrl'));
  const name = `test_${systemRandom.uuid().replaceAll('-', '')}`;
  const maintenance = new URL(template);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  await client.query(`create database ${name} template ${template.pathname.slice(1)} strategy file_copy`);
  await client.end();
  const copy = new URL(template);
  copy.pathname = `/${name}`;
  return copy.href;
}

/** Documents that hold what they were made from, so that a test of the server can read it without a browser. */
const barePortal: PortalBuild = {
  clientDir: null,
  renderLanding: (landing) => JSON.stringify(landing),
  renderApp: (shell) => JSON.stringify({ document: 'app', ...shell }),
  renderList: async (shell, { documents, totals, payable, ...asked }) =>
    JSON.stringify({
      document: 'list',
      ...shell,
      ...asked,
      page: await documents({ list: asked.list }),
      totals: await totals({ list: asked.list }),
      payable: await payable({ list: asked.list }),
    }),
  renderSignIn: async (shell, asked) => JSON.stringify({ document: 'sign-in', ...shell, ...asked }),
  renderPay: (shell) => JSON.stringify({ document: 'pay', ...shell }),
  renderRefusal: (refusal) => JSON.stringify({ document: 'refusal', ...refusal }),
  offlineWorker: () => '// keeps what was seen',
  calculationText: ({ asOfDate, entries, amountDueMinor }, { isDisputed }, tag) => ({
    asOf: `${tag} ${asOfDate}`,
    rows: entries.map(({ kind, amountMinor }) => ({ title: kind, details: [], amount: String(amountMinor) })),
    total: { label: 'total', amount: String(amountDueMinor) },
    notes: isDisputed ? [] : ['pay today'],
    notDue: [],
  }),
};

type Queue = Awaited<ReturnType<typeof openJobQueue>>;
type DueJob = { id: string; name: JobName; data: never };

/**
 * The queue stamps jobs by the database's clock; only a job that was asked to wait is judged by the test's. A job that
 * failed is not tried again by this call, but by the next one, however long its pause.
 */
async function drain({ boss }: Queue, deps: ServerDeps): Promise<FailedJob[]> {
  const failed = new Map<string, FailedJob>();
  for (;;) {
    const { rows } = await sql<DueJob>`
      select id, name, data from pgboss.job
      where name in (${sql.join(Object.keys(workers))}) and not (id = any(${[...failed.keys()]}::uuid[]))
        and (state = 'retry' or (state = 'created' and (start_after = created_on or start_after <= ${deps.clock.now()})))
      order by created_on, id limit 1`.execute(deps.db);
    const [job] = rows;
    if (!job) return [...failed.values()];
    try {
      await workers[job.name](deps, job.data);
      await boss.complete(job.name, job.id, null, { includeQueued: true });
    } catch (error) {
      failed.set(job.id, { name: job.name, error });
      await boss.fail(job.name, job.id, { message: String(error) });
    }
  }
}
