import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInstallation, type Installation } from '../testing/installation.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { buyer, ublFile } from '../testing/ubl.ts';

let here: Installation;
const customer = `--customer=${buyer.name}`;
const since2025 = '--from=2025-01-01';

beforeAll(async () => {
  here = await openInstallation();
  await here.quittance('merchants', 'add', 'Noord');
  const entity = [
    '--slug=noord',
    '--legal-name=Noord BV',
    '--country=BE',
    '--email=hello@noord.example',
    '--language=nl',
  ];
  await here.quittance('entities', 'add', ...entity, '--time-zone=Europe/Brussels', '--vat-number=BE0123456749');
  await writeFile(join(here.folder, '1.xml'), ublFile({ number: '1' }));
  await here.quittance('import', join(here.folder, '1.xml'));
});
afterAll(() => here.close());

test('of nobody is refused', async () => {
  const { code, stderr } = await here.quittance('statement', '--customer=nobody');
  expect(code).toBe(1);
  expect(stderr).toContain('There is no customer called nobody');
});

test('a statement is read, by a person and by a program', async () => {
  const { stdout, code, stderr } = await here.quittance('statement', customer, since2025);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toMatch(/Invoice 1 +€121\.00 +€121\.00/);
  expect(stdout).toMatch(/\d +Closing balance +€121\.00/);
  const json = await here.quittance('statement', customer, since2025, '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ closingMinor: 12_100, entries: [{ kind: 'invoice', number: '1' }] });
});

test('a statement is written to a file, in the language of the entity where the customer has none', async () => {
  const csv = await here.quittance('statement', customer, since2025, '--format=csv');
  expect(csv.stdout).toMatch(/^\d{4}-\d\d-\d\d,Eindsaldo,,,,,,,,121\.00,EUR\r$/m);
  const output = join(here.folder, 'statement.pdf');
  const { stdout } = await here.quittance('statement', customer, since2025, '--format=pdf', `--output=${output}`);
  expect(stdout).toBe('');
  expect((await pdfText(await readFile(output))).text).toContain('Rekeningoverzicht');
});

test.each([
  [['--format=xml'], '--format: xml is neither csv nor pdf'],
  [['--output=x.pdf'], 'say by --format'],
  [['--currency=USD'], '--entity noord --currency EUR'],
  [['--from=2026-06-01', '--to=2026-05-01'], '--to: is before 2026-06-01'],
  [['--to=2999-01-01'], 'is after today'],
])('%j is refused: %s', async (args, sentence) => {
  const { code, stdout, stderr } = await here.quittance('statement', customer, ...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(sentence);
});
