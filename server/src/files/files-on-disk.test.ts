import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClock } from '../testing.ts';
import type { Files } from './files.ts';
import { filesOnDisk } from './files-on-disk.ts';

let directory: string;
let files: Files;
const clock = testClock('2026-03-16T09:00:00Z');
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'quittance-files-'));
  files = filesOnDisk(directory, clock);
});
afterAll(() => rm(directory, { recursive: true }));

describe('a stored file', () => {
  test('comes back byte for byte', async () => {
    const content = new Uint8Array([0, 255, 10, 13, 128]);
    const key = await files.put(content);
    expect(new Uint8Array(await files.get(key))).toEqual(content);
    expect(new Uint8Array(await buffer(files.stream(key)))).toEqual(content);
  });

  test('is stored once, even when it is put many times at once', async () => {
    const content = Buffer.from('the same bytes');
    const keys = await Promise.all(Array.from({ length: 20 }, () => files.put(content)));
    expect(new Set(keys).size).toBe(1);
    const [key = ''] = keys;
    expect(await readdir(join(directory, key.slice(0, 2), key.slice(2, 4)))).toEqual([key]);
  });

  test('may be empty', async () => {
    const key = await files.put(new Uint8Array());
    expect((await files.get(key)).length).toBe(0);
  });
});

test('a file that was put again in the moment of its removal stays', async () => {
  const [old, renewed] = [await files.put(Buffer.from('old')), await files.put(Buffer.from('renewed'))];
  clock.advance(1000);
  const instant = clock.now();
  const found: string[] = [];
  for await (const key of files.listPutBefore(instant)) found.push(key);
  expect(found).toEqual(expect.arrayContaining([old, renewed]));
  await files.put(Buffer.from('renewed'));
  for (const key of [old, renewed]) await files.removePutBefore(instant, key);
  expect((await files.get(renewed)).toString()).toBe('renewed');
  await expect(files.get(old)).rejects.toThrow(/ENOENT/);
});

test.each(['../../etc/passwd', '', 'a'.repeat(63), `${'a'.repeat(63)}/`, 'A'.repeat(64)])('%j is no key', (key) => {
  expect(() => files.get(key)).toThrow(/not a file key/);
});

test('a file that was never stored is an error', async () => {
  await expect(files.get('0'.repeat(64))).rejects.toThrow(/ENOENT/);
});
