import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../server/src/db/embedded-postgres.ts';

/**
 * How long `quittance import` takes, from its start to its end, and how much memory it holds at most. The limits are those
 * of the product for 1,000 files; each document waits for the disk, so the disk decides.
 */
const filesCount = Number(process.argv[2] ?? 1000);
const secondsMax = (60 * filesCount) / 1000;
const megabytesMax = 300;

const folder = await mkdtemp(join(tmpdir(), 'quittance-bench-'));
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
await mkdir(dataDir);
const incoming = join(folder, 'incoming');
const postgres = await startEmbeddedPostgres({ dataDir, say: console.log });
try {
  run('scripts/write-invoices.ts', [incoming, String(filesCount)]);
  quittance('migrate');
  quittance('merchants', 'add', 'Bench');
  const entity = { slug: 'bench', 'legal-name': 'Bench', country: 'BE', email: 'bench@example.com', language: 'en' };
  const keys = { 'time-zone': 'Europe/Brussels', 'vat-number': 'BE0123456749' };
  quittance('entities', 'add', ...Object.entries({ ...entity, ...keys }).map(([name, value]) => `--${name}=${value}`));
  for (const round of ['first', 'again']) measureImport(round);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

function measureImport(round: string): void {
  const startedMs = performance.now();
  const { stdout, stderr } = quittance('import', incoming);
  const seconds = (performance.now() - startedMs) / 1000;
  const megabytes = Number(/^peak (\d+) kB$/m.exec(stderr)?.[1]) / 1024;
  const speed = `${seconds.toFixed(1)} s (${Math.round(filesCount / seconds)} files a second)`;
  console.log(`${round}: ${speed}, at most ${megabytes.toFixed(0)} MB resident; ${stdout.trim().split('\n').at(-1)}`);
  if (seconds <= secondsMax && megabytes <= megabytesMax) return;
  console.error(`Over the limit of ${secondsMax} s and ${megabytesMax} MB`);
  process.exitCode = 1;
}

/** As its script in package.json runs it: with a small young generation, so that files that are done with are swept early. */
function quittance(...args: string[]) {
  return run('scripts/quittance.ts', args, ['--max-semi-space-size=4']);
}

function run(script: string, args: string[], flags: string[] = []) {
  const node = [...flags, '--import', './scripts/peak-memory.ts', script, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, node, {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${script} ${args.join(' ')}: ${stdout}${stderr}`);
  return { stdout, stderr };
}
