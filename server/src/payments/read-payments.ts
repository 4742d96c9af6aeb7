import { maskEmail } from '@quittance/shared/access.ts';
import type { Attempt, Draft, PayPage } from '@quittance/shared/payment.ts';
import { getContact } from '../access/contact-queries.ts';
import type { MerchantKey, Payer } from '../access/scope.ts';
import { findEntity, type EntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { findDocument } from '../documents/document-queries.ts';
import { findStandings } from '../documents/read-document.ts';
import { AppError } from '../http/errors.ts';
import { findAttemptView } from './attempt-view-queries.ts';
import { findCustomerCountry } from './customer-country-queries.ts';
import { findDraft, listDraftInvoices } from './draft-queries.ts';
import { listOpenAttempts } from './open-attempt-queries.ts';
import { getStanding, type Principal } from './payment-lock-queries.ts';
import { lockView } from './payment-lock.ts';
import { paymentOffer, type OfferDeps } from './payment-offer.ts';
import { transferInstructions } from './transfer-instructions.ts';

type ReadDeps = OfferDeps & Pick<Deps, 'clock'>;

/** What the pay page of one invoice shows to this payer. */
export async function getPayPage(
  deps: ReadDeps,
  payer: Payer & { language: string },
  invoiceId: string,
): Promise<PayPage> {
  const { reader, principal, contactId, language } = payer;
  const document = await findDocument(deps.db, reader, invoiceId);
  const standing = document && (await findStandings(deps, reader, [document])).get(invoiceId);
  if (!standing || document.kind !== 'invoice') throw new AppError('not_found');
  const { summary } = standing;
  const { amountDueMinor: amountMinor, currency } = summary;
  const entity = await getEntity(deps, reader, document.entityId);
  const instructions = transferInstructions({
    documentTransfers: document.content.transfers,
    entity: { ...entity, legalName: entity.view.legalName },
    reference: document.content.paymentReference ?? document.number,
    amountMinor,
    currency,
  });
  const { email } = await getContact(deps.db, reader, contactId);
  const who = { merchantId: reader.merchantId, principal };
  const country = await findCustomerCountry(deps.db, reader, document.customerId);
  const due = { entity, amountMinor, currency, country, language, hasTransfer: instructions !== null };
  const offer = await paymentOffer(deps, who, due);
  const isTransferOffered = offer.methods.some(({ kind }) => kind === 'transfer');
  return {
    entity: entity.view,
    summary,
    offer,
    transfer: isTransferOffered ? instructions : null,
    openAttempt: await findOpenAttempt(deps, who, invoiceId),
    isSignedIn: principal.startsWith('contact:'),
    maskedEmail: maskEmail(email),
  };
}

export async function getDraftView(
  deps: ReadDeps,
  payer: Principal & { language: string },
  draftId: string,
): Promise<Draft> {
  const draft = await findDraft(deps.db, payer, draftId);
  if (!draft) throw new AppError('not_found');
  const { id, totalMinor, currency, quotedDate } = draft;
  const entity = await getEntity(deps, draft, draft.entityId);
  const country = await findCustomerCountry(deps.db, draft, draft.customerId);
  const due = { entity, amountMinor: totalMinor, currency, country, language: payer.language, hasTransfer: false };
  return {
    id,
    totalMinor,
    currency,
    quotedDate,
    expiresAt: draft.expiresAt.toISOString(),
    invoices: draft.invoices.map(({ invoiceId, number, amountMinor }) => ({ id: invoiceId, number, amountMinor })),
    offer: await paymentOffer(deps, payer, due),
  };
}

export async function getAttemptView(
  deps: Pick<Deps, 'db'>,
  attempt: { id: string; merchantId: string; principal: string },
): Promise<Attempt> {
  const view = await findAttemptView(deps.db, attempt);
  if (!view) throw new AppError('not_found');
  const { draftId, failureClass, failureCode, startedAt, ...rest } = view;
  const invoices = await listDraftInvoices(deps.db, attempt.merchantId, draftId);
  return {
    ...rest,
    draftId,
    invoices: invoices.map(({ invoiceId, number, amountMinor }) => ({ id: invoiceId, number, amountMinor })),
    startedAt: startedAt.toISOString(),
    failure: failureClass && failureCode ? { class: failureClass, code: failureCode } : null,
    lock: lockView(await getStanding(deps.db, attempt)),
  };
}

async function findOpenAttempt(
  deps: Pick<Deps, 'db'>,
  who: Principal,
  invoiceId: string,
): Promise<PayPage['openAttempt']> {
  const [open] = await listOpenAttempts(deps.db, who, [invoiceId]);
  if (!open) return null;
  const { attemptId, principal, state, createdAt } = open;
  return { attemptId: principal === who.principal ? attemptId : null, state, startedAt: createdAt.toISOString() };
}

async function getEntity(deps: Pick<Deps, 'db'>, scope: MerchantKey, id: string): Promise<EntityProfile> {
  const entity = await findEntity(deps.db, scope, id);
  if (!entity) throw new Error(`entity ${id} is missing`);
  return entity;
}
