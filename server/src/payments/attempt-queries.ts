import { sql, type Kysely, type Transaction, type Updateable } from 'kysely';
import type { AttemptState } from '@quittance/shared/payment.ts';
import type { Database } from '../db/tables.ts';
import { openStates } from './attempt-state.ts';
import type { PaymentDraft } from './draft-queries.ts';
import { holdPrincipal } from './payment-lock-queries.ts';

export type AttemptRow = {
  id: string;
  merchantId: string;
  draftId: string;
  principal: string;
  provider: string;
  /** Whose keys it was made with. */
  accountId: string | null;
  method: string;
  state: AttemptState;
  providerReference: string | null;
  lockEpoch: number;
  createdAt: Date;
};

export async function insertAttempt(
  trx: Transaction<Database>,
  draft: PaymentDraft,
  attempt: {
    attemptId: string;
    provider: string;
    accountId: string | null;
    method: string;
    lockEpoch: number;
    createdAt: Date;
  },
): Promise<void> {
  await trx
    .insertInto('payment_attempts')
    .values({
      merchant_id: draft.merchantId,
      id: attempt.attemptId,
      draft_id: draft.id,
      principal: draft.principal,
      provider: attempt.provider,
      provider_account_id: attempt.accountId,
      method: attempt.method,
      state: 'submitting',
      lock_epoch: attempt.lockEpoch,
      created_at: attempt.createdAt,
    })
    .execute();
}

/** By our id, or by what the provider calls it. For our own use: who may see it is decided elsewhere. */
export async function findAttempt(
  db: Kysely<Database>,
  named: { attemptId: string } | { provider: string; reference: string },
): Promise<AttemptRow | undefined> {
  if ('attemptId' in named) return attempts(db).where('id', '=', named.attemptId).executeTakeFirst();
  return attempts(db)
    .where('provider', '=', named.provider)
    .where('provider_reference', '=', named.reference)
    .executeTakeFirst();
}

/** The principal first, then the attempt: whoever holds both in this order never waits for somebody who waits for it. */
export async function holdAttempt(trx: Transaction<Database>, attempt: AttemptRow): Promise<AttemptRow> {
  await holdPrincipal(trx, attempt);
  return attempts(trx)
    .where('merchant_id', '=', attempt.merchantId)
    .where('id', '=', attempt.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateAttempt(
  db: Kysely<Database>,
  { merchantId, id }: Pick<AttemptRow, 'merchantId' | 'id'>,
  change: Updateable<Database['payment_attempts']>,
): Promise<void> {
  await db
    .updateTable('payment_attempts')
    .set(change)
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .execute();
}

/**
 * Those without an end in sight whose turn it is, whoever has waited longest first. The next turn comes when the attempt is half as old again
 * as it was at the last look; the first when it is `firstLookSeconds` old.
 */
export async function listAttemptsToLookAt(
  db: Kysely<Database>,
  { now, firstLookSeconds, limit }: { now: Date; firstLookSeconds: number; limit: number },
): Promise<AttemptRow[]> {
  const ageAtLastLook = sql`greatest(coalesce(looked_at, created_at) - created_at, make_interval(secs => ${firstLookSeconds}))`;
  const dueAt = sql<Date>`created_at + ${ageAtLastLook} * (case when looked_at is null then 1 else 1.5 end)`;
  return attempts(db).where('state', 'in', openStates).where(dueAt, '<=', now).orderBy(dueAt).limit(limit).execute();
}

function attempts(db: Kysely<Database>) {
  return db
    .selectFrom('payment_attempts')
    .select([
      'id',
      'merchant_id as merchantId',
      'draft_id as draftId',
      'principal',
      'provider',
      'provider_account_id as accountId',
      'method',
      'state',
      'provider_reference as providerReference',
      'lock_epoch as lockEpoch',
      'created_at as createdAt',
    ]);
}
