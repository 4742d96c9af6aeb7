import { spawn, spawnSync } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { startEmbeddedPostgres } from '../server/src/db/embedded-postgres.ts';
import { writeWebhook } from '../server/src/payments/providers/sandbox-webhook.ts';
import { answered, load, type Ask } from './bench-load.ts';
import { buildPortal } from './build-portal.ts';

/**
 * `pnpm bench:server [invoices] [rounds]`: the server against bare routes that ask the same database the same, in turn in one run; the median of
 * each is judged. Load comes from this process, which is another. The budgets are meant for 1,000,000 invoices.
 */
const [invoicesCount = 20_000, rounds = 9] = process.argv.slice(2).map(Number);
const readersCount = 200;
const roundMs = 1000;
const connections = 16;
const port = randomInt(20_000, 40_000);

const toldSchema = z.object({
  readers: z.array(z.object({ invoiceId: z.string(), cookie: z.string(), linkPath: z.string() })),
  webhookSecret: z.string(),
  url: z.string(),
});
type Told = z.infer<typeof toldSchema>;
/** Of a draft, and of an attempt. */
const answerSchema = z.object({ id: z.string(), state: z.string().optional() });
type Figure = { what: string; value: number; limit: string; isKept: boolean };

const folder = await mkdtemp(join(tmpdir(), 'quittance-bench-'));
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
await mkdir(dataDir);
await buildPortal(console.log);
const postgres = await startEmbeddedPostgres({ dataDir, say: console.log });
const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error' };
spawnSync(process.execPath, ['scripts/quittance.ts', 'migrate'], {
  env: { ...env, DATABASE_URL: '' },
  stdio: 'inherit',
});
const settings = { ...env, DATABASE_URL: postgres.url, PUBLIC_URL: `http://localhost:${port}`, ALLOW_DEMO: 'false' };
const idleMegabytes = await measureIdle();
const server = spawn(
  process.execPath,
  ['server/src/testing/bench-server.ts', String(invoicesCount), String(readersCount)],
  {
    env: settings,
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
try {
  report([...(await measure(await told())), atMost('resident when idle, MB', idleMegabytes, 180)]);
} finally {
  server.kill('SIGTERM');
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function told(): Promise<Told> {
  for await (const line of createInterface({ input: server.stdout })) return toldSchema.parse(JSON.parse(line));
  throw new Error('the server ended before it was ready');
}

async function measure(bench: Told): Promise<Figure[]> {
  const { url } = bench;
  const asks = asksOf(bench);
  const list = await inTurn(url, asks.list, asks.floorList);
  const landing = await inTurn(url, asks.landing, asks.floorLanding);
  const webhook = await inTurn(url, asks.webhook, asks.floorWebhook);
  const crowd = await load(url, asks.landing, { connections: 64, ms: 5 * roundMs });
  const paced = await load(url, asks.webhook, { connections, ms: 5 * roundMs, perSecondMax: 50 });
  const attempts = await payEach(bench);
  return [
    atLeast('list of one customer / floor', list, 0.6),
    atLeast('landing rendered / floor of its query', landing, 0.35),
    atMost('landing: p99 at 64 connections, ms', crowd.p99Ms, 150),
    atLeast('webhook accepted / bare insert', webhook, 0.6),
    atMost('webhook: p99 at 50 a second, ms', paced.p99Ms, 50),
    atLeast('attempts admitted and settled a second', attempts, 200),
  ];
}

function asksOf({ readers, webhookSecret }: Told) {
  const readerAt = (at: number) => {
    const reader = readers[at % readers.length];
    if (!reader) throw new Error('nobody is there to ask');
    return reader;
  };
  const webhook = (): Ask => {
    const signed = writeWebhook({ eventId: `evt_${randomUUID()}`, reference: 'none' }, webhookSecret, new Date());
    return { path: '/webhooks/sandbox', method: 'POST', ...signed };
  };
  return {
    list: (at: number) => ({ path: '/api/documents?list=open&dates=due', headers: { Cookie: readerAt(at).cookie } }),
    floorList: (at: number) => ({ path: `/floor/list/${at}` }),
    landing: (at: number) => ({ path: readerAt(at).linkPath }),
    floorLanding: (at: number) => ({ path: `/floor/landing/${at}` }),
    webhook,
    floorWebhook: () => ({ ...webhook(), path: `/floor/webhook/${randomUUID()}` }),
  };
}

/** Ours as a share of the floor's, each the median of the rounds; both are warm before it counts. */
async function inTurn(url: string, own: (at: number) => Ask, floor: (at: number) => Ask): Promise<number> {
  const all: Record<'own' | 'floor', number[]> = { own: [], floor: [] };
  for (let round = -1; round < rounds; round += 1) {
    const floorLoad = await load(url, floor, { connections, ms: roundMs });
    const ownLoad = await load(url, own, { connections, ms: roundMs });
    if (round < 0) continue;
    all.floor.push(floorLoad.perSecond);
    all.own.push(ownLoad.perSecond);
  }
  console.log(
    `${own(0).path.slice(0, 24)}: ${Math.round(median(all.own))} a second, floor ${Math.round(median(all.floor))}`,
  );
  return median(all.own) / median(all.floor);
}

/** Everybody pays one invoice by card: the draft, and the attempt, which the sandbox settles at once. */
async function payEach({ readers, url }: Told): Promise<number> {
  const waiting = [...readers];
  let settled = 0;
  const payOn = async (): Promise<void> => {
    for (let reader = waiting.pop(); reader; reader = waiting.pop()) {
      const post = async (path: string, body: unknown) =>
        answerSchema.parse(JSON.parse(await answered(url, postOf(url, path, body, reader.cookie))));
      const draft = { invoiceIds: [reader.invoiceId], expectedTotalMinor: 12_100 };
      const { id } = await post('/api/payments/drafts', draft);
      const input = { kind: 'sandbox_card', number: '4242 4242 4242 4242', expiry: '12/30', cvc: '123' };
      const attempt = await post(`/api/payments/drafts/${id}/attempts`, { attemptId: randomUUID(), input });
      if (attempt.state !== 'succeeded') throw new Error(`an attempt is ${attempt.state}`);
      settled += 1;
    }
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: connections }, payOn));
  return settled / ((performance.now() - startedMs) / 1000);
}

function postOf(url: string, path: string, body: unknown, cookie: string): Ask {
  const headers = { Cookie: cookie, Origin: url, 'Content-Type': 'application/json' };
  return { path, method: 'POST', headers, body: JSON.stringify(body) };
}

/** Of the server as it is started, ten seconds after it is ready. */
async function measureIdle(): Promise<number> {
  const idle = spawn(process.execPath, ['server/src/main.ts'], { env: settings, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => idle.once('exit', resolve));
  for await (const line of createInterface({ input: idle.stdout })) if (line.includes('is ready')) break;
  await pause(10_000);
  const kilobytes = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${idle.pid}/status`, 'utf8'))?.[1];
  idle.kill('SIGTERM');
  await ended;
  return Number(kilobytes) / 1024;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function atLeast(what: string, value: number, limit: number): Figure {
  return { what, value: Math.round(value * 100) / 100, limit: `>= ${limit}`, isKept: value >= limit };
}

function atMost(what: string, value: number, limit: number): Figure {
  return { what, value: Math.round(value * 100) / 100, limit: `<= ${limit}`, isKept: value <= limit };
}

function report(figures: Figure[]): void {
  console.log(`${invoicesCount} invoices, medians of ${rounds} rounds in turn, ${connections} connections`);
  console.table(figures);
  if (figures.every(({ isKept }) => isKept)) return;
  console.error('Over a budget');
  process.exitCode = 1;
}
