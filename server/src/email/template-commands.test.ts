import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInstallation, type Installation } from '../testing/installation.ts';

let here: Installation;
const noord = ['--entity=noord', '--language=nl'];

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

test('a template is refused by what is wrong in it, else saved and shown', async () => {
  const body = join(here.folder, 'body.txt');
  const set = () => here.quittance('mail-templates', 'set', ...noord, '--subject=Uw #NUMBER', '--body', body);
  await writeFile(body, 'Pay #AMONT');
  expect((await set()).stderr).toContain('#AMONT is no placeholder; there are #LINK');
  await writeFile(body, 'Beste #CONTACT,\n\n#LINK\n');
  expect((await set()).code).toBe(0);
  const own = JSON.parse((await here.quittance('mail-templates', 'show', ...noord, '--json')).stdout);
  expect(own).toEqual({ isOwn: true, subject: 'Uw #NUMBER', body: 'Beste #CONTACT,\n\n#LINK' });
});

test('a template of an entity that is not there is refused', async () => {
  const shown = await here.quittance('mail-templates', 'show', '--entity=zuid', '--language=nl');
  expect(shown).toMatchObject({ code: 1, stdout: '' });
  expect(shown.stderr).toContain('There is no entity zuid');
});
