import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatReference, isCreditorReference, readReference, referenceForms } from './payment-reference.ts';

const digits = fc.stringMatching(/^[0-9]{10}$/);

describe('a payment reference', () => {
  test.each([
    ['0909337554', 'belgian', '+++090/9337/55493+++'],
    ['0000000097', 'belgian', '+++000/0000/09797+++'],
    ['0000000000', 'belgian', '+++000/0000/00097+++'],
    ['5390075470', 'rf', 'RF56 5390 0754 70'],
  ] as const)('%s in the form %s is %s', (bare, form, text) => {
    expect(formatReference(bare, form)).toBe(text);
  });

  test.each([['RF18539007547034'], ['RF712348231'], ['RF332348236']])('%s is one that banks accept', (text) => {
    expect(isCreditorReference(text)).toBe(true);
  });

  test('is read again in each form, with and without what sets its groups apart', () => {
    fc.assert(
      fc.property(digits, fc.constantFrom(...referenceForms), (bare, form) => {
        const text = formatReference(bare, form);
        expect(readReference(text)).toBe(bare);
        expect(readReference(` ${text.replaceAll(/[ +/]/g, '').toLowerCase()} `)).toBe(bare);
      }),
    );
  });

  test('with one wrong digit is nobody’s', () => {
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom(...referenceForms),
        fc.nat({ max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (bare, form, place, by) => {
          const compact = formatReference(bare, form).replaceAll(/[ +/]/g, '');
          const at = compact.length - 10 + place;
          const wrong = compact.slice(0, at) + ((Number(compact[at]) + by) % 10) + compact.slice(at + 1);
          expect(readReference(wrong)).toBeNull();
        },
      ),
    );
  });

  test.each(['', 'F-2026-0187', 'RF', '123456789012', '+++090/9337/55494+++', 'RF18539007547034'])(
    '%s is none of ours',
    (text) => {
      expect(readReference(text)).toBeNull();
    },
  );
});
