import { expect, test } from 'vitest';
import { typedAmount } from './typed-amount.ts';

test.each([
  ['50', 'EUR', 5_000],
  ['50.5', 'EUR', 5_050],
  ['50,50', 'EUR', 5_050],
  ['1.234,56', 'EUR', 123_456],
  ['1,234.56', 'EUR', 123_456],
  ['1.234', 'EUR', 123_400],
  ['€ 1 234,5', 'EUR', 123_450],
  ['1’234.50 chf', 'CHF', 123_450],
  ['1,234', 'KWD', 1_234],
  ['1,234', 'JPY', 1_234],
  [',5', 'EUR', 50],
  ['', 'EUR', null],
  ['0', 'EUR', null],
  ['-5', 'EUR', null],
  ['fifty', 'EUR', null],
  ['99999999999999999', 'EUR', null],
])('%s in %s is %s', (text, currency, minor) => {
  expect(typedAmount(text, currency)).toBe(minor);
});
