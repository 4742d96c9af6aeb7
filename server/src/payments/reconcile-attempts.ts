import { listAttemptsToLookAt, type AttemptRow } from './attempt-queries.ts';
import { cancelPayment, settlePayment, type SettleDeps } from './settle-payment.ts';

const minuteMs = 60_000;
const firstLookSeconds = 120;
/** Nobody answers a challenge or comes back from a redirect after this; the invoice must be payable again. */
const abandonedAfterMs = 30 * minuteMs;
const attemptsMax = 500;
/** Below the time after which the queue begins a job again. What is left then has its turn in the next minute. */
const lookingMs = 4 * minuteMs;

/**
 * The janitor: settles what no answer, page or message has settled. Looks again after half as long again as the attempt was old at the last
 * look, so that a debit of two weeks costs two dozen questions. One that fails holds up no other, and is told at the end.
 */
export async function reconcileAttempts(deps: SettleDeps): Promise<void> {
  const startedAt = deps.clock.now();
  const waiting = await listAttemptsToLookAt(deps.db, { now: startedAt, firstLookSeconds, limit: attemptsMax });
  const failures: unknown[] = [];
  for (const attempt of waiting) {
    const now = deps.clock.now().getTime();
    if (now - startedAt.getTime() > lookingMs) break;
    await reconcile(deps, attempt, now).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} payment attempts could not be settled`);
}

async function reconcile(deps: SettleDeps, attempt: AttemptRow, now: number): Promise<void> {
  await settlePayment(deps, attempt.id);
  const isAbandoned = attempt.state === 'requires_action' && now - attempt.createdAt.getTime() >= abandonedAfterMs;
  if (isAbandoned) await cancelPayment(deps, attempt);
}
