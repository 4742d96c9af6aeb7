import { z } from 'zod';
import { type CalendarDate, daysBetween } from './calendar-date.ts';
import { allocatedMinor, type InvoiceFacts, outstandingBalanceMinor } from './invoice-facts.ts';

/**
 * How a document stands on a day. Derived, never stored. Invoices: `open` until `overdue`, `partly_paid` when something came and
 * something is still owed before the due date (`partly_credited` when no money was among it), `being_paid` while a payment is on its way, `credited` when credit notes alone closed it.
 * A late charge that was claimed keeps an invoice overdue until it is paid too.
 * Credit notes: `credit` while a part is unallocated, `applied` when all of it lowers invoices.
 */
export const documentStatusSchema = z.enum([
  'open',
  'partly_paid',
  'partly_credited',
  'overdue',
  'being_paid',
  'paid',
  'credited',
  'disputed',
  'void',
  'credit',
  'applied',
]);
export type DocumentStatus = z.infer<typeof documentStatusSchema>;

/** The first that applies, from the top: what somebody decided or what is settled comes before what is still moving. */
export function deriveStatus(facts: InvoiceFacts, asOfDate: CalendarDate): DocumentStatus {
  if (facts.isVoided) return 'void';
  if (outstandingBalanceMinor(facts) === 0) return isCredited(facts) ? 'credited' : 'paid';
  if (facts.pendingMinor > 0) return 'being_paid';
  if (facts.isDisputed) return 'disputed';
  if (asOfDate > facts.invoice.dueDate) return 'overdue';
  if (allocatedMinor(facts) <= 0) return 'open';
  return receivedMinor(facts) > 0 ? 'partly_paid' : 'partly_credited';
}

type Owed = { amountDueMinor: number; status: DocumentStatus };

/** Something is owed, and no money for it is on its way. */
export function canBePaid({ amountDueMinor, status }: Owed): boolean {
  return amountDueMinor > 0 && status !== 'being_paid';
}

/** What is disputed is paid by itself or not at all: nobody pays it because it stands in a list. */
export function canBePaidWithOthers(owed: Owed): boolean {
  return canBePaid(owed) && owed.status !== 'disputed';
}

/** Positive when overdue, negative while there is time; 0 where nothing is owed. */
export function daysOverdue(facts: InvoiceFacts, asOfDate: CalendarDate): number {
  return outstandingBalanceMinor(facts) === 0 ? 0 : daysBetween(facts.invoice.dueDate, asOfDate);
}

/** The day on which the last payment of a settled invoice was received; null where it is not settled, or not by money. */
export function paidDate(facts: InvoiceFacts): CalendarDate | null {
  if (facts.isVoided || outstandingBalanceMinor(facts) > 0 || isCredited(facts)) return null;
  const payments = facts.allocations.filter((allocation) => allocation.kind === 'payment');
  return (
    payments
      .map((payment) => payment.date)
      .toSorted()
      .at(-1) ?? null
  );
}

export function deriveCreditNoteStatus(creditNote: { unallocatedMinor: number; isVoided: boolean }): DocumentStatus {
  if (creditNote.isVoided) return 'void';
  return creditNote.unallocatedMinor > 0 ? 'credit' : 'applied';
}

function isCredited(facts: InvoiceFacts): boolean {
  return facts.allocations.some(({ kind }) => kind === 'credit_note') && receivedMinor(facts) === 0;
}

/** Of the allocations, what is money and not credit. */
function receivedMinor({ allocations }: InvoiceFacts): number {
  return allocatedMinor({ allocations: allocations.filter(({ kind }) => kind !== 'credit_note') });
}
