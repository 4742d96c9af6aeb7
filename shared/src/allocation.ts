import { accruedLateCharges } from './invoice-late-charges.ts';
import type { CalendarDate } from './calendar-date.ts';
import {
  type AllocationFact,
  type ChargedLateCharge,
  chargedMinor,
  type InvoiceFacts,
  outstandingBalanceMinor,
  outstandingPrincipalMinor,
} from './invoice-facts.ts';
import { sumMinor } from './money.ts';

/** Money or a credit note that is there to lower an invoice. */
export type Incoming = {
  kind: 'payment' | 'credit_note';
  /** Not negative. */
  availableMinor: number;
  effectiveDate: CalendarDate;
  /** Late charges that were quoted to the payer: no more than these are claimed when the payment closes the invoice. */
  quotedLateChargesMinor: number | null;
};

/** What an invoice takes of it, and the late charges that are claimed because it closes the invoice's own total. */
export type AllocationPlan = { amountMinor: number; charges: ChargedLateCharge[] };

/** The invoice's own total is covered first, then late charges; never more than is owed. */
export function planAllocation(facts: InvoiceFacts, incoming: Incoming): AllocationPlan {
  const principalMinor = outstandingPrincipalMinor(facts);
  if (incoming.availableMinor < principalMinor) return { amountMinor: incoming.availableMinor, charges: [] };
  const charges = principalMinor > 0 ? chargesOnClosing(facts, incoming, principalMinor) : [];
  const owedMinor = sumMinor([outstandingBalanceMinor(facts), chargedMinor({ charged: charges })]);
  return { amountMinor: Math.min(incoming.availableMinor, owedMinor), charges };
}

/** The late charges as they stand on the day on which the invoice's own total was covered, by the days that count and not by arrival. */
function chargesOnClosing(facts: InvoiceFacts, incoming: Incoming, principalMinor: number): ChargedLateCharge[] {
  const closing = closingFact(incoming, principalMinor);
  const allocations = [...facts.allocations, closing];
  const date = allocations.reduce((latest, { effectiveDate }) => (effectiveDate > latest ? effectiveDate : latest), '');
  const lines = accruedLateCharges({ ...facts, allocations }, date);
  const charges = lines.map((line) => ({ date, amountMinor: line.amountMinor, line }));
  const excessMinor = chargedMinor({ charged: charges }) - (incoming.quotedLateChargesMinor ?? Infinity);
  const last = charges.at(-1);
  return last && excessMinor > 0 ? [...charges, { ...last, amountMinor: -excessMinor }] : charges;
}

/** Only its day and amount matter here: it is not stored. */
function closingFact({ kind, effectiveDate }: Incoming, amountMinor: number): AllocationFact {
  const common = { date: effectiveDate, effectiveDate, amountMinor };
  return kind === 'payment' ? { kind, method: '', ...common } : { kind, number: '', documentId: '', ...common };
}

/** A part of a payment on one invoice, for money that goes back. */
export type ReversiblePart = { invoiceId: string; amountMinor: number; effectiveDate: CalendarDate };

/**
 * Which parts money that goes back is taken from: first those that were chosen, then what was not allocated, then the newest allocation, and
 * so on back.
 */
export function planReversal(
  amountMinor: number,
  unallocatedMinor: number,
  parts: readonly ReversiblePart[],
  chosen: readonly { invoiceId: string; amountMinor: number }[] = [],
): ReversiblePart[] {
  let leftMinor = amountMinor;
  const taken = new Map<string, number>();
  const take = ({ invoiceId, amountMinor: thereMinor }: ReversiblePart, wantedMinor: number) => {
    const before = taken.get(invoiceId) ?? 0;
    const takenMinor = Math.max(0, Math.min(wantedMinor, leftMinor, thereMinor - before));
    taken.set(invoiceId, before + takenMinor);
    leftMinor -= takenMinor;
  };
  for (const { invoiceId, amountMinor: wantedMinor } of chosen) {
    for (const part of parts) if (part.invoiceId === invoiceId) take(part, wantedMinor);
  }
  leftMinor = Math.max(0, leftMinor - unallocatedMinor);
  for (const part of parts.toReversed()) take(part, leftMinor);
  return parts
    .toReversed()
    .map((part) => ({ ...part, amountMinor: taken.get(part.invoiceId) ?? 0 }))
    .filter((part) => part.amountMinor > 0);
}
