import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { PreparingClient } from './preparing-client.ts';
import type { Database } from './tables.ts';

/** A handle on PostgreSQL; `db.destroy()` closes its connections. */
export function openDatabase(url: string, options: { connectionsMax?: number } = {}): Kysely<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connectionsMax ?? 10,
    application_name: 'quittance',
    types: ownTypes(),
    Client: PreparingClient,
    // What it has prepared goes with it.
    maxLifetimeSeconds: 3600,
  });
  // An idle connection that breaks (database restarted) is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** As `pg` does it, except: int8 is a number, and a calendar date stays text, for a Date would be shifted by the zone. */
function ownTypes(): pg.TypeOverrides {
  const { INT8, DATE } = pg.types.builtins;
  const int8Array = 1016;
  const dateArray = 1182;
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, safeInteger);
  types.setTypeParser(DATE, (text) => text);
  types.setTypeParser(int8Array, (text) => plainArray(text).map((item) => (item === null ? null : safeInteger(item))));
  types.setTypeParser(dateArray, plainArray);
  return types;
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`int8 ${text} is beyond what a number holds exactly`);
  return value;
}

/** `{1,2,NULL}`: numbers and dates are never quoted. */
function plainArray(text: string): (string | null)[] {
  if (text === '{}') return [];
  return text
    .slice(1, -1)
    .split(',')
    .map((item) => (item === 'NULL' ? null : item));
}
