import type { Transaction } from 'kysely';
import type { NewRefund } from '@quittance/shared/merchant-api/refund.ts';
import { decimalText, sumMinor } from '@quittance/shared/money.ts';
import type { MerchantScope } from '../access/scope.ts';
import { getEntityProfile } from '../branding/entity-queries.ts';
import type { Database } from '../db/tables.ts';
import { AppError } from '../http/errors.ts';
import {
  findRefund,
  findRefundablePayment,
  insertRefund,
  sumOpenRefunds,
  type RefundablePayment,
  type RefundRow,
} from './refund-queries.ts';
import { findReversals, findReversibleParts, lockPayment } from './reversal-queries.ts';
import { reversePayment } from './reverse-payment.ts';
import { sendRefund, type RefundDeps } from './send-refund.ts';

/**
 * Gives money of a payment back: by the provider that took it, or as paid out by the merchant. The same reference again is the same
 * refund. Refuses more than is left; what was asked for and may still leave is spoken for.
 */
export async function refundPayment(
  deps: RefundDeps,
  scope: MerchantScope,
  paymentId: string,
  wanted: NewRefund,
): Promise<{ refundId: string; isNew: boolean }> {
  const { refund, payment, isNew } = await deps.db
    .transaction()
    .execute(async (trx) => admitRefund(deps, trx, scope, paymentId, wanted));
  if (isNew && !refund.is_by_hand) await sendRefund(deps, payment, refund);
  return { refundId: refund.id, isNew };
}

type Admitted = { refund: RefundRow; payment: RefundablePayment; isNew: boolean };

async function admitRefund(
  deps: RefundDeps,
  trx: Transaction<Database>,
  scope: MerchantScope,
  paymentId: string,
  wanted: NewRefund,
): Promise<Admitted> {
  const isThere = await lockPayment(trx, scope, paymentId);
  const payment = isThere && (await findRefundablePayment(trx, scope, paymentId));
  if (!payment) throw new AppError('not_found', 'There is no such payment.');
  const before = await findRefund(trx, scope, { reference: wanted.reference });
  if (before) return { refund: sameRefund(before, paymentId, wanted), payment, isNew: false };
  const isByHand = wanted.paidOutDate !== undefined;
  if (!isByHand && payment.provider === 'manual')
    throw new AppError(
      'invalid_request',
      'No provider took this money: pay it out yourself, and say on which day (paidOutDate).',
    );
  const amountMinor = await admittedAmount(trx, scope, payment, wanted);
  const refund = await insertRefund(trx, {
    merchant_id: scope.merchantId,
    payment_id: paymentId,
    reference: wanted.reference,
    amount_minor: amountMinor,
    parts: wanted.invoices ? JSON.stringify(wanted.invoices) : null,
    note: wanted.note ?? null,
    state: isByHand ? 'sent' : 'requested',
    is_by_hand: isByHand,
    created_at: deps.clock.now(),
    settled_at: isByHand ? deps.clock.now() : null,
  });
  if (!refund) throw referenceReused(wanted.reference);
  if (isByHand) await bookPaidOut(deps, trx, payment, refund, wanted);
  return { refund, payment, isNew: true };
}

function sameRefund(before: RefundRow, paymentId: string, { reference, amountMinor }: NewRefund): RefundRow {
  const isSame = before.payment_id === paymentId && (amountMinor === undefined || before.amount_minor === amountMinor);
  if (isSame) return before;
  throw referenceReused(reference);
}

function referenceReused(reference: string): AppError {
  return new AppError('idempotency_key_reused', `The reference ${reference} names another refund. Choose a new one.`);
}

async function admittedAmount(
  trx: Transaction<Database>,
  scope: MerchantScope,
  { id, amountMinor: takenMinor, currency }: RefundablePayment,
  { amountMinor, invoices = [] }: NewRefund,
): Promise<number> {
  const reversals = await findReversals(trx, scope, id);
  const goneMinor = sumMinor(reversals.map((row) => row.amount_minor));
  const leftMinor = takenMinor - goneMinor - (await sumOpenRefunds(trx, scope, id));
  const wantedMinor = amountMinor ?? leftMinor;
  const inWords = (minor: number) => `${decimalText(minor, currency)} ${currency}`;
  if (wantedMinor <= 0 || wantedMinor > leftMinor)
    throw new AppError(
      'amount_too_large',
      `Of this payment of ${inWords(takenMinor)}, ${inWords(leftMinor)} can be given back.`,
    );
  if (sumMinor(invoices.map((part) => part.amountMinor)) > wantedMinor)
    throw new AppError('amount_too_large', 'The parts come to more than the refund.');
  const parts = await findReversibleParts(trx, scope, id);
  for (const { invoiceId, amountMinor: partMinor } of invoices) {
    const paidMinor = parts.find((part) => part.invoiceId === invoiceId)?.amountMinor ?? 0;
    if (invoices.filter((part) => part.invoiceId === invoiceId).length > 1)
      throw new AppError('invalid_request', 'Name each invoice once.');
    if (partMinor > paidMinor)
      throw new AppError(
        'amount_too_large',
        `Of the invoice ${invoiceId} this payment pays ${inWords(paidMinor)}, and no more.`,
      );
  }
  return wantedMinor;
}

async function bookPaidOut(
  deps: RefundDeps,
  trx: Transaction<Database>,
  { merchantId, entityId }: RefundablePayment,
  refund: RefundRow,
  { paidOutDate = '' }: NewRefund,
): Promise<void> {
  const { timeZone } = await getEntityProfile(trx, { merchantId }, entityId);
  const today = deps.clock.today(timeZone);
  if (paidOutDate > today) throw new AppError('invalid_request', `${paidOutDate} has not come yet: today is ${today}.`);
  await reversePayment(trx, deps, {
    merchantId,
    paymentId: refund.payment_id,
    kind: 'refund',
    providerReference: refund.reference,
    amountMinor: refund.amount_minor,
    reversedDate: paidOutDate,
    parts: refund.parts,
  });
}
