import { sql, type Kysely } from 'kysely';
import type { DocumentKind, DocumentContent } from '@quittance/shared/document.ts';
import type { MerchantKey, ReaderScope } from '../access/scope.ts';
import type { Database, DocumentFileRole } from '../db/tables.ts';

export type DocumentRow = {
  id: string;
  entityId: string;
  customerId: string;
  kind: DocumentKind;
  number: string;
  issueDate: string;
  dueDate: string;
  currency: string;
  payableMinor: number;
  customerName: string;
  entityName: string;
  timeZone: string;
  voidedAt: Date | null;
  disputedAt: Date | null;
};

/** What a reader may see of one document, with its whole content. */
export async function findDocument(
  db: Kysely<Database>,
  reader: ReaderScope,
  documentId: string,
): Promise<(DocumentRow & { content: DocumentContent; customerReference: string | null }) | undefined> {
  return readableDocuments(db, reader)
    .select(['documents.content', 'documents.customer_reference as customerReference'])
    .where('documents.id', '=', documentId)
    .executeTakeFirst();
}

/** The same without the content. */
export async function findReadableDocument(
  db: Kysely<Database>,
  reader: ReaderScope,
  documentId: string,
): Promise<DocumentRow | undefined> {
  return readableDocuments(db, reader).where('documents.id', '=', documentId).executeTakeFirst();
}

/** Those of them that the reader may see, in no order. */
export async function listReadableDocuments(
  db: Kysely<Database>,
  reader: ReaderScope,
  documentIds: readonly string[],
): Promise<DocumentRow[]> {
  return readableDocuments(db, reader)
    .where('documents.id', '=', sql<string>`any(${sql.val([...documentIds])}::uuid[])`)
    .execute();
}

export type DocumentFileRow = {
  id: string;
  role: DocumentFileRole;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
};

/** Files of a document that the caller has already been allowed to read. */
export async function listDocumentFiles(
  db: Kysely<Database>,
  scope: MerchantKey,
  documentId: string,
): Promise<DocumentFileRow[]> {
  return db
    .selectFrom('document_files')
    .select(['id', 'role', 'file_name as fileName', 'media_type as mediaType', 'size_bytes as sizeBytes', 'sha256'])
    .where('merchant_id', '=', scope.merchantId)
    .where('document_id', '=', documentId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Every document that the reader may see. */
export function readableDocuments(db: Kysely<Database>, reader: ReaderScope) {
  let query = db
    .selectFrom('documents')
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'documents.merchant_id').onRef('e.id', '=', 'documents.entity_id'),
    )
    .innerJoin('customers as c', (join) =>
      join.onRef('c.merchant_id', '=', 'documents.merchant_id').onRef('c.id', '=', 'documents.customer_id'),
    )
    .select([
      'documents.id',
      'documents.entity_id as entityId',
      'documents.customer_id as customerId',
      'documents.kind',
      'documents.number',
      'documents.issue_date as issueDate',
      'documents.due_date as dueDate',
      'documents.currency',
      'documents.payable_minor as payableMinor',
      'c.name as customerName',
      'e.trading_name as entityName',
      'e.time_zone as timeZone',
      'documents.voided_at as voidedAt',
      'documents.disputed_at as disputedAt',
    ])
    .where('documents.merchant_id', '=', reader.merchantId)
    .where('documents.customer_id', '=', sql<string>`any(${sql.val([...reader.customerIds])}::uuid[])`);
  if (reader.onlyDocumentId) query = query.where('documents.id', '=', reader.onlyDocumentId);
  return query;
}
