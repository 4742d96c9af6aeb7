import type { Kysely, Transaction } from 'kysely';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { ThreadReader } from './thread-queries.ts';

type Db = Kysely<Database>;

/** A file as it is kept. */
export type FileRecord = { fileName: string; mediaType: string; sizeBytes: number; sha256: string };

export async function insertFiles(
  trx: Transaction<Database>,
  scope: MerchantKey,
  commentId: string,
  files: readonly FileRecord[],
): Promise<void> {
  if (files.length === 0) return;
  const rows = files.map(({ fileName, mediaType, sizeBytes, sha256 }) => ({
    merchant_id: scope.merchantId,
    comment_id: commentId,
    file_name: fileName,
    media_type: mediaType,
    size_bytes: sizeBytes,
    sha256,
  }));
  await trx.insertInto('comment_files').values(rows).execute();
}

/** Of a conversation that this contact may read; those of internal notes are not there. */
export async function findThreadFile(
  db: Db,
  { merchantId, documentId }: ThreadReader,
  fileId: string,
): Promise<FileRecord | undefined> {
  return keptFiles(db, { merchantId })
    .where('f.id', '=', fileId)
    .where('c.document_id', '=', documentId)
    .where('c.is_internal', '=', false)
    .executeTakeFirst();
}

/** Of any conversation of the merchant's, internal notes included. */
export async function findCommentFile(
  db: Db,
  scope: MerchantKey,
  { commentId, fileId }: { commentId: string; fileId: string },
): Promise<FileRecord | undefined> {
  return keptFiles(db, scope).where('f.id', '=', fileId).where('c.id', '=', commentId).executeTakeFirst();
}

function keptFiles(db: Db, { merchantId }: MerchantKey) {
  return db
    .selectFrom('comment_files as f')
    .innerJoin('comments as c', (join) =>
      join.onRef('c.merchant_id', '=', 'f.merchant_id').onRef('c.id', '=', 'f.comment_id'),
    )
    .select(['f.file_name as fileName', 'f.media_type as mediaType', 'f.size_bytes as sizeBytes', 'f.sha256'])
    .where('f.merchant_id', '=', merchantId);
}
