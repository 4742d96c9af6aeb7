import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, compare, divide, isEqual, multiply, parseDecimal, round, show, subtract, toText } from './decimal.ts';
import type { Decimal } from './decimal.ts';

const decimals = fc.record({ units: fc.bigInt(-(10n ** 12n), 10n ** 12n), scale: fc.integer({ min: 0, max: 6 }) });
const read = (text: string): Decimal => parseDecimal(text) ?? { units: 0n, scale: -1 };

test('a number is what XML Schema calls a decimal, and nothing else', () => {
  const numbers: [text: string, canonical: string][] = [
    ['12.50', '12.50'],
    [' +7 ', '7'],
    ['-.5', '-0.5'],
    ['5.', '5'],
    ['-0.00', '0.00'],
  ];
  for (const [text, canonical] of numbers) expect(toText(read(text))).toBe(canonical);
  for (const text of ['', '.', '-', '1e3', '1,5', '0x10', 'NaN', 'Infinity', '1.2.3', '1 000', '9'.repeat(25)]) {
    expect(parseDecimal(text)).toBeNull();
  }
});

test('a half is rounded away from zero', () => {
  const cases: [number: string, rounded: string][] = [
    ['2.345', '2.35'],
    ['-2.345', '-2.35'],
    ['2.3449', '2.34'],
    ['0.005', '0.01'],
    ['-0.004', '0.00'],
  ];
  for (const [number, rounded] of cases) expect(toText(round(read(number), 2))).toBe(rounded);
  expect(toText(divide(read('1833.3333'), read('10'), 2))).toBe('183.33');
});

test('people see at least two decimals and no needless zeros', () => {
  const cases: [number: string, shown: string][] = [
    ['5', '5.00'],
    ['5.1', '5.10'],
    ['5.1250', '5.125'],
    ['-0.5', '-0.50'],
    ['7.0000', '7.00'],
  ];
  for (const [number, shown] of cases) expect(show(read(number))).toBe(shown);
});

test('nothing is lost by adding, whatever the scales', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      expect(isEqual(subtract(add(a, b), b), a)).toBe(true);
      expect(compare(a, b)).toBe(-compare(b, a) + 0);
      expect(isEqual(read(toText(a)), a)).toBe(true);
      expect(isEqual(read(show(multiply(a, b))), multiply(a, b))).toBe(true);
    }),
  );
});
