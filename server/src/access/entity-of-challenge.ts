import type { Kysely } from 'kysely';
import { findOldestEntity } from '../branding/entity-queries.ts';
import type { Database } from '../db/tables.ts';
import type { ChallengeRow } from './challenge-queries.ts';
import { findEntityOfNewestDocument } from './contact-queries.ts';

/** Whose brand the mail of a challenge bears, and the page of its link. Only for whoever has the mail: it tells whose contact the address is. */
export async function entityOfChallenge(
  db: Kysely<Database>,
  { merchantId, entityId, email }: Pick<ChallengeRow, 'merchantId' | 'entityId' | 'email'>,
): Promise<string> {
  const known = entityId ?? (await findEntityOfNewestDocument(db, { merchantId }, email));
  const chosen = known ?? (await findOldestEntity(db, { merchantId }))?.id;
  if (chosen === undefined) throw new Error(`merchant ${merchantId} has no entity`);
  return chosen;
}
