import { sql, type Kysely } from 'kysely';
import type { DocumentKind, DocumentContent } from '@quittance/shared/document.ts';
import type { DocumentList } from '@quittance/shared/customer-view.ts';
import type { MerchantKey, ReaderScope } from '../access/scope.ts';
import type { Database, DocumentFileRole } from '../db/tables.ts';
import type { DocumentCursor } from './document-cursor.ts';
import { invoiceOutstandingMinor } from './standing-queries.ts';

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
};

/** What a reader may see of one document, with its whole content. */
export async function findDocument(
  db: Kysely<Database>,
  reader: ReaderScope,
  documentId: string,
): Promise<(DocumentRow & { content: DocumentContent }) | undefined> {
  return readable(db, reader).select('documents.content').where('documents.id', '=', documentId).executeTakeFirst();
}

/**
 * One list of the portal in its own order: open invoices by due date, what is most pressing first; closed invoices and credit notes
 * newest first. Open means that something is owed by the books: total and charged late charges less allocations.
 */
export async function listDocuments(
  db: Kysely<Database>,
  reader: ReaderScope,
  list: DocumentList,
  page: { after: DocumentCursor | null; limit: number },
): Promise<DocumentRow[]> {
  const [date, direction] =
    list === 'open' ? (['documents.due_date', 'asc'] as const) : (['documents.issue_date', 'desc'] as const);
  let query = readable(db, reader)
    .where('documents.kind', '=', list === 'credit_notes' ? 'credit_note' : 'invoice')
    .orderBy(date, direction)
    .orderBy('documents.id', direction)
    .limit(page.limit);
  if (list === 'open') query = query.where(invoiceOutstandingMinor, '>', 0);
  if (list === 'paid') query = query.where(invoiceOutstandingMinor, '=', 0);
  if (page.after) {
    const comparison = sql.raw(direction === 'asc' ? '>' : '<');
    query = query.where(
      sql<boolean>`(${sql.ref(date)}, documents.id) ${comparison} (${page.after.date}::date, ${page.after.id}::uuid)`,
    );
  }
  return query.execute();
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

function readable(db: Kysely<Database>, reader: ReaderScope) {
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
    ])
    .where('documents.merchant_id', '=', reader.merchantId);
  const [customerId, ...others] = reader.customerIds;
  // An index gives its rows in order for one customer, and not for any of several; nearly everybody has one.
  const anyOf = sql<string>`any(${sql.val([...reader.customerIds])}::uuid[])`;
  query = query.where('documents.customer_id', '=', customerId && others.length === 0 ? customerId : anyOf);
  if (reader.onlyDocumentId) query = query.where('documents.id', '=', reader.onlyDocumentId);
  return query;
}
