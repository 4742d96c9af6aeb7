import { z } from 'zod';
import type { PaymentMode } from '@quittance/shared/payment.ts';
import type { ProviderOutcome, ProviderPayment, ProviderReversal } from '../payment-provider.ts';
import { fromMollieAmount } from './mollie-amount.ts';
import { readMollieFailure } from './mollie-failure.ts';

/** Under which name our attempt stands in what Mollie keeps. */
export const attemptKey = 'quittance_attempt';

/** The same of our refund. */
export const refundKey = 'quittance_refund';

/** An id as Mollie gives them; nothing else gets into the path of a request. */
export const molliePaymentId = /^tr_[A-Za-z0-9]{4,40}$/;

const amountSchema = z.object({ value: z.string(), currency: z.string() });
const movementSchema = z.looseObject({ id: z.string(), amount: amountSchema });

/** As much of a payment as we read. A state that is not among these stops the reading: nobody knows what it says about the money. */
const paymentSchema = z.looseObject({
  resource: z.literal('payment'),
  id: z.string().regex(molliePaymentId),
  mode: z.enum(['test', 'live']),
  status: z.enum(['open', 'pending', 'authorized', 'paid', 'canceled', 'expired', 'failed']),
  amount: amountSchema,
  method: z.string().nullish(),
  metadata: z.unknown().optional(),
  details: z.unknown().optional(),
  statusReason: z.looseObject({ code: z.string() }).nullish(),
  _links: z.looseObject({ checkout: z.looseObject({ href: z.string() }).nullish() }),
  _embedded: z
    .looseObject({
      refunds: z.array(movementSchema.extend({ status: z.string(), metadata: z.unknown().optional() })).optional(),
      chargebacks: z.array(movementSchema.extend({ reversedAt: z.string().nullish() })).optional(),
    })
    .optional(),
});

type MolliePayment = z.infer<typeof paymentSchema>;

const metadataSchema = z.looseObject({ [attemptKey]: z.uuid() });

/** With which attempt of ours it was begun; null where it names none. */
export function attemptOf(metadata: unknown): string | null {
  const read = metadataSchema.safeParse(metadata);
  return read.success ? (read.data[attemptKey] ?? null) : null;
}

function refundOf(metadata: unknown): string | null {
  const read = z.looseObject({ [refundKey]: z.uuid() }).safeParse(metadata);
  return read.success ? (read.data[refundKey] ?? null) : null;
}

const detailsSchema = z
  .looseObject({
    cardNumber: z.string().nullish().catch(null),
    consumerAccount: z.string().nullish().catch(null),
    failureReason: z.string().nullish().catch(null),
  })
  .catch({});

/** A payment of Mollie, with its refunds and chargebacks, in our words. Throws where it is no payment of this mode. */
export function readMolliePayment(answer: unknown, mode: PaymentMode): ProviderPayment {
  const payment = paymentSchema.parse(answer);
  if (payment.mode !== mode) throw new Error(`Mollie gave a ${payment.mode} payment to a ${mode} key: ${payment.id}`);
  const details = detailsSchema.parse(payment.details ?? {});
  const amount = fromMollieAmount(payment.amount);
  const isTaken = payment.status === 'paid';
  const reversals = isTaken ? readReversals(payment, amount) : [];
  const method = payment.method ?? undefined;
  return {
    reference: payment.id,
    attemptId: attemptOf(payment.metadata),
    ...amount,
    last4: last4Of(details),
    ...(method !== undefined && { method: methodName(method) }),
    ...(reversals.length > 0 && { reversals }),
    ...readOutcome(payment, details.failureReason ?? null, reversals, amount.amountMinor),
  };
}

function readOutcome(
  { status, method, statusReason, _links: { checkout } }: MolliePayment,
  failureReason: string | null,
  reversals: readonly ProviderReversal[],
  amountMinor: number,
): ProviderOutcome {
  switch (status) {
    case 'open':
      return checkout
        ? { state: 'requires_action', action: { kind: 'redirect', url: checkout.href } }
        : { state: 'processing' };
    case 'pending':
    case 'authorized':
      return { state: 'processing' };
    case 'paid': {
      const lost = reversals.find(
        ({ kind, isUndone, amountMinor: gone }) => kind !== 'refund' && !isUndone && gone >= amountMinor,
      );
      if (!lost || lost.kind === 'refund') return { state: 'succeeded' };
      return { state: 'returned', reversal: { kind: lost.kind, reference: lost.reference, amountMinor } };
    }
    case 'failed': {
      const reason = failureReason ?? statusReason?.code ?? null;
      return {
        state: 'failed',
        failure: readMollieFailure(reason, method === 'creditcard' || method === 'bancontact'),
      };
    }
    case 'canceled':
      return { state: 'canceled', failure: { class: 'abandoned', code: 'canceled', countsForLock: false } };
    case 'expired':
      return { state: 'expired', failure: { class: 'abandoned', code: 'timed_out', countsForLock: false } };
  }
}

/** Money that has left, by ids of its own. A refund that is only queued waits for the merchant's balance and may yet be taken back. */
function readReversals(
  { method, _embedded }: MolliePayment,
  payment: { amountMinor: number; currency: string },
): ProviderReversal[] {
  const gone = ({ id, amount }: z.infer<typeof movementSchema>) => {
    const went = fromMollieAmount(amount);
    const amountMinor = went.currency === payment.currency ? went.amountMinor : payment.amountMinor;
    return { reference: id, amountMinor };
  };
  const refunds = (_embedded?.refunds ?? []).flatMap((refund): ProviderReversal[] => {
    const isUndone = refund.status === 'failed' || refund.status === 'canceled';
    const hasLeft = refund.status === 'pending' || refund.status === 'processing' || refund.status === 'refunded';
    if (!isUndone && !hasLeft) return [];
    const refundId = refundOf(refund.metadata);
    return [{ kind: 'refund', ...gone(refund), isUndone, ...(refundId !== null && { refundId }) }];
  });
  const kind = method === 'directdebit' ? 'returned' : 'dispute';
  const chargebacks = (_embedded?.chargebacks ?? []).map((chargeback): ProviderReversal => ({
    kind,
    ...gone(chargeback),
    isUndone: Boolean(chargeback.reversedAt),
  }));
  return [...refunds, ...chargebacks];
}

/** The account of some methods is an address of mail: that says too much. */
function last4Of({ cardNumber, consumerAccount }: z.infer<typeof detailsSchema>): string | null {
  if (cardNumber && /\d{4}$/.test(cardNumber)) return cardNumber.slice(-4);
  const iban = consumerAccount?.replaceAll(' ', '') ?? '';
  return /^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(iban) ? iban.slice(-4) : null;
}

function methodName(method: string): string {
  if (method === 'creditcard') return 'card';
  return method === 'directdebit' ? 'debit' : method;
}
