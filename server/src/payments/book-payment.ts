import type { Transaction } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { InvoiceFacts } from '@quittance/shared/invoice-facts.ts';
import { transferQuoteMinor } from '@quittance/shared/transfer-quote.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import { allocateToInvoice } from './allocate-to-invoice.ts';
import { findPaymentByReference, insertPayment, lockInvoices } from './booking-queries.ts';

/** Money that was received. */
export type Booking = {
  merchantId: string;
  entityId: string;
  customerId: string;
  /** `manual` for what the merchant recorded. */
  provider: string;
  /** The provider's own name of the money: booked once, however often it is told. */
  providerReference: string;
  method: string;
  amountMinor: number;
  currency: string;
  receivedDate: CalendarDate;
  /** The day for which it counts: of the quote that it follows, otherwise the day it was received. */
  effectiveDate: CalendarDate;
  /** What it is meant for, each invoice once; `lateChargesMinor` is the part of a quote, null where none was given. */
  allocations: readonly { invoiceId: string; amountMinor: number; lateChargesMinor: number | null }[];
  attemptId: string | null;
  /** With whose keys it was taken, where no attempt says so. */
  accountId?: string | null;
  note: string | null;
  /** What its payer wrote, where that says what it is for. */
  paymentReferences?: readonly string[];
};

/**
 * Books money in the caller's transaction and applies it as it was meant, as far as is owed. Received money is never refused: what no
 * invoice takes (paid twice, another currency, voided meanwhile) stays unallocated.
 */
export async function bookPayment(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock'>,
  booking: Booking,
): Promise<{ paymentId: string; isNew: boolean }> {
  const paymentId = await insertPayment(trx, {
    merchant_id: booking.merchantId,
    entity_id: booking.entityId,
    customer_id: booking.customerId,
    provider: booking.provider,
    provider_reference: booking.providerReference,
    method: booking.method,
    amount_minor: booking.amountMinor,
    currency: booking.currency,
    received_date: booking.receivedDate,
    note: booking.note,
    attempt_id: booking.attemptId,
    provider_account_id: booking.accountId ?? null,
    payment_references: [...(booking.paymentReferences ?? [])],
    created_at: deps.clock.now(),
  });
  if (paymentId === null) {
    const known = await findPaymentByReference(trx, booking, booking);
    if (!known) throw new Error(`payment ${booking.provider} ${booking.providerReference} is booked and not there`);
    return { paymentId: known.id, isNew: false };
  }
  await allocateBooking(trx, deps, booking, paymentId);
  return { paymentId, isNew: true };
}

async function allocateBooking(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock'>,
  booking: Booking,
  paymentId: string,
): Promise<void> {
  const wanted = booking.allocations.map((allocation) => allocation.invoiceId);
  const facts = await findInvoiceFacts(trx, booking, await lockInvoices(trx, booking, booking, wanted));
  let leftMinor = booking.amountMinor;
  for (const { invoiceId, amountMinor, lateChargesMinor } of booking.allocations) {
    const known = facts.get(invoiceId);
    if (!known) continue;
    const availableMinor = Math.min(amountMinor, leftMinor);
    const incoming = {
      kind: 'payment' as const,
      availableMinor,
      effectiveDate: booking.effectiveDate,
      quotedLateChargesMinor: lateChargesMinor ?? quotedToTransfer(known, booking, availableMinor),
    };
    leftMinor -= await allocateToInvoice(trx, deps, booking, {
      invoiceId,
      facts: known,
      incoming,
      source: { paymentId },
    });
    // The facts no longer hold: named twice, an invoice takes its part once.
    facts.delete(invoiceId);
  }
}

function quotedToTransfer(facts: InvoiceFacts, { method, receivedDate }: Booking, amountMinor: number): number | null {
  return method === 'transfer' ? transferQuoteMinor(facts, { amountMinor, receivedDate }) : null;
}
