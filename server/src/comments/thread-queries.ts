import { sql, type Kysely } from 'kysely';
import type { CommentFile, CommentSide } from '@quittance/shared/comment.ts';
import type { CustomerScope, MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

// What customers read of conversations. Internal notes are left out in one place, `visible`, and nothing here goes round it.

type Db = Kysely<Database>;

/** One contact's view of the conversation about a document that the contact may read. */
export type ThreadReader = MerchantKey & { documentId: string; contactId: string };

export type ThreadComment = {
  id: string;
  number: number;
  side: CommentSide;
  contactId: string | null;
  authorName: string;
  text: string;
  writtenAt: Date;
  isRead: boolean;
  files: CommentFile[];
};

/** The newest first. */
export async function listThreadComments(
  db: Db,
  reader: ThreadReader,
  { beforeNumber, limit }: { beforeNumber: number | null; limit: number },
): Promise<ThreadComment[]> {
  let query = visible(db, reader).orderBy('c.number', 'desc').limit(limit);
  if (beforeNumber !== null) query = query.where('c.number', '<', beforeNumber);
  return query.execute();
}

export async function findThreadComment(
  db: Db,
  reader: ThreadReader,
  commentId: string,
): Promise<ThreadComment | undefined> {
  return visible(db, reader).where('c.id', '=', commentId).executeTakeFirst();
}

function visible(db: Db, { merchantId, documentId, contactId }: ThreadReader) {
  return db
    .selectFrom('comments as c')
    .innerJoin('comment_threads as t', (join) =>
      join.onRef('t.merchant_id', '=', 'c.merchant_id').onRef('t.document_id', '=', 'c.document_id'),
    )
    .leftJoin('comment_readers as r', (join) =>
      join
        .onRef('r.merchant_id', '=', 'c.merchant_id')
        .onRef('r.document_id', '=', 'c.document_id')
        .on('r.contact_id', '=', contactId),
    )
    .select(['c.id', 'c.number', 'c.side', 'c.contact_id as contactId', 'c.author_name as authorName'])
    .select(['c.body as text', 'c.created_at as writtenAt', commentFiles.as('files')])
    .select(
      sql<boolean>`case c.side when 'customer' then c.number <= t.merchant_read_number
        else c.number <= coalesce(r.read_number, 0) end`.as('isRead'),
    )
    .where('c.merchant_id', '=', merchantId)
    .where('c.document_id', '=', documentId)
    .where('c.is_internal', '=', false);
}

/** Of the comment `c`, in the order in which they were sent. */
export const commentFiles = sql<CommentFile[]>`coalesce((
  select json_agg(json_build_object('id', f.id, 'fileName', f.file_name, 'mediaType', f.media_type, 'sizeBytes', f.size_bytes)
    order by f.id)
  from comment_files f where f.merchant_id = c.merchant_id and f.comment_id = c.id), '[]')`;

export async function saveContactRead(
  db: Db,
  { merchantId, documentId, contactId }: ThreadReader,
  { number, now }: { number: number; now: Date },
): Promise<void> {
  await db
    .insertInto('comment_readers')
    .values({
      merchant_id: merchantId,
      document_id: documentId,
      contact_id: contactId,
      read_number: number,
      read_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'document_id', 'contact_id'])
        .doUpdateSet({ read_number: number, read_at: now })
        .where('comment_readers.read_number', '<', number),
    )
    .execute();
}

/** Conversations in which the merchant said something that the person signed in has not read. */
export async function listUnreadThreads(
  db: Db,
  scope: CustomerScope,
  { email, documentId }: { email: string; documentId?: string },
): Promise<{ documentId: string; unreadCount: number }[]> {
  let query = db
    .selectFrom('documents as d')
    .innerJoin('comments as c', (join) =>
      join.onRef('c.merchant_id', '=', 'd.merchant_id').onRef('c.document_id', '=', 'd.id'),
    )
    .innerJoin('contacts as k', (join) =>
      join
        .onRef('k.merchant_id', '=', 'd.merchant_id')
        .onRef('k.customer_id', '=', 'd.customer_id')
        .on('k.email', '=', email),
    )
    .leftJoin('comment_readers as r', (join) =>
      join
        .onRef('r.merchant_id', '=', 'd.merchant_id')
        .onRef('r.document_id', '=', 'd.id')
        .onRef('r.contact_id', '=', 'k.id'),
    )
    .select(['d.id as documentId', sql<number>`count(*)`.as('unreadCount')])
    .where('d.merchant_id', '=', scope.merchantId)
    .where('d.customer_id', '=', sql<string>`any(${sql.val([...scope.customerIds])}::uuid[])`)
    .where('c.side', '=', 'merchant')
    .where('c.is_internal', '=', false)
    .where(sql<boolean>`c.number > coalesce(r.read_number, 0)`)
    .groupBy('d.id')
    .orderBy('d.id');
  if (documentId !== undefined) query = query.where('d.id', '=', documentId);
  return query.execute();
}

/** The person signed in, as a contact of this customer: an address may be a contact of several. */
export async function getOwnContact(
  db: Db,
  scope: MerchantKey,
  { customerId, email }: { customerId: string; email: string },
): Promise<{ id: string; name: string | null }> {
  return db
    .selectFrom('contacts')
    .select(['id', 'name'])
    .where('merchant_id', '=', scope.merchantId)
    .where('customer_id', '=', customerId)
    .where('email', '=', email)
    .where('disabled_at', 'is', null)
    .executeTakeFirstOrThrow();
}
