import { sumMinor } from './money.ts';

/** As many invoices as are paid in one go. */
export const invoicesAtOnceMax = 100;

/** What is owed of one invoice, and the part of it that is late charges that were not charged yet. */
export type Due = { dueMinor: number; lateChargesMinor: number };

/** How much of it is paid in one go, and the part of that which goes to those late charges: they come last. */
export type Share = Due & { amountMinor: number };

export type ShareRefusal = 'part_not_offered' | 'part_too_small' | 'part_too_large';

/** The least that may be paid of an invoice; less only where less is owed. Null: no parts. */
export type PartFloor = number | null;

export function partFloor(dueMinor: number, floorMinor: PartFloor): number {
  return floorMinor === null ? dueMinor : Math.min(dueMinor, floorMinor);
}

/** `amountMinor` null: all that is owed. */
export function planShare(due: Due, amountMinor: number | null, floorMinor: PartFloor): Share | ShareRefusal {
  const { dueMinor, lateChargesMinor } = due;
  if (amountMinor === null || amountMinor === dueMinor) return { ...due, amountMinor: dueMinor };
  if (amountMinor > dueMinor) return 'part_too_large';
  if (floorMinor === null) return 'part_not_offered';
  if (amountMinor < partFloor(dueMinor, floorMinor)) return 'part_too_small';
  return { dueMinor, amountMinor, lateChargesMinor: Math.max(0, amountMinor - (dueMinor - lateChargesMinor)) };
}

/** What was a part before, of what is owed now: as much of it as there still is, and never less than may be paid. */
export function planShareAgain(due: Due, { dueMinor, amountMinor }: Share, floorMinor: PartFloor): Share {
  const wanted = amountMinor === dueMinor ? null : Math.min(amountMinor, due.dueMinor);
  const share = planShare(due, wanted, floorMinor);
  return typeof share === 'string' ? { ...due, amountMinor: partFloor(due.dueMinor, floorMinor) } : share;
}

export function isWhole({ dueMinor, amountMinor }: Pick<Share, 'dueMinor' | 'amountMinor'>): boolean {
  return amountMinor === dueMinor;
}

export function sumOfShares(shares: readonly Pick<Share, 'amountMinor'>[]): number {
  return sumMinor(shares.map(({ amountMinor }) => amountMinor));
}
