import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { readUbl } from './read-ubl.ts';
import { openUblPool } from './ubl-pool.ts';
import type { UblPool } from './ubl-pool.ts';

const bytes = new Uint8Array(readFileSync(new URL('./fixtures/invoice.xml', import.meta.url)));
const pools: UblPool[] = [];

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function open(...of: Parameters<typeof openUblPool>): UblPool {
  const pool = openUblPool(...of);
  pools.push(pool);
  return pool;
}

test('a file read in a thread comes out as it does in the main thread, and the caller keeps its bytes', async () => {
  const part = new Uint8Array([0, ...bytes, 0]).subarray(1, -1);
  expect(await open(1).read(part)).toEqual(readUbl(bytes));
  expect(part).toEqual(bytes);
});

test('many files at once are all read, each as itself', async () => {
  const pool = open(2);
  const text = new TextDecoder().decode(bytes);
  const files = Array.from({ length: 100 }, (_, index) => text.replace('<cbc:ID>2026-0147', `<cbc:ID>N-${index}`));
  const readings = await Promise.all(files.map((file) => pool.read(new TextEncoder().encode(file))));
  expect(readings.map((reading) => reading.ok && reading.document.number)).toEqual(
    files.map((_, index) => `N-${index}`),
  );
});

test('a file that takes too long is refused, and its thread is replaced for the next', async () => {
  const pool = open(1, { timeoutMs: 1 });
  const text = new TextDecoder().decode(bytes).replace('JVBERi0', `JVBERi0x${'AAAA'.repeat(4 * 1024 * 1024)}JVBERi0`);
  const long = new TextEncoder().encode(text);
  const readings = await Promise.all([pool.read(long), pool.read(long)]);
  const tooLong = { ok: false, refusals: [{ rule: 'LIMIT', message: expect.stringContaining('takes longer than') }] };
  expect(readings).toMatchObject([tooLong, tooLong]);
});

test('reading a large file does not hold up the main thread', async () => {
  const pool = open(1);
  const line = /<cac:InvoiceLine>[^]*?<\/cac:InvoiceLine>/.exec(new TextDecoder().decode(bytes))?.[0] ?? '';
  const large = new TextEncoder().encode(new TextDecoder().decode(bytes).replace(line, line.repeat(1000)));
  const reading = pool.read(large);
  const isDone = reading.then(() => true);
  const turn = () => new Promise<boolean>((resolve) => setImmediate(() => resolve(false)));
  let turns = 0;
  while (!(await Promise.race([isDone, turn()]))) turns += 1;
  expect((await reading).ok).toBe(false);
  expect(turns).toBeGreaterThan(20);
});

test('a thread that idles ends, and another one reads the next file', async () => {
  const pool = open(2, { idleMs: 1 });
  for (let round = 0; round < 2; round += 1) {
    expect(await pool.read(bytes)).toEqual(readUbl(bytes));
    await vi.waitUntil(() => pool.threadCount() === 0, { timeout: 10_000, interval: 5 });
  }
});

test('a closed pool tells those who wait', async () => {
  const pool = openUblPool(1);
  const waiting = pool.read(bytes);
  await Promise.all([expect(waiting).rejects.toThrow('stopped'), pool.close()]);
  await expect(pool.read(bytes)).rejects.toThrow('stopped');
});
