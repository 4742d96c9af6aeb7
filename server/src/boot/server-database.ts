import pg from 'pg';
import type { Config } from '../config.ts';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';

export type ServerDatabase = {
  url: string;
  /** True when another process of ours runs it already, or left it running when it was killed. */
  isAdopted: boolean;
  /** Brings it back after it has died, at the same address. */
  revive(): Promise<void>;
  stop(): Promise<void>;
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
    if (rows.length === 0) await client.query(`create database ${name}`).catch(ignoreDuplicate);
  });
  return {
    ...postgres,
    async revive() {
      await startEmbeddedPostgres({ dataDir, say, port: Number(new URL(postgres.url).port) });
    },
  };
}

/** Another process of ours was quicker. */
function ignoreDuplicate(error: unknown): void {
  const duplicates = ['42P04', '23505'];
  if (!(error instanceof pg.DatabaseError && duplicates.includes(error.code ?? ''))) throw error;
}

function givenDatabase(url: string): ServerDatabase {
  return { url, isAdopted: true, revive: async () => undefined, stop: async () => undefined };
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
