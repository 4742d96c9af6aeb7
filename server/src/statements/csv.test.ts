import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf, type CsvCell } from './csv.ts';

const textOf = (...rows: CsvCell[][]) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(csvOf(rows));

test.each([
  ['=1+1', "'=1+1"],
  ['+32 9 555', "'+32 9 555"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['  =1', "'  =1"],
  ['＝1', "'＝1"],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['F1;=1+1', "F1;'=1+1"],
  ['F1,;@SUM(A1)', `"F1,;'@SUM(A1)"`],
  ['F1; "-1', `"F1; ""'-1"`],
  ['F1;2;a-b', 'F1;2;a-b'],
  ['F-2026/1', 'F-2026/1'],
  ['a,b', '"a,b"'],
  ['say "yes"', '"say ""yes"""'],
  [' a', '" a"'],
  ['', ''],
])('%j is written as %j', (text, written) => {
  expect(textOf([text])).toBe(`\ufeff${written}\r\n`);
});

test('what is ours is written as it is', () => {
  expect(textOf(['a', { exact: '-12.10' }], ['b', { exact: '' }])).toBe('\ufeffa,-12.10\r\nb,\r\n');
});

/** As RFC 4180 says a reader reads. */
function parsed(csv: string): string[][] {
  const cells = [...csv.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, inQuotes, bare = '', end] of cells) {
    rows.at(-1)?.push(inQuotes?.replaceAll('""', '"') ?? bare);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('any text comes back, and none of it as a formula', () => {
  const cell = fc.string({ unit: fc.constantFrom('=', '-', '@', '\t', '\r', '\n', '"', ',', ' ', "'", 'é', '1', 'a') });
  const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, (texts) => {
      const read = parsed(textOf(...texts));
      expect(read.map((row) => row.length)).toEqual(texts.map((row) => row.length));
      read.flat().forEach((found, index) => {
        const text = texts.flat()[index] ?? '';
        expect([text, `'${text}`]).toContain(found);
        expect(found).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/);
      });
    }),
  );
});
