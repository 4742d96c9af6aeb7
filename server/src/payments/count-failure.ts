import type { Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';
import { findPayer } from '../email/payment-mail-queries.ts';
import type { MailDeps } from '../email/queue-message.ts';
import { queuePaymentLockedMail } from '../email/queue-payment-locked-mail.ts';
import type { AttemptRow } from './attempt-queries.ts';
import { getDraftOfAttempt } from './draft-queries.ts';
import { listTriedAttempts } from './open-attempt-queries.ts';
import { getStanding, lockFromFailure, markFailureCounted, type Principal } from './payment-lock-queries.ts';
import { lockRule } from './payment-lock.ts';
import type { ProviderFailure } from './payment-provider.ts';

/**
 * Counts a failure of this attempt, which the caller has just ended and whose principal it holds; the last one allowed starts the lock, and
 * so does one by which the provider itself stops the payer. Whatever else the payer has under way is cancelled.
 * Not counted: tries from before an unlock, and whatever comes in while the lock runs, so that nothing prolongs it.
 */
export async function countFailure(
  deps: MailDeps,
  trx: Transaction<Database>,
  attempt: AttemptRow,
  { locksAtOnce = false }: ProviderFailure,
): Promise<void> {
  const { merchantId, principal } = attempt;
  const before = await getStanding(trx, attempt);
  if (before.lockedUntil || attempt.lockEpoch !== before.epoch) return;
  await markFailureCounted(trx, merchantId, attempt.id);
  const { failuresCount } = await getStanding(trx, attempt);
  if (failuresCount < lockRule.triesMax && !locksAtOnce) return;
  const lockedUntil = await lockFromFailure(trx, attempt, attempt.id);
  await cancelOthers(deps, trx, attempt);
  const { entityId, customerId } = await getDraftOfAttempt(trx, attempt);
  const contactId = await findPayer(trx, attempt, { principal, customerId });
  await queuePaymentLockedMail(deps, trx, { merchantId, entityId, customerId, contactId, lockedUntil });
}

async function cancelOthers(deps: MailDeps, trx: Transaction<Database>, principal: Principal): Promise<void> {
  const underWay = await listTriedAttempts(trx, principal);
  const attemptIds = [...new Set(underWay.map(({ attemptId }) => attemptId))];
  if (attemptIds.length > 0) await deps.jobs.enqueue(trx, 'cancel-attempts', { attemptIds }, { isUrgent: true });
}
