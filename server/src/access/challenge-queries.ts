import type { Kysely, Transaction } from 'kysely';
import type { ReturnPage } from '@quittance/shared/return-page.ts';
import type { Database } from '../db/tables.ts';

export type NewChallenge = {
  merchantId: string;
  /** Null: not known whose customer asks. */
  entityId: string | null;
  email: string;
  cookieSha256: Buffer;
  isMailDue: boolean;
  returnDocumentId: string | null;
  returnPage: ReturnPage | null;
  isRemembered: boolean;
  /** The entity's own name under which it was asked; null: the installation's. */
  host: string | null;
  proof: string | null;
  now: Date;
  expiresAt: Date;
};

export async function insertChallenge(db: Kysely<Database>, challenge: NewChallenge): Promise<string> {
  const { id } = await db
    .insertInto('sign_in_challenges')
    .values({
      merchant_id: challenge.merchantId,
      entity_id: challenge.entityId,
      contact_id: null,
      email: challenge.email,
      cookie_sha256: challenge.cookieSha256,
      is_mail_due: challenge.isMailDue,
      return_document_id: challenge.returnDocumentId,
      return_page: challenge.returnPage,
      remember: challenge.isRemembered,
      host: challenge.host,
      proof: challenge.proof,
      created_at: challenge.now,
      expires_at: challenge.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Takes up again what the same browser asked for the same address after `createdAfter`, if it can still be used. */
export async function renewChallenge(
  db: Kysely<Database>,
  asked: Omit<NewChallenge, 'expiresAt'> & { createdAfter: Date; triesMax: number },
): Promise<string | undefined> {
  const row = await db
    .updateTable('sign_in_challenges')
    .set({
      ...(asked.isMailDue && { is_mail_due: true }),
      return_document_id: asked.returnDocumentId,
      return_page: asked.returnPage,
      remember: asked.isRemembered,
    })
    .where('cookie_sha256', '=', asked.cookieSha256)
    .where('merchant_id', '=', asked.merchantId)
    .where('entity_id', 'is not distinct from', asked.entityId)
    .where('email', '=', asked.email)
    .where('consumed_at', 'is', null)
    .where('tries_count', '<', asked.triesMax)
    .where('created_at', '>', asked.createdAfter)
    .where('expires_at', '>', asked.now)
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export type ChallengeRow = {
  id: string;
  merchantId: string;
  entityId: string | null;
  contactId: string | null;
  email: string;
  cookieSha256: Buffer;
  triesCount: number;
  returnDocumentId: string | null;
  returnPage: ReturnPage | null;
  isRemembered: boolean;
  host: string | null;
  proof: string | null;
  expiresAt: Date;
  consumedAt: Date | null;
  sessionId: string | null;
};

const challengeColumns = [
  'id',
  'merchant_id as merchantId',
  'entity_id as entityId',
  'contact_id as contactId',
  'email',
  'cookie_sha256 as cookieSha256',
  'tries_count as triesCount',
  'return_document_id as returnDocumentId',
  'return_page as returnPage',
  'remember as isRemembered',
  'host',
  'proof',
  'expires_at as expiresAt',
  'consumed_at as consumedAt',
  'session_id as sessionId',
] as const;

/** By a secret of the browser or a proved id: a challenge is how somebody comes to be known. */
export type ChallengeKey = { cookieSha256: Buffer } | { id: string };

export async function findChallenge(db: Kysely<Database>, key: ChallengeKey): Promise<ChallengeRow | undefined> {
  return challengeBy(db, key).executeTakeFirst();
}

/** Held until the transaction ends, so that tries are counted and secrets used one after another. */
export async function lockChallenge(trx: Transaction<Database>, key: ChallengeKey): Promise<ChallengeRow | undefined> {
  return challengeBy(trx, key).forUpdate().executeTakeFirst();
}

function challengeBy(db: Kysely<Database>, key: ChallengeKey) {
  const challenges = db.selectFrom('sign_in_challenges').select(challengeColumns);
  return 'id' in key ? challenges.where('id', '=', key.id) : challenges.where('cookie_sha256', '=', key.cookieSha256);
}

export async function countTry(trx: Transaction<Database>, id: string): Promise<void> {
  await trx
    .updateTable('sign_in_challenges')
    .set((challenge) => ({ tries_count: challenge('tries_count', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function endChallenge(
  trx: Transaction<Database>,
  { id, sessionId, now }: { id: string; sessionId: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('sign_in_challenges')
    .set({ consumed_at: now, session_id: sessionId })
    .where('id', '=', id)
    .execute();
}

/** Takes the errand to write the mail; undefined when it was taken before or nobody waits any more. */
export async function takeDueMail(
  trx: Transaction<Database>,
  { id, now }: { id: string; now: Date },
): Promise<ChallengeRow | undefined> {
  return trx
    .updateTable('sign_in_challenges')
    .set({ is_mail_due: false })
    .where('id', '=', id)
    .where('is_mail_due', '=', true)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(challengeColumns)
    .executeTakeFirst();
}

export async function nameContact(trx: Transaction<Database>, id: string, contactId: string): Promise<void> {
  await trx.updateTable('sign_in_challenges').set({ contact_id: contactId }).where('id', '=', id).execute();
}
