import { safeMinor } from '../money.ts';

/** An exact number of minor units, for the few rules that carry more than whole ones. `denominator` is positive; lowest terms. */
export type Fraction = { numerator: bigint; denominator: bigint };

export function fraction(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
  const [over, under] = [BigInt(numerator), BigInt(denominator)];
  const divisor = greatestCommonDivisor(over < 0n ? -over : over, under);
  return { numerator: over / divisor, denominator: under / divisor };
}

/** Lowest terms are what costs: compounded for years, a denominator has thousands of digits. So only where they could be lost, and once. */
export function addFractions(a: Fraction, b: Fraction): Fraction {
  if (a.denominator > b.denominator) return addFractions(b, a);
  // With a whole number to it, a fraction in lowest terms stays so.
  if (a.denominator === 1n) return { ...b, numerator: a.numerator * b.denominator + b.numerator };
  if (b.denominator % a.denominator === 0n)
    return fraction(a.numerator * (b.denominator / a.denominator) + b.numerator, b.denominator);
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtractFractions(a: Fraction, b: Fraction): Fraction {
  return addFractions(a, { numerator: -b.numerator, denominator: b.denominator });
}

/** Half up to the minor unit; only for what is not negative. */
export function roundedFraction({ numerator, denominator }: Fraction): number {
  return safeMinor(Number((2n * numerator + denominator) / (2n * denominator)));
}

/** `125342.465753`: cut off, not rounded, after six decimals. */
export function decimalTextOf({ numerator, denominator }: Fraction): string {
  const millionths = (numerator * 1_000_000n) / denominator;
  const digits = String(millionths).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
