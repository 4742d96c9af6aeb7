import type { Stripe } from 'stripe';
import type { ProviderFailure } from '../payment-provider.ts';

export type StripeFailure = Pick<Stripe.PaymentIntent.LastPaymentError, 'code' | 'decline_code' | 'type'> & {
  payment_method?: { type: string };
};

/** Why Stripe took nothing, in our words. What a card's issuer gives as its reason is told coarsely: a thief learns nothing of it. */
export function readStripeFailure(error: StripeFailure): ProviderFailure {
  if (isDebit(error.payment_method?.type)) return debitFailure(error);
  const known = error.code === 'card_declined' ? declines[error.decline_code ?? ''] : codes[error.code ?? ''];
  if (known) return known;
  return error.type === 'card_error' ? failures.declined : failures.technical;
}

const failures = {
  declined: { class: 'declined', code: 'card_declined', countsForLock: true },
  /** Stripe's own brake on somebody who tries many cards. */
  braked: { class: 'declined', code: 'card_declined', countsForLock: true, locksAtOnce: true },
  poor: { class: 'declined', code: 'insufficient_funds', countsForLock: true },
  expiredCard: { class: 'declined', code: 'card_expired', countsForLock: true },
  cvc: { class: 'declined', code: 'cvc_wrong', countsForLock: true },
  notAuthenticated: { class: 'authentication', code: 'authentication_failed', countsForLock: true },
  mustAuthenticate: { class: 'authentication', code: 'authentication_failed', countsForLock: false },
  changedMind: { class: 'abandoned', code: 'canceled', countsForLock: false },
  tooLate: { class: 'abandoned', code: 'timed_out', countsForLock: false },
  technical: { class: 'technical', code: 'processing_error', countsForLock: false },
  debit: { class: 'declined', code: 'debit_refused', countsForLock: false },
} satisfies Record<string, ProviderFailure>;

/** Of the issuer's reasons those that are told apart or are technical; all others are a plain decline. */
const declines: Readonly<Record<string, ProviderFailure>> = {
  insufficient_funds: failures.poor,
  expired_card: failures.expiredCard,
  incorrect_cvc: failures.cvc,
  invalid_cvc: failures.cvc,
  authentication_required: failures.mustAuthenticate,
  processing_error: failures.technical,
  issuer_not_available: failures.technical,
  try_again_later: failures.technical,
  reenter_transaction: failures.technical,
};

const codes: Readonly<Record<string, ProviderFailure>> = {
  insufficient_funds: failures.poor,
  expired_card: failures.expiredCard,
  expired_payment_method: failures.expiredCard,
  incorrect_cvc: failures.cvc,
  invalid_cvc: failures.cvc,
  incorrect_number: failures.declined,
  invalid_number: failures.declined,
  incorrect_zip: failures.declined,
  incorrect_postal_code: failures.declined,
  card_decline_rate_limit_exceeded: failures.braked,
  payment_method_provider_decline: failures.declined,
  payment_intent_payment_attempt_failed: failures.declined,
  // Stripe does not tell a challenge that was failed from one that was closed.
  payment_intent_authentication_failure: failures.notAuthenticated,
  authentication_required: failures.mustAuthenticate,
  payment_method_customer_decline: failures.changedMind,
  payment_intent_payment_attempt_expired: failures.tooLate,
  processing_error: failures.technical,
  payment_method_provider_timeout: failures.technical,
};

/** A bank that refuses a debit days later says nothing about who pressed the button. */
function debitFailure({ code }: StripeFailure): ProviderFailure {
  return code === 'processing_error' ? failures.technical : failures.debit;
}

export function isDebit(type: string | undefined): boolean {
  return type !== undefined && debits.has(type);
}

const debits: ReadonlySet<string> = new Set([
  'acss_debit',
  'au_becs_debit',
  'bacs_debit',
  'nz_bank_account',
  'sepa_debit',
  'us_bank_account',
]);
