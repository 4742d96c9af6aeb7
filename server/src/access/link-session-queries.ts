import type { Kysely } from 'kysely';
import type { Database } from '../db/tables.ts';
import { linkColumns, type DocumentLinkRow } from './document-link-queries.ts';

export async function insertLinkSession(
  db: Kysely<Database>,
  session: {
    merchantId: string;
    linkId: string;
    generation: number;
    tokenSha256: Buffer;
    now: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await db
    .insertInto('link_sessions')
    .values({
      merchant_id: session.merchantId,
      link_id: session.linkId,
      generation: session.generation,
      token_sha256: session.tokenSha256,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute();
}

export type LinkSessionRow = {
  id: string;
  generation: number;
  startedAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  link: DocumentLinkRow;
};

/** A session that has neither ended nor lain idle since `idleSince`. By its token: who asks is what it tells. */
export async function findLiveLinkSession(
  db: Kysely<Database>,
  { tokenSha256, now, idleSince }: { tokenSha256: Buffer; now: Date; idleSince: Date },
): Promise<LinkSessionRow | undefined> {
  const row = await db
    .selectFrom('link_sessions as s')
    .innerJoin('document_links', 'document_links.id', 's.link_id')
    .select(['s.id as sessionId', 's.generation as sessionGeneration', 's.last_seen_at as lastSeenAt'])
    .select(['s.created_at as startedAt', 's.expires_at as expiresAt'])
    .select(linkColumns)
    .where('s.token_sha256', '=', tokenSha256)
    .where('s.expires_at', '>', now)
    .where('s.last_seen_at', '>', idleSince)
    .executeTakeFirst();
  if (!row) return undefined;
  const { sessionId, sessionGeneration, startedAt, lastSeenAt, expiresAt, ...link } = row;
  return { id: sessionId, generation: sessionGeneration, startedAt, lastSeenAt, expiresAt, link };
}

export async function noteLinkSessionSeen(db: Kysely<Database>, id: string, now: Date): Promise<void> {
  await db.updateTable('link_sessions').set({ last_seen_at: now }).where('id', '=', id).execute();
}

export async function endLinkSession(db: Kysely<Database>, tokenSha256: Buffer, now: Date): Promise<void> {
  await db
    .updateTable('link_sessions')
    .set({ expires_at: now })
    .where('token_sha256', '=', tokenSha256)
    .where('expires_at', '>', now)
    .execute();
}
