import { sql, type Kysely } from 'kysely';
import type { DocumentKind, DocumentContent } from '@quittance/shared/document.ts';
import type { DocumentList } from '@quittance/shared/customer-view.ts';
import type { MerchantKey, ReaderScope } from '../access/scope.ts';
import type { Database, DocumentFileRole } from '../db/tables.ts';
import type { DocumentCursor } from './document-cursor.ts';

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
  return readable(db, reader).select('d.content').where('d.id', '=', documentId).executeTakeFirst();
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
  const [date, direction] = list === 'open' ? (['d.due_date', 'asc'] as const) : (['d.issue_date', 'desc'] as const);
  let query = readable(db, reader)
    .where('d.kind', '=', list === 'credit_notes' ? 'credit_note' : 'invoice')
    .orderBy(date, direction)
    .orderBy('d.id', direction)
    .limit(page.limit);
  if (list === 'open') query = query.where(sql<boolean>`d.voided_at is null and ${owedMinor} > 0`);
  if (list === 'paid') query = query.where(sql<boolean>`(d.voided_at is not null or ${owedMinor} <= 0)`);
  if (page.after) {
    const comparison = sql.raw(direction === 'asc' ? '>' : '<');
    query = query.where(
      sql<boolean>`(${sql.ref(date)}, d.id) ${comparison} (${page.after.date}::date, ${page.after.id}::uuid)`,
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

const owedMinor = sql<number>`
  d.payable_minor
  + coalesce((select sum(l.amount_minor) from late_charges l where l.merchant_id = d.merchant_id and l.document_id = d.id), 0)
  - coalesce((select sum(a.amount_minor) from allocations a where a.merchant_id = d.merchant_id and a.invoice_id = d.id), 0)`;

function readable(db: Kysely<Database>, reader: ReaderScope) {
  let query = db
    .selectFrom('documents as d')
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'd.merchant_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .innerJoin('customers as c', (join) =>
      join.onRef('c.merchant_id', '=', 'd.merchant_id').onRef('c.id', '=', 'd.customer_id'),
    )
    .select([
      'd.id',
      'd.entity_id as entityId',
      'd.customer_id as customerId',
      'd.kind',
      'd.number',
      'd.issue_date as issueDate',
      'd.due_date as dueDate',
      'd.currency',
      'd.payable_minor as payableMinor',
      'c.name as customerName',
      'e.trading_name as entityName',
      'e.time_zone as timeZone',
      'd.voided_at as voidedAt',
    ])
    .where('d.merchant_id', '=', reader.merchantId);
  const [customerId, ...others] = reader.customerIds;
  // An index gives its rows in order for one customer, and not for any of several; nearly everybody has one.
  const anyOf = sql<string>`any(${sql.val([...reader.customerIds])}::uuid[])`;
  query = query.where('d.customer_id', '=', customerId && others.length === 0 ? customerId : anyOf);
  if (reader.onlyDocumentId) query = query.where('d.id', '=', reader.onlyDocumentId);
  return query;
}
