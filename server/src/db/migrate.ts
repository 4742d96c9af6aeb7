import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';

type Migration = { name: string; text: string; checksum: string };

const folder = join(import.meta.dirname, 'migrations');
const shape = /^\d{4}_[a-z0-9_]+\.sql$/;
/** Any constant will do; it keeps two servers from migrating at once. */
const lock = 0x71_75_69_74;

/** Applies what is missing, in order, each in its own transaction. Resolves to the names of what was applied. */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  const migrations = await readMigrations();
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${lock})`.execute(connection);
    try {
      await sql`create table if not exists migrations (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`.execute(connection);
      const pending = pendingOf(migrations, await appliedOf(connection));
      for (const migration of pending) await apply(connection, migration);
      return pending.map(({ name }) => name);
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(connection);
    }
  });
}

/** Names of migrations that this program has and the database does not. */
export async function pendingMigrations<T>(db: Kysely<T>): Promise<string[]> {
  const { rows } = await sql<{ is_there: boolean }>`select to_regclass('migrations') is not null as is_there`.execute(
    db,
  );
  const applied = rows[0]?.is_there ? await appliedOf(db) : new Map<string, string>();
  return pendingOf(await readMigrations(), applied).map(({ name }) => name);
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const misnamed = names.filter((name) => !shape.test(name));
  if (misnamed.length > 0)
    throw new Error(`A migration is named NNNN_what_it_does.sql; these are not: ${misnamed.join(', ')}`);
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function appliedOf<T>(db: Kysely<T>): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; checksum: string }>`select name, checksum from migrations`.execute(db);
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

function pendingOf(migrations: Migration[], applied: Map<string, string>): Migration[] {
  for (const { name, checksum } of migrations) {
    const appliedChecksum = applied.get(name);
    if (appliedChecksum !== undefined && appliedChecksum !== checksum) {
      throw new Error(
        `Migration ${name} was changed after it had been applied to this database. Put it back and write a new one.`,
      );
    }
  }
  const known = new Set(migrations.map(({ name }) => name));
  const foreign = [...applied.keys()].filter((name) => !known.has(name));
  if (foreign.length > 0) {
    throw new Error(
      `The database was migrated by a newer version (${foreign.join(', ')}). Start that version, or restore a backup.`,
    );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply<T>(connection: Kysely<T>, { name, text, checksum }: Migration): Promise<void> {
  await connection.transaction().execute(async (trx) => {
    await sql.raw(text).execute(trx);
    await sql`insert into migrations (name, checksum) values (${name}, ${checksum})`.execute(trx);
  });
}
