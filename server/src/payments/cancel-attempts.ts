import { findAttempt } from './attempt-queries.ts';
import { listTriedAttempts } from './open-attempt-queries.ts';
import type { Principal } from './payment-lock-queries.ts';
import { cancelPayment, type SettleDeps } from './settle-payment.ts';

/**
 * Ends the tries that a payer who was just stopped has under way elsewhere: a challenge left open could still be answered. What its
 * provider cannot cancel goes on, and its money is booked like any other. Fails, and is done again, where a provider does not answer.
 */
export async function cancelAttempts(deps: SettleDeps, principal: Principal): Promise<void> {
  const tried = await listTriedAttempts(deps.db, principal);
  for (const attemptId of new Set(tried.map((row) => row.attemptId))) {
    const attempt = await findAttempt(deps.db, { attemptId });
    if (attempt) await cancelPayment(deps, attempt);
  }
}
