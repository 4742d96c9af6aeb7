import type { Context } from 'hono';
import { getContact } from '../access/contact-queries.ts';
import { chosenLanguage, inChosenLanguage } from '../access/language-choice.ts';
import { currentPayers, findPayers } from '../access/reader.ts';
import type { Payer, ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { acceptedLanguages } from '../http/accepted-languages.ts';
import { AppError } from '../http/errors.ts';
import { findAttempt, type AttemptRow } from './attempt-queries.ts';
import { findDraft, getDraftOfAttempt, type PaymentDraft } from './draft-queries.ts';

type PayerDeps = Pick<Deps, 'db' | 'clock'>;

/** Whoever of this browser made the draft: it may be signed in and hold a mailed link as well. Others are told that there is none. */
export async function payerOfDraft(deps: PayerDeps, c: Context, draftId: string): Promise<Payer> {
  const found = await findDraftAmong(deps, await currentPayers(deps, c), draftId);
  if (!found) throw new AppError('not_found');
  return found.payer;
}

/** The same for a page, which says itself what it cannot show. */
export async function findDraftOfBrowser(deps: PayerDeps, c: Context, draftId: string) {
  return findDraftAmong(deps, await findPayers(deps, c), draftId);
}

async function findDraftAmong({ db }: PayerDeps, payers: readonly Payer[], draftId: string) {
  for (const payer of payers) {
    const { reader, principal } = payer;
    const draft = await findDraft(db, { merchantId: reader.merchantId, principal }, draftId);
    if (draft && isReadable(reader, draft)) return { payer, draft };
  }
  return undefined;
}

export async function ownAttempt(deps: PayerDeps, c: Context, attemptId: string): Promise<AttemptRow> {
  const payers = await currentPayers(deps, c);
  const attempt = await findAttempt(deps.db, { attemptId });
  const payer = payers.find(
    ({ reader, principal }) => reader.merchantId === attempt?.merchantId && principal === attempt.principal,
  );
  if (!attempt || !payer) throw new AppError('not_found');
  if (!isReadable(payer.reader, await getDraftOfAttempt(deps.db, attempt))) throw new AppError('not_found');
  return attempt;
}

/** Who began it may have lost the right to its invoices since: a link opens less, a contact is no longer one of the customer. */
function isReadable(
  { customerIds, onlyDocumentId }: ReaderScope,
  { customerId, invoices }: Pick<PaymentDraft, 'customerId' | 'invoices'>,
): boolean {
  const isOpen = onlyDocumentId === null || invoices.every(({ invoiceId }) => invoiceId === onlyDocumentId);
  return isOpen && customerIds.includes(customerId);
}

/** As the pay document speaks to them: a provider's own page shall go on in the same language. */
export async function payerLanguage(
  { db }: Pick<Deps, 'db'>,
  c: Context,
  { reader, contactId }: Payer,
): Promise<string> {
  const { language } = await getContact(db, reader, contactId);
  if (language !== null) return inChosenLanguage(c, language);
  return chosenLanguage(c) ?? acceptedLanguages(c.req.header('Accept-Language') ?? '')[0] ?? 'en';
}
