import type { Transaction } from 'kysely';
import { planReversal, type ReversiblePart } from '@quittance/shared/allocation.ts';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import { AppError } from '../http/errors.ts';
import { insertAllocations, lockInvoices } from './booking-queries.ts';
import { findReversals, findReversibleParts, insertReversal, lockPayment } from './reversal-queries.ts';

/** Money of a payment that went back. */
export type Reversal = {
  merchantId: string;
  paymentId: string;
  kind: 'returned' | 'refund' | 'dispute';
  /** The provider's own name of this movement: booked once, however often it is told. */
  providerReference: string;
  amountMinor: number;
  reversedDate: CalendarDate;
  /** From which invoices first; null: none before the others. */
  parts?: readonly { invoiceId: string; amountMinor: number }[] | null;
};

/**
 * Takes back what went back, in the caller's transaction: never more than the payment, from the parts that were chosen, then from what was
 * not allocated, then from the newest allocation.
 * Late charges that were claimed stay claimed. Null when all of the payment had gone back before.
 */
export async function reversePayment(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock'>,
  reversal: Reversal,
): Promise<{ reversalId: string | null; isNew: boolean }> {
  const { paymentId, kind, providerReference } = reversal;
  const payment = await lockPayment(trx, reversal, paymentId);
  if (!payment) throw new AppError('not_found', `payment ${paymentId} is not known`);
  const earlier = await findReversals(trx, reversal, paymentId);
  const same = earlier.find((row) => row.kind === kind && row.provider_reference === providerReference);
  if (same) return { reversalId: same.id, isNew: false };
  const keptMinor = payment.amount_minor - sumMinor(earlier.map((row) => row.amount_minor));
  const amountMinor = Math.min(reversal.amountMinor, keptMinor);
  if (amountMinor <= 0) return { reversalId: null, isNew: false };
  const now = deps.clock.now();
  const reversalId = await insertReversal(trx, {
    merchant_id: reversal.merchantId,
    payment_id: paymentId,
    kind,
    provider_reference: providerReference,
    amount_minor: amountMinor,
    reversed_date: reversal.reversedDate,
    created_at: now,
  });
  const account = { entityId: payment.entity_id, customerId: payment.customer_id, currency: payment.currency };
  const parts = await findReversibleParts(trx, reversal, paymentId);
  // So that nothing else is being applied to these invoices by what they owed before.
  await lockInvoices(
    trx,
    reversal,
    account,
    parts.map((part) => part.invoiceId),
  );
  const unallocatedMinor = keptMinor - sumMinor(parts.map((part) => part.amountMinor));
  const taken = planReversal(amountMinor, unallocatedMinor, parts, reversal.parts ?? []);
  await insertAllocations(
    trx,
    taken.map((part) => negativeAllocation(reversal, reversalId, part, now)),
  );
  const events = taken.map((part) => ({
    documentId: part.invoiceId,
    kind: 'payment_reversed' as const,
    data: { paymentId, reversalId, kind, amountMinor: part.amountMinor },
  }));
  await insertDocumentEvents(trx, reversal, events, now);
  return { reversalId, isNew: true };
}

/** A debit that the bank returned never paid anything; money that was given or taken back later did pay until then. */
function negativeAllocation(reversal: Reversal, reversalId: string, part: ReversiblePart, now: Date) {
  return {
    merchant_id: reversal.merchantId,
    invoice_id: part.invoiceId,
    payment_id: reversal.paymentId,
    reversal_id: reversalId,
    amount_minor: -part.amountMinor,
    effective_date: reversal.kind === 'returned' ? part.effectiveDate : reversal.reversedDate,
    created_at: now,
  };
}
