import type { Stripe } from 'stripe';
import type { ProviderOutcome, ProviderPayment, ProviderReversal } from '../payment-provider.ts';
import { fromStripeUnits } from './stripe-amount.ts';
import { isDebit, readStripeFailure, type StripeFailure } from './stripe-failure.ts';

/** Under which name our attempt stands in what Stripe keeps. */
export const attemptKey = 'quittance_attempt';

/** The same of our refund. */
export const refundKey = 'quittance_refund';

/** A PaymentIntent with its latest charge, refunds included, and the disputes about it, as one payment in our words. */
export function readPaymentIntent(intent: Stripe.PaymentIntent, disputes: readonly Stripe.Dispute[]): ProviderPayment {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const isTaken = intent.status === 'succeeded';
  const amount = fromStripeUnits(isTaken ? intent.amount_received : intent.amount, intent.currency);
  const type = charge?.payment_method_details?.type ?? intent.last_payment_error?.payment_method?.type;
  const reversals = isTaken ? readReversals(amount, { charge, disputes, isDebit: isDebit(type) }) : [];
  return {
    reference: intent.id,
    attemptId: intent.metadata[attemptKey] ?? null,
    ...amount,
    last4: readLast4(charge?.payment_method_details) ?? readLast4(intent.last_payment_error?.payment_method) ?? null,
    ...(type !== undefined && { method: methodName(type) }),
    ...(reversals.length > 0 && { reversals }),
    ...readOutcome(intent, charge, reversals, amount.amountMinor),
  };
}

function readOutcome(
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge | null,
  reversals: readonly LostReversal[],
  amountMinor: number,
): ProviderOutcome {
  switch (intent.status) {
    case 'succeeded': {
      const lost = reversals.find(({ isLost, amountMinor: gone }) => isLost && gone === amountMinor);
      if (!lost || lost.kind === 'refund') return { state: 'succeeded' };
      const { kind, reference } = lost;
      return { state: 'returned', reversal: { kind, reference, amountMinor } };
    }
    case 'processing':
    case 'requires_capture':
      return { state: 'processing' };
    case 'requires_action':
      return { state: 'requires_action', action: readAction(intent) };
    case 'requires_payment_method':
    case 'requires_confirmation':
    case 'canceled':
      return readEnd(intent, charge);
    default:
      throw new Error(`Stripe knows a state that we do not: ${intent.status}`);
  }
}

function readAction({ id, next_action: next, client_secret: clientSecret }: Stripe.PaymentIntent) {
  const url = next?.redirect_to_url?.url;
  if (url) return { kind: 'redirect' as const, url };
  if (!clientSecret) throw new Error(`Stripe gave no client secret of ${id}`);
  return { kind: 'sdk' as const, clientSecret };
}

/** One intent is one try: what needs another method of payment has failed. A failure outlives the cancelling that follows it. */
function readEnd(intent: Stripe.PaymentIntent, charge: Stripe.Charge | null): ProviderOutcome {
  const error = intent.last_payment_error ?? failedCharge(charge);
  if (error) return { state: 'failed', failure: readStripeFailure(error) };
  const isTooLate = intent.cancellation_reason === 'expired' || intent.cancellation_reason === 'automatic';
  const code = isTooLate ? 'timed_out' : 'canceled';
  return {
    state: isTooLate ? 'expired' : 'canceled',
    failure: { class: 'abandoned', code, countsForLock: false },
  };
}

function failedCharge(charge: Stripe.Charge | null): StripeFailure | null {
  if (!charge?.failure_code) return null;
  const type = charge.payment_method_details?.type;
  return {
    code: charge.failure_code,
    ...(charge.outcome?.reason && { decline_code: charge.outcome.reason }),
    type: 'card_error',
    ...(type !== undefined && { payment_method: { type } }),
  };
}

type LostReversal = ProviderReversal & { isLost?: boolean };

function readReversals(
  payment: { amountMinor: number; currency: string },
  about: { charge: Stripe.Charge | null; disputes: readonly Stripe.Dispute[]; isDebit: boolean },
): LostReversal[] {
  const amountOf = ({ amount, currency }: { amount: number; currency: string }) => {
    const went = fromStripeUnits(amount, currency);
    return went.currency === payment.currency ? went.amountMinor : payment.amountMinor;
  };
  const refunds = (about.charge?.refunds?.data ?? []).flatMap((refund): LostReversal[] => {
    const isUndone = refund.status === 'failed' || refund.status === 'canceled';
    // One that waits for the customer has taken nothing yet.
    if (!isUndone && refund.status !== 'succeeded' && refund.status !== 'pending') return [];
    const refundId = refund.metadata?.[refundKey];
    const went = { kind: 'refund' as const, reference: refund.id, amountMinor: amountOf(refund), isUndone };
    return [{ ...went, ...(refundId && { refundId }) }];
  });
  const kind = about.isDebit ? 'returned' : 'dispute';
  const disputes = about.disputes.flatMap((dispute): LostReversal[] => {
    // A mere question, for which no money was taken, or one that was settled before.
    if (dispute.status.startsWith('warning_') || dispute.status === 'prevented') return [];
    const isLost = dispute.status === 'lost';
    const isUndone = dispute.status === 'won';
    return [{ kind, reference: dispute.id, amountMinor: amountOf(dispute), isUndone, ...(isLost && { isLost }) }];
  });
  return [...refunds, ...disputes];
}

type Details = { card?: { last4?: string | null } | null; sepa_debit?: { last4: string | null } | null };

function readLast4(details: Details | null | undefined): string | null | undefined {
  return details?.card?.last4 ?? details?.sepa_debit?.last4;
}

function methodName(type: string): string {
  if (type === 'card' || type === 'link') return 'card';
  return isDebit(type) ? 'debit' : type;
}
