import type { Kysely, Transaction } from 'kysely';
import type { CommentSide, CommentSource } from '@quittance/shared/comment.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** Makes the conversation where there is none, and holds it until the transaction ends. */
export async function holdThread(
  trx: Trx,
  scope: MerchantKey,
  documentId: string,
): Promise<{ commentsCount: number; ownerEmail: string | null }> {
  await trx
    .insertInto('comment_threads')
    .values({ merchant_id: scope.merchantId, document_id: documentId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return trx
    .selectFrom('comment_threads')
    .select(['comments_count as commentsCount', 'owner_email as ownerEmail'])
    .where('merchant_id', '=', scope.merchantId)
    .where('document_id', '=', documentId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export type CommentRecord = {
  documentId: string;
  number: number;
  side: CommentSide;
  contactId: string | null;
  authorName: string;
  isInternal: boolean;
  text: string;
  source: CommentSource;
  repeatKey: string | null;
  now: Date;
};

/** Its number is the next of the thread that the caller holds. */
export async function insertComment(trx: Trx, scope: MerchantKey, comment: CommentRecord): Promise<string> {
  const { id } = await trx
    .insertInto('comments')
    .values({
      merchant_id: scope.merchantId,
      document_id: comment.documentId,
      number: comment.number,
      side: comment.side,
      contact_id: comment.contactId,
      author_name: comment.authorName,
      is_internal: comment.isInternal,
      body: comment.text,
      source: comment.source,
      repeat_key: comment.repeatKey,
      created_at: comment.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('comment_threads')
    .set({ comments_count: comment.number })
    .where('merchant_id', '=', scope.merchantId)
    .where('document_id', '=', comment.documentId)
    .execute();
  return id;
}

/** The comment that the same request or mail made before. */
export async function findRepeated(
  db: Db,
  scope: MerchantKey,
  { documentId, repeatKey }: { documentId: string; repeatKey: string | null },
): Promise<string | undefined> {
  if (repeatKey === null) return undefined;
  const row = await db
    .selectFrom('comments')
    .select('id')
    .where('merchant_id', '=', scope.merchantId)
    .where('document_id', '=', documentId)
    .where('repeat_key', '=', repeatKey)
    .executeTakeFirst();
  return row?.id;
}
