import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../../../scripts/quittance.ts', import.meta.url));
const workedCases = fileURLToPath(new URL('../../../../shared/data/latefees/cases.json', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quittance-cases-'));
});
afterAll(() => rm(folder, { recursive: true }));

const line = { code: 'interest', from: '2025-02-01', to: '2025-02-10', days: 10, base_minor: 100_000 };
const rest = { rate_percent: '10.95', per: 'year', amount_minor: 300, ended_by: 'as_of' };
const tenDays = {
  id: 'ten days',
  policy: { charges: [{ kind: 'interest', code: 'interest', rate: { percent: '10.95' } }] },
  invoice: { amount_minor: 100_000, currency: 'EUR', issued: '2025-01-01', due: '2025-01-31' },
  events: [],
  as_of: '2025-02-10',
  expected: { lines: [{ ...line, ...rest }], total_minor: 300 },
};
const byOwnRate = { ...tenDays, policy: { charges: [{ ...tenDays.policy.charges[0], rate: { series: 'OWN' } }] } };
const ownRates = {
  schema: 'reference-rates/1',
  series: { OWN: { step: 'half_year', rows: [{ from: '2025-01-01', percent: '10.95' }] } },
};

/** Without settings, so without a database. */
function calculate(...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'] ?? '' };
    execFile(process.execPath, [cli, 'calculate', ...args], { env, maxBuffer: 2 ** 24 }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

async function fileOf(name: string, value: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

test('cases that come out as expected are told, line by line, and end well', async () => {
  const { code, stdout, stderr } = await calculate('--cases', await fileOf('cases.json', { cases: [tenDays] }));
  expect([code, stderr]).toEqual([0, '1 of 1 match\n']);
  const [result] = JSON.parse(stdout);
  expect(result).toMatchObject({ id: 'ten days', total_minor: 300, matches: true, lines: [{ ...line, ...rest }] });
  expect(Object.keys(result)).toEqual(['id', 'total_minor', 'lines', 'matches']);
});

test('a case that comes out otherwise is told by its fields, and ends badly', async () => {
  const wrong = { ...tenDays, id: 'wrong', expected: { lines: tenDays.expected.lines, total_minor: 301 } };
  const cases = await fileOf('cases.json', { cases: [tenDays, wrong] });
  const { code, stdout, stderr } = await calculate('--json', '--cases', cases);
  expect([code, stderr]).toEqual([1, '1 of 2 match\n']);
  expect(JSON.parse(stdout)).toMatchObject([
    { id: 'ten days', matches: true },
    { id: 'wrong', total_minor: 300, matches: false, differences: ['total_minor: 300 where 301 is expected'] },
  ]);
});

test('rates are read from beside the cases, or from where one says', async () => {
  const cases = await fileOf('cases.json', { rates: 'rates.json', cases: [byOwnRate] });
  const missing = await calculate('--cases', cases);
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('rates.json is not there')]);
  expect(missing.stdout).toContain('The rate series OWN has no rate for 2025-02-01');
  await fileOf('rates.json', ownRates);
  expect((await calculate('--cases', cases)).code).toBe(0);
  const dearer = await fileOf('dearer.json', JSON.stringify(ownRates).replace('10.95', '12.00'));
  expect((await calculate('--cases', cases, '--rates', dearer)).stdout).toContain('"rate_percent":"12.00"');
});

test.each([
  ['no file at all', [], "required option '--cases <file>'"],
  ['a file that is not there', ['--cases', '/nowhere.json'], '/nowhere.json cannot be read'],
  ['a file that is no JSON', ['--cases', cli], 'is no JSON'],
])('%s is refused by name', async (_, args, why) => {
  const { code, stdout, stderr } = await calculate(...args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(why);
});

test.each([
  ['a file without cases', {}, 'cases: '],
  ['a case without an expectation', { cases: [{ ...tenDays, expected: undefined }] }, 'cases.0.expected: '],
])('%s is refused by the field', async (_, value, why) => {
  const { code, stderr } = await calculate('--cases', await fileOf('odd.json', value));
  expect([code, stderr]).toEqual([1, expect.stringContaining(why)]);
});

test.skipIf(!existsSync(workedCases))('all worked cases match (skipped: ../shared/data is not there)', async () => {
  const { code, stderr } = await calculate('--cases', workedCases);
  expect([code, stderr]).toEqual([0, '104 of 104 match\n']);
});
