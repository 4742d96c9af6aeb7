import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText, parseMinor, sumMinor } from './money.ts';

const minor = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF');

describe('decimal text', () => {
  it.each([
    ['12.5', 'EUR', 1250],
    ['12.50', 'EUR', 1250],
    [' 12.50 ', 'EUR', 1250],
    ['12.5000', 'EUR', 1250],
    ['+0.01', 'EUR', 1],
    ['-0.01', 'EUR', -1],
    ['.5', 'EUR', 50],
    ['5.', 'EUR', 500],
    ['1500', 'JPY', 1500],
    ['1500.00', 'JPY', 1500],
    ['1.234', 'KWD', 1234],
    ['1.2345', 'CLF', 12_345],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
    ['-0', 'EUR', 0],
  ])('%j %s is %i minor units', (text, code, expected) => {
    expect(parseMinor(text, code)).toBe(expected);
  });

  it.each([
    ['12.345', 'EUR', 'digits that the currency has not'],
    ['0.5', 'JPY', 'digits that the currency has not'],
    ['90071992547409.92', 'EUR', 'too large to be exact'],
    ['1e3', 'EUR', 'an exponent'],
    ['1,50', 'EUR', 'a comma'],
    ['1 000', 'EUR', 'a space'],
    ['--1', 'EUR', 'two signs'],
    ['', 'EUR', 'nothing'],
    ['.', 'EUR', 'a bare point'],
    ['NaN', 'EUR', 'a word'],
    ['٣', 'EUR', 'other digits'],
  ])('%j %s is refused: %s', (text, code) => {
    expect(parseMinor(text, code)).toBeNull();
  });

  it('comes back as the same minor units, in every currency', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        expect(parseMinor(decimalText(amount, code), code)).toBe(amount === 0 ? 0 : amount);
      }),
    );
  });

  it.each([
    [1250, 'EUR', '12.50'],
    [-5, 'EUR', '-0.05'],
    [0, 'EUR', '0.00'],
    [7, 'JPY', '7'],
    [7, 'KWD', '0.007'],
  ])('%i minor units of %s are written %s', (amount, code, expected) => {
    expect(decimalText(amount, code)).toBe(expected);
  });

  it('is refused for what is no whole number of minor units', () => {
    expect(() => decimalText(0.5, 'EUR')).toThrow('not a whole, exact number');
    expect(() => decimalText(2 ** 53, 'EUR')).toThrow('not a whole, exact number');
    expect(() => decimalText(1, 'XXX')).toThrow('not an ISO 4217');
  });
});

describe('adding up', () => {
  it('keeps every cent, or refuses', () => {
    fc.assert(
      fc.property(fc.array(minor, { maxLength: 5 }), (amounts) => {
        const partial = amounts.map((_, index) => exactSum(amounts.slice(0, index + 1)));
        const limit = BigInt(Number.MAX_SAFE_INTEGER);
        const isExact = partial.every((sum) => -limit <= sum && sum <= limit);
        expect(sumOrRefusal(amounts)).toBe(isExact ? exactSum(amounts) : 'refused');
      }),
    );
  });
});

function exactSum(amounts: readonly number[]): bigint {
  return amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
}

function sumOrRefusal(amounts: readonly number[]): bigint | 'refused' {
  try {
    return BigInt(sumMinor(amounts));
  } catch {
    return 'refused';
  }
}
