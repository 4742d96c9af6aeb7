import { Command } from '@commander-js/extra-typings';
import pino from 'pino';
import { readConfig, type Config } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { pendingMigrations } from '../db/migrate.ts';
import type { Deps } from '../deps.ts';
import { openDeps, openLog } from './build-deps.ts';
import { migrateAll } from './migrate-all.ts';
import { isUnused, openServerDatabase, type ServerDatabase } from './server-database.ts';

/** One command of the operator's command line. Every one has --help, by the library, and --json. */
export function operatorCommand(name: string, description: string) {
  return new Command(name).description(description).option('--json', 'print the result as JSON');
}

/** The result for a program (--json), or else the lines for a person. */
export function print(options: { json?: true | undefined }, result: unknown, lines: string[]): void {
  const text = options.json ? JSON.stringify(result, null, 2) : lines.join('\n');
  process.stdout.write(`${text}\n`);
}

/** What is going on, for a person who waits; kept apart from the result. */
export function sayProgress(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The server's effects, on its database: the running one, or else one that is started for as long as it takes. */
export async function withDeps<T>(use: (deps: Deps) => Promise<T>): Promise<T> {
  const config = readConfig();
  return withDatabase(config, async ({ url, isAdopted }) => {
    // A server that runs may be of another version; its database is migrated only when somebody says so.
    await (isAdopted ? assertMigrated(url) : migrateAll(url, sayProgress));
    const opened = await openDeps({
      config,
      databaseUrl: url,
      log: openLog('warn', pino.destination(2)),
      role: 'command',
      fetchOwn: () => Promise.reject(new Error('a command is no server')),
    });
    try {
      return await use(opened.deps);
    } finally {
      await opened.close();
    }
  });
}

export async function withDatabase<T>(config: Config, use: (database: ServerDatabase) => Promise<T>): Promise<T> {
  const database = await openServerDatabase(config, sayProgress);
  try {
    return await use(database);
  } finally {
    // A server that came up meanwhile uses this database now; then it is not ours to stop.
    if (!database.isAdopted && (await isUnused(database.url))) await database.stop();
  }
}

async function assertMigrated(url: string): Promise<void> {
  const db = openDatabase(url, { connectionsMax: 1 });
  try {
    const pending = await pendingMigrations(db);
    if (pending.length > 0)
      throw new Error(`The database lacks ${pending.join(', ')}. Run: pnpm --silent quittance migrate`);
  } finally {
    await db.destroy();
  }
}
