import type { Transaction } from 'kysely';
import type { Left } from '@quittance/shared/credit-split.ts';
import { isWhole } from '@quittance/shared/payment-split.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import { allocateToInvoice } from './allocate-to-invoice.ts';
import { lockInvoices } from './booking-queries.ts';
import { lockCustomer } from './credit-note-queries.ts';
import { type CreditPart, findCoveredByCredit, holdCredit, listCredit } from './credit-queries.ts';
import { type DraftOfAttempt, getDraftOfAttempt } from './draft-queries.ts';
import type { InvoiceQuote } from './quote-invoices.ts';

type DraftToCover = Omit<DraftOfAttempt, 'timeZone'>;
type Source = CreditPart & Left;

/**
 * Applies the credit of a draft to its invoices, in the transaction that books the draft, and tells how much each has got. Once per draft,
 * and as far as it is still there: credit that was paid out or revoked meanwhile leaves its part of the invoices open.
 */
export async function applyCredit(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock'>,
  draft: DraftToCover,
): Promise<Map<string, number>> {
  if (draft.credits.length === 0) return new Map();
  // Before any document: who applies a credit note when it is imported holds them in this order too.
  await lockCustomer(trx, draft, draft.customerId);
  const before = await findCoveredByCredit(trx, draft, draft.id);
  if (before.size > 0) return before;
  await holdCredit(trx, draft, draft.credits);
  const sources = await listPlanned(trx, draft);
  const ids = draft.invoices.map(({ invoiceId }) => invoiceId);
  const payable = new Set(await lockInvoices(trx, draft, draft, ids));
  for (const invoice of draft.invoices) {
    if (payable.has(invoice.invoiceId)) await coverInvoice(trx, deps, { draft, invoice, sources });
  }
  return findCoveredByCredit(trx, draft, draft.id);
}

/** The same of the drafts whose reference stands on one transfer. */
export async function applyCreditOfDrafts(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock'>,
  { merchantId }: MerchantKey,
  draftIds: readonly string[],
): Promise<Map<string, number>> {
  const covered = new Map<string, number>();
  for (const draftId of draftIds) {
    const used = await applyCredit(trx, deps, await getDraftOfAttempt(trx, { merchantId, draftId }));
    for (const [invoiceId, minor] of used) covered.set(invoiceId, (covered.get(invoiceId) ?? 0) + minor);
  }
  return covered;
}

/** What was planned, and no more than there is. */
async function listPlanned(trx: Transaction<Database>, draft: DraftToCover): Promise<Source[]> {
  const credit = new Map((await listCredit(trx, draft, draft, draft.id)).map((each) => [each.id, each]));
  return draft.credits.map((part) => ({
    ...part,
    leftMinor: Math.min(part.amountMinor, credit.get(part.id)?.unusedMinor ?? 0),
  }));
}

type Cover = { draft: DraftToCover; invoice: InvoiceQuote; sources: Source[] };

/** Takes from the sources what it uses of them. */
async function coverInvoice(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock'>,
  { draft, invoice, sources }: Cover,
): Promise<void> {
  const { invoiceId, amountMinor, lateChargesMinor } = invoice;
  let openMinor = amountMinor;
  for (const source of sources) {
    const availableMinor = Math.min(openMinor, source.leftMinor);
    if (availableMinor === 0) continue;
    // Anew for each: what one has covered is no longer owed, and late charges may be charged by then.
    const facts = (await findInvoiceFacts(trx, draft, [invoiceId])).get(invoiceId);
    if (!facts) return;
    const taken = await allocateToInvoice(trx, deps, draft, {
      invoiceId,
      facts,
      incoming: {
        kind: source.kind,
        availableMinor,
        effectiveDate: draft.quotedDate,
        quotedLateChargesMinor: isWhole(invoice) ? lateChargesMinor : null,
      },
      source: source.kind === 'payment' ? { paymentId: source.id } : { creditNoteId: source.id },
      draftId: draft.id,
    });
    source.leftMinor -= taken;
    openMinor -= taken;
  }
}
