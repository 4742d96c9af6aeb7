import { contentDisposition } from '../documents/document-files.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import type { FileRecord } from './file-queries.ts';

/** To be saved, except for pictures, which are of our own making: nothing of another kind is ever shown as if it were a page of ours. */
export async function commentFileResponse(deps: Pick<Deps, 'files'>, file: FileRecord | undefined): Promise<Response> {
  if (!file) throw new AppError('not_found');
  const { fileName, mediaType, sha256 } = file;
  const disposition = mediaType.startsWith('image/') ? 'inline' : 'attachment';
  const headers = {
    'Content-Type': mediaType,
    'Content-Disposition': contentDisposition(disposition, fileName),
    'Content-Security-Policy': "default-src 'none'; sandbox",
  };
  return new Response(new Uint8Array(await deps.files.get(sha256)), { headers });
}
