import type { MerchantKey } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import type { DocumentPdf } from './get-document-pdf.ts';
import { findSingleFile, insertSingleFile, type SingleFile } from './pdf-document-queries.ts';

/** The picture of the PDF's first page, drawn once and kept; null when it cannot be drawn. */
export async function findDocumentPreview(
  deps: Pick<Deps, 'db' | 'files' | 'previews'>,
  scope: MerchantKey,
  documentId: string,
  pdf: DocumentPdf,
): Promise<SingleFile | null> {
  const stored = await findSingleFile(deps.db, scope, documentId, 'preview');
  if (stored) return stored;
  const bytes = await deps.previews.draw(pdf.bytes);
  if (!bytes) return null;
  const file = { fileName: 'preview.png', sha256: await deps.files.put(bytes) };
  const size = { mediaType: 'image/png', sizeBytes: bytes.length };
  await insertSingleFile(deps.db, scope, documentId, 'preview', { ...file, ...size });
  return file;
}
