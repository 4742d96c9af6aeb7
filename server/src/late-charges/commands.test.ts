import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInstallation, type Installation } from '../testing/installation.ts';

let here: Installation;

beforeAll(async () => {
  here = await openInstallation();
  await here.quittance('merchants', 'add', 'Noord');
  const entity = ['--slug=noord', '--legal-name=Noord BV', '--country=BE', '--email=hello@noord.example'];
  await here.quittance(
    'entities',
    'add',
    ...entity,
    '--language=nl',
    '--time-zone=Europe/Brussels',
    '--vat-number=BE0123456749',
  );
});
afterAll(() => here.close());

async function fileOf(value: unknown): Promise<string> {
  const path = join(here.folder, 'input.json');
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

test('a policy is refused by the field that is wrong, else saved and listed', async () => {
  const charges = [{ kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] }];
  const policy = {
    schema: 'latefee-policy/1',
    id: 'terms',
    version: 1,
    valid_from: '2026-01-01',
    audience: 'any',
    charges,
  };
  const save = (file: string, ...options: string[]) => here.quittance('policies', 'save', file, ...options);
  const wrong = await save(await fileOf({ ...policy, rounding: 'up' }), '--entity=noord');
  expect(wrong.stderr).toContain('policy.rounding');
  expect((await save(await fileOf(policy))).stderr).toContain('entityId: is needed');
  expect((await save(await fileOf(policy), '--entity=zuid')).stderr).toContain('There is no entity zuid');
  expect((await save(await fileOf('{'), '--entity=noord')).stderr).toContain('is no JSON');
  expect((await save('/nowhere.json', '--entity=noord')).stderr).toContain('/nowhere.json cannot be read');
  expect((await save(await fileOf(policy), '--entity=noord')).stdout).toContain('Saved terms version 1');
  expect(JSON.parse((await here.quittance('policies', 'list', '--json')).stdout)).toMatchObject([{ policy }]);
});

test('rates are refused by the field that is wrong, else loaded once', async () => {
  const rate = { series: 'ECB_MRO', from: '2027-01-01', to: '2027-06-30', percent: '2.40', source: 'OJ C/2027/1' };
  const load = (file: string) => here.quittance('rates', 'import', file);
  expect((await load(await fileOf({ rates: [{ ...rate, to: '2026-01-01' }] }))).stderr).toContain(
    'rates.0.to: is before',
  );
  expect((await load(await fileOf({ rates: [rate] }))).stdout).toBe('1 added, 0 unchanged\n');
  expect((await load(await fileOf({ rates: [rate] }))).stdout).toBe('0 added, 1 unchanged\n');
  const { stdout } = await here.quittance('rates', 'list', '--series=ECB_MRO');
  expect(stdout).toContain('ECB_MRO  2024-01-01 to 2024-06-30  4.50 %  program  ');
  expect(stdout).toMatch(
    /ECB_MRO {2}2027-01-01 to 2027-06-30 {2}2\.40 % {2}loaded \d{4}-\d\d-\d\d {2}OJ C\/2027\/1\n$/,
  );
  expect(stdout).not.toContain('DE_BASE');
});

test('a preset is shown with its doubts, and saved by its name', async () => {
  expect((await here.quittance('policies', 'presets')).stdout).toMatch(/^be-b2b-? .*Belgium, between businesses$/m);
  const shown = await here.quittance('policies', 'preset', 'be-b2b');
  expect(shown.stdout).toMatch(/Law: .*\n(.*\n)*Uncertain: .*\n(.*\n)*This preset is not legal advice/);
  const saved = await here.quittance('policies', 'save', '--preset=be-b2b', '--entity=noord');
  expect(saved.stdout).toContain('Saved be-b2b version 1');
  expect(saved.stderr).toContain('not legal advice');
  expect((await here.quittance('policies', 'save', '--preset=be', '--entity=noord')).stderr).toContain('no preset be');
  expect((await here.quittance('policies', 'save', '--entity=noord')).stderr).toContain('Give a file, or a preset');
});
