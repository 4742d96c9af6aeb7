import { commentBytesMax, commentFileBytesMax, commentFilesMax } from '@quittance/shared/comment-file.ts';
import type { Deps } from '../deps.ts';
import { oneLine } from '../email/one-line.ts';
import { AppError } from '../http/errors.ts';
import type { FileRecord } from './file-queries.ts';
import { recogniseFile } from './recognise-file.ts';

/** A file as somebody sent it; its name is theirs. */
export type IncomingFile = { fileName: string; bytes: Uint8Array };

/** A comment with all the files that it may have, as a form. */
export const commentRequestBytesMax = commentBytesMax + 256 * 1024;

/** The files of a form. */
export async function readFiles(files: readonly File[]): Promise<IncomingFile[]> {
  return Promise.all(
    files.map(async (file) => ({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
}

type PictureDeps = { pictures: Pick<Deps['pictures'], 'redraw'> };
type FileDeps = Pick<Deps, 'files'> & PictureDeps;
/** As it is stored: a picture drawn anew. */
type AcceptedFile = Pick<FileRecord, 'fileName' | 'mediaType'> & { bytes: Uint8Array };
type Flaw = { message: string; status: 413 | 422 };

const mebibyte = 1024 * 1024;

const tooLarge: Flaw = { message: `is larger than ${commentFileBytesMax / mebibyte} MiB`, status: 413 };

/** Refuses too many or too much before anything is looked into. */
export function refuseTooMuch(files: readonly IncomingFile[]): void {
  if (files.length > commentFilesMax) throw tooMuch(`at most ${commentFilesMax} files may come with one comment`, 422);
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes > commentBytesMax) {
    throw tooMuch(`the files of one comment may have ${commentBytesMax / mebibyte} MiB together`, 413);
  }
}

/** Stores what may come with a comment, pictures drawn anew. One file that may not, and all are refused, named by its place. */
export async function acceptFiles(deps: FileDeps, files: readonly IncomingFile[]): Promise<FileRecord[]> {
  const accepted: AcceptedFile[] = [];
  for (const [index, file] of files.entries()) {
    const found = await acceptFile(deps, file);
    if ('message' in found) {
      const { message, status } = found;
      const path = `body.file.${index}`;
      const detail = `${path}: ${oneLine(file.fileName, 100)} ${message}`;
      throw new AppError('file_not_accepted', detail, { status, issues: [{ path, message }] });
    }
    accepted.push(found);
  }
  // Nothing is stored of what is refused.
  return storeFiles(deps, accepted);
}

/** The same, but what may not come is left out and named. */
export async function acceptWhatMayCome(
  deps: FileDeps,
  files: readonly IncomingFile[],
): Promise<{ accepted: FileRecord[]; leftOut: string[] }> {
  const accepted: AcceptedFile[] = [];
  const leftOut: string[] = [];
  let bytes = 0;
  let drawnCount = 0;
  const redraw: FileDeps['pictures']['redraw'] = async (...picture) => {
    drawnCount += 1;
    return deps.pictures.redraw(...picture);
  };
  for (const file of files) {
    // Pictures that turn out to be none are work too.
    const isFull = Math.max(accepted.length, drawnCount) >= commentFilesMax;
    const isTooMuch = isFull || bytes + file.bytes.length > commentBytesMax;
    const found = isTooMuch ? null : await acceptFile({ pictures: { redraw } }, file);
    if (found && !('message' in found)) {
      accepted.push(found);
      bytes += found.bytes.length;
    } else leftOut.push(oneLine(file.fileName, 100));
  }
  return { accepted: await storeFiles(deps, accepted), leftOut };
}

async function storeFiles({ files }: Pick<Deps, 'files'>, accepted: readonly AcceptedFile[]): Promise<FileRecord[]> {
  return Promise.all(
    accepted.map(async ({ bytes, ...file }) => ({ ...file, sizeBytes: bytes.length, sha256: await files.put(bytes) })),
  );
}

async function acceptFile(deps: PictureDeps, { fileName, bytes }: IncomingFile): Promise<AcceptedFile | Flaw> {
  if (bytes.length === 0) return { message: 'is empty', status: 422 };
  if (bytes.length > commentFileBytesMax) return tooLarge;
  const file = recogniseFile(fileName, bytes);
  if (!file) return { message: 'is of a kind that is not accepted', status: 422 };
  const kept = file.picture === null ? { picture: bytes } : await deps.pictures.redraw(bytes, file.picture);
  if ('refusal' in kept) {
    return kept.refusal === 'too_large'
      ? { message: 'is a picture of more than 25 megapixels', status: 413 }
      : { message: 'is a picture that cannot be read', status: 422 };
  }
  // Drawn anew, a picture may weigh many times what came.
  if (kept.picture.length > commentFileBytesMax) return tooLarge;
  return { fileName: file.fileName, mediaType: file.mediaType, bytes: kept.picture };
}

function tooMuch(message: string, status: 413 | 422): AppError {
  return new AppError('file_not_accepted', `body.file: ${message}`, {
    status,
    issues: [{ path: 'body.file', message }],
  });
}
