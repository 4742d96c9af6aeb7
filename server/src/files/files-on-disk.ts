import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../deps.ts';
import type { Files } from './files.ts';

const keyShape = /^[0-9a-f]{64}$/;

/** When a file was last put is its time of change. */
export function filesOnDisk(directory: string, clock: Pick<Clock, 'now'>): Files {
  return {
    async put(content) {
      const key = createHash('sha256').update(content).digest('hex');
      const path = pathOf(directory, key);
      if (await touch(path, clock.now())) return key;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeDurably(path, content);
      await touch(path, clock.now());
      return key;
    },
    get: (key) => readFile(pathOf(directory, key)),
    stream: (key) => createReadStream(pathOf(directory, key)),
    listPutBefore: (instant) => listPutBefore(directory, instant),
    async removePutBefore(instant, key) {
      const path = pathOf(directory, key);
      // Out of the way first: whoever puts it from here on writes it anew, and whoever has just put it has left the time of it.
      const aside = `${path}.${randomUUID()}`;
      await rename(path, aside);
      if (await isOlder(aside, instant)) await rm(aside);
      else await rename(aside, path);
    },
  };
}

/** Two levels of folders, so that no folder grows beyond what a file system lists quickly. */
function pathOf(directory: string, key: string): string {
  if (!keyShape.test(key)) throw new Error(`not a file key: ${JSON.stringify(key)}`);
  return join(directory, key.slice(0, 2), key.slice(2, 4), key);
}

/** False where there is none. */
async function touch(path: string, now: Date): Promise<boolean> {
  return utimes(path, now, now).then(
    () => true,
    () => false,
  );
}

async function* listPutBefore(directory: string, instant: Date): AsyncIterable<string> {
  const folder = await opendir(directory, { recursive: true }).catch(() => []);
  for await (const { name, parentPath } of folder) {
    if (keyShape.test(name) && (await isOlder(join(parentPath, name), instant))) yield name;
  }
}

async function isOlder(path: string, instant: Date): Promise<boolean> {
  return (await stat(path)).mtimeMs < instant.getTime();
}

/** A power cut leaves the whole file or none: written aside, synced, renamed, and the folder's entry synced. */
async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
