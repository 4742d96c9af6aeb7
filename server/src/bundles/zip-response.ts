import { Readable } from 'node:stream';
import { streamFor } from '../access/draw-for.ts';
import { countOne, type RateLimit } from '../access/rate-limit.ts';
import { principalOf, type PrincipalScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { contentDisposition } from '../documents/document-files.ts';
import { findReadableDocument } from '../documents/document-queries.ts';
import { AppError } from '../http/errors.ts';
import { titledFileName } from '../imports/safe-file-name.ts';
import { bundleEntries } from './bundle-entries.ts';
import { findContentOfDocument } from './find-content.ts';
import { zipStream } from './zip-stream.ts';

const zipsAnHour: RateLimit = { name: 'zips of a document', max: 120, windowSeconds: 3600 };

/** One document with its e-invoice, its credit notes and its receipts. */
export async function documentZipResponse(
  deps: Pick<Deps, 'db' | 'clock' | 'files' | 'config' | 'drawings' | 'log'>,
  reader: PrincipalScope,
  documentId: string,
  language: string,
): Promise<Response> {
  const principal = principalOf(reader);
  const document = await findReadableDocument(deps.db, reader, documentId);
  if (!document) throw new AppError('not_found');
  const { isOver, retryAfterSeconds } = await countOne(deps, zipsAnHour, principal);
  if (isOver) throw new AppError('rate_limited', undefined, { retryAfterSeconds });
  const content = await findContentOfDocument(deps, reader, documentId);
  const stream = await streamFor(deps, principal, () =>
    zipStream(bundleEntries(deps, reader, content, { language, isWhole: false })),
  );
  return zipResponse(deps, stream, `${document.number}.zip`);
}

/** When an entry fails the connection is cut, so that nobody takes half a ZIP for a whole one. */
export function zipResponse({ log }: Pick<Deps, 'log'>, stream: Readable, name: string, sizeBytes?: number): Response {
  stream.once('error', (error) => log.warn({ err: error }, 'a download ended early'));
  const headers = {
    'Content-Type': 'application/zip',
    'Content-Disposition': contentDisposition('attachment', titledFileName(name, 'documents.zip')),
    ...(sizeBytes === undefined ? {} : { 'Content-Length': String(sizeBytes) }),
  };
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { headers });
}
