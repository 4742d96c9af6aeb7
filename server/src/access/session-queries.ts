import { sql, type Kysely } from 'kysely';
import type { Database } from '../db/tables.ts';
import type { CustomerScope } from './scope.ts';

export type NewSession = {
  merchantId: string;
  contactId: string;
  email: string;
  tokenSha256: Buffer;
  method: 'code' | 'link';
  isRemembered: boolean;
  now: Date;
  expiresAt: Date;
};

export async function insertSession(db: Kysely<Database>, session: NewSession): Promise<string> {
  const { id } = await db
    .insertInto('sessions')
    .values({
      merchant_id: session.merchantId,
      contact_id: session.contactId,
      email: session.email,
      token_sha256: session.tokenSha256,
      method: session.method,
      remember: session.isRemembered,
      authenticated_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export type SessionRow = {
  id: string;
  merchantId: string;
  contactId: string;
  email: string;
  contactName: string | null;
  language: string;
  isRemembered: boolean;
  customers: { id: string; name: string }[];
  authenticatedAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

/**
 * A session that was not ended, has not run out, has not lain idle since `idleSince`, and whose contact is still enabled under the
 * address that was proved. By its token: who asks is what it tells.
 */
export async function findLiveSession(
  db: Kysely<Database>,
  { tokenSha256, now, idleSince }: { tokenSha256: Buffer; now: Date; idleSince: Date },
): Promise<SessionRow | undefined> {
  return db
    .selectFrom('sessions as s')
    .innerJoin('contacts as c', (join) =>
      join
        .onRef('c.merchant_id', '=', 's.merchant_id')
        .onRef('c.id', '=', 's.contact_id')
        .onRef('c.email', '=', 's.email'),
    )
    .innerJoin('customers as k', (join) =>
      join.onRef('k.merchant_id', '=', 'c.merchant_id').onRef('k.id', '=', 'c.customer_id'),
    )
    .select(['s.id', 's.merchant_id as merchantId', 's.contact_id as contactId', 's.email', 'c.name as contactName'])
    .select(['s.remember as isRemembered', 's.authenticated_at as authenticatedAt', 's.last_seen_at as lastSeenAt'])
    .select(['s.expires_at as expiresAt', customersOfAddress.as('customers')])
    .select(sql<string>`coalesce(c.language, k.language, ${oldestEntityLanguage})`.as('language'))
    .where('s.token_sha256', '=', tokenSha256)
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('s.last_seen_at', '>', idleSince)
    .where('c.disabled_at', 'is', null)
    .executeTakeFirst();
}

const customersOfAddress = sql<{ id: string; name: string }[]>`(
  select json_agg(json_build_object('id', k2.id, 'name', k2.name) order by k2.name, k2.id)
  from contacts c2 join customers k2 on k2.merchant_id = c2.merchant_id and k2.id = c2.customer_id
  where c2.merchant_id = s.merchant_id and c2.email = s.email and c2.disabled_at is null)`;

const oldestEntityLanguage = sql<string>`(
  select e.language from entities e where e.merchant_id = s.merchant_id order by e.created_at, e.id limit 1)`;

export async function noteSessionSeen(db: Kysely<Database>, id: string, now: Date): Promise<void> {
  await db.updateTable('sessions').set({ last_seen_at: now }).where('id', '=', id).execute();
}

export async function endSession(db: Kysely<Database>, tokenSha256: Buffer, now: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('token_sha256', '=', tokenSha256)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Sessions of the same address that still live, the newest first. */
export async function listLiveSessions(
  db: Kysely<Database>,
  scope: CustomerScope,
  { email, now, idleSince }: { email: string; now: Date; idleSince: Date },
): Promise<{ id: string; authenticatedAt: Date; lastSeenAt: Date; expiresAt: Date }[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'authenticated_at as authenticatedAt', 'last_seen_at as lastSeenAt', 'expires_at as expiresAt'])
    .where('merchant_id', '=', scope.merchantId)
    .where('email', '=', email)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', idleSince)
    .orderBy('authenticated_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Whether the address had such a session. */
export async function revokeSession(
  db: Kysely<Database>,
  scope: CustomerScope,
  { id, email, now }: { id: string; email: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set((session) => ({ revoked_at: session.fn.coalesce('revoked_at', session.val(now)) }))
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', id)
    .where('email', '=', email)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
