import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planCredit, sumOfLeft } from './credit-split.ts';

describe('credit', () => {
  test.each([
    [10_000, [2_000, 3_000], [2_000, 3_000]],
    [4_000, [2_000, 3_000], [2_000, 2_000]],
    [2_000, [2_000, 3_000], [2_000]],
    [2_000, [0, 3_000], [2_000]],
    [0, [2_000], []],
  ])('%i owed, of %j uses %j', (owedMinor, lefts, used) => {
    const sources = lefts.map((leftMinor) => ({ leftMinor }));
    expect(planCredit(owedMinor, sources).map(({ amountMinor }) => amountMinor)).toEqual(used);
  });

  test('is used as far as there is any and anything is owed, and none of it twice', () => {
    const amounts = fc.array(fc.nat({ max: 1_000_000 }));
    fc.assert(
      fc.property(fc.nat({ max: 5_000_000 }), amounts, (owedMinor, lefts) => {
        const sources = lefts.map((leftMinor) => ({ leftMinor }));
        const parts = planCredit(owedMinor, sources);
        const used = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        expect(used).toBe(Math.min(owedMinor, sumOfLeft(sources)));
        for (const { amountMinor, leftMinor } of parts) expect(amountMinor).toBeLessThanOrEqual(leftMinor);
      }),
    );
  });
});
