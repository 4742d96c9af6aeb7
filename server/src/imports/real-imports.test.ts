import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportedFile } from '@quittance/shared/import-report.ts';
import { parseMinor } from '@quittance/shared/money.ts';
import { testApp, type TestApp } from '../testing.ts';
import { insertEntity, insertMerchant } from '../testing/fixtures.ts';
import { importFiles } from './import-files.ts';
import { readUbl } from './ubl/read-ubl.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/einvoice', import.meta.url));
const isHere = existsSync(folder);
const namespace = /urn:oasis:names:specification:ubl:schema:xsd:(?:Invoice|CreditNote)-2/;
const names = isHere
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.xml$/i.test(name) && !name.includes('rule-unit-tests'))
      .filter((name) => namespace.test(readFileSync(join(folder, name), 'utf8')))
  : [];

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

test('the real UBL files are at hand', ({ skip }) => {
  if (!isHere) skip('../shared/data is not beside the repository');
  expect(names.length).toBeGreaterThan(0);
});

describe.skipIf(!isHere)(
  'a real file is imported once with its own payable amount, or refused by the rule it breaks',
  () => {
    test.each(names)('%s', async (name) => {
      const bytes = readFileSync(join(folder, name));
      const scope = await merchantOf(bytes);
      const { report } = await importFiles(server.deps, scope, 'command', [
        { fileName: name, bytes },
        { fileName: name, bytes },
      ]);
      const stored = await server.db
        .selectFrom('documents')
        .select('payable_minor as payableMinor')
        .where('merchant_id', '=', scope.merchantId)
        .execute();
      const [, currency = '', payable = ''] =
        /<cbc:PayableAmount currencyID="([A-Z]{3})">([^<]*)</.exec(bytes.toString()) ?? [];
      const refused = refusedFor[basename(name)];
      expect({ first: outcomeOf(report.files[0]), again: outcomeOf(report.files[1]), stored }).toEqual(
        refused
          ? { first: refused, again: refused, stored: [] }
          : { first: 'imported', again: 'unchanged', stored: [{ payableMinor: parseMinor(payable, currency) }] },
      );
    });
  },
);

/** Why each stands in the test of the reader. */
const refusedFor: Readonly<Record<string, string[]>> = {
  '05.01a-INVOICE_ubl.xml': ['BR-CO-16'],
  'EN16931_RechnungsUebertragung.ubl.xml': ['BR-CL-25'],
};

/** Each file gets a merchant of its own: many of them share the numbers of their example. */
async function merchantOf(bytes: Uint8Array): Promise<{ merchantId: string }> {
  const merchantId = await insertMerchant(server.db);
  const reading = readUbl(bytes);
  if (!reading.ok) return { merchantId };
  const { seller } = reading.document;
  await insertEntity(server.db, {
    merchant_id: merchantId,
    slug: `real-${merchantId}`,
    vat_number: seller.vatNumber,
    registration_number: seller.registrationNumber,
    endpoint_scheme: seller.endpoint?.scheme ?? null,
    endpoint_value: seller.endpoint?.value ?? null,
  });
  return { merchantId };
}

function outcomeOf(file: ImportedFile | undefined): string | string[] | undefined {
  return file?.outcome === 'refused' ? file.refusals.map(({ rule }) => rule) : file?.outcome;
}
