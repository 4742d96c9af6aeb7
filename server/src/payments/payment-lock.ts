import type { PaymentLock } from '@quittance/shared/payment.ts';
import { AppError } from '../http/errors.ts';

// Five failed tries in a row stop a payer for an hour. The payer is a principal, `contact:<id>` or `link:<id>`: never an address of the
// network, which a whole office shares, nor a cookie, which belongs to the attacker, nor an invoice, whose forwarded link would stop a
// finance department. Besides, a customer whose payers fail at too many tries in a day, whatever else they paid, is stopped. Start and end are read from the database's clock, which all servers share.

export const lockRule = {
  triesMax: 5,
  lockSeconds: 3600,
  fadeSeconds: 86_400,
  tellFrom: 3,
  customerFailuresMax: 20,
} as const;

/** How a principal stands now by the database's clock. */
export type PrincipalStanding = {
  lockedUntil: Date | null;
  retryAfterSeconds: number;
  /** Counted failures in a row. */
  failuresCount: number;
  /** Tries whose end is not known yet; each may become a failure. */
  inFlightCount: number;
  epoch: number;
};

export function lockView(standing: PrincipalStanding): PaymentLock {
  const { lockedUntil, retryAfterSeconds, failuresCount } = standing;
  const isTold = failuresCount >= lockRule.tellFrom;
  return {
    lockedUntil: lockedUntil?.toISOString() ?? null,
    retryAfterSeconds,
    triesLeft: isTold ? Math.max(0, lockRule.triesMax - failuresCount) : null,
  };
}

export function refuseWhileLocked({ lockedUntil, retryAfterSeconds }: PrincipalStanding): void {
  if (!lockedUntil) return;
  throw new AppError('payment_locked', 'too many failed tries; a bank transfer is still possible', {
    lockedUntil: lockedUntil.toISOString(),
    retryAfterSeconds,
  });
}

/** Failures and unfinished tries together never exceed the limit, so tries at the same moment cannot outrun the count. */
export function hasTriesLeft({ failuresCount, inFlightCount }: PrincipalStanding): boolean {
  return failuresCount + inFlightCount < lockRule.triesMax;
}
