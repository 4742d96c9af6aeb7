import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { getDocumentPdf } from './get-document-pdf.ts';
import { findDocument, listDocumentFiles, type DocumentFileRow } from './document-queries.ts';

/** The PDF, to look at in the browser or to keep. */
export async function pdfResponse(
  deps: Pick<Deps, 'db' | 'files'>,
  reader: ReaderScope,
  documentId: string,
): Promise<Response> {
  const { bytes, fileName } = await getDocumentPdf(deps, reader, documentId);
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Disposition': contentDisposition('inline', fileName),
  };
  return new Response(new Uint8Array(bytes), { headers });
}

/** A stored file as it came, always to be saved and never shown: it was made by somebody else. */
export async function fileResponse(
  deps: Pick<Deps, 'db' | 'files'>,
  reader: ReaderScope,
  documentId: string,
  isWanted: (file: DocumentFileRow) => boolean,
): Promise<Response> {
  if (!(await findDocument(deps.db, reader, documentId))) throw new AppError('not_found');
  const files = await listDocumentFiles(deps.db, reader, documentId);
  const file = files.find(isWanted);
  if (!file) throw new AppError('not_found');
  const headers = {
    'Content-Type': file.mediaType,
    'Content-Disposition': contentDisposition('attachment', file.fileName),
    'Content-Security-Policy': "default-src 'none'; sandbox",
  };
  return new Response(new Uint8Array(await deps.files.get(file.sha256)), { headers });
}

/** RFC 6266 and 8187: a plain name for old readers, the true one in UTF-8, and nothing that could end the header. */
export function contentDisposition(disposition: 'inline' | 'attachment', fileName: string): string {
  const plain = fileName.replaceAll(/[^A-Za-z0-9._-]+/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
