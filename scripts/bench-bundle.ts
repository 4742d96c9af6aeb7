import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { withDeps } from '../server/src/boot/command.ts';
import { bundleEntries } from '../server/src/bundles/bundle-entries.ts';
import { findContent } from '../server/src/bundles/find-content.ts';
import { requestBundle } from '../server/src/bundles/request-bundle.ts';
import { zipStream } from '../server/src/bundles/zip-stream.ts';
import type { Deps } from '../server/src/deps.ts';
import {
  insertContact,
  insertCustomer,
  insertDocument,
  insertEntity,
  insertMerchant,
} from '../server/src/testing/fixtures.ts';
import { startProcess } from '../server/src/testing/server-process.ts';

/**
 * What a server holds in memory while it makes a ZIP of a year, of PDFs that nobody has asked for before: the most that its process held, and
 * how much that is above what it held at rest. The limit is that of the product for 1,000 documents; times are for orientation.
 */
const documentsCount = Number(process.argv[2] ?? 1000);
const linesCount = 40;
const megabytesMax = 150;

const folder = await mkdtemp(join(tmpdir(), 'quittance-bench-'));
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
await mkdir(dataDir);
process.env['DATA_DIR'] = dataDir;
process.env['DATABASE_URL'] = '';
const server = await startProcess({ DATA_DIR: dataDir });
try {
  await withDeps((deps) => measure(deps, server.pid));
} finally {
  server.child.kill('SIGTERM');
  await server.ended;
  await rm(folder, { recursive: true, force: true });
}

async function measure(deps: Deps, pid: number): Promise<void> {
  const session = await someAccount(deps);
  await wait(5000);
  const idleMb = residentMb(pid);
  let peakMb = idleMb;
  const startedMs = performance.now();
  const { id, totalCount } = await requestBundle(deps, session, { kind: 'year', year: '2026' });
  for (;;) {
    peakMb = Math.max(peakMb, residentMb(pid));
    const row = await deps.db
      .selectFrom('bundles')
      .select(['done_count', 'finished_at', 'failed_at', 'size_bytes'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (row.failed_at) throw new Error('the server gave it up');
    if (row.finished_at) {
      report(`${totalCount} documents, ${((row.size_bytes ?? 0) / 1e6).toFixed(1)} MB`, startedMs, { idleMb, peakMb });
      break;
    }
    await wait(50);
  }
  await measureFirstByte(deps, session);
}

function report(what: string, startedMs: number, { idleMb, peakMb }: { idleMb: number; peakMb: number }): void {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const grownMb = peakMb - idleMb;
  const memory = `at rest ${idleMb.toFixed(0)} MB, at most ${peakMb.toFixed(0)} MB, which is ${grownMb.toFixed(0)} MB more`;
  console.log(`${what} in ${seconds} s; the server: ${memory} (limit ${megabytesMax} MB more)`);
  if (grownMb > megabytesMax) process.exitCode = 1;
}

/** The same, streamed: what somebody waits for before anything comes. */
async function measureFirstByte(deps: Deps, session: Awaited<ReturnType<typeof someAccount>>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const startedMs = performance.now();
    const content = await findContent(deps, session.scope, { from: '2026-01-01', to: '2026-12-31' });
    const stream = zipStream(bundleEntries(deps, session.scope, content, { language: 'en', isWhole: true }));
    await once(stream, 'readable');
    times.push(performance.now() - startedMs);
    stream.destroy();
  }
  const median = times.toSorted((a, b) => a - b)[4] ?? 0;
  console.log(`streamed: first byte after ${median.toFixed(0)} ms, the median of 9`);
}

function residentMb(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(stdout.trim()) / 1024;
}

async function someAccount({ db, clock }: Deps) {
  const merchantId = await insertMerchant(db);
  const entityId = await insertEntity(db, { merchant_id: merchantId, slug: 'bench' });
  const customerId = await insertCustomer(db, { merchant_id: merchantId });
  const email = 'bench@customer.example';
  const contactId = await insertContact(db, { merchant_id: merchantId, customer_id: customerId, email });
  const own = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
  const model = await insertDocument(db, { ...own, number: 'model', issue_date: '2025-01-01' });
  const { content } = await db
    .selectFrom('documents')
    .select('content')
    .where('id', '=', model)
    .executeTakeFirstOrThrow();
  const [line] = content.lines;
  if (!line) throw new Error('the model has no line');
  for (let at = 0; at < documentsCount; at += 1) {
    const number = `2026-${String(at).padStart(6, '0')}`;
    const lines = Array.from({ length: linesCount }, (_, place) => ({ ...line, name: `Work ${place} for ${number}` }));
    await insertDocument(db, { ...own, number, content: JSON.stringify({ ...content, number, lines }) });
  }
  const scope = { merchantId, customerIds: [customerId], onlyDocumentId: null, contactId, sessionId: contactId };
  const person = { email, contactName: null, language: 'en', isRemembered: false, customers: [] };
  return { ...person, scope, authenticatedAt: clock.now(), expiresAt: clock.now() };
}
