import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInstallation, type Installation } from '../testing/installation.ts';
import { pictureOf } from '../testing/pictures.ts';
import { ublFile } from '../testing/ubl.ts';

// One installation with two invoices, operated by command: the tests follow each other.
let here: Installation;

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
  for (const number of ['1', '2']) await writeFile(join(here.folder, `${number}.xml`), ublFile({ number }));
  await here.quittance('import', join(here.folder, '1.xml'), join(here.folder, '2.xml'));
});
afterAll(() => here.close());

async function refused(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await here.quittance(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  return stderr;
}

describe('api-keys', () => {
  test('are issued, listed without their secret, and revoked', async () => {
    const issued = await here.quittance(
      'api-keys',
      'issue',
      '--name=books',
      '--scope',
      'imports:write',
      'documents:read',
      '--json',
    );
    const { id, key } = JSON.parse(issued.stdout);
    expect(key).toMatch(/^pk1_/);
    const listed = await here.quittance('api-keys', 'list', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject([
      { id, name: 'books', scopes: ['imports:write', 'documents:read'] },
    ]);
    expect(listed.stdout).not.toContain(key);
    expect((await here.quittance('api-keys', 'revoke', id)).code).toBe(0);
    expect((await here.quittance('api-keys', 'list')).stdout).toContain('revoked on');
  });

  test('with a scope or an end that is none are refused', async () => {
    expect(await refused('api-keys', 'issue', '--name=x', '--scope', 'everything')).toContain(
      'There is no scope everything',
    );
    expect(await refused('api-keys', 'issue', '--name=x', '--scope', 'all', '--expires', 'soon')).toContain(
      '--expires',
    );
    expect(await refused('api-keys', 'revoke', 'nothing')).toContain('no such API key');
  });
});

describe('links', () => {
  test('are copied and revoked', async () => {
    const first = (await here.quittance('links', 'copy', '--invoice', '1')).stdout;
    expect(first).toMatch(/^http:\/\/localhost:3000\/i\/inv1_\S+\n$/);
    expect((await here.quittance('links', 'copy', '--invoice', '1', '--contact', 'jan@peeters.example')).stdout).toBe(
      first,
    );
    expect((await here.quittance('links', 'revoke', '--invoice', '1')).stdout).toContain('jan@peeters.example');
    expect((await here.quittance('links', 'copy', '--invoice', '1')).stdout).not.toBe(first);
  });

  test('of an invoice or a contact that is not there are refused', async () => {
    expect(await refused('links', 'copy', '--invoice', '404')).toContain('There is no invoice 404');
    expect(await refused('links', 'copy', '--invoice', '1', '--contact', 'x@y.example')).toContain(
      'it has jan@peeters.example',
    );
  });
});

describe('payments record', () => {
  const record = (...args: string[]) => here.quittance('payments', 'record', '--reference', 'statement 7', ...args);

  test('sets an invoice to paid, once', async () => {
    const { stdout } = await record('--invoice', '1', '--received', '2026-03-10', '--receipt');
    expect(stdout).toContain('Recorded €121.00 received on 2026-03-10\n  €121.00 on invoice 1');
    expect((await record('--invoice', '1', '--received', '2026-03-10')).stdout).toContain('was recorded before');
  });

  test('takes an amount, and says what is left', async () => {
    const { stdout } = await here.quittance(
      'payments',
      'record',
      '--invoice',
      '2',
      '--reference',
      '8',
      '--amount',
      '150',
      '--method',
      'cash',
      '--no-receipt',
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      amountMinor: 15_000,
      method: 'cash',
      unallocatedMinor: expect.any(Number),
    });
    // Of the two payments, the old one was to be told, and today's was not.
    const receipts = (await here.quittance('mails', 'list', '--json')).stdout.match(/"payment_receipt"/g);
    expect(receipts).toHaveLength(1);
  });

  test('finds by what the payer wrote, gives each invoice its part, and names what is mistyped', async () => {
    const paid = ['payments', 'record', '--amount', '30', '--no-receipt', '--json'];
    const byNumber = await here.quittance(...paid, '--reference', '10', '--payment-reference', ' 2 ');
    expect(JSON.parse(byNumber.stdout)).toMatchObject({ amountMinor: 3000, unallocatedMinor: 3000 });
    const inParts = await here.quittance(...paid, '--reference', '11', '--invoice', '1=10', '2=20');
    expect(JSON.parse(inParts.stdout)).toMatchObject({ allocations: [], unallocatedMinor: 3000 });
    expect(await refused(...paid, '--reference', '12', '--payment-reference', 'RF57 5390 0754 70')).toContain(
      'mistyped',
    );
    expect(await refused(...paid, '--reference', '12')).toContain('--payment-reference');
  });

  test('and given back again, as paid out by hand, never more than is left', async () => {
    const credit = JSON.parse((await here.quittance('payments', 'list', '--credit', '--json')).stdout);
    const { id } = credit.find(({ reference }: { reference: string }) => reference === '11');
    const refund = ['payments', 'refund', id, '--reference', 'refund 1'];
    expect(await refused(...refund, '--amount', '5')).toContain('pay it out yourself');
    const paidOut = await here.quittance(...refund, '--amount', '5', '--paid-out', '2026-03-12');
    expect(paidOut.stdout).toBe(`refund 1  €5.00 of payment ${id}  paid out by hand\n`);
    const more = ['payments', 'refund', id, '--reference', 'refund 2', '--paid-out', '2026-03-12'];
    expect(await refused(...more, '--amount', '25.01')).toContain('25.00 EUR can be given back');
    expect(await refused(...more, '--invoice', '1')).toContain('has no amount');
    expect((await here.quittance('payments', 'refunds')).stdout).toContain('refund 1');
    expect((await here.quittance('payments', 'list')).stdout).toContain('€25.00 of it credit');
    expect(await refused('payments', 'refund', 'x', '--reference', 'y')).toContain('There is no payment x');
  });

  test('refuses what is no amount, method or day', async () => {
    expect(await refused('payments', 'record', '--invoice', '2', '--reference', '9', '--amount', '1.234')).toContain(
      'no amount in EUR',
    );
    expect(await refused('payments', 'record', '--invoice', '2', '--reference', '9', '--method', 'barter')).toContain(
      '--method',
    );
    expect(await refused('payments', 'record', '--invoice', '2', '--reference', '9', '--received', 'today')).toContain(
      '--received',
    );
  });
});

describe('proposals', () => {
  test('are listed, and one that is not there cannot be answered', async () => {
    expect((await here.quittance('proposals', 'list')).stdout).toBe('There are no such proposals\n');
    expect(JSON.parse((await here.quittance('proposals', 'list', '--state=all', '--json')).stdout)).toEqual([]);
    expect(await refused('proposals', 'list', '--state=lost')).toContain('lost is none of open, accepted');
    expect(await refused('proposals', 'accept', 'PO-1')).toContain('There is no proposal PO-1');
    expect(await refused('proposals', 'decline', '01890000-0000-7000-8000-000000000000')).toContain('no proposal');
    expect(await refused('proposals', 'decline', '01890000-0000-7000-8000-000000000000', '--reason=')).toContain(
      '--reason',
    );
  });
});

describe('mails', () => {
  test('are queued by sending an invoice, and listed', async () => {
    const sent = await here.quittance('invoices', 'send', '--invoice', '2');
    expect(sent).toMatchObject({ code: 0, stdout: 'Queued one mail with invoice 2\n' });
    const listed = await here.quittance('mails', 'list');
    expect(listed.stdout).toMatch(/queued .*invoice {2}to jan@peeters\.example: /);
    expect(await refused('mails', 'list', '--limit', 'all')).toContain('--limit');
  });
});

describe('brand', () => {
  test('is changed by what is named, says what is shown otherwise, and lets go of what is empty', async () => {
    await writeFile(join(here.folder, 'logo.png'), await pictureOf('png'));
    const logo = `--logo=${join(here.folder, 'logo.png')}`;
    const set = await here.quittance('brand', 'set', '--entity=noord', '--accent=#FFD400', '--sender-name=Ann', logo);
    expect(set.stdout).toMatch(/Sender +Ann\nAccent +#ffd400, shown as #[0-9a-f]{6} so that it can be read\n/);
    expect(set.stdout).toMatch(/Icon +http\S+\/brand\/noord\/[0-9a-f]{64}\n/);
    await here.quittance('brand', 'set', '--entity=noord', '--logo=', '--sender-name=');
    const { stdout } = await here.quittance('brand', 'show', '--entity=noord', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ accent: '#ffd400', logoUrl: null, iconUrl: null, senderName: null });
  });

  test('is looked at before anything is changed', async () => {
    const offered = await here.quittance('brand', 'preview', '--entity=noord', '--accent=#123456', '--json');
    const { url, expiresAt } = JSON.parse(offered.stdout);
    expect(url).toMatch(/^http\S+\/brand-previews\/prv1_[\w-]{43}$/);
    expect(expiresAt).toMatch(/^20\d\d-\d\d-\d\dT/);
    const { stdout } = await here.quittance('brand', 'show', '--entity=noord', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ accent: '#ffd400' });
    expect(await refused('brand', 'preview', '--entity=noord', '--accent=teal')).toContain('--accent: is not');
  });

  test('is refused with the option that is wrong', async () => {
    expect(await refused('brand', 'set', '--entity=noord', '--accent=teal')).toBe(
      '--accent: is not a colour like #1a7f5a\n',
    );
    expect(await refused('brand', 'set', '--entity=noord', '--logo=absent.png')).toContain('--logo: absent.png');
  });
});

test('an entity is put under a name of its own, and back under the installation’s', async () => {
  const named = await here.quittance('entities', 'set-host', '--entity=noord', '--host=invoices.noord.example');
  expect(named.stdout).toMatch(/^Pages and links of noord are at http:\/\/invoices\.noord\.example\S* from now on\n$/);
  const listed = JSON.parse((await here.quittance('entities', 'list', '--json')).stdout);
  expect(listed).toMatchObject([{ slug: 'noord', host: 'invoices.noord.example' }]);
  expect(await refused('entities', 'set-host', '--entity=noord', '--host=https://x')).toMatch(/^--host: /);
  const back = await here.quittance('entities', 'set-host', '--entity=noord', '--host=', '--json');
  expect(JSON.parse(back.stdout)).toEqual({ host: null });
});

test('says how an entity is paid, and refuses what cannot be', async () => {
  const set = ['entities', 'set-payments', '--entity=noord'];
  expect((await here.quittance(...set, '--reference-form=rf', '--part-payment-min-minor=2500')).stdout).toBe(
    'References of noord are written in the form rf\nParts of an invoice are at least 2500 minor units\n',
  );
  const back = await here.quittance(...set, '--reference-form=country', '--part-payment-min-minor=none');
  expect(back.stdout).toBe('References of noord are written in the form usual in BE\nInvoices are paid in full\n');
  expect(await refused(...set, '--reference-form=iban')).toMatch(/^--reference-form: /);
  expect(await refused(...set, '--part-payment-min-minor=0')).toMatch(/^--part-payment-min-minor: /);
  expect(await refused(...set, '--part-payment-min-minor=10.50')).toMatch(/^--part-payment-min-minor: /);
  expect(await refused(...set)).toContain('--reference-form or');
});

test('lists what the books say differently, and refuses what is no finding', async () => {
  expect((await here.quittance('payments', 'findings')).stdout).toBe('The books agree\n');
  const noFinding = '01890000-0000-7000-8000-000000000000';
  const bookFinding = ['payments', 'book-finding', noFinding];
  expect(await refused(...bookFinding)).toMatch(/^--payment-reference: say whose it is/);
  expect(await refused(...bookFinding, '--payment-reference', '1')).toContain('not_found');
  expect(await refused('payments', 'set-aside', 'x', '--reason', 'y')).toContain('There is no finding x');
});
