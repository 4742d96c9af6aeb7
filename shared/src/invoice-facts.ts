import type { CalendarDate } from './calendar-date.ts';
import type { ReminderChannel, Waiver } from './late-charge/input.ts';
import type { LateChargeLine } from './late-charge/line.ts';
import type { LateChargePolicy } from './late-charge/policy.ts';
import type { RateSeries } from './late-charge/rate-series.ts';
import { sumMinor } from './money.ts';

// What is known of one invoice; everything else (owed, overdue, paid) is derived from it and a day.

export type InvoiceFacts = {
  invoice: { payableMinor: number; currency: string; issueDate: CalendarDate; dueDate: CalendarDate };
  /** The one that was valid when the invoice was issued; null: no late charges. */
  policy: LateChargePolicy | null;
  /** The published rates that the policy may follow. */
  rates: readonly RateSeries[];
  reminders: readonly { sentDate: CalendarDate; channel: ReminderChannel }[];
  /** Of late charges that were not claimed; what was claimed is taken back by a negative charge. */
  waivers: readonly Waiver[];
  allocations: readonly AllocationFact[];
  charged: readonly ChargedLateCharge[];
  /** Payments that were started and are on their way. */
  pendingMinor: number;
  isVoided: boolean;
  isDisputed: boolean;
};

/**
 * A part of a payment or credit note that lowers the invoice (positive), or of a payment that went back (`reversal`, negative).
 * `date` is the day people know it by; from `effectiveDate` on it changes what is owed.
 */
export type AllocationFact = { date: CalendarDate; effectiveDate: CalendarDate; amountMinor: number } & (
  | { kind: 'payment' | 'reversal'; method: string }
  | { kind: 'credit_note'; number: string; documentId: string }
);

/** A late charge that was claimed, for good. A waiver is a negative one. */
export type ChargedLateCharge = { date: CalendarDate; amountMinor: number; line: LateChargeLine };

export function allocatedMinor(facts: Pick<InvoiceFacts, 'allocations'>): number {
  return sumMinor(facts.allocations.map((allocation) => allocation.amountMinor));
}

export function chargedMinor(facts: Pick<InvoiceFacts, 'charged'>): number {
  return sumMinor(facts.charged.map((charge) => charge.amountMinor));
}

/** The invoice's own total and what was charged, less allocations; never below zero. Nothing of it depends on a day. */
export function outstandingBalanceMinor(facts: InvoiceFacts): number {
  if (facts.isVoided) return 0;
  return Math.max(0, sumMinor([facts.invoice.payableMinor, chargedMinor(facts), -allocatedMinor(facts)]));
}

/** What is left of the invoice's own total; payments and credit notes cover it before they cover late charges. */
export function outstandingPrincipalMinor(facts: InvoiceFacts): number {
  if (facts.isVoided) return 0;
  return Math.max(0, facts.invoice.payableMinor - allocatedMinor(facts));
}
