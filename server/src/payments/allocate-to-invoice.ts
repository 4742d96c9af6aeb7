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
 * was taken. The caller holds the invoice's lock and has read `facts` since. With a draft: of what was left as credit.
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
    draftId = null,
  }: { invoiceId: string; facts: InvoiceFacts; incoming: Incoming; source: Source; draftId?: string | null },
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
      draft_id: draftId,
      amount_minor: amountMinor,
      effective_date: incoming.effectiveDate,
      created_at: now,
    },
  ]);
  const isSettled = amountMinor === outstandingBalanceMinor(facts) + chargedMinor({ charged: charges });
  const arrived = draftId !== null && 'paymentId' in source ? 'credit_used' : arrivedKinds[incoming.kind];
  const events = eventKinds(arrived, { source, facts, isSettled }).map((kind) => ({
    documentId: invoiceId,
    kind,
    data: { ...source, amountMinor },
  }));
  await insertDocumentEvents(trx, scope, events, now);
  return amountMinor;
}

const arrivedKinds = { payment: 'payment_received', credit_note: 'credit_note_applied' } as const;

function eventKinds(
  arrived: DocumentEvent['kind'],
  { source, facts, isSettled }: { source: Source; facts: InvoiceFacts; isSettled: boolean },
): DocumentEvent['kind'][] {
  if (!isSettled) return [arrived];
  const isCredited =
    'creditNoteId' in source && facts.allocations.every((allocation) => allocation.kind === 'credit_note');
  return [arrived, isCredited ? 'credited' : 'paid'];
}
