import { findAttempt } from './attempt-queries.ts';
import { cancelPayment, type SettleDeps } from './settle-payment.ts';

/**
 * Ends the tries that a payer had under way when paying was locked: a challenge left open could still be answered. What its provider
 * cannot cancel goes on, and its money is booked like any other. Fails, and is done again, where a provider does not answer or has not
 * heard of a try yet; none holds up the others.
 */
export async function cancelAttempts(
  deps: SettleDeps,
  { attemptIds }: { attemptIds: readonly string[] },
): Promise<void> {
  const failures: unknown[] = [];
  for (const attemptId of attemptIds) {
    await cancelAttempt(deps, attemptId).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} attempts could not be cancelled`);
}

async function cancelAttempt(deps: SettleDeps, attemptId: string): Promise<void> {
  const attempt = await findAttempt(deps.db, { attemptId });
  if (!attempt) return;
  await cancelPayment(deps, attempt);
  const { state } = (await findAttempt(deps.db, { attemptId })) ?? attempt;
  if (state === 'submitting' || state === 'unknown')
    throw new Error(`attempt ${attemptId} is not known to its provider`);
}
