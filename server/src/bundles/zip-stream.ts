import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export type ZipEntry = { path: string; bytes: Uint8Array; modifiedAt: Date };

/**
 * A ZIP of what comes, while it comes: the next entry is asked for when the one before it is being written, so at most two are held in
 * memory however slow the reader is. When an entry fails, or the reader goes away, the other side is ended too.
 */
export function zipStream(entries: AsyncIterable<ZipEntry>): Readable {
  const zip = new ZipFile();
  const stream = zip.outputStream;
  if (!(stream instanceof Readable)) throw new Error('a ZIP is written to a stream of Node');
  void fill(zip, stream, entries).catch((error: unknown) => stream.destroy(asError(error)));
  return stream;
}

async function fill(zip: ZipFile, stream: Readable, entries: AsyncIterable<ZipEntry>): Promise<void> {
  const gone = new Promise<never>((_, reject) =>
    stream.once('close', () => reject(new Error('nobody reads the ZIP any more'))),
  );
  gone.catch(() => undefined);
  for await (const { path, bytes, modifiedAt } of entries) {
    const started = new Promise<void>((resolve) =>
      zip.addReadStreamLazy(path, { mtime: modifiedAt, compressionLevel: 1 }, (give) => {
        give(null, Readable.from([bytes], { objectMode: false }));
        resolve();
      }),
    );
    await Promise.race([started, gone]);
  }
  zip.end();
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
