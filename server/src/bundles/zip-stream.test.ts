import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { unzipped } from '../testing/unzipped.ts';
import { zipStream, type ZipEntry } from './zip-stream.ts';

const modifiedAt = new Date('2026-03-16T09:00:00Z');

/** Counts how many entries were asked for. */
function source(count: number, sizeBytes: number) {
  const made = { count: 0, isEnded: false };
  async function* entries(): AsyncGenerator<ZipEntry, void, undefined> {
    try {
      for (let at = 0; at < count; at += 1) {
        made.count += 1;
        yield { path: `d/${at}.pdf`, bytes: Buffer.alloc(sizeBytes, at), modifiedAt };
      }
    } finally {
      made.isEnded = true;
    }
  }
  return { made, entries };
}

describe('a ZIP that is made while it is read', () => {
  test('holds every entry byte for byte', async () => {
    const files = await unzipped(await buffer(zipStream(source(20, 5000).entries())));
    expect([...files.keys()]).toEqual(Array.from({ length: 20 }, (_, at) => `d/${at}.pdf`));
    expect(files.get('d/7.pdf')).toEqual(Buffer.alloc(5000, 7));
  });

  test('may be empty', async () => {
    expect((await unzipped(await buffer(zipStream(source(0, 0).entries())))).size).toBe(0);
  });

  test('asks for no more than is read', async () => {
    const { made, entries } = source(500, 1);
    const noise = async function* () {
      // What cannot be made smaller, so that it fills every buffer on its way.
      for await (const entry of entries()) yield { ...entry, bytes: crypto.getRandomValues(new Uint8Array(60_000)) };
    };
    const stream = zipStream(noise());
    await once(stream, 'readable');
    const before = made.count;
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(made.count).toBeLessThan(20);
    expect(before).toBeGreaterThan(0);
    stream.destroy();
  });

  test('lets go of its source when the reader goes away', async () => {
    const { made, entries } = source(500, 100_000);
    const stream = zipStream(entries());
    await once(stream, 'readable');
    stream.destroy();
    await once(stream, 'close');
    await expect.poll(() => made.isEnded).toBe(true);
    expect(made.count).toBeLessThan(500);
  });

  test('ends in an error, and not as a whole file, when an entry cannot be made', async () => {
    async function* entries(): AsyncGenerator<ZipEntry, void, undefined> {
      yield { path: 'one.pdf', bytes: Buffer.from('one'), modifiedAt };
      throw new Error('the disk is gone');
    }
    await expect(buffer(zipStream(entries()))).rejects.toThrow('the disk is gone');
  });
});
