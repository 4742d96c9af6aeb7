import type { Transaction } from 'kysely';
import { outstandingBalanceMinor } from '@quittance/shared/invoice-facts.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import type { MailDeps } from '../email/queue-message.ts';
import { queuePaymentNotice, queuePaymentReceipt } from '../email/queue-payment-mails.ts';
import type { AttemptRow } from './attempt-queries.ts';
import { bookPayment } from './book-payment.ts';
import { bookReversals } from './book-reversals.ts';
import { findPaymentByReference } from './booking-queries.ts';
import { getDraftOfAttempt, quotedParts, type DraftOfAttempt } from './draft-queries.ts';
import { clearFailures } from './payment-lock-queries.ts';
import type { ProviderPayment } from './payment-provider.ts';
import { applyCredit } from './apply-credit.ts';

type BookDeps = MailDeps & Pick<Deps, 'log'>;

/** Books what the provider took, which is not always what was asked, and tells everybody. Money that pays all lifts a lock. */
export async function bookSuccess(
  deps: BookDeps,
  trx: Transaction<Database>,
  attempt: AttemptRow,
  found: ProviderPayment,
): Promise<void> {
  const { merchantId } = attempt;
  const draft = await getDraftOfAttempt(trx, attempt);
  const covered = await applyCredit(trx, deps, draft);
  const { paymentId, isNew } = await bookPayment(trx, deps, {
    merchantId,
    entityId: draft.entityId,
    customerId: draft.customerId,
    provider: attempt.provider,
    providerReference: found.reference,
    method: found.method ?? attempt.method,
    amountMinor: found.amountMinor,
    currency: found.currency,
    receivedDate: deps.clock.today(draft.timeZone),
    effectiveDate: draft.quotedDate,
    allocations: quotedParts(draft, covered),
    attemptId: attempt.id,
    note: null,
  });
  if (!(await isAnyOpen(trx, draft))) await clearFailures(trx, attempt);
  if (!isNew) return;
  await flagDifference(deps, trx, { attempt, draft, found, paymentId });
  await queuePaymentReceipt(deps, trx, { merchantId, paymentId });
  await queuePaymentNotice(deps, trx, { merchantId, paymentId });
}

/** Money that a provider took a second time under the same attempt: booked once, like any other. */
export async function bookAnother(
  deps: BookDeps,
  trx: Transaction<Database>,
  attempt: AttemptRow,
  found: ProviderPayment,
): Promise<void> {
  const payment = { provider: attempt.provider, providerReference: found.reference };
  if (!(await findPaymentByReference(trx, attempt, payment))) await bookSuccess(deps, trx, attempt, found);
  if (found.state === 'returned') await bookReturn(deps, trx, attempt, found);
}

/** The bank took the money back: the invoices are owed again. */
export async function bookReturn(
  deps: BookDeps,
  trx: Transaction<Database>,
  attempt: AttemptRow,
  found: ProviderPayment & { state: 'returned' },
): Promise<void> {
  await bookReversals(deps, trx, attempt, { ...found, reversals: [{ ...found.reversal, isUndone: false }] });
}

/** A part, again and again, would otherwise buy new tries for ever. */
async function isAnyOpen(trx: Transaction<Database>, draft: DraftOfAttempt): Promise<boolean> {
  const ids = draft.invoices.map(({ invoiceId }) => invoiceId);
  const facts = await findInvoiceFacts(trx, draft, ids);
  return [...facts.values()].some((each) => outstandingBalanceMinor(each) > 0);
}

type Difference = { attempt: AttemptRow; draft: DraftOfAttempt; found: ProviderPayment; paymentId: string };

/** For the people who look at the document: a provider that takes another amount or currency than it was asked for is out of order. */
async function flagDifference(
  deps: BookDeps,
  trx: Transaction<Database>,
  { attempt, draft, found, paymentId }: Difference,
): Promise<void> {
  const asked = { amountMinor: draft.totalMinor, currency: draft.currency };
  const taken = { amountMinor: found.amountMinor, currency: found.currency };
  if (asked.amountMinor === taken.amountMinor && asked.currency === taken.currency) return;
  deps.log.error({ attemptId: attempt.id, asked, taken }, 'a provider took another amount than it was asked for');
  const data = { attemptId: attempt.id, paymentId, asked, taken };
  const events = draft.invoices.map(({ invoiceId }) => ({
    documentId: invoiceId,
    kind: 'payment_differs' as const,
    data,
  }));
  await insertDocumentEvents(trx, attempt, events, deps.clock.now());
}
