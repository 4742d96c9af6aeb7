import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryNames } from './entry-names.ts';

describe('the names in a ZIP', () => {
  test.each([
    ['2026-0001', 'Invoices/2026-0001.pdf'],
    ['2026/0001', 'Invoices/2026-0001.pdf'],
    ['../../etc/passwd', 'Invoices/-..-etc-passwd.pdf'],
    ['..\\..\\boot.ini', 'Invoices/-..-boot.ini.pdf'],
    ['C:\\x', 'Invoices/C_-x.pdf'],
    ['aux', 'Invoices/_aux.pdf'],
    ['F-1. ', 'Invoices/F-1.pdf'],
    ['Facture n° 7', 'Invoices/Facture n° 7.pdf'],
    ['', 'Invoices/document.pdf'],
  ])('%j becomes %j', (number, path) => {
    expect(entryNames().claim('Invoices', number, 'pdf')).toBe(path);
  });

  test('tell apart what some system takes for the same', () => {
    const names = entryNames();
    const claimed = ['Fé1', 'fé1', 'Fe\u03011', 'F\u00e91'].map((number) => names.claim('Invoices', number, 'pdf'));
    expect(claimed).toEqual([
      'Invoices/Fé1.pdf',
      'Invoices/fé1 (2).pdf',
      'Invoices/Fé1 (3).pdf',
      'Invoices/Fé1 (4).pdf',
    ]);
    expect(names.claim(null, 'index', 'csv')).toBe('index.csv');
  });

  test('stay inside, are unique and short, whatever the numbers are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 30 }), (numbers) => {
        const names = entryNames();
        const paths = numbers.map((number) => names.claim('Invoices', number, 'pdf'));
        expect(new Set(paths.map((path) => path.normalize('NFC').toLowerCase())).size).toBe(numbers.length);
        for (const path of paths) {
          expect(path).toMatch(/^Invoices\/[^/\\<>:"|?*\p{Cc}]+\.pdf$/u);
          expect(path.split('/')).not.toContain('..');
          expect(Buffer.byteLength(path)).toBeLessThan(255);
        }
      }),
    );
  });
});
