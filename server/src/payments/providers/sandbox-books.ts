import type { Kysely, Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import { failureCodeSchema, type FailureCode } from '@quittance/shared/payment.ts';
import type { Database } from '../../db/tables.ts';
import type { ProviderFailure, ProviderOutcome, ProviderPayment, ProviderQuery } from '../payment-provider.ts';
import { listRefunds, toldRefund } from './sandbox-refunds.ts';
import { sandboxStates, type SandboxState } from './sandbox-test-numbers.ts';

// What a real provider keeps on its side: touched by the sandbox alone, and never in a transaction of ours.

type SandboxRow = Selectable<Database['sandbox_payments']>;

export async function findInBooks(db: Kysely<Database>, query: ProviderQuery): Promise<SandboxRow | undefined> {
  const rows = db.selectFrom('sandbox_payments').selectAll();
  const named =
    'reference' in query
      ? rows.where('reference', '=', query.reference)
      : rows.where('attempt_id', '=', query.attemptId);
  return named.executeTakeFirst();
}

export async function* listInBooks(db: Kysely<Database>, since: Date): AsyncGenerator<ProviderPayment> {
  const rows = db
    .selectFrom('sandbox_payments')
    .selectAll()
    .where((row) =>
      row.or([
        row('created_at', '>=', since),
        row(
          'reference',
          'in',
          row.selectFrom('sandbox_refunds').select('payment_reference').where('created_at', '>=', since),
        ),
      ]),
    );
  const found = await rows.orderBy('created_at').execute();
  const references = found.map(({ reference }) => reference);
  const refunds = Map.groupBy(await listRefunds(db, references), (refund) => refund.payment_reference);
  for (const row of found) yield told(row, refunds.get(row.reference) ?? []);
}

/** False when this attempt was entered before: the first entry stands. */
export async function enterInBooks(trx: Transaction<Database>, row: SandboxRow): Promise<boolean> {
  const entered = await trx
    .insertInto('sandbox_payments')
    .values(row)
    .onConflict((conflict) => conflict.column('attempt_id').doNothing())
    .returning('reference')
    .executeTakeFirst();
  return entered !== undefined;
}

/** False when the payment does not stand where it could come to `state` from: somebody was faster. */
export async function moveInBooks(
  trx: Transaction<Database>,
  reference: string,
  move: { state: SandboxState; failureCode: FailureCode | null; at: Date },
): Promise<boolean> {
  const moved = await trx
    .updateTable('sandbox_payments')
    .set({ state: move.state, failure_code: move.failureCode, updated_at: move.at })
    .where('reference', '=', reference)
    .where('state', 'in', comesFrom[move.state])
    .returning('reference')
    .executeTakeFirst();
  return moved !== undefined;
}

const comesFrom: Record<SandboxState, SandboxState[]> = {
  requires_action: [],
  processing: [],
  succeeded: ['requires_action', 'processing'],
  failed: ['requires_action', 'processing'],
  canceled: ['requires_action'],
  returned: ['succeeded'],
  disputed: ['succeeded'],
};

export function told(row: SandboxRow, refunds: readonly Selectable<Database['sandbox_refunds']>[]): ProviderPayment {
  return {
    reference: row.reference,
    attemptId: row.attempt_id,
    amountMinor: row.amount_minor,
    currency: row.currency,
    last4: row.last4,
    ...(refunds.length > 0 && { reversals: refunds.map(toldRefund) }),
    ...outcome(row),
  };
}

const stateSchema = z.enum(sandboxStates);

function outcome({ state: stored, failure_code, reference, amount_minor }: SandboxRow): ProviderOutcome {
  const state = stateSchema.parse(stored);
  if (state === 'requires_action') return { state, action: { kind: 'challenge' } };
  if (state === 'processing' || state === 'succeeded') return { state };
  if (state === 'failed' || state === 'canceled') {
    return { state, failure: failureOf(failureCodeSchema.parse(failure_code)) };
  }
  const kind = state === 'disputed' ? 'dispute' : 'returned';
  return { state: 'returned', reversal: { kind, reference: `${reference}_${kind}`, amountMinor: amount_minor } };
}

const neverCounts = { countsForLock: false } as const;
const counts = { countsForLock: true } as const;
const failures: Record<FailureCode, Omit<ProviderFailure, 'code'>> = {
  card_declined: { class: 'declined', ...counts },
  insufficient_funds: { class: 'declined', ...counts },
  card_expired: { class: 'declined', ...counts },
  cvc_wrong: { class: 'declined', ...counts },
  authentication_failed: { class: 'authentication', ...counts },
  authentication_canceled: { class: 'abandoned', ...neverCounts },
  canceled: { class: 'abandoned', ...neverCounts },
  timed_out: { class: 'abandoned', ...neverCounts },
  processing_error: { class: 'technical', ...neverCounts },
  not_received: { class: 'technical', ...neverCounts },
  debit_refused: { class: 'declined', ...neverCounts },
  payment_refused: { class: 'declined', ...counts },
  debit_returned: { class: 'returned', ...neverCounts },
  disputed: { class: 'returned', ...neverCounts },
};

function failureOf(code: FailureCode): ProviderFailure {
  return { ...failures[code], code };
}
