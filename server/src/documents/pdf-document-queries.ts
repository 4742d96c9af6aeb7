import { sql, type Kysely } from 'kysely';
import type { Branding } from '@quittance/shared/branding.ts';
import type { DocumentContent, DocumentKind } from '@quittance/shared/document.ts';
import type { MerchantKey, ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export type PrintedDocument = {
  id: string;
  merchantId: string;
  kind: DocumentKind;
  number: string;
  content: DocumentContent;
  customerLanguage: string | null;
  entityLanguage: string;
  entityName: string;
  legalName: string;
  iban: string | null;
  bic: string | null;
  accountName: string | null;
  branding: Branding;
  disputedAt: Date | null;
};

/** A document as a reader of it may have it printed. */
export async function findPrintedDocument(
  db: Kysely<Database>,
  reader: ReaderScope,
  documentId: string,
): Promise<PrintedDocument | undefined> {
  let query = db
    .selectFrom('documents as d')
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'd.merchant_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .innerJoin('customers as c', (join) =>
      join.onRef('c.merchant_id', '=', 'd.merchant_id').onRef('c.id', '=', 'd.customer_id'),
    )
    .select(['d.id', 'd.merchant_id as merchantId', 'd.kind', 'd.number', 'd.content', 'd.disputed_at as disputedAt'])
    .select(['c.language as customerLanguage', 'e.language as entityLanguage'])
    .select(['e.trading_name as entityName', 'e.legal_name as legalName', 'e.branding'])
    .select(['e.iban', 'e.bic', 'e.account_name as accountName'])
    .where('d.merchant_id', '=', reader.merchantId)
    .where('d.customer_id', '=', sql<string>`any(${sql.val([...reader.customerIds])}::uuid[])`)
    .where('d.id', '=', documentId);
  if (reader.onlyDocumentId) query = query.where('d.id', '=', reader.onlyDocumentId);
  return query.executeTakeFirst();
}

type SingleRole = 'pdf' | 'preview';
export type SingleFile = { fileName: string; sha256: string };

/** The one PDF or preview of a document whose reader is already known to be allowed. */
export async function findSingleFile(
  db: Kysely<Database>,
  scope: MerchantKey,
  documentId: string,
  role: SingleRole,
): Promise<SingleFile | undefined> {
  return db
    .selectFrom('document_files')
    .select(['file_name as fileName', 'sha256'])
    .where('merchant_id', '=', scope.merchantId)
    .where('document_id', '=', documentId)
    .where('role', '=', role)
    .executeTakeFirst();
}

/** Two that drew the same document at once store it once: the first stays. */
export async function insertSingleFile(
  db: Kysely<Database>,
  scope: MerchantKey,
  documentId: string,
  role: SingleRole,
  file: SingleFile & { mediaType: string; sizeBytes: number },
): Promise<void> {
  await db
    .insertInto('document_files')
    .values({
      merchant_id: scope.merchantId,
      document_id: documentId,
      role,
      file_name: file.fileName,
      media_type: file.mediaType,
      size_bytes: file.sizeBytes,
      sha256: file.sha256,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'document_id', 'role'])
        .where(sql<boolean>`role <> 'attachment'`)
        .doNothing(),
    )
    .execute();
}
