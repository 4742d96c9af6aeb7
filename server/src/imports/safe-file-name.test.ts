import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inThread } from '../testing/in-thread.ts';
import { safeFileName } from './safe-file-name.ts';

const safeFileNames = new URL('./safe-file-name.ts', import.meta.url);

describe('a file name from outside', () => {
  test.each([
    ['invoice 12.xml', 'invoice 12.xml'],
    ['C:\\invoices\\12.xml', '12.xml'],
    ['../../etc/passwd', 'passwd'],
    ['..', 'fallback'],
    ['folder/', 'fallback'],
    ['', 'fallback'],
    ['.htaccess', 'htaccess'],
    ['a"\r\nX: y.pdf', 'a_X_ y.pdf'],
    ['annex\u202Efdp.exe', 'annexfdp.exe'],
    ['Rechnung für Jürgen.pdf', 'Rechnung für Jürgen.pdf'],
    ['Rechnung fu\u0308r Ju\u0308rgen.pdf', 'Rechnung für Jürgen.pdf'],
    ['CON', '_CON'],
    ['nul.pdf', '_nul.pdf'],
    ['Com1 .tar.gz', '_Com1 .tar.gz'],
    ['lpt¹', '_lpt¹'],
    ['CONTRACT.pdf', 'CONTRACT.pdf'],
    ['ends in dots. . .', 'ends in dots'],
  ])('%j is kept as %j', (name, safe) => {
    expect(safeFileName(name, 'fallback')).toBe(safe);
  });

  test('keeps its ending when it is too long', () => {
    expect(safeFileName(`${'x'.repeat(300)}.xml`, 'fallback')).toBe(`${'x'.repeat(116)}.xml`);
  });

  test('fits the 255 bytes that a disk has for it, in any script', () => {
    const safe = safeFileName(`${'請'.repeat(119)}.pdf`, 'fallback');
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
    expect(safe).toMatch(/^請+\.pdf$/);
  });

  test.each([
    ['letters', 'a'.repeat(1_000_000), 'a'.repeat(120)],
    ['letters and an ending', `${'a'.repeat(1_000_000)}.xml`, `${'a'.repeat(116)}.xml`],
    ['dots', '.'.repeat(1_000_000), 'fallback'],
    ['dots and spaces inside', `a${'. '.repeat(500_000)}b`, 'a'],
    ['slashes', '/'.repeat(1_000_000), 'fallback'],
    ['marks that join a letter', `e${'\u0301'.repeat(1_000_000)}`, `\u00e9${'\u0301'.repeat(99)}`],
  ])('keeps nobody busy with a megabyte of %s', { timeout: 30_000 }, async (_, name, safe) => {
    expect(await inThread(safeFileNames, 'safeFileName', name, 'fallback')).toBe(safe);
    await inThread(safeFileNames, 'titledFileName', name, 'fallback');
  });

  test('whatever it is, is short, visible, in no folder, and stays the same when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (name) => {
        const safe = safeFileName(name, 'fallback');
        expect(safe).toMatch(/^[^./\\\p{Cc}\p{Cf}\p{Cs}][^/\\\p{Cc}\p{Cf}\p{Cs}]*$/u);
        expect(safe.length).toBeLessThanOrEqual(120);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
        expect(safe).toMatch(/[^.\s]$/);
        expect(safe).toBe(safe.normalize('NFC'));
        expect(safeFileName(safe, 'fallback')).toBe(safe);
      }),
    );
  });
});
