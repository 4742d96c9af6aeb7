import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentContentSchema } from '@quittance/shared/document.ts';
import { parseMinor } from '@quittance/shared/money.ts';
import { describe, expect, test } from 'vitest';
import { readUbl } from './read-ubl.ts';

// Invoices of the standard, of the German administration, of accounting software: whatever of them is UBL.
const folder = fileURLToPath(new URL('../../../../../shared/data/einvoice', import.meta.url));
const isHere = existsSync(folder);
const namespace =
  /<(?:\w+:)?(?:Invoice|CreditNote)\s[^>]*urn:oasis:names:specification:ubl:schema:xsd:(?:Invoice|CreditNote)-2/;
const files = isHere
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.xml$/i.test(name) && !name.includes('rule-unit-tests'))
      .filter((name) => namespace.test(readFileSync(join(folder, name), 'utf8')))
  : [];

/** Refused for what they say, not for what we cannot read. */
const refused: Readonly<Record<string, string[]>> = {
  // Asks for claims of third parties besides its own total, by an extension that EN 16931 does not have.
  '05.01a-INVOICE_ubl.xml': ['BR-CO-16'],
  // The buyer's address has the scheme 9958, which the list of address schemes has dropped.
  'EN16931_RechnungsUebertragung.ubl.xml': ['BR-CL-25'],
};

test('the real UBL files are at hand', ({ skip }) => {
  if (!isHere) skip('../shared/data is not beside the repository');
  expect(files).toHaveLength(54);
});

describe.skipIf(!isHere)('a real file comes out with its own payable amount, or is refused by name', () => {
  test.each(files)('%s', (name) => {
    const bytes = readFileSync(join(folder, name));
    const [, currency = '', payable = ''] =
      /<cbc:PayableAmount currencyID="([A-Z]{3})">([^<]*)</.exec(bytes.toString()) ?? [];
    const reading = readUbl(bytes);
    const outcome = reading.ok
      ? documentContentSchema.parse(reading.document).totals.payableMinor
      : reading.refusals.map(({ rule }) => rule);
    expect(outcome).toEqual(refused[basename(name)] ?? parseMinor(payable, currency));
  });
});
