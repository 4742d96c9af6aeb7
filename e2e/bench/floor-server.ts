import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';

/** The content of a page as one HTML file with its style inside and no script, sent as small as it can be. */
export async function startFloorServer(pageUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const origin = new URL(pageUrl).origin;
  const page = await (await fetch(pageUrl, { headers: { Accept: 'text/html' } })).text();
  const html = brotliCompressSync(
    page.replaceAll(/<script[^>]*>[\s\S]*?<\/script>|<link rel="(?:module)?preload"[^>]*>/g, ''),
  );
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'br' }).end(html);
      return;
    }
    void passOn(new URL(path, origin)).then(({ type, body }) => response.setHeader('Content-Type', type).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The logo. */
async function passOn(url: URL): Promise<{ type: string; body: Buffer }> {
  const answer = await fetch(url);
  return {
    type: answer.headers.get('Content-Type') ?? 'application/octet-stream',
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the floor has no port');
  return address.port;
}
