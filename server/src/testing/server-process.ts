import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

type Settings = Record<string, string>;
type Spawned = { child: ChildProcess; output: () => string; ended: Promise<Ended> };
export type Ended = { code: number | null; signal: string | null; output: string };
export type ServerProcess = Spawned & { url: string; pid: number };

const main = join(import.meta.dirname, '../main.ts');
/** Nothing of the environment of whoever runs the tests, and neither demo data nor a fixed port. */
const settingsOfTests = {
  PATH: process.env['PATH'] ?? '',
  // As when it is started by its script; a process that has to compile everything takes twice as long to be there.
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../../node_modules/.cache/compile'),
  PORT: '0',
  ALLOW_DEMO: 'false',
};

/** The server as a process of its own, once it is ready. Rejects with what it said when it ends instead. */
export async function startProcess(
  settings: Settings,
  ids: { uid?: number; gid?: number } = {},
): Promise<ServerProcess> {
  const { child, output, ended } = spawnServer(settings, ids);
  const ready = new Promise<string>((resolve) => {
    child.stdout?.on('data', () => {
      const url = /Quittance is ready after [\d.]+ s: (\S+)/.exec(output())?.[1];
      if (url) resolve(url);
    });
  });
  const first = await Promise.race([ready, ended]);
  if (typeof first !== 'string') throw new Error(`the server ended with ${first.code}: ${first.output}`);
  return { child, output, ended, url: first, pid: child.pid ?? 0 };
}

/** Runs the server until it ends by itself. */
export function runToEnd(settings: Settings, ids: { uid?: number; gid?: number } = {}): Promise<Ended> {
  return spawnServer(settings, ids).ended;
}

/** A start whose portal never gets bundled. */
export function spawnUnbuilt(settings: Settings): Spawned {
  const boot = join(import.meta.dirname, '../boot');
  const program = `import { serve } from '${boot}/serve.ts'; import { stopSignal } from '${boot}/stop-signal.ts';
    await serve(new Promise(() => {}), stopSignal());`;
  return spawnServer(settings, {}, ['--input-type=module', '--eval', program]);
}

function spawnServer(
  settings: Settings,
  ids: { uid?: number; gid?: number },
  args: readonly string[] = [main],
): Spawned {
  const env = { ...settingsOfTests, ...settings };
  const child = spawn(process.execPath, args, { env, ...ids, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, output: said }));
  });
  return { child, output: () => said, ended };
}

export function hasPostgresEnded(dataDir: string): boolean {
  return !existsSync(join(dataDir, 'postgres/postmaster.pid'));
}
