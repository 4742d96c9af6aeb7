import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decodeXml } from './decode-xml.ts';
import { en16931Rules, flawsOf } from './judge.ts';
import { parseXml } from './parse-xml.ts';
import { indexDocument } from './ubl-document.ts';
import type { XmlElement } from './xml-element.ts';

// The standard's own unit tests: fragments of invoices, each of which says which rule must object to it, and which must not.
const folder = fileURLToPath(new URL('../../../../../shared/data/einvoice/en16931-rule-unit-tests', import.meta.url));
const isHere = existsSync(folder);
const names = isHere
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'))
  : [];
const validator = '{http://difi.no/xsd/vefa/validator/1.0}';

test('the test sets of the standard are at hand', ({ skip }) => {
  if (!isHere) skip('../shared/data is not beside the repository');
  expect(names).toHaveLength(179);
  expect(names.flatMap(assertionsOf)).toHaveLength(727);
});

describe.skipIf(!isHere)('a rule objects exactly where the standard says', () => {
  test.each(names)('%s', (name) => {
    for (const { index, id, mustObject, fragment } of assertionsOf(name)) {
      const rules = en16931Rules.filter((rule) => rule.id === id && !rule.isWarning);
      const document = indexDocument(fragment);
      const objects = rules.some((rule) => flawsOf(rule, document).length > 0);
      expect({ index, id, isKnown: rules.length > 0, objects }).toEqual({
        index,
        id,
        isKnown: true,
        objects: mustObject,
      });
    }
  });
});

type Assertion = { index: number; id: string; mustObject: boolean; fragment: XmlElement };

function assertionsOf(name: string): Assertion[] {
  const decoded = decodeXml(readFileSync(join(folder, name)));
  const parsed = decoded.ok ? parseXml(decoded.text) : null;
  if (!parsed?.ok) throw new Error(`${name} could not be read`);
  const tests = parsed.root.children.filter((child) => child.name === `${validator}test`);
  return tests.flatMap((element, index) => {
    const fragment = element.children.find((child) => child.name === 'Invoice' || child.name === 'CreditNote');
    if (!fragment) throw new Error(`${name} has a test without a document`);
    fragment.parent = null;
    const outcomes = element.children
      .filter((child) => child.name === `${validator}assert`)
      .flatMap((child) => child.children);
    return outcomes
      .filter((outcome) => outcome.name === `${validator}success` || outcome.name === `${validator}error`)
      .map((outcome) => ({
        index,
        id: outcome.text.trim(),
        mustObject: outcome.name === `${validator}error`,
        fragment,
      }));
  });
}
