import type { Transaction } from 'kysely';
import type { Payer } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findAttempt, insertAttempt } from './attempt-queries.ts';
import { lockCustomer } from './credit-note-queries.ts';
import type { PaymentDraft } from './draft-queries.ts';
import { claimInvoices, listOpenAttempts, listTriedAttempts } from './open-attempt-queries.ts';
import { getStanding, holdPrincipal } from './payment-lock-queries.ts';
import { hasTriesLeft, refuseWhileLocked, type PrincipalStanding } from './payment-lock.ts';
import { isCreditLeft } from './plan-credit.ts';
import { amountChanged, quoteInvoices } from './quote-invoices.ts';
import { paymentInProgress } from './start-draft.ts';

type Admission = { attemptId: string; provider: string; accountId: string | null; method: string };

/**
 * Lets one try through, or refuses it before any provider is asked. One transaction holds the principal, so that tries at the same moment
 * are judged one after another. True when it is new; false when this attempt was let through before.
 */
export async function admitAttempt(
  deps: Pick<Deps, 'db' | 'clock'>,
  payer: Payer,
  draft: PaymentDraft,
  admission: Admission,
): Promise<boolean> {
  return deps.db.transaction().execute(async (trx) => {
    await holdPrincipal(trx, draft);
    const known = await findAttempt(trx, { attemptId: admission.attemptId });
    if (known && known.draftId !== draft.id) throw new AppError('idempotency_key_reused', 'choose a new attemptId');
    if (known) return false;
    const standing = await getStanding(trx, draft);
    refuseWhileLocked(standing);
    if (!hasTriesLeft(standing)) throw await unfinished(trx, payer, draft);
    if (draft.expiresAt <= deps.clock.now()) throw new AppError('draft_expired', 'look at the amount again');
    await enter(trx, deps, draft, { ...admission, standing });
    // Of two drafts with the same credit the second waits for the first, and then sees that it is planned.
    if (draft.credits.length > 0) await lockCustomer(trx, draft, draft.customerId);
    if (!(await claimInvoices(trx, draft.merchantId, admission.attemptId, draft.invoices))) {
      throw await alreadyOpen(trx, payer, draft, admission.attemptId);
    }
    // Only now: whoever was just finishing a payment of one of these invoices has booked it, and what it took is no longer owed.
    await refuseIfChanged(deps, trx, payer, draft);
    return true;
  });
}

async function enter(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock'>,
  draft: PaymentDraft,
  { standing, ...admission }: Admission & { standing: PrincipalStanding },
): Promise<void> {
  const createdAt = deps.clock.now();
  await insertAttempt(trx, draft, { ...admission, lockEpoch: standing.epoch, createdAt });
}

/** Every try that is left may still be used up by one that is under way. */
async function unfinished(trx: Transaction<Database>, payer: Payer, draft: PaymentDraft): Promise<AppError> {
  const [oldest] = await listTriedAttempts(trx, draft);
  return oldest ? paymentInProgress(payer, oldest) : new AppError('payment_in_progress');
}

async function alreadyOpen(
  trx: Transaction<Database>,
  payer: Payer,
  draft: PaymentDraft,
  ownAttemptId: string,
): Promise<AppError> {
  const invoiceIds = draft.invoices.map(({ invoiceId }) => invoiceId);
  const open = await listOpenAttempts(trx, draft, invoiceIds);
  const other = open.find(({ attemptId }) => attemptId !== ownAttemptId);
  return other ? paymentInProgress(payer, other) : new AppError('payment_in_progress');
}

/** Refuses what is no longer as the payer has agreed to it. */
export async function refuseIfChanged(
  deps: Pick<Deps, 'clock'>,
  trx: Transaction<Database>,
  payer: Payer,
  draft: PaymentDraft,
): Promise<void> {
  const invoiceIds = draft.invoices.map(({ invoiceId }) => invoiceId);
  const quote = await quoteInvoices({ ...deps, db: trx }, payer.reader, invoiceIds, draft.quotedDate);
  const drafted = new Map(draft.invoices.map(({ invoiceId, dueMinor }) => [invoiceId, dueMinor]));
  const changed = quote.invoices.filter(({ invoiceId, dueMinor }) => drafted.get(invoiceId) !== dueMinor);
  const changedIds = changed.map(({ invoiceId }) => invoiceId);
  if (quote.totalMinor === 0) {
    throw new AppError('already_paid', 'nothing is owed any more', { invoiceIds: changedIds });
  }
  const isChanged = changed.length > 0 || !(await isCreditLeft({ db: trx }, payer.reader, draft));
  if (isChanged) throw amountChanged(quote, changedIds);
}
