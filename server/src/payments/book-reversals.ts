import type { Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';
import type { MailDeps } from '../email/queue-message.ts';
import { queuePaymentReturnedMail } from '../email/queue-payment-mails.ts';
import type { AttemptRow } from './attempt-queries.ts';
import { bookPayment } from './book-payment.ts';
import { findPaymentByReference } from './booking-queries.ts';
import { getDraftOfAttempt, quotedParts } from './draft-queries.ts';
import type { ProviderPayment, ProviderReversal } from './payment-provider.ts';
import { findReversals } from './reversal-queries.ts';
import { reversePayment } from './reverse-payment.ts';

/** Money that went back in whole or in part while its payment stands, and money of that which came again. Each movement is booked once. */
export async function bookReversals(
  deps: MailDeps,
  trx: Transaction<Database>,
  attempt: AttemptRow,
  { reference: providerReference, reversals = [] }: ProviderPayment,
): Promise<void> {
  if (reversals.length === 0) return;
  const payment = await findPaymentByReference(trx, attempt, { provider: attempt.provider, providerReference });
  if (!payment) throw new Error(`money of attempt ${attempt.id} went back but was never booked`);
  for (const reversal of reversals) {
    if (reversal.isUndone) await bookAgain(deps, trx, attempt, { payment, reversal });
    else await bookBack(deps, trx, attempt, { payment, reversal });
  }
}

type Movement = { payment: { id: string; method: string; currency: string }; reversal: ProviderReversal };

async function bookBack(
  deps: MailDeps,
  trx: Transaction<Database>,
  attempt: AttemptRow,
  { payment: { id: paymentId }, reversal: { kind, reference, amountMinor } }: Movement,
): Promise<void> {
  const { merchantId } = attempt;
  const { timeZone } = await getDraftOfAttempt(trx, attempt);
  const { isNew } = await reversePayment(trx, deps, {
    merchantId,
    paymentId,
    kind,
    providerReference: reference,
    amountMinor,
    reversedDate: deps.clock.today(timeZone),
  });
  // Whoever refunds knows it, and tells the customer why.
  if (isNew && kind !== 'refund') await queuePaymentReturnedMail(deps, trx, { merchantId, paymentId });
}

/** What went back and came again is money that was received: it pays what it had paid, as far as that is still owed. */
async function bookAgain(
  deps: MailDeps,
  trx: Transaction<Database>,
  attempt: AttemptRow,
  { payment, reversal: { kind, reference } }: Movement,
): Promise<void> {
  const { merchantId, provider } = attempt;
  const gone = (await findReversals(trx, attempt, payment.id)).find(
    (row) => row.kind === kind && row.provider_reference === reference,
  );
  if (!gone) return;
  const draft = await getDraftOfAttempt(trx, attempt);
  const today = deps.clock.today(draft.timeZone);
  await bookPayment(trx, deps, {
    merchantId,
    entityId: draft.entityId,
    customerId: draft.customerId,
    provider,
    providerReference: reference,
    method: payment.method,
    amountMinor: gone.amount_minor,
    currency: payment.currency,
    receivedDate: today,
    effectiveDate: today,
    allocations: quotedParts(draft),
    attemptId: attempt.id,
    note: null,
  });
}
