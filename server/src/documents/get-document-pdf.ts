import type { TransferInstructions } from '@quittance/shared/transfer-instructions.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { titledFileName } from '../imports/safe-file-name.ts';
import { transferInstructions } from '../payments/transfer-instructions.ts';
import { listDocumentFiles } from './document-queries.ts';
import { pdfBrandOf } from './pdf-brand.ts';
import { findPrintedDocument, findSingleFile, insertSingleFile, type PrintedDocument } from './pdf-document-queries.ts';

const sourceBytesMax = 1024 * 1024;

export type DocumentPdf = { bytes: Uint8Array; fileName: string; sha256: string };

/**
 * The PDF of a document: the one that came within it, else ours. Ours is drawn when it is wanted first and kept, so that
 * everybody who ever asks gets the same bytes, whatever becomes of the brand meanwhile.
 */
export async function getDocumentPdf(
  deps: Pick<Deps, 'db' | 'files'>,
  reader: ReaderScope,
  documentId: string,
): Promise<DocumentPdf> {
  const document = await findPrintedDocument(deps.db, reader, documentId);
  if (!document) throw new AppError('not_found');
  const stored = await findSingleFile(deps.db, reader, documentId, 'pdf');
  if (stored) return { bytes: await deps.files.get(stored.sha256), ...stored };
  const { renderDocumentPdf } = await import('./render-pdf.ts');
  const bytes = await renderDocumentPdf(await inputOf(deps, reader, document));
  const fileName = titledFileName(`${document.number}.pdf`, `${document.kind}.pdf`);
  const sha256 = await deps.files.put(bytes);
  const file = { fileName, sha256, mediaType: 'application/pdf', sizeBytes: bytes.length };
  await insertSingleFile(deps.db, reader, documentId, 'pdf', file);
  return { bytes, fileName, sha256 };
}

async function inputOf(deps: Pick<Deps, 'db' | 'files'>, reader: ReaderScope, document: PrintedDocument) {
  const { branding, content } = document;
  return {
    content,
    brand: await pdfBrandOf(deps, document.entityName, branding),
    transfer: transferOf(document),
    languages: [document.customerLanguage, document.entityLanguage],
    source: await findSource(deps, reader, document.id),
  };
}

/** None where its own attachments would make the PDF too large for a mail. */
async function findSource({ db, files }: Pick<Deps, 'db' | 'files'>, reader: ReaderScope, documentId: string) {
  const stored = await listDocumentFiles(db, reader, documentId);
  const original = stored.find(({ role }) => role === 'original');
  if (!original || original.sizeBytes > sourceBytesMax) return null;
  const { fileName, mediaType, sha256 } = original;
  return { fileName, mediaType, bytes: await files.get(sha256) };
}

function transferOf({ content, legalName, iban, bic, accountName }: PrintedDocument): TransferInstructions | null {
  const amountMinor = content.totals.payableMinor;
  if (content.kind !== 'invoice' || amountMinor <= 0) return null;
  return transferInstructions({
    documentTransfers: content.transfers,
    entity: { legalName, iban, bic, accountName },
    reference: content.paymentReference ?? content.number,
    amountMinor,
    currency: content.currency,
  });
}
