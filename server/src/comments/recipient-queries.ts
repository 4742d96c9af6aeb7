import { sql, type Kysely, type Transaction } from 'kysely';
import type { CommentSide } from '@quittance/shared/comment.ts';
import type { DocumentKind } from '@quittance/shared/document.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { FileRecord } from './file-queries.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export type MailedDocument = {
  id: string;
  kind: DocumentKind;
  number: string;
  entityId: string;
  customerId: string;
  customerName: string;
};

export async function getMailedDocument(db: Db, scope: MerchantKey, documentId: string): Promise<MailedDocument> {
  return db
    .selectFrom('documents as d')
    .innerJoin('customers as k', (join) =>
      join.onRef('k.merchant_id', '=', 'd.merchant_id').onRef('k.id', '=', 'd.customer_id'),
    )
    .select(['d.id', 'd.kind', 'd.number', 'd.entity_id as entityId', 'd.customer_id as customerId'])
    .select('k.name as customerName')
    .where('d.merchant_id', '=', scope.merchantId)
    .where('d.id', '=', documentId)
    .executeTakeFirstOrThrow();
}

export type RecipientRow = {
  id: string;
  documentId: string;
  contactId: string | null;
  email: string | null;
  toldNumber: number;
  toldAt: Date | null;
};

/** The recipient's row, made now where there is none; a new one hears what nobody of the same side was told yet. */
export async function saveRecipient(
  trx: Trx,
  scope: MerchantKey,
  recipient: { id: string; documentId: string; contactId: string | null; email: string | null },
): Promise<RecipientRow> {
  const { documentId, contactId, email } = recipient;
  await trx
    .insertInto('comment_recipients')
    .values({
      id: recipient.id,
      merchant_id: scope.merchantId,
      document_id: documentId,
      contact_id: contactId,
      email,
      told_number: sql<number>`coalesce((select max(r.told_number) from comment_recipients r
        where r.merchant_id = ${scope.merchantId} and r.document_id = ${documentId}
          and (r.contact_id is null) = ${contactId === null}), 0)`,
      told_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return recipients(trx)
    .where('merchant_id', '=', scope.merchantId)
    .where('document_id', '=', documentId)
    .where(sql<boolean>`contact_id is not distinct from ${contactId}::uuid and email is not distinct from ${email}`)
    .executeTakeFirstOrThrow();
}

function recipients(db: Db) {
  return db
    .selectFrom('comment_recipients')
    .select(['id', 'document_id as documentId', 'contact_id as contactId', 'email'])
    .select(['told_number as toldNumber', 'told_at as toldAt']);
}

/** By the id in a reply address alone: whose it is, the proof beside it must say. */
export async function findRecipient(db: Db, id: string): Promise<(RecipientRow & MerchantKey) | undefined> {
  return recipients(db).select('merchant_id as merchantId').where('id', '=', id).executeTakeFirst();
}

export async function noteTold(trx: Trx, id: string, told: { number: number; now: Date }): Promise<void> {
  await trx
    .updateTable('comment_recipients')
    .set({ told_number: told.number, told_at: told.now })
    .where('id', '=', id)
    .execute();
}

export type UntoldComment = {
  number: number;
  authorName: string;
  contactEmail: string | null;
  text: string;
  writtenAt: Date;
  files: FileRecord[];
};

/** What this side said after `toldNumber`, the oldest first. Internal notes are told to nobody. */
export async function listUntold(
  trx: Trx,
  scope: MerchantKey,
  said: { documentId: string; side: CommentSide; toldNumber: number; limit: number },
): Promise<UntoldComment[]> {
  return trx
    .selectFrom('comments as c')
    .leftJoin('contacts as k', (join) =>
      join.onRef('k.merchant_id', '=', 'c.merchant_id').onRef('k.id', '=', 'c.contact_id'),
    )
    .select(['c.number', 'c.author_name as authorName', 'k.email as contactEmail', 'c.body as text'])
    .select(['c.created_at as writtenAt', files.as('files')])
    .where('c.merchant_id', '=', scope.merchantId)
    .where('c.document_id', '=', said.documentId)
    .where('c.side', '=', said.side)
    .where('c.is_internal', '=', false)
    .where('c.number', '>', said.toldNumber)
    .orderBy('c.number')
    .limit(said.limit)
    .execute();
}

const files = sql<FileRecord[]>`coalesce((
  select json_agg(json_build_object('fileName', f.file_name, 'mediaType', f.media_type, 'sizeBytes', f.size_bytes, 'sha256', f.sha256)
    order by f.id)
  from comment_files f where f.merchant_id = c.merchant_id and f.comment_id = c.id), '[]')`;
