import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';
import type { Database } from './tables.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

const folder = join(import.meta.dirname, 'migrations');
/** Databases had it before those that stand between the two. */
const early = '0093_sign_in_page.sql';
const before = '0050_sign_in_without_entity.sql';

/** Everything that has a definition, without the schema's name and the order of columns. */
async function definitionsIn(db: Kysely<Database>, schema: string): Promise<unknown[]> {
  const { rows } = await sql<{ kind: string; name: string; definition: string }>`
    with own as (select c.oid, c.relname from pg_class c where c.relnamespace = ${schema}::regnamespace and c.relname not like 'migrations%')
    select * from (
      select 'column' as kind, relname || '.' || attname as name,
        concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attgenerated, pg_get_expr(adbin, adrelid)) as definition
      from own join pg_attribute a on attrelid = own.oid and attnum > 0 and not attisdropped
        left join pg_attrdef d on d.adrelid = own.oid and d.adnum = attnum
        where own.oid in (select oid from pg_class where relkind = 'r')
      union all select 'constraint', relname || '.' || conname, pg_get_constraintdef(k.oid) from own join pg_constraint k on conrelid = own.oid
      union all select 'index', relname, pg_get_indexdef(own.oid) from own join pg_index i on i.indexrelid = own.oid
      union all select 'trigger', relname || '.' || tgname, pg_get_triggerdef(t.oid)
        from own join pg_trigger t on tgrelid = own.oid and not tgisinternal
      union all select 'function', proname, prosrc from pg_proc where pronamespace = ${schema}::regnamespace
    ) as definitions order by kind, name, definition`.execute(db);
  return rows.map((row) => ({ ...row, definition: row.definition.replaceAll(`${schema}.`, '') }));
}

test('an older database comes to the same schema as a new one', async () => {
  const names = (await readdir(folder)).toSorted();
  const middle = names.filter((name) => name > before && name < early);
  expect(middle.length).toBeGreaterThan(0);
  const order = [...names.filter((name) => name <= before), early, ...middle, ...names.filter((name) => name > early)];
  await server.db.connection().execute(async (db) => {
    await sql`create schema older`.execute(db);
    await sql`set search_path to older`.execute(db);
    for (const name of order) await sql.raw(await readFile(join(folder, name), 'utf8')).execute(db);
    await sql`set search_path to pg_catalog`.execute(db);
    const older = await definitionsIn(db, 'older');
    expect(older.length).toBeGreaterThan(100);
    expect(older).toEqual(await definitionsIn(db, 'public'));
  });
});
