import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../db/database.ts';
import type { Database } from '../db/tables.ts';
import { systemClock } from '../deps.ts';
import { filesOnDisk } from '../files/files-on-disk.ts';
import { openInstallation, type Installation } from '../testing/installation.ts';
import { ublFile } from '../testing/ubl.ts';

// One installation, operated from its first day on: the tests follow each other.
let here: Installation;
let incoming: string;

beforeAll(async () => {
  here = await openInstallation();
  incoming = join(here.folder, 'incoming');
  await mkdir(join(incoming, 'march'), { recursive: true });
  await writeFile(join(incoming, 'march', '1.xml'), ublFile({ number: '1' }));
  await writeFile(join(incoming, '2.XML'), ublFile({ number: '2', lines: [{ netMinor: 5_000 }] }));
  await writeFile(join(incoming, '.hidden'), 'nothing to see');
});
afterAll(() => here.close());

const entity = ['--slug=noord', '--legal-name=Noord BV', '--country=BE', '--email=hello@noord.example'];

describe('the first steps', () => {
  test('an import before there is a merchant says what to do', async () => {
    const { code, stderr } = await here.quittance('import', incoming);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'There is no merchant yet. Add one: quittance merchants add <name>\n',
    });
  });

  test('a merchant and its entity are added by command', async () => {
    expect(await here.quittance('merchants', 'add', 'Noord')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Added the merchant Noord'),
    });
    const added = await here.quittance(
      'entities',
      'add',
      ...entity,
      '--language=nl',
      '--time-zone=Europe/Brussels',
      '--vat-number=BE 0123.456.749',
      '--json',
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await here.quittance('entities', 'list', '--json');
    expect(JSON.parse(stdout)).toMatchObject([
      { ...JSON.parse(added.stdout), slug: 'noord', vatNumber: 'BE0123456749' },
    ]);
  });

  test('wrong options are refused, each by its name and what is expected', async () => {
    const { code, stderr } = await here.quittance(
      'entities',
      'add',
      ...entity,
      '--language=xx',
      '--time-zone=Mars',
      '--iban=BE12',
      '--slug=A b',
    );
    expect(code).toBe(1);
    for (const part of [
      '--language:',
      '--time-zone: is not a time zone, like Europe/Brussels',
      '--iban: is not an IBAN',
      '--slug:',
    ])
      expect(stderr).toContain(part);
  });

  test.each([
    ['no number by which its invoices are recognised', ['--slug=other'], 'needs a VAT number'],
    ['the slug of another', ['--vat-number=BE0404616494'], 'has the same slug'],
    ['the VAT number of another', ['--slug=other', '--vat-number=BE0123456749'], 'has the same VAT number'],
    [
      'a provider that is not there',
      ['--slug=other', '--vat-number=BE0404616494', '--provider=paypal'],
      'no payment provider paypal',
    ],
  ])('an entity with %s is refused', async (_what, options, reason) => {
    const { code, stderr } = await here.quittance(
      'entities',
      'add',
      ...entity,
      '--language=nl',
      '--time-zone=UTC',
      ...options,
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(reason) });
  });
});

describe('quittance import', () => {
  test('takes a folder with all below it, and tells what became of each file', async () => {
    const { code, stdout } = await here.quittance('import', incoming);
    expect(code).toBe(0);
    expect(stdout).toMatch(/imported .*2\.XML {2}invoice 2 of 2026-03-02, €60\.50/);
    expect(stdout).toMatch(/imported .*1\.xml {2}invoice 1 of 2026-03-02, €121\.00/);
    expect(stdout).toContain('2 files: 2 imported, 0 unchanged, 0 refused');
  });

  test('changes nothing the second time, also as JSON', async () => {
    const { code, stdout } = await here.quittance('import', incoming, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      importId: expect.any(String),
      filesCount: 2,
      unchangedCount: 2,
      refusedCount: 0,
    });
  });

  test('ends with code 1 when a file was refused, and imports the others', async () => {
    await writeFile(join(incoming, '3.xml'), ublFile({ number: '3' }));
    await writeFile(join(incoming, 'scan.pdf'), '%PDF-1.7');
    const { code, stdout } = await here.quittance('import', incoming, '--merchant=Noord');
    expect(code).toBe(1);
    expect(stdout).toMatch(/refused .*scan\.pdf\n +not_ubl at \/: The file is a PDF\. What is accepted: UBL 2\.1/);
    expect(stdout).toContain('4 files: 1 imported, 2 unchanged, 1 refused');
  });

  test.each([
    ['a path that is not there', ['import', 'nowhere'], 'nowhere does not exist'],
    ['a merchant that is not there', ['import', '.', '--merchant=Zuid'], 'No single merchant is called “Zuid”'],
    ['no path', ['import'], "missing required argument 'paths'"],
  ])('refuses %s', async (_what, args, reason) => {
    const { code, stderr } = await here.quittance(...args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(reason) });
  });

  test('tells a program what went wrong as JSON', async () => {
    const { code, stderr } = await here.quittance('import', 'nowhere', '--json');
    expect({ code, error: JSON.parse(stderr) }).toMatchObject({
      code: 1,
      error: { error: { code: 'invalid_request' } },
    });
  });
});

describe('an import that is killed', () => {
  const filesCount = 130;
  let db: Kysely<Database>;
  beforeAll(async () => {
    db = openDatabase(here.databaseUrl, { connectionsMax: 2 });
    await mkdir(join(here.folder, 'many'));
    for (let at = 0; at < filesCount; at += 1) {
      const number = `K${at}`;
      const buyer = { name: `Buyer ${at}`, email: `buyer${at}@x.example` };
      await writeFile(join(here.folder, 'many', `${number}.xml`), ublFile({ number, buyer }));
    }
  });
  afterAll(() => db.destroy());

  test('leaves whole documents and nothing else, and is finished by doing it again', async () => {
    const many = join(here.folder, 'many');
    expect((await here.kill(/100 of 130 files/, 'import', many)).code).toBeNull();
    const left = await db
      .selectFrom('documents as d')
      .innerJoin('document_files as f', 'f.document_id', 'd.id')
      .innerJoin('customers as c', 'c.id', 'd.customer_id')
      .innerJoin('contacts as k', 'k.customer_id', 'c.id')
      .select(['d.number', 'f.sha256', 'd.import_id', 'k.email'])
      .where('d.number', 'like', 'K%')
      .execute();
    const count = await db.selectFrom('documents').select('id').where('number', 'like', 'K%').execute();
    expect(left).toHaveLength(count.length);
    expect(left.length).toBeGreaterThanOrEqual(100);
    expect(left.filter(({ import_id }) => import_id !== null)).toEqual([]);
    const buyers = await db.selectFrom('customers').select('id').where('name', 'like', 'Buyer %').execute();
    expect(buyers).toHaveLength(left.length);
    const files = filesOnDisk(join(here.dataDir, 'files'), systemClock);
    for (const { sha256 } of left) expect((await files.get(sha256)).length).toBeGreaterThan(0);

    const { code, stdout } = await here.quittance('import', many, '--json');
    const { importedCount, unchangedCount } = JSON.parse(stdout);
    expect({ code, importedCount, unchangedCount }).toEqual({
      code: 0,
      importedCount: filesCount - left.length,
      unchangedCount: left.length,
    });
  });
});
