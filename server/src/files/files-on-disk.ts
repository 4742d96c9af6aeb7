import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from './files.ts';

const keyShape = /^[0-9a-f]{64}$/;

export function filesOnDisk(directory: string): Files {
  return {
    async put(content) {
      const key = createHash('sha256').update(content).digest('hex');
      const path = pathOf(directory, key);
      if (await isThere(path)) return key;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeDurably(path, content);
      return key;
    },
    get: (key) => readFile(pathOf(directory, key)),
    stream: (key) => createReadStream(pathOf(directory, key)),
  };
}

/** Two levels of folders, so that no folder grows beyond what a file system lists quickly. */
function pathOf(directory: string, key: string): string {
  if (!keyShape.test(key)) throw new Error(`not a file key: ${JSON.stringify(key)}`);
  return join(directory, key.slice(0, 2), key.slice(2, 4), key);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
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
