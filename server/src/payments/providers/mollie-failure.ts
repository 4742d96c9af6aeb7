import type { ProviderFailure } from '../payment-provider.ts';

/** Why Mollie took nothing, in our words. Where it gives no reason (all but cards), the payer's bank has refused. */
export function readMollieFailure(reason: string | null, isCard: boolean): ProviderFailure {
  const known = reason === null ? undefined : reasons[reason];
  return known ?? (isCard ? failures.declined : failures.refused);
}

const failures = {
  declined: { class: 'declined', code: 'card_declined', countsForLock: true },
  refused: { class: 'declined', code: 'payment_refused', countsForLock: true },
  poor: { class: 'declined', code: 'insufficient_funds', countsForLock: true },
  expiredCard: { class: 'declined', code: 'card_expired', countsForLock: true },
  cvc: { class: 'declined', code: 'cvc_wrong', countsForLock: true },
  notAuthenticated: { class: 'authentication', code: 'authentication_failed', countsForLock: true },
  mustAuthenticate: { class: 'authentication', code: 'authentication_failed', countsForLock: false },
  walkedAway: { class: 'abandoned', code: 'authentication_canceled', countsForLock: false },
  technical: { class: 'technical', code: 'processing_error', countsForLock: false },
} satisfies Record<string, ProviderFailure>;

/** Mollie's reasons. Those of a thief are told as coarsely as any other. */
const reasons: Readonly<Record<string, ProviderFailure>> = {
  authentication_abandoned: failures.walkedAway,
  authentication_failed: failures.notAuthenticated,
  authentication_required: failures.mustAuthenticate,
  // The bank's own page for confirming was not there.
  authentication_unavailable_acs: failures.technical,
  card_declined: failures.declined,
  card_expired: failures.expiredCard,
  inactive_card: failures.declined,
  insufficient_funds: failures.poor,
  invalid_cvv: failures.cvc,
  invalid_card_holder_name: failures.declined,
  invalid_card_number: failures.declined,
  invalid_card_type: failures.declined,
  possible_fraud: failures.declined,
  refused_by_issuer: failures.declined,
};
