import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { ChallengeAnswer, FailureCode } from '@quittance/shared/payment.ts';
import type { Database } from '../../db/tables.ts';
import type { Deps } from '../../deps.ts';
import type { Simulation } from '../payment-provider.ts';
import { findInBooks, moveInBooks } from './sandbox-books.ts';
import { sandboxStates, type SandboxState } from './sandbox-test-numbers.ts';
import { writeWebhook } from './sandbox-webhook.ts';

export type SandboxDeps = Pick<Deps, 'db' | 'clock' | 'random' | 'jobs'>;

export type WebhookPost = { method: 'POST'; body: string; headers: Record<string, string> };

export type SandboxOptions = {
  /** Null: messages are not accepted, as with a real provider whose secret was not set. */
  webhookSecret: string | null;
  /** Our own webhook address, called over HTTP like a real provider would. */
  webhookUrl: string;
  /** How long "after a while" is. */
  delayMs: number;
  fetch: (url: string, init: WebhookPost) => Promise<Response> | Response;
};

/** What happens to a sandbox payment after the request that made it. */
export function sandboxSimulation(deps: SandboxDeps, options: SandboxOptions): Simulation {
  return {
    async answerChallenge(attemptId, answer) {
      const payment = await findInBooks(deps.db, { attemptId });
      // Whoever was asked nothing decides nothing: a debit under way is for its bank to end. Once left, this state never comes back.
      if (payment?.state === 'requires_action') await moveAndTell(deps, payment.reference, answers[answer]);
    },
    async passTime(reference, planned) {
      const [state, ...states] = z.array(z.enum(sandboxStates)).parse(planned);
      if (!state) return;
      await moveAndTell(deps, reference, { state, failureCode: null }, (trx) =>
        queueLater(deps, trx, { reference, states, delayMs: options.delayMs }),
      );
    },
    async deliver(hint) {
      if (!options.webhookSecret) throw new Error('the sandbox has no webhook secret to sign with');
      const { body, headers } = writeWebhook(hint, options.webhookSecret, deps.clock.now());
      const answer = await options.fetch(options.webhookUrl, { method: 'POST', body, headers });
      if (!answer.ok) throw new Error(`the webhook of event ${hint.eventId} was answered with ${answer.status}`);
    },
  };
}

type Move = { state: SandboxState; failureCode: FailureCode | null };

const answers: Record<ChallengeAnswer, Move> = {
  approve: { state: 'succeeded', failureCode: null },
  fail: { state: 'failed', failureCode: 'authentication_failed' },
  cancel: { state: 'canceled', failureCode: 'authentication_canceled' },
};

/** A payment that has gone another way meanwhile stays as it is. */
export async function moveAndTell(
  deps: SandboxDeps,
  reference: string,
  move: Move,
  then?: (trx: Transaction<Database>) => Promise<void>,
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    if (!(await moveInBooks(trx, reference, { ...move, at: deps.clock.now() }))) return;
    await queueWebhook(deps, trx, reference);
    await then?.(trx);
  });
}

export async function queueWebhook(deps: SandboxDeps, trx: Transaction<Database>, reference: string): Promise<void> {
  const hint = { eventId: `evt_${deps.random.uuid()}`, reference };
  await deps.jobs.enqueue(trx, 'deliver-simulated-webhook', { provider: 'sandbox', ...hint });
}

export async function queueLater(
  deps: SandboxDeps,
  trx: Transaction<Database>,
  later: { reference: string; states: readonly SandboxState[]; delayMs: number },
): Promise<void> {
  const { reference, states, delayMs } = later;
  if (states.length === 0) return;
  const startAt = new Date(deps.clock.now().getTime() + delayMs);
  await deps.jobs.enqueue(
    trx,
    'pass-simulated-time',
    { provider: 'sandbox', reference, states: [...states] },
    { startAt },
  );
}
