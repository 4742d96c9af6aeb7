import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';

const brotli = promisify(brotliCompress);

/** Above this a page gets hardly smaller, but many times slower. */
const quality = 6;
const bytesMin = 1024;
const textTypes = /^(text\/|application\/(json|problem\+json))/;

/** Pages and answers travel as brotli to whoever takes it. The portal's files were compressed when they were built. */
export const compressText: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers, status, body } = c.res;
  if (
    !body ||
    status === 206 ||
    headers.has('Content-Encoding') ||
    !textTypes.test(headers.get('Content-Type') ?? '')
  ) {
    return;
  }
  headers.append('Vary', 'Accept-Encoding');
  if (!/(^|[\s,])br($|[\s,;])/.test(c.req.header('Accept-Encoding') ?? '')) return;
  const plain = Buffer.from(await c.res.arrayBuffer());
  const text = plain.length < bytesMin ? plain : await compressed(plain);
  if (text !== plain) headers.set('Content-Encoding', 'br');
  headers.delete('Content-Length');
  c.res = new Response(new Uint8Array(text), { status, headers });
};

function compressed(plain: Buffer): Promise<Buffer> {
  return brotli(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  });
}
