import type { Transaction } from 'kysely';
import type { MerchantKey } from '../access/scope.ts';
import { getEntityProfile } from '../branding/entity-queries.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import type { MailDeps } from '../email/queue-message.ts';
import { queuePaymentReturnedMail, queueRefundFailedNotice } from '../email/queue-payment-mails.ts';
import { bookPayment } from './book-payment.ts';
import { findPaymentByReference } from './booking-queries.ts';
import type { ProviderPayment, ProviderReversal } from './payment-provider.ts';
import { findRefund, updateRefund, type RefundRow } from './refund-queries.ts';
import { findReversals, listReversedParts } from './reversal-queries.ts';
import { reversePayment } from './reverse-payment.ts';

type ReversalDeps = MailDeps & Pick<Deps, 'log'>;
type Books = MerchantKey & { provider: string };
type BookedPayment = NonNullable<Awaited<ReturnType<typeof findPaymentByReference>>>;
type Movement = { payment: BookedPayment; reversal: ProviderReversal; refund: RefundRow | undefined; today: string };

/** Money that went back in whole or in part while its payment stands, and money of that which came again. Each movement is booked once. */
export async function bookReversals(
  deps: ReversalDeps,
  trx: Transaction<Database>,
  books: Books,
  { reference: providerReference, reversals = [] }: ProviderPayment,
): Promise<void> {
  if (reversals.length === 0) return;
  const payment = await findPaymentByReference(trx, books, { provider: books.provider, providerReference });
  if (!payment) throw new Error(`money of ${books.provider} ${providerReference} went back but was never booked`);
  const { timeZone } = await getEntityProfile(trx, books, payment.entity_id);
  const today = deps.clock.today(timeZone);
  for (const reversal of reversals) {
    const refund = reversal.kind === 'refund' ? await findOwnRefund(trx, books, reversal) : undefined;
    const movement = { payment, reversal, refund, today };
    if (reversal.isUndone) await bookAgain(deps, trx, books, movement);
    else await bookBack(deps, trx, books, movement);
  }
}

/** By the id that the provider carries for us, or by the provider's own name once we know it. */
async function findOwnRefund(
  trx: Transaction<Database>,
  books: Books,
  { refundId, reference }: ProviderReversal,
): Promise<RefundRow | undefined> {
  const named = { provider: books.provider, providerReference: reference };
  const byId = refundId === undefined ? undefined : await findRefund(trx, books, { id: refundId });
  return byId && !byId.is_by_hand ? byId : findRefund(trx, books, named);
}

async function bookBack(
  deps: ReversalDeps,
  trx: Transaction<Database>,
  { merchantId }: Books,
  { payment, reversal: { kind, reference, amountMinor }, refund, today }: Movement,
): Promise<void> {
  // Money of a refund that failed is a payment of its own here, which the provider does not know by another name.
  const paymentId = refund?.payment_id ?? payment.id;
  const { isNew } = await reversePayment(trx, deps, {
    merchantId,
    paymentId,
    kind,
    providerReference: reference,
    amountMinor,
    reversedDate: today,
    parts: refund?.parts ?? null,
  });
  if (refund && isNew) {
    const settled_at = deps.clock.now();
    await updateRefund(trx, refund, { state: 'sent', provider_reference: reference, failure: null, settled_at });
  }
  // Whoever refunds knows it, and tells the customer why.
  if (isNew && kind !== 'refund') await queuePaymentReturnedMail(deps, trx, { merchantId, paymentId });
}

/** What went back and came again is money that was received: it pays what it had paid, as far as that is still owed. */
async function bookAgain(
  deps: ReversalDeps,
  trx: Transaction<Database>,
  books: Books,
  { payment, reversal: { kind, reference }, refund, today }: Movement,
): Promise<void> {
  const { merchantId, provider } = books;
  if (refund && refund.state !== 'failed') {
    deps.log.error({ refundId: refund.id, reference }, 'a refund failed at its provider');
    const failed = { state: 'failed' as const, failure: 'it came back', provider_reference: reference };
    await updateRefund(trx, refund, { ...failed, settled_at: deps.clock.now() });
  }
  const gone = (await findReversals(trx, books, refund?.payment_id ?? payment.id)).find(
    (row) => row.kind === kind && row.provider_reference === reference,
  );
  if (!gone) return;
  const { paymentId, isNew } = await bookPayment(trx, deps, {
    merchantId,
    entityId: payment.entity_id,
    customerId: payment.customer_id,
    provider,
    providerReference: reference,
    method: payment.method,
    amountMinor: gone.amount_minor,
    currency: payment.currency,
    receivedDate: today,
    effectiveDate: today,
    allocations: await listReversedParts(trx, books, gone.id),
    attemptId: payment.attempt_id,
    note: null,
  });
  if (isNew && kind === 'refund') await queueRefundFailedNotice(deps, trx, { merchantId, paymentId });
}
