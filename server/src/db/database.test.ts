import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';
import { openDatabase } from './database.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { preparedMax, shapedByReader } from './preparing-client.ts';
import type { Database } from './tables.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

async function value(expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(server.db);
  return rows[0]?.value;
}

describe('a value from the database', () => {
  test.each([
    ['9007199254740991::int8', 9007199254740991],
    ['(-5)::int8', -5],
    ["date '2026-02-28'", '2026-02-28'],
    ['array[1, null, 3]::int8[]', [1, null, 3]],
    ['array[]::int8[]', []],
    ["array[date '2026-01-01', date '2026-12-31']", ['2026-01-01', '2026-12-31']],
    ['12.340::numeric', '12.340'],
    ["timestamptz '2026-01-01T00:00:00Z'", new Date('2026-01-01T00:00:00Z')],
    [`'{"a":1}'::jsonb`, { a: 1 }],
  ])('%s arrives exactly', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

  test('that a number cannot hold exactly is refused', async () => {
    await expect(value('9007199254740993::int8')).rejects.toThrow(/beyond what a number holds exactly/);
  });
});

describe('a statement that comes again', () => {
  const one = '3f1e5bb1-8a65-4e0c-b5b5-1d2a0b2f6f10';
  let db: Kysely<Database>;
  beforeAll(async () => {
    db = openDatabase(server.deps.config.databaseUrl ?? '', { connectionsMax: 1 });
    await sql`create table seen_again (id uuid, name text)`.execute(db);
    await sql`insert into seen_again values (${one}, 'first')`.execute(db);
  });
  afterAll(() => db.destroy());

  async function preparedOf(text: string): Promise<number> {
    const found = await sql<{ text: string }>`select statement as text from pg_prepared_statements`.execute(db);
    return found.rows.filter((row) => row.text.startsWith(text)).length;
  }

  test('is planned once for its connection, and answers each time what it is asked', async () => {
    const named = (id: string) => sql<{ name: string }>`select name from seen_again where id = ${id}`.execute(db);
    for (let times = 0; times < 8; times += 1) expect((await named(one)).rows).toEqual([{ name: 'first' }]);
    expect((await named(one.replace('3', '4'))).rows).toEqual([]);
    expect(await preparedOf('select name from seen_again')).toBe(1);
  });

  test('is not kept when it comes once, or without values', async () => {
    await sql`select id from seen_again where id = ${one}`.execute(db);
    for (let times = 0; times < 3; times += 1) await sql`select count(id) from seen_again`.execute(db);
    expect(await preparedOf('select id from seen_again')).toBe(0);
    expect(await preparedOf('select count(id) from seen_again')).toBe(0);
  });

  test('is prepared though many others have come and gone', async () => {
    for (let other = 0; other <= preparedMax; other += 1) {
      for (let times = 0; times < 2; times += 1) {
        await sql`select id ${sql.raw(`as id_${other}`)} from seen_again where id = ${one}`.execute(db);
      }
    }
    for (let times = 0; times < 2; times += 1)
      await sql`select id as last from seen_again where id = ${one}`.execute(db);
    expect(await preparedOf('select id as last')).toBe(1);
  });

  test('is not kept where whoever asks gives it its shape', async () => {
    const shaped = () => sql`select id as shaped from seen_again where ${shapedByReader} id = ${one}`.execute(db);
    for (let times = 0; times < 3; times += 1) expect((await shaped()).rows).toHaveLength(1);
    expect(await preparedOf('select id as shaped')).toBe(0);
  });

  test.each(['select * from seen_again where id =', 'select s.name, s.* from seen_again s where id ='])(
    'goes on when its table gets a column: %s',
    async (text) => {
      const all = () => sql`${sql.raw(text)} ${one}`.execute(db);
      for (let times = 0; times < 3; times += 1) expect((await all()).rows).toHaveLength(1);
      await sql`alter table seen_again add column ${sql.id(`at_${text.length}`)} date`.execute(db);
      expect((await all()).rows).toMatchObject([{ name: 'first', [`at_${text.length}`]: null }]);
    },
  );
});

describe('migrating', () => {
  test('again changes nothing', async () => {
    expect(await migrate(server.db)).toEqual([]);
    expect(await pendingMigrations(server.db)).toEqual([]);
  });

  test('twice at once changes nothing', async () => {
    expect(await Promise.all([migrate(server.db), migrate(server.db)])).toEqual([[], []]);
  });

  test('refuses a migration that was changed after it had been applied', async () => {
    const { rows } = await sql<{
      checksum: string;
    }>`select checksum from migrations where name = '0001_init.sql'`.execute(server.db);
    await sql`update migrations set checksum = 'other' where name = '0001_init.sql'`.execute(server.db);
    await expect(migrate(server.db)).rejects.toThrow(/0001_init\.sql was changed after/);
    await sql`update migrations set checksum = ${rows[0]?.checksum} where name = '0001_init.sql'`.execute(server.db);
  });

  test('refuses a database of a newer version', async () => {
    await sql`insert into migrations (name, checksum) values ('9999_future.sql', 'x')`.execute(server.db);
    await expect(migrate(server.db)).rejects.toThrow(/newer version \(9999_future\.sql\)/);
  });
});
