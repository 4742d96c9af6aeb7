import type { PayDraft, PayShare } from '@quittance/shared/pay-draft.ts';
import type { PayPage } from '@quittance/shared/payment.ts';
import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import type { Payer } from '../access/scope.ts';
import { type EntityProfile, getEntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { listReadableDocuments } from '../documents/document-queries.ts';
import { findStandings } from '../documents/read-document.ts';
import { AppError } from '../http/errors.ts';
import { findAnnouncementOfDraft } from './announcement-queries.ts';
import { findAttemptOfDraft } from './attempt-view-queries.ts';
import { creditsView } from './credit-view.ts';
import { findDraft, listDraftInvoices, type PaymentDraft } from './draft-queries.ts';
import { shownReference } from './shown-reference.ts';
import { isCreditLeft } from './plan-credit.ts';
import { payPageOf, type PayPageDeps, type SpokenTo } from './pay-page-of.ts';
import { quoteInvoices } from './quote-invoices.ts';
import { listTransferSources } from './transfer-queries.ts';

/** What the pay page of a draft shows to its payer. */
export async function getDraftPage(deps: PayPageDeps, payer: SpokenTo, draftId: string): Promise<PayPage> {
  const { reader, principal } = payer;
  const draft = await findDraft(deps.db, { merchantId: reader.merchantId, principal }, draftId);
  if (!draft) throw new AppError('not_found');
  const invoiceIds = draft.invoices.map(({ invoiceId }) => invoiceId);
  const documents = await listReadableDocuments(deps.db, reader, invoiceIds);
  const standings = await findStandings(deps, reader, documents);
  const summaries = [...standings.values()].map(({ summary }) => summary).toSorted(byDueDate);
  const [first] = summaries;
  if (!first || summaries.length < invoiceIds.length) throw new AppError('not_found');
  const entity = await getEntityProfile(deps.db, reader, draft.entityId);
  const sources = await listTransferSources(deps.db, reader, invoiceIds);
  const own = sources.length === 1 ? sources[0] : undefined;
  const view = await draftView(deps, payer, { draft, summaries, entity });
  return payPageOf(deps, payer, {
    entity,
    customerId: draft.customerId,
    summary: first,
    draft: view,
    invoiceIds,
    amountMinor: draft.totalMinor,
    // One invoice is known by its own reference, which the merchant's books look for.
    reference: own?.reference ?? view.reference,
    documentTransfers: sharedTransfers(sources),
  });
}

type Drawn = { draft: PaymentDraft; summaries: readonly DocumentSummary[]; entity: EntityProfile };

async function draftView(deps: PayPageDeps, payer: Payer, { draft, summaries, entity }: Drawn): Promise<PayDraft> {
  const attemptId = await findAttemptOfDraft(deps.db, draft);
  // What was transferred goes by this draft's reference: another would not be found by it.
  const isAnnounced = (await findAnnouncementOfDraft(deps.db, draft, draft.id)) !== undefined;
  return {
    id: draft.id,
    reference: shownReference(draft, entity),
    totalMinor: draft.totalMinor,
    invoices: summaries.map((summary) => shareOf(draft, summary)),
    droppedNumbers: await listDroppedNumbers(deps, draft),
    credits: creditsView(draft.credits),
    isSettled: draft.settledAt !== null,
    isCurrent: attemptId !== null || draft.settledAt !== null || isAnnounced || (await isCurrent(deps, payer, draft)),
    attemptId,
  };
}

/** Of invoices that it would be for, had nobody paid or voided them meanwhile. */
async function listDroppedNumbers(
  { db }: Pick<Deps, 'db'>,
  { merchantId, renewedFromId, invoices }: PaymentDraft,
): Promise<string[]> {
  if (renewedFromId === null) return [];
  const kept = new Set(invoices.map(({ invoiceId }) => invoiceId));
  const before = await listDraftInvoices(db, merchantId, renewedFromId);
  return before.filter(({ invoiceId }) => !kept.has(invoiceId)).map(({ number }) => number);
}

/** What a draft keeps of late charges are those that paying claims; shown are those that were claimed before as well, like on the invoice. */
function shareOf(draft: PaymentDraft, summary: DocumentSummary): PayShare {
  const { id, number, dueDate, daysOverdue } = summary;
  const share = draft.invoices.find(({ invoiceId }) => invoiceId === id);
  if (!share) throw new Error(`draft ${draft.id} has lost invoice ${id}`);
  const { dueMinor, amountMinor } = share;
  const isOwed = dueMinor === summary.amountDueMinor;
  const ownMinor = isOwed ? dueMinor - summary.lateChargesMinor : amountMinor - share.lateChargesMinor;
  const lateChargesMinor = Math.max(0, amountMinor - ownMinor);
  return { id, number, dueDate, daysOverdue, dueMinor, amountMinor, lateChargesMinor };
}

/** Whether it may be paid as it stands: soon enough, and nothing else is owed of any of its invoices. */
async function isCurrent(deps: Pick<Deps, 'db' | 'clock'>, payer: Payer, draft: PaymentDraft): Promise<boolean> {
  if (draft.expiresAt <= deps.clock.now()) return false;
  const ids = draft.invoices.map(({ invoiceId }) => invoiceId);
  const quote = await quoteInvoices(deps, payer.reader, ids, draft.quotedDate).catch(refusedMeansChanged);
  const isOwed =
    quote !== null &&
    draft.invoices.every(({ invoiceId, dueMinor }) =>
      quote.invoices.some((now) => now.invoiceId === invoiceId && now.dueMinor === dueMinor),
    );
  return isOwed && (await isCreditLeft(deps, payer.reader, draft));
}

/** One of them is void by now. */
function refusedMeansChanged(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}

type Source = Awaited<ReturnType<typeof listTransferSources>>[number];

/** The account that all of them name; where they differ, the entity's own is the only one for all. */
function sharedTransfers(sources: readonly Source[]): Source['transfers'] {
  const ibans = new Set(sources.map(({ transfers: [first] }) => first?.iban ?? ''));
  return ibans.size === 1 ? (sources[0]?.transfers ?? []) : [];
}

const collator = new Intl.Collator('en', { numeric: true });

function byDueDate(a: DocumentSummary, b: DocumentSummary): number {
  return collator.compare(a.dueDate, b.dueDate) || collator.compare(a.number, b.number);
}
