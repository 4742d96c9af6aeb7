import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addFractions, fraction } from './fraction.ts';

test('a sum of fractions is exact and in lowest terms, whatever their denominators have in common', () => {
  const known = fc
    .record({ over: fc.bigInt({ min: -1000n, max: 1000n }), under: fc.bigInt({ min: 1n, max: 360n }) })
    .map(({ over, under }) => fraction(over, under));
  fc.assert(
    fc.property(known, known, (a, b) => {
      const sum = fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
      expect(addFractions(a, b)).toEqual(sum);
    }),
  );
});
