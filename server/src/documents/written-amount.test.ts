import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLocale, languages } from '@quittance/shared/language.ts';
import { formatMinor } from '@quittance/shared/format.ts';
import { writtenAmounts } from './written-amount.ts';

/** In currencies with two digits after the mark. */
function ofTwoDigits(text: string): [number, number][] {
  return writtenAmounts(text).flatMap(({ digits, fromMinor, toMinor }) => (digits === 2 ? [[fromMinor, toMinor]] : []));
}

test.each([
  ['1.234,50', 123_450],
  ['1,234.50', 123_450],
  ['1 234,50', 123_450],
  ['1\u202F234,5', 123_450],
  ["1'234.50", 123_450],
  ['1234.50', 123_450],
  ['€ 1.234,50', 123_450],
  ['1.234,50 €', 123_450],
  ['EUR 12,30', 1230],
  ['12.30 EUR', 1230],
  ['-52,03', 5203],
  ['1.234.567,89', 123_456_789],
  ['0,05', 5],
])('%s is one amount', (text, minor) => {
  expect(ofTwoDigits(text)).toEqual([[minor, minor]]);
});

test('without a decimal part every amount of that many units is meant', () => {
  expect(ofTwoDigits('1234')).toEqual([[123_400, 123_499]]);
  expect(ofTwoDigits('1.234.567')).toEqual([[123_456_700, 123_456_799]]);
  expect(writtenAmounts('1234')).toContainEqual({ digits: 0, fromMinor: 1234, toMinor: 1234 });
});

test('one group of three figures may be thousands or a fraction', () => {
  expect(ofTwoDigits('1.234')).toEqual([[123_400, 123_499]]);
  expect(writtenAmounts('1.234')).toContainEqual({ digits: 3, fromMinor: 1234, toMinor: 1234 });
  expect(ofTwoDigits('1,500')).toEqual([
    [150_000, 150_099],
    [150, 150],
  ]);
});

test.each(['', 'F-2026', '12-3', '1.2.3', '1,2,34', '.', ',5', '5%', 'EUR', '1234567890123456', 'a1', '1e3', '٣'])(
  '%j is none',
  (text) => {
    expect(ofTwoDigits(text)).toEqual([]);
  },
);

test('what the pages write is read again, in every language', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99_999_999_99 }),
      fc.constantFrom('EUR', 'GBP', 'JPY', 'KWD', 'CHF'),
      fc.constantFrom(...languages),
      (minor, currency, language) => {
        const text = formatMinor(minor, currency, formatLocale(language));
        expect(writtenAmounts(text).some(({ fromMinor, toMinor }) => fromMinor <= minor && minor <= toMinor)).toBe(
          true,
        );
      },
    ),
  );
});
