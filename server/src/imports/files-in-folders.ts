import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Refusal } from '@quittance/shared/import-report.ts';
import { AppError } from '../http/errors.ts';
import type { IncomingFile } from './import-files.ts';
import { fileBytesMax } from './ubl/limits.ts';

/**
 * Paths of the files that are meant by `paths`, folders with all that is below them, in the order of their names. Hidden
 * files are passed over, and links to folders are not followed.
 */
export async function listFiles(paths: readonly string[]): Promise<string[]> {
  const lists: string[][] = [];
  for (const path of paths) lists.push((await kindOf(path)).isDirectory() ? await filesBelow(path) : [path]);
  return lists.flat();
}

async function kindOf(path: string) {
  return stat(path).catch(() => {
    throw new AppError('invalid_request', `${path} does not exist, or may not be read. Name files or folders that do.`);
  });
}

/** One file at a time, read when it is asked for. */
export async function* readFiles(paths: readonly string[]): AsyncGenerator<IncomingFile> {
  for (const path of paths) yield await readIncoming(path);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = entries
    .filter(({ name }) => !name.startsWith('.'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => ({ entry, path: join(folder, entry.name) }));
  const found: string[] = [];
  for (const { entry, path } of lists) {
    if (entry.isDirectory()) found.push(...(await filesBelow(path)));
    else if (entry.isFile() || (entry.isSymbolicLink() && (await stat(path).catch(() => lstat(path))).isFile()))
      found.push(path);
  }
  return found;
}

async function readIncoming(path: string): Promise<IncomingFile> {
  try {
    const { size } = await stat(path);
    if (size > fileBytesMax) return { fileName: path, refusal: tooLarge(size) };
    return { fileName: path, bytes: await readFile(path) };
  } catch (error) {
    const message = `The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
    return { fileName: path, refusal: { rule: 'unreadable', element: basename(path), message } };
  }
}

function tooLarge(size: number): Refusal {
  return { rule: 'LIMIT', element: '/', message: `The file has ${size} bytes; at most ${fileBytesMax} are read.` };
}
