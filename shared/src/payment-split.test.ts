import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Due, planShare, planShareAgain } from './payment-split.ts';

const minor = fc.integer({ min: 1, max: 10_000_000 });
const dues: fc.Arbitrary<Due> = fc
  .tuple(minor, fc.nat({ max: 10_000_000 }))
  .map(([dueMinor, late]) => ({ dueMinor, lateChargesMinor: Math.min(late, dueMinor) }));
const floors = fc.option(minor);

describe('a part of an invoice', () => {
  const due = { dueMinor: 10_500, lateChargesMinor: 500 };
  test.each([
    [null, 1_000, { amountMinor: 10_500, lateChargesMinor: 500 }],
    [10_500, null, { amountMinor: 10_500, lateChargesMinor: 500 }],
    [10_000, 1_000, { amountMinor: 10_000, lateChargesMinor: 0 }],
    [10_200, 1_000, { amountMinor: 10_200, lateChargesMinor: 200 }],
    [1_000, 1_000, { amountMinor: 1_000, lateChargesMinor: 0 }],
  ])('of %j with the floor %j pays its own total before late charges', (amount, floor, share) => {
    expect(planShare(due, amount, floor)).toEqual({ dueMinor: 10_500, ...share });
  });

  test.each([
    [10_501, 1_000, 'part_too_large'],
    [999, 1_000, 'part_too_small'],
    [10_499, 20_000, 'part_too_small'],
    [5_000, null, 'part_not_offered'],
  ])('of %j with the floor %j is refused: %s', (amount, floor, refusal) => {
    expect(planShare(due, amount, floor)).toBe(refusal);
  });

  test('is never more than what is owed, never negative, and late charges are part of it', () => {
    fc.assert(
      fc.property(dues, fc.option(minor), floors, (owed, amount, floor) => {
        const share = planShare(owed, amount, floor);
        if (typeof share === 'string') return;
        expect(share.amountMinor).toBeGreaterThan(0);
        expect(share.amountMinor).toBeLessThanOrEqual(owed.dueMinor);
        expect(share.lateChargesMinor).toBeGreaterThanOrEqual(0);
        expect(share.lateChargesMinor).toBeLessThanOrEqual(Math.min(share.amountMinor, owed.lateChargesMinor));
      }),
    );
  });

  test('that was chosen can be asked for again, whatever is owed by then', () => {
    fc.assert(
      fc.property(dues, dues, fc.option(minor), floors, (before, now, amount, floor) => {
        const chosen = planShare(before, amount, floor);
        if (typeof chosen === 'string') return;
        const again = planShareAgain(now, chosen, floor);
        expect(planShare(now, again.amountMinor, floor)).toEqual(again);
        expect(chosen.amountMinor === before.dueMinor && again.amountMinor !== now.dueMinor).toBe(false);
      }),
    );
  });
});
