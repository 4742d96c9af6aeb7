import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';
import { migrate, pendingMigrations } from './migrate.ts';

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
