import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type DemoServer = {
  url: string;
  dataDir: string;
  /** The overdue invoice that a start names, by its mailed link. */
  invoiceUrl: string;
  stop(): Promise<void>;
};

/** A whole server with demo data of its own, as `pnpm start` runs it. `preload` is a file to load before it. */
export async function startDemoServer({ preload }: { preload?: string | undefined } = {}): Promise<DemoServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'quittance-e2e-'));
  // The database of a server that root starts runs as another user, who must get in.
  chmodSync(dataDir, 0o711);
  const start = join(import.meta.dirname, '../scripts/start.ts');
  const server = spawn(process.execPath, [...(preload ? ['--import', preload] : []), start], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', REPLY_DOMAIN: 'reply.quittance.test' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  return {
    ...(await addressesOf(server.stdout)),
    dataDir,
    async stop() {
      server.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function addressesOf(output: NodeJS.ReadableStream): Promise<{ url: string; invoiceUrl: string }> {
  let url = '';
  for await (const line of createInterface({ input: output })) {
    url ||= /ready after .*: (http\S+)/.exec(line)?.[1] ?? '';
    const invoiceUrl = /http\S+\/i\/\S+/.exec(line)?.[0];
    if (invoiceUrl) return { url, invoiceUrl };
  }
  throw new Error('the server ended before it was ready');
}
