import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from './db/database.ts';
import { startEmbeddedPostgres } from './db/embedded-postgres.ts';
import { isAlive, stopPostmasterOf } from './db/postmaster.ts';
import { migrate } from './db/migrate.ts';
import { migrateJobs } from './jobs/pg-boss-jobs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database that each test file copies. */
    templateUrl: string;
  }
}

const prefix = 'quittance-test-';

/** One PostgreSQL for the run, with one migrated database. Nothing here outlives the run, so nothing waits for the disk. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const dataDir = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  await chmod(dataDir, 0o755);
  // Planned for any values, as what is prepared may be, so that a statement which needs its values to be planned is found at once.
  const plans = 'plan_cache_mode=force_generic_plan';
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200', plans];
  const postgres = await startEmbeddedPostgres({ dataDir, settings, say: () => undefined });
  await makeTemplate(postgres.url);
  project.provide('templateUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** What a run left behind that was killed. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : NaN;
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const dataDir = join(tmpdir(), name);
    await stopPostmasterOf(join(dataDir, 'postgres'));
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function makeTemplate(url: string): Promise<void> {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  await client.query('create database quittance');
  await client.end();
  const db = openDatabase(url, { connectionsMax: 2 });
  await migrate(db);
  await db.destroy();
  await migrateJobs(url);
}
