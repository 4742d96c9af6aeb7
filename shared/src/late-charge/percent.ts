import { safeMinor } from '../money.ts';

/**
 * `percent` of a nonnegative amount, times numerator / denominator, rounded half up to the minor unit. Exact: percentages are decimal
 * text and the fraction is only divided out once.
 */
export function percentOfMinor(minor: number, percent: string, numerator = 1, denominator = 1): number {
  const [whole = '', decimals = ''] = percent.split('.');
  const scaledPercent = BigInt(whole + decimals);
  const dividend = BigInt(safeMinor(minor)) * scaledPercent * BigInt(numerator);
  const divisor = 100n * 10n ** BigInt(decimals.length) * BigInt(denominator);
  return safeMinor(Number((2n * dividend + divisor) / (2n * divisor)));
}
