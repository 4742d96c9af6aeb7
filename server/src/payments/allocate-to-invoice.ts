import type { Transaction } from 'kysely';
import { type Incoming, planAllocation } from '@quittance/shared/allocation.ts';
import { chargedMinor, type InvoiceFacts, outstandingBalanceMinor } from '@quittance/shared/invoice-facts.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { type DocumentEvent, insertDocumentEvents } from '../documents/document-event-queries.ts';
import { insertAllocations, insertLateCharges } from './booking-queries.ts';

type Source = { paymentId: string } | { creditNoteId: string };

/**
 * Applies to one invoice what it can take of a payment or credit note, claims the late charges that fall due by it, and tells how much
 * was taken. The caller holds the invoice's lock and has read `facts` since.
 */
export async function allocateToInvoice(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock'>,
  scope: MerchantScope,
  {
    invoiceId,
    facts,
    incoming,
    source,
  }: { invoiceId: string; facts: InvoiceFacts; incoming: Incoming; source: Source },
): Promise<number> {
  const { amountMinor, charges } = planAllocation(facts, incoming);
  if (amountMinor === 0) return 0;
  const now = deps.clock.now();
  await insertLateCharges(trx, scope, charges, { invoiceId, now });
  await insertAllocations(trx, [
    {
      merchant_id: scope.merchantId,
      invoice_id: invoiceId,
      payment_id: 'paymentId' in source ? source.paymentId : null,
      credit_note_id: 'creditNoteId' in source ? source.creditNoteId : null,
      amount_minor: amountMinor,
      effective_date: incoming.effectiveDate,
      created_at: now,
    },
  ]);
  const isSettled = amountMinor === outstandingBalanceMinor(facts) + chargedMinor({ charged: charges });
  const events = eventKinds(source, facts, isSettled).map((kind) => ({
    documentId: invoiceId,
    kind,
    data: { ...source, amountMinor },
  }));
  await insertDocumentEvents(trx, scope, events, now);
  return amountMinor;
}

function eventKinds(source: Source, facts: InvoiceFacts, isSettled: boolean): DocumentEvent['kind'][] {
  const isMoney = 'paymentId' in source;
  const arrived: DocumentEvent['kind'] = isMoney ? 'payment_received' : 'credit_note_applied';
  if (!isSettled) return [arrived];
  const isCredited = !isMoney && facts.allocations.every((allocation) => allocation.kind === 'credit_note');
  return [arrived, isCredited ? 'credited' : 'paid'];
}
