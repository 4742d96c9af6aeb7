import type { Attempt, Draft, PayPage } from '@quittance/shared/payment.ts';
import { getEntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { findDocument } from '../documents/document-queries.ts';
import { findStandings } from '../documents/read-document.ts';
import { AppError } from '../http/errors.ts';
import { findAttemptView } from './attempt-view-queries.ts';
import { listDraftCredits, listUsedCredits } from './credit-queries.ts';
import { creditsView } from './credit-view.ts';
import { findCustomerCountry } from './customer-country-queries.ts';
import { findDraft, listDraftInvoices } from './draft-queries.ts';
import { payPageOf, type PayPageDeps, type SpokenTo } from './pay-page-of.ts';
import { getStanding, type Principal } from './payment-lock-queries.ts';
import { lockView } from './payment-lock.ts';
import { paymentOffer } from './payment-offer.ts';
import { listAppliedParts } from './receipt-queries.ts';
import { shownReference } from './shown-reference.ts';

/** What the pay page of one invoice shows to this payer. */
export async function getPayPage(deps: PayPageDeps, payer: SpokenTo, invoiceId: string): Promise<PayPage> {
  const { reader } = payer;
  const document = await findDocument(deps.db, reader, invoiceId);
  const standing = document && (await findStandings(deps, reader, [document])).get(invoiceId);
  if (!standing || document.kind !== 'invoice') throw new AppError('not_found');
  const { summary } = standing;
  return payPageOf(deps, payer, {
    entity: await getEntityProfile(deps.db, reader, document.entityId),
    customerId: document.customerId,
    summary,
    draft: null,
    invoiceIds: [invoiceId],
    amountMinor: summary.amountDueMinor,
    reference: document.content.paymentReference ?? document.number,
    documentTransfers: document.content.transfers,
  });
}

export async function getDraftView(
  deps: PayPageDeps,
  payer: Principal & { language: string },
  draftId: string,
): Promise<Draft> {
  const draft = await findDraft(deps.db, payer, draftId);
  if (!draft) throw new AppError('not_found');
  const { id, totalMinor, currency, quotedDate } = draft;
  const entity = await getEntityProfile(deps.db, draft, draft.entityId);
  const country = await findCustomerCountry(deps.db, draft, draft.customerId);
  const due = { entity, amountMinor: totalMinor, currency, country, language: payer.language, hasTransfer: false };
  return {
    id,
    totalMinor,
    currency,
    quotedDate,
    expiresAt: draft.expiresAt.toISOString(),
    invoices: draft.invoices.map(({ invoiceId, number, amountMinor }) => ({ id: invoiceId, number, amountMinor })),
    offer: await paymentOffer(deps, draft, due),
  };
}

export async function getAttemptView(
  deps: Pick<Deps, 'db'>,
  attempt: { id: string; merchantId: string; principal: string },
): Promise<Attempt> {
  const view = await findAttemptView(deps.db, attempt);
  if (!view) throw new AppError('not_found');
  const { draftId, entityId, customerId, failureClass, failureCode, startedAt, reference, ...rest } = view;
  const entity = await getEntityProfile(deps.db, attempt, entityId);
  return {
    ...rest,
    draftId,
    reference: shownReference({ id: rest.paymentId ?? rest.id, reference }, entity),
    ...(await splitOf(deps, attempt, { draftId, paymentId: rest.paymentId })),
    startedAt: startedAt.toISOString(),
    failure: failureClass && failureCode ? { class: failureClass, code: failureCode } : null,
    lock: lockView(await getStanding(deps.db, { ...attempt, customerId })),
  };
}

/** As it was booked, or as it is meant: credit may be gone by the time at which money comes. */
async function splitOf(
  { db }: Pick<Deps, 'db'>,
  scope: { merchantId: string },
  { draftId, paymentId }: { draftId: string; paymentId: string | null },
): Promise<Pick<Attempt, 'invoices' | 'credits'>> {
  const isBooked = paymentId !== null;
  const parts = isBooked
    ? await listAppliedParts(db, scope, { paymentId, draftId })
    : await listDraftInvoices(db, scope.merchantId, draftId);
  const credits = isBooked ? await listUsedCredits(db, scope, draftId) : await listDraftCredits(db, scope, draftId);
  return {
    invoices: parts.map(({ invoiceId, number, amountMinor, lateChargesMinor }) => ({
      id: invoiceId,
      number,
      amountMinor,
      lateChargesMinor,
    })),
    credits: creditsView(credits),
  };
}
