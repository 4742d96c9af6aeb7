import { createHash } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../config.ts';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { secretFile } from '../secret-file.ts';

export type ServerDatabase = {
  url: string;
  /** True when another process of ours runs it already, or left it running when it was killed. */
  isAdopted: boolean;
  stop(): Promise<void>;
};

export type DataDirLock = {
  /** Rejects when the lock is lost, which means that the database went away. */
  lost: Promise<never>;
  release(): Promise<void>;
};

type Say = (line: string) => void;

const versionMin = 180_000;

/** The database that the settings name, or the one of the data directory, ready for use. */
export async function openServerDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  say: Say,
): Promise<ServerDatabase> {
  const database =
    config.databaseUrl === null ? await ownDatabase(config.dataDir, say) : givenDatabase(config.databaseUrl);
  try {
    await withClient(database.url, assertTrustworthy);
    return database;
  } catch (error) {
    if (!database.isAdopted) await database.stop();
    throw error;
  }
}

/**
 * One server per data directory, held as a session lock of the database: it ends with the process that holds it,
 * whichever way that ends.
 */
export async function lockDataDir(url: string, dataDir: string): Promise<DataDirLock | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'quittance lock', keepAlive: true });
  const lost = new Promise<never>((_resolve, reject) => {
    client.once('error', reject);
    client.once('end', () => reject(new Error('The connection to the database was closed')));
  });
  lost.catch(() => undefined);
  await client.connect();
  const { rows } = await client.query<{ is_ours: boolean }>('select pg_try_advisory_lock($1) as is_ours', [
    lockKey(dataDir),
  ]);
  if (rows[0]?.is_ours) return { lost, release: () => client.end() };
  await client.end();
  return null;
}

/** True when nobody but the caller, who holds no other connection, uses the database. */
export async function isUnused(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ others: string }>(
      `select count(*) as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return Number(rows[0]?.others) === 0;
  });
}

async function ownDatabase(dataDir: string, say: Say): Promise<ServerDatabase> {
  const postgres = await startEmbeddedPostgres({ dataDir, say });
  const maintenance = new URL(postgres.url);
  const name = maintenance.pathname.slice(1);
  maintenance.pathname = '/postgres';
  await withClient(maintenance.href, async (client) => {
    const { rows } = await client.query('select from pg_database where datname = $1', [name]);
    if (rows.length === 0) await client.query(`create database ${name}`);
  });
  return postgres;
}

function givenDatabase(url: string): ServerDatabase {
  return { url, isAdopted: true, stop: async () => undefined };
}

/** An acknowledged payment must survive a power cut, and the schema is written for one version. */
async function assertTrustworthy(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'server_version_num')`,
  );
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
  if (Number(settings.get('server_version_num')) < versionMin)
    throw new Error('The database is older than PostgreSQL 18. Upgrade it.');
  for (const name of ['fsync', 'synchronous_commit']) {
    if (settings.get(name) !== 'off') continue;
    throw new Error(`The database runs with ${name}=off, so a power cut could lose payments. Set ${name}=on.`);
  }
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new Error(`The database ${withoutPassword(url)} cannot be used: ${reasonOf(error)}. Check DATABASE_URL.`, {
      cause: error,
    });
  }
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}

function lockKey(dataDir: string): string {
  const installation = secretFile(join(dataDir, 'installation-id'));
  return createHash('sha256').update(installation).digest().readBigInt64BE().toString();
}
