import { sql, type Kysely } from 'kysely';
import type { ApiComment, CommentFilter } from '@quittance/shared/merchant-api/comment.ts';
import type { MerchantScope } from '../access/scope.ts';
import { commentFiles } from '../comments/thread-queries.ts';
import type { Database } from '../db/tables.ts';

type Db = Kysely<Database>;
type Position = { after: string | null; limit: number };

/** Internal notes included: these are the merchant's own eyes. */
export async function listComments(
  db: Db,
  scope: MerchantScope,
  filter: CommentFilter & { documentId?: string },
  { after, limit }: Position,
): Promise<ApiComment[]> {
  let query = comments(db, scope).orderBy('c.id').limit(limit);
  if (after !== null) query = query.where('c.id', '>', after);
  if (filter.documentId) query = query.where('c.document_id', '=', filter.documentId);
  if (filter.entityId) query = query.where('d.entity_id', '=', filter.entityId);
  if (filter.customerId) query = query.where('d.customer_id', '=', filter.customerId);
  if (filter.unread) query = query.where('c.side', '=', 'customer').where(isRead, '=', false);
  return (await query.execute()).map(apiComment);
}

export async function findComment(db: Db, scope: MerchantScope, commentId: string): Promise<ApiComment | undefined> {
  const row = await comments(db, scope).where('c.id', '=', commentId).executeTakeFirst();
  return row && apiComment(row);
}

function comments(db: Db, scope: MerchantScope) {
  return db
    .selectFrom('comments as c')
    .innerJoin('comment_threads as t', (join) =>
      join.onRef('t.merchant_id', '=', 'c.merchant_id').onRef('t.document_id', '=', 'c.document_id'),
    )
    .innerJoin('documents as d', (join) =>
      join.onRef('d.merchant_id', '=', 'c.merchant_id').onRef('d.id', '=', 'c.document_id'),
    )
    .select(['c.id', 'c.document_id as documentId', 'd.kind as documentKind', 'd.number as documentNumber'])
    .select(['d.entity_id as entityId', 'd.customer_id as customerId', 'c.side', 'c.author_name as authorName'])
    .select(['c.contact_id as contactId', 'c.is_internal as isInternal', 'c.body as text', 'c.source'])
    .select(['c.created_at as writtenAt', isRead.as('isReadByMerchant'), readers.as('readByContactIds')])
    .select(commentFiles.as('files'))
    .where('c.merchant_id', '=', scope.merchantId);
}

/** What the merchant's own people said needs no reading by them. */
const isRead = sql<boolean>`(c.side = 'merchant' or c.number <= t.merchant_read_number)`;

const readers = sql<string[]>`coalesce((
  select json_agg(r.contact_id order by r.contact_id) from comment_readers r
  where r.merchant_id = c.merchant_id and r.document_id = c.document_id and r.read_number >= c.number and not c.is_internal), '[]')`;

type CommentRow = Awaited<ReturnType<ReturnType<typeof comments>['executeTakeFirstOrThrow']>>;

function apiComment({ side, authorName, contactId, writtenAt, ...row }: CommentRow): ApiComment {
  return { ...row, author: { role: side, name: authorName, contactId }, writtenAt: writtenAt.toISOString() };
}

/** The merchant has read up to this comment. Undefined when the document has no such comment. */
export async function saveMerchantRead(
  db: Db,
  scope: MerchantScope,
  { documentId, commentId }: { documentId: string; commentId: string },
): Promise<{ unreadCount: number } | undefined> {
  const thread = await db
    .updateTable('comment_threads as t')
    .from('comments as c')
    .set({ merchant_read_number: sql<number>`greatest(t.merchant_read_number, c.number)` })
    .where('t.merchant_id', '=', scope.merchantId)
    .where('t.document_id', '=', documentId)
    .where('c.merchant_id', '=', scope.merchantId)
    .where('c.document_id', '=', documentId)
    .where('c.id', '=', commentId)
    .returning(
      sql<number>`(select count(*) from comments n where n.merchant_id = t.merchant_id and n.document_id = t.document_id
        and n.side = 'customer' and n.number > t.merchant_read_number)`.as('unreadCount'),
    )
    .executeTakeFirst();
  return thread;
}
