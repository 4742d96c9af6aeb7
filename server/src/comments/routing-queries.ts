import { sql, type Kysely } from 'kysely';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Db = Kysely<Database>;

/** Everybody of the merchant's own people who could be meant. */
export type RoutingFacts = {
  ownerEmail: string | null;
  teamEmail: string | null;
  administratorEmails: string[];
  entityEmail: string;
};

export async function getRoutingFacts(db: Db, scope: MerchantKey, documentId: string): Promise<RoutingFacts> {
  return db
    .selectFrom('documents as d')
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'd.merchant_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .leftJoin('comment_threads as t', (join) =>
      join.onRef('t.merchant_id', '=', 'd.merchant_id').onRef('t.document_id', '=', 'd.id'),
    )
    .select(['t.owner_email as ownerEmail', 'e.comment_team_email as teamEmail', 'e.email as entityEmail'])
    .select('e.administrator_emails as administratorEmails')
    .where('d.merchant_id', '=', scope.merchantId)
    .where('d.id', '=', documentId)
    .executeTakeFirstOrThrow();
}

/** Contacts who are part of it: who wrote in it, and whom the document was mailed to. */
export async function listPartaking(db: Db, scope: MerchantKey, documentId: string): Promise<string[]> {
  const { rows } = await sql<{ contactId: string }>`
    select contact_id as "contactId" from comments
    where merchant_id = ${scope.merchantId} and document_id = ${documentId} and contact_id is not null
    union
    select contact_id from document_events
    where merchant_id = ${scope.merchantId} and document_id = ${documentId} and kind = 'sent' and contact_id is not null`.execute(
    db,
  );
  return rows.map(({ contactId }) => contactId);
}

export async function saveOwner(
  db: Db,
  scope: MerchantKey,
  { documentId, email }: { documentId: string; email: string | null },
): Promise<void> {
  await db
    .insertInto('comment_threads')
    .values({ merchant_id: scope.merchantId, document_id: documentId, owner_email: email })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'document_id']).doUpdateSet({ owner_email: email }))
    .execute();
}

/** Undefined when the merchant has no such entity. */
export async function saveTeam(
  db: Db,
  scope: MerchantKey,
  { entityId, email }: { entityId: string; email: string | null },
): Promise<Omit<RoutingFacts, 'ownerEmail'> | undefined> {
  return db
    .updateTable('entities')
    .set({ comment_team_email: email })
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', entityId)
    .returning(['comment_team_email as teamEmail', 'email as entityEmail'])
    .returning('administrator_emails as administratorEmails')
    .executeTakeFirst();
}
