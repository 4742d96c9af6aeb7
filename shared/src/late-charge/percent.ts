import { safeMinor } from '../money.ts';
import { remember } from './remember.ts';

/** A percentage in millionths of a percent, a whole number: `12.50` is 12,500,000. Rates are added up and rounded up in it. */
export type PercentMicros = number;

/** A percentage as a fraction of one, in lowest decimal terms: `12.50` is 125 / 1000. Small numbers keep amounts within safe integers. */
export type Ratio = { numerator: number; denominator: number };

export const microsPerPercent = 1_000_000;

export const percentMicros = remember((percent: string): PercentMicros => {
  const isNegative = percent.startsWith('-');
  const point = percent.indexOf('.');
  const whole = percent.slice(isNegative ? 1 : 0, point < 0 ? undefined : point);
  const decimals = point < 0 ? '' : percent.slice(point + 1);
  const micros = Number(whole) * microsPerPercent + Number(decimals) * 10 ** (6 - decimals.length);
  return isNegative ? -micros : micros;
});

/** With two decimals, as rates are written, or with more where it has more. */
export const percentText = remember((micros: PercentMicros): string => {
  const digits = String(Math.abs(micros)).padStart(7, '0');
  const decimals = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${micros < 0 ? '-' : ''}${digits.slice(0, -6)}.${decimals}`;
});

export const ratioOf = remember((micros: PercentMicros): Ratio => {
  let numerator = micros;
  let denominator = 100 * microsPerPercent;
  while (denominator > 1 && numerator % 10 === 0) {
    numerator /= 10;
    denominator /= 10;
  }
  return { numerator, denominator };
});

/**
 * A nonnegative amount times `ratio` times counted / divisor, rounded half up to the minor unit. Exact: the fraction is divided out
 * once, in safe integers where they suffice (a product that is not safe shows itself by being too large), else in big ones.
 */
export function roundedShare(minor: number, { numerator, denominator }: Ratio, counted = 1, divisor = 1): number {
  const by = 2 * denominator * divisor;
  const doubled = 2 * minor * numerator * counted + denominator * divisor;
  if (Number.isSafeInteger(doubled)) return (doubled - (doubled % by)) / by;
  const dividend = 2n * BigInt(safeMinor(minor)) * BigInt(numerator) * BigInt(counted) + BigInt(by) / 2n;
  return safeMinor(Number(dividend / BigInt(by)));
}

/** `percent` of a nonnegative amount, rounded half up to the minor unit. */
export function percentOfMinor(minor: number, percent: string): number {
  return roundedShare(minor, ratioOf(percentMicros(percent)));
}
