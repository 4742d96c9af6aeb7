import { sumMinor } from './money.ts';

/** Something of which so much is left to be used. */
export type Left = { leftMinor: number };

/** How much of what is owed each of them pays, in their order; those that pay nothing are left out. */
export function planCredit<Source extends Left>(
  owedMinor: number,
  sources: readonly Source[],
): (Source & { amountMinor: number })[] {
  let openMinor = owedMinor;
  return sources.flatMap((source) => {
    const amountMinor = Math.min(openMinor, source.leftMinor);
    openMinor -= Math.max(0, amountMinor);
    return amountMinor > 0 ? [{ ...source, amountMinor }] : [];
  });
}

export function sumOfLeft(sources: readonly Left[]): number {
  return sumMinor(sources.map(({ leftMinor }) => leftMinor));
}
