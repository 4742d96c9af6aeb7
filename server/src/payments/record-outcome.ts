import type { Transaction } from 'kysely';
import type { AttemptState } from '@quittance/shared/payment.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import type { MailDeps } from '../email/queue-message.ts';
import { queuePaymentFailedMail } from '../email/queue-payment-mails.ts';
import { findAttempt, holdAttempt, updateAttempt, type AttemptRow } from './attempt-queries.ts';
import { stepsTo } from './attempt-state.ts';
import { bookAnother, bookReturn, bookSuccess } from './book-attempt.ts';
import { bookReversals } from './book-reversals.ts';
import { countFailure } from './count-failure.ts';
import { releaseInvoices } from './open-attempt-queries.ts';
import type { ProviderFailure, ProviderPayment } from './payment-provider.ts';

export type RecordDeps = MailDeps & Pick<Deps, 'db' | 'log'>;

/**
 * Writes down what a provider has told us, whoever asked and however often: each step of an attempt happens once, in one transaction with
 * everything that follows from it (money, lock, mails).
 */
export async function recordOutcome(deps: RecordDeps, attemptId: string, found: ProviderPayment): Promise<void> {
  await inAttempt(deps, attemptId, async (trx, attempt) => {
    if (isAnother(attempt, found)) {
      const { reference, state } = found;
      deps.log.error({ attemptId, reference, state }, 'one attempt has two payments at its provider');
      if (!hasBroughtMoney(state)) return;
      if (hasBroughtMoney(attempt.state)) return await bookAnother(deps, trx, attempt, found);
    }
    for (const state of stepsTo(attempt.state, found.state)) await record(deps, trx, attempt, found, state);
    if (found.reversals && hasBroughtMoney(found.state)) await bookReversals(deps, trx, attempt, found);
  });
}

/** The provider did not answer: it may have the money or not, and must be asked again. */
export async function recordSilence(deps: RecordDeps, attemptId: string): Promise<void> {
  await inAttempt(deps, attemptId, async (trx, attempt) => {
    for (const state of stepsTo(attempt.state, 'unknown')) await updateAttempt(trx, attempt, { state });
  });
}

/** The provider never heard of it: nothing was charged. Were it to appear after all, it would be booked like any other. */
export async function recordNotReceived(deps: RecordDeps, attemptId: string): Promise<void> {
  await inAttempt(deps, attemptId, async (trx, attempt) => {
    if (stepsTo(attempt.state, 'failed').length === 0 || attempt.providerReference !== null) return;
    await end(deps, trx, attempt, 'failed', { class: 'technical', code: 'not_received', countsForLock: false });
  });
}

async function inAttempt(
  deps: RecordDeps,
  attemptId: string,
  write: (trx: Transaction<Database>, attempt: AttemptRow) => Promise<void>,
): Promise<void> {
  const known = await findAttempt(deps.db, { attemptId });
  if (!known) throw new Error(`attempt ${attemptId} is not ours`);
  await deps.db.transaction().execute(async (trx) => write(trx, await holdAttempt(trx, known)));
}

/** Of two payments under one attempt only money counts: whichever brings it first is the attempt's own, and no money is dropped. */
function isAnother(attempt: AttemptRow, { reference }: ProviderPayment): boolean {
  return attempt.providerReference !== null && attempt.providerReference !== reference;
}

function hasBroughtMoney(state: AttemptState): boolean {
  return state === 'succeeded' || state === 'returned';
}

async function record(
  deps: RecordDeps,
  trx: Transaction<Database>,
  attempt: AttemptRow,
  found: ProviderPayment,
  state: AttemptState,
): Promise<void> {
  const known = {
    provider_reference: found.reference,
    last4: found.last4,
    ...(found.method !== undefined && { method: found.method }),
  };
  if (state === 'succeeded') {
    await updateAttempt(trx, attempt, { ...known, ...ended(deps, state) });
    await bookSuccess(deps, trx, attempt, found);
    // Last: whoever waits to claim one of them may hold the customer, which booking credit needs.
    await releaseInvoices(trx, attempt);
  } else if (state === 'returned' && found.state === 'returned') {
    await updateAttempt(trx, attempt, {
      state,
      failure_class: 'returned',
      failure_code: returnCode(found.reversal.kind),
    });
    await bookReturn(deps, trx, attempt, found);
  } else if ('failure' in found) {
    await updateAttempt(trx, attempt, known);
    await end(deps, trx, attempt, found.state, found.failure);
  } else {
    const action = found.state === 'requires_action' ? JSON.stringify(found.action) : null;
    await updateAttempt(trx, attempt, { ...known, state, action });
  }
}

async function end(
  deps: RecordDeps,
  trx: Transaction<Database>,
  attempt: AttemptRow,
  state: 'failed' | 'canceled' | 'expired',
  failure: ProviderFailure,
): Promise<void> {
  const { class: failure_class, code: failure_code } = failure;
  await updateAttempt(trx, attempt, { ...ended(deps, state), failure_class, failure_code });
  await releaseInvoices(trx, attempt);
  if (failure.countsForLock) await countFailure(deps, trx, attempt, failure);
  if (wasThoughtPaid(attempt)) {
    await queuePaymentFailedMail(deps, trx, { merchantId: attempt.merchantId, attemptId: attempt.id });
  }
}

/** Its payer has left with the money on its way, as far as anybody knew, and would not learn of the end. */
function wasThoughtPaid({ state }: AttemptRow): boolean {
  return state === 'processing' || state === 'unknown';
}

function ended(deps: Pick<Deps, 'clock'>, state: AttemptState) {
  return { state, action: null, failure_class: null, failure_code: null, settled_at: deps.clock.now() };
}

function returnCode(kind: 'returned' | 'dispute') {
  return kind === 'dispute' ? 'disputed' : 'debit_returned';
}
