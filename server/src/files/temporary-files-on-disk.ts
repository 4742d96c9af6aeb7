import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { TemporaryFiles } from './temporary-files.ts';

const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function temporaryFilesOnDisk(directory: string): TemporaryFiles {
  return {
    async write(id, content) {
      const path = pathOf(directory, id);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const aside = `${path}.${randomUUID()}`;
      try {
        const file = await open(aside, 'wx', 0o600);
        // Synced before it is closed and renamed: a power cut leaves the whole file or none.
        await pipeline(content, file.createWriteStream({ flush: true }));
        await rename(aside, path);
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
      return sizeOf(path);
    },
    async find(id) {
      const file = await open(pathOf(directory, id)).catch(absentOnly);
      if (!file) return null;
      const { size } = await file.stat();
      return { stream: file.createReadStream(), sizeBytes: size };
    },
    async remove(id) {
      pathOf(directory, id);
      const names = await readdir(directory).catch(absentOnly);
      for (const name of names ?? []) if (name.startsWith(id)) await rm(join(directory, name), { force: true });
    },
  };
}

function pathOf(directory: string, id: string): string {
  if (!idShape.test(id)) throw new Error(`not the id of a temporary file: ${JSON.stringify(id)}`);
  return join(directory, id);
}

async function sizeOf(path: string): Promise<number> {
  const file = await open(path);
  try {
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

function absentOnly(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
