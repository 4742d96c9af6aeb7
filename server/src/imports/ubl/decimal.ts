/** An exact decimal number, `units` / 10^`scale`: amounts, prices and rates of a file are never floating point. */
export type Decimal = { units: bigint; scale: number };

export const zero: Decimal = { units: 0n, scale: 0 };
export const one: Decimal = { units: 1n, scale: 0 };

// xs:decimal; longer than any honest amount, and short enough that a million of them cost nothing.
const shape = /^([+-]?)(\d{0,24})(?:\.(\d{0,24}))?$/;

export function parseDecimal(text: string): Decimal | null {
  const [, sign, whole = '', fraction = ''] = shape.exec(text.trim()) ?? [];
  if (whole + fraction === '') return null;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, scale: fraction.length };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

export function negate(a: Decimal): Decimal {
  return { units: -a.units, scale: a.scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b));
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export function sum(terms: readonly Decimal[]): Decimal {
  return terms.reduce(add, zero);
}

export function absolute(a: Decimal): Decimal {
  return a.units < 0n ? negate(a) : a;
}

/** Negative, zero or positive, as `a` is smaller than, equal to or larger than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const difference = subtract(a, b).units;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

export function isEqual(a: Decimal, b: Decimal): boolean {
  return compare(a, b) === 0;
}

/** Divided and rounded to `scale` digits, a half away from zero: 2.345 is 2.35 and -2.345 is -2.35. */
export function divide(a: Decimal, b: Decimal, scale: number): Decimal {
  const numerator = a.units * 10n ** BigInt(scale + b.scale);
  const denominator = b.units * 10n ** BigInt(a.scale);
  return { units: divideHalfAway(numerator, denominator), scale };
}

export function round(a: Decimal, scale: number): Decimal {
  return divide(a, one, scale);
}

/** The number as text, with the digits it has. */
export function toText(a: Decimal): string {
  const digits = String(absolute(a).units).padStart(a.scale + 1, '0');
  const sign = a.units < 0n ? '-' : '';
  return a.scale === 0 ? sign + digits : `${sign}${digits.slice(0, -a.scale)}.${digits.slice(-a.scale)}`;
}

/** `12.50`: at least two digits after the mark, as people write amounts, and no needless zeros after them. */
export function show(a: Decimal): string {
  const scale = Math.max(a.scale, 2);
  return toText({ units: unitsAt(a, scale), scale }).replace(/(\.\d\d\d*?)0+$/, '$1');
}

function unitsAt(a: Decimal, scale: number): bigint {
  return a.units * 10n ** BigInt(scale - a.scale);
}

function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * top + bottom) / (2n * bottom);
  return isNegative ? -rounded : rounded;
}
