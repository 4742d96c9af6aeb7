import { safeMinor } from '../money.ts';

/** The invoice as it stands at a moment of the calculation; events change it one after the other. */
export type Debt = {
  readonly amountMinor: number;
  creditedMinor: number;
  /** Of payments, what went to the invoice; may be more than it asks for. */
  paidMinor: number;
  /** What made the balance, in the order of days. */
  changes: string[];
};

/** What is owed of the invoice itself. Late charges and capitalised interest come on top. */
export function outstandingMinor({ amountMinor, creditedMinor, paidMinor }: Debt): number {
  return Math.max(0, safeMinor(amountMinor - creditedMinor - paidMinor));
}

/** The invoice less credit notes, whatever was paid of it. */
export function originalMinor({ amountMinor, creditedMinor }: Debt): number {
  return Math.max(0, safeMinor(amountMinor - creditedMinor));
}
