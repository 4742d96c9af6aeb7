import type { Transaction } from 'kysely';
import type { DocumentKind } from '@quittance/shared/document.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { findCreditNoteStandings, findInvoiceFacts } from '../documents/standing-queries.ts';
import { allocateToInvoice } from './allocate-to-invoice.ts';
import { lockInvoices } from './booking-queries.ts';
import { type CreditedInvoice, findCreditedInvoices, lockCustomer } from './credit-note-queries.ts';

/**
 * Lets credit notes lower the invoices that they name, up to what is owed, in the order in which they name them. Called in the
 * importer's transaction with each new document, whichever of the two comes first: a credit note looks for its invoices, an invoice for
 * credit notes that were waiting for it. What no invoice takes stays on the credit note.
 */
export async function allocateCreditNotes(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock'>,
  scope: MerchantScope,
  document: { id: string; kind: DocumentKind; customerId: string },
): Promise<void> {
  // Of an invoice and its credit note that arrive at the same moment, the second sees the first.
  await lockCustomer(trx, scope, document.customerId);
  for (const pair of await findCreditedInvoices(trx, scope, document)) {
    await lockInvoices(trx, scope, pair, [pair.invoiceId]);
    const facts = (await findInvoiceFacts(trx, scope, [pair.invoiceId])).get(pair.invoiceId);
    const creditNote = (await findCreditNoteStandings(trx, scope, [pair.creditNoteId])).get(pair.creditNoteId);
    if (!facts || !creditNote || creditNote.unallocatedMinor === 0) continue;
    const { unallocatedMinor: availableMinor } = creditNote;
    const effectiveDate = effectiveDateOf(pair, deps.clock.today(pair.timeZone));
    const incoming = { kind: 'credit_note' as const, availableMinor, effectiveDate, quotedLateChargesMinor: null };
    const { invoiceId, creditNoteId } = pair;
    await allocateToInvoice(trx, deps, scope, { invoiceId, facts, incoming, source: { creditNoteId } });
  }
}

/**
 * A credit note counts from its own date. One for the whole invoice takes the invoice back: nothing was owed, so nothing was late. A
 * date that has not come yet cannot raise what is owed until then.
 */
function effectiveDateOf(pair: CreditedInvoice, today: string): string {
  const isWhole = pair.creditNoteMinor >= pair.invoiceMinor;
  const dates = [pair.creditNoteDate, today, ...(isWhole ? [pair.dueDate] : [])];
  return dates.reduce((earliest, date) => (date < earliest ? date : earliest));
}
