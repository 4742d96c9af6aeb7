import { brotliDecompressSync } from 'node:zlib';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { compressText } from './compress.ts';

const long = 'The amount due is 1,043.17. '.repeat(200);

const app = new Hono()
  .use(compressText)
  .get('/page', (c) => c.html(long))
  .get('/answer', (c) => c.json({ long }))
  .get('/short', (c) => c.html('<p>short</p>'))
  .get('/file', (c) => c.body(long, 200, { 'Content-Type': 'application/pdf' }))
  .get('/ready', (c) => c.body(long, 200, { 'Content-Type': 'text/javascript', 'Content-Encoding': 'gzip' }))
  .get('/empty', (c) => c.body(null, 204));

const ask = (path: string, accepted = 'gzip, deflate, br, zstd') =>
  app.request(path, { headers: { 'Accept-Encoding': accepted } });

test.each(['/page', '/answer'])('%s travels as brotli, whole and with its own type', async (path) => {
  const [packed, plain] = await Promise.all([ask(path), ask(path, 'identity')]);
  const bytes = Buffer.from(await packed.arrayBuffer());
  expect(packed.headers.get('Content-Encoding')).toBe('br');
  expect(packed.headers.get('Vary')).toContain('Accept-Encoding');
  expect(packed.headers.get('Content-Type')).toBe(plain.headers.get('Content-Type'));
  expect(bytes.length).toBeLessThan(500);
  expect(brotliDecompressSync(bytes).toString()).toBe(await plain.text());
});

test.each([
  ['/page', 'gzip, deflate'],
  ['/page', ''],
  ['/short', 'br'],
  ['/file', 'br'],
  ['/empty', 'br'],
])('%s to a client that accepts %j travels as it is', async (path, accepted) => {
  const answer = await ask(path, accepted);
  expect(answer.headers.get('Content-Encoding')).toBeNull();
  expect(answer.ok).toBe(true);
});

test('what is compressed already is left alone', async () => {
  const answer = await ask('/ready');
  expect(answer.headers.get('Content-Encoding')).toBe('gzip');
  expect(await answer.text()).toBe(long);
});
