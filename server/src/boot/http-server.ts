import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { Config } from '../config.ts';

type Fetch = Parameters<typeof getRequestListener>[0];

export type HttpServer = {
  port: number;
  /** Until then every request is answered with 503. */
  serve(fetch: Fetch): void;
  /** Takes no new requests, lets those that run end, and cuts what is left after the time. */
  drain(timeoutMs: number): Promise<void>;
};

export async function listen(config: Pick<Config, 'host' | 'port'>): Promise<HttpServer> {
  let fetch: Fetch = () => new Response('starting\n', { status: 503, headers: { 'Retry-After': '1' } });
  const answer = getRequestListener((request, env) => fetch(request, env));
  const server = createServer((request, response) => void answer(request, response));
  // Slow headers or bodies must not hold connections open for ever.
  server.headersTimeout = 10_000;
  server.requestTimeout = 60_000;
  await bind(server, config);
  const address = server.address();
  return {
    port: address && typeof address === 'object' ? address.port : config.port,
    serve: (next) => void (fetch = next),
    drain: (timeoutMs) => drain(server, timeoutMs),
  };
}

function bind(server: Server, { host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(explanation(error, host, port), { cause: error })),
    );
    server.listen(port, host, resolve);
  });
}

function explanation(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `PORT ${port} on ${host} is in use by another program. Stop it, or set PORT to another one.`;
    case 'EACCES':
      return `PORT ${port} may not be opened by this user. Set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST ${host} is no address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for all.`;
    default:
      return `HOST ${host} and PORT ${port} cannot be opened: ${error.message}`;
  }
}

async function drain(server: Server, timeoutMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const hasClosed = closed.then(() => true);
  const endsMs = performance.now() + timeoutMs;
  // A connection that has just been answered would be kept open for the next request, which is not taken any more.
  for (;;) {
    server.closeIdleConnections();
    if (await Promise.race([hasClosed, pause(20, false)])) return;
    if (performance.now() > endsMs) server.closeAllConnections();
  }
}
