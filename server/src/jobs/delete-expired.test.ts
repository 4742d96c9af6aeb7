import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import { openSpeaker } from '../testing/conversing.ts';
import { insertDocument, insertTwoCompanies, type Company } from '../testing/fixtures.ts';
import { photo } from '../testing/pictures.ts';
import { deleteExpired } from './delete-expired.ts';

const unnamedMs = 30 * 86_400_000;

describe('a stored file', () => {
  let server: TestApp;
  let api: ApiCaller;
  let a: Company;
  beforeAll(async () => {
    server = await testApp();
    ({ a } = await insertTwoCompanies(server.db));
    api = await openApiCaller(server, a.merchantId);
  });
  afterAll(() => server.close());

  const stored = async () => {
    const keys: string[] = [];
    for await (const key of server.deps.files.listPutBefore(new Date('9999-01-01'))) keys.push(key);
    return keys;
  };

  test('that a row names stays, and another is deleted after thirty days', async () => {
    const { merchantId: merchant_id, entityId: entity_id, customerId: customer_id } = a;
    const id = await insertDocument(server.db, { merchant_id, entity_id, customer_id, number: 'F-1' });
    const asker = await openSpeaker(server, a);
    await asker.send(id, { text: 'See' }, [new File(['%PDF-1.7\n'], 'note.pdf')]);
    const logo = Buffer.from(await photo()).toString('base64');
    expect((await api('PATCH', `/v1/entities/${entity_id}/brand`, { json: { logo } })).status).toBe(200);
    const kept = await server.deps.files.put(Buffer.from('of a document'));
    await server.db
      .insertInto('document_files')
      .values({
        merchant_id,
        document_id: id,
        role: 'attachment',
        file_name: 'a.pdf',
        media_type: 'application/pdf',
        size_bytes: 13,
        sha256: kept,
      })
      .execute();
    const named = await stored();
    const orphan = await server.deps.files.put(Buffer.from('of nobody'));
    server.clock.advance(unnamedMs);
    await deleteExpired(server.deps);
    expect((await stored()).length).toBe(named.length + 1);
    server.clock.advance(1);
    await deleteExpired(server.deps);
    expect((await stored()).toSorted()).toEqual(named.toSorted());
    expect(named).not.toContain(orphan);
  });

  test('stays where most of many seem to be nobody’s: it is rather another database', async () => {
    const keys = await Promise.all(
      Array.from({ length: 101 }, (_, index) => server.deps.files.put(Buffer.from(`lost ${index}`))),
    );
    server.clock.advance(2 * unnamedMs);
    await deleteExpired(server.deps);
    expect(await stored()).toEqual(expect.arrayContaining(keys));
  });

  /** A column that names a file and is not looked at would cost its files. */
  test('is looked for in every column that names one', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'text' and column_name like '%sha256%' order by 1`.execute(
      server.db,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'comment_files.sha256',
      'document_files.sha256',
      'documents.source_sha256',
      'idempotency_keys.request_sha256',
      'payment_announcements.sha256',
    ]);
  });
});
