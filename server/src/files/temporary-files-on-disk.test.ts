import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFilesOnDisk } from './temporary-files-on-disk.ts';
import type { TemporaryFiles } from './temporary-files.ts';

let directory: string;
let files: TemporaryFiles;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'quittance-temporary-'));
  files = temporaryFilesOnDisk(directory);
});
afterAll(() => rm(directory, { recursive: true }));

test('a file comes back whole, and again in the place of an earlier one', async () => {
  const id = randomUUID();
  for (const content of ['first', 'and then another']) {
    expect(await files.write(id, Readable.from([Buffer.from(content)]))).toBe(content.length);
    const found = await files.find(id);
    expect(found?.sizeBytes).toBe(content.length);
    expect(found && (await text(found.stream))).toBe(content);
  }
});

test('what fails in the middle leaves nothing, not even a part', async () => {
  const id = randomUUID();
  const before = await readdir(directory);
  const failing = Readable.from(
    (async function* () {
      yield Buffer.from('the beginning');
      throw new Error('lost');
    })(),
  );
  await expect(files.write(id, failing)).rejects.toThrow('lost');
  expect(await files.find(id)).toBeNull();
  expect(await readdir(directory)).toEqual(before);
});

test('what a dead process left is none, and goes away with its id', async () => {
  const id = randomUUID();
  await writeFile(join(directory, `${id}.${randomUUID()}`), 'half of it');
  expect(await files.find(id)).toBeNull();
  await files.remove(id);
  expect((await readdir(directory)).filter((name) => name.startsWith(id))).toEqual([]);
});

test('only ids are names', async () => {
  await expect(files.find('../secret-key')).rejects.toThrow(/not the id/);
});
