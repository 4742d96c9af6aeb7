import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { secretFile } from '../secret-file.ts';
import type { ServerDatabase } from './server-database.ts';

type Hold = {
  /** Rejects when the database went away and did not come back, or another server took its place. */
  failed: Promise<never>;
  release(): Promise<void>;
};

type Lock = { lost: Promise<void>; release(): Promise<void> };
type Database = Pick<ServerDatabase, 'url' | 'revive'>;

const reviveTimeoutMs = 30_000;

/**
 * One server per data directory, by a session lock of the database: it ends with the process that holds it, whichever
 * way that ends. Null when another server holds it. When the database dies, it is brought back and the lock taken again.
 */
export async function holdDataDir(database: Database, dataDir: string, log: Logger): Promise<Hold | null> {
  const key = lockKey(dataDir);
  const first = await takeLock(database.url, key);
  if (!first) return null;
  const state = { lock: first, isReleased: false };
  const failed = (async () => {
    for (;;) {
      await state.lock.lost;
      if (state.isReleased) return new Promise<never>(() => undefined);
      log.error('the database went away');
      state.lock = await takeLockAgain(database, key);
      log.warn('the database is back');
    }
  })();
  failed.catch(() => undefined);
  return {
    failed,
    async release() {
      state.isReleased = true;
      await state.lock.release();
    },
  };
}

async function takeLockAgain(database: Database, key: string): Promise<Lock> {
  const endsMs = performance.now() + reviveTimeoutMs;
  for (;;) {
    try {
      await database.revive();
      const lock = await takeLock(database.url, key);
      if (lock) return lock;
    } catch (error) {
      if (performance.now() > endsMs)
        throw new Error('The database went away and does not come back', { cause: error });
    }
    if (performance.now() > endsMs) throw new Error('Another server took over the data directory');
    await pause(200);
  }
}

async function takeLock(url: string, key: string): Promise<Lock | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'quittance lock',
    connectionTimeoutMillis: 10_000,
  });
  const lost = new Promise<void>((resolve) => {
    client.once('end', resolve);
    client.on('error', () => resolve());
  });
  await client.connect();
  const { rows } = await client.query<{ is_ours: boolean }>('select pg_try_advisory_lock($1) as is_ours', [key]);
  if (rows[0]?.is_ours) return { lost, release: () => client.end() };
  await client.end();
  return null;
}

function lockKey(dataDir: string): string {
  const installation = secretFile(join(dataDir, 'installation-id'));
  return createHash('sha256').update(installation).digest().readBigInt64BE().toString();
}
