import { sql, type Transaction } from 'kysely';
import type { DocumentContent } from '@quittance/shared/document.ts';
import type { ImportReport } from '@quittance/shared/import-report.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database, DocumentFileRole } from '../db/tables.ts';

/**
 * Imports of one merchant take turns, until the transaction ends: what one run adds (a customer, a number) is seen by the next,
 * so nothing is made twice.
 */
export async function waitForTurn(trx: Transaction<Database>, scope: MerchantScope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import:${scope.merchantId}`}, 0))`.execute(trx);
}

export async function findDocumentBySource(trx: Transaction<Database>, scope: MerchantScope, sourceSha256: string) {
  return documents(trx, scope).where('source_sha256', '=', sourceSha256).executeTakeFirst();
}

/** The document that has this number already; `saysTheSame` when only the bytes around its content differ. */
export async function findDocumentByNumber(
  trx: Transaction<Database>,
  scope: MerchantScope,
  entityId: string,
  content: DocumentContent,
) {
  return documents(trx, scope)
    .select(sql<boolean>`content = ${JSON.stringify(content)}::jsonb`.as('saysTheSame'))
    .where('entity_id', '=', entityId)
    .where('kind', '=', content.kind)
    .where('number', '=', content.number)
    .executeTakeFirst();
}

function documents(trx: Transaction<Database>, scope: MerchantScope) {
  return trx
    .selectFrom('documents')
    .select(['id', 'kind', 'number', 'issue_date as issueDate', 'currency', 'payable_minor as payableMinor'])
    .select('imported_at as importedAt')
    .where('merchant_id', '=', scope.merchantId);
}

export type NewDocument = {
  entityId: string;
  customerId: string;
  content: DocumentContent;
  sourceSha256: string;
  importedAt: Date;
};

export async function insertDocument(
  trx: Transaction<Database>,
  scope: MerchantScope,
  document: NewDocument,
): Promise<string> {
  const { content } = document;
  const { id } = await trx
    .insertInto('documents')
    .values({
      merchant_id: scope.merchantId,
      entity_id: document.entityId,
      customer_id: document.customerId,
      kind: content.kind,
      number: content.number,
      issue_date: content.issueDate,
      due_date: content.dueDate ?? content.issueDate,
      currency: content.currency,
      payable_minor: content.totals.payableMinor,
      payment_reference: content.paymentReference,
      order_reference: content.orderReference,
      content: JSON.stringify(content),
      source_sha256: document.sourceSha256,
      imported_at: document.importedAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export type NewDocumentFile = {
  role: DocumentFileRole;
  fileName: string;
  mediaType: string;
  bytes: Uint8Array;
  sha256: string;
};

export async function insertDocumentFiles(
  trx: Transaction<Database>,
  scope: MerchantScope,
  documentId: string,
  files: readonly NewDocumentFile[],
): Promise<void> {
  const rows = files.map((file) => ({
    merchant_id: scope.merchantId,
    document_id: documentId,
    role: file.role,
    file_name: file.fileName,
    media_type: file.mediaType,
    size_bytes: file.bytes.length,
    sha256: file.sha256,
  }));
  await trx.insertInto('document_files').values(rows).execute();
}

/** Those of `numbers` that are invoices of this customer. */
export async function listInvoiceNumbers(
  trx: Transaction<Database>,
  scope: MerchantScope,
  of: { entityId: string; customerId: string; numbers: readonly string[] },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('documents')
    .select('number')
    .where('merchant_id', '=', scope.merchantId)
    .where('entity_id', '=', of.entityId)
    .where('customer_id', '=', of.customerId)
    .where('kind', '=', 'invoice')
    .where('number', '=', sql<string>`any(${sql.val([...of.numbers])}::text[])`)
    .execute();
  return rows.map(({ number }) => number);
}

/** Keeps the report of a run that came to its end, and marks its documents. */
export async function insertImport(
  trx: Transaction<Database>,
  scope: MerchantScope,
  run: { source: 'api' | 'command' | 'demo'; report: ImportReport; createdAt: Date },
): Promise<string> {
  const { report } = run;
  const { id } = await trx
    .insertInto('imports')
    .values({
      merchant_id: scope.merchantId,
      source: run.source,
      files_count: report.filesCount,
      imported_count: report.importedCount,
      unchanged_count: report.unchangedCount,
      refused_count: report.refusedCount,
      report: JSON.stringify(report),
      created_at: run.createdAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const documentIds = report.files.flatMap((file) => (file.outcome === 'imported' ? [file.documentId] : []));
  await trx
    .updateTable('documents')
    .set({ import_id: id })
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', sql<string>`any(${sql.val(documentIds)}::uuid[])`)
    .execute();
  return id;
}
