import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';

export type Installation = {
  /** For files of the test. */
  folder: string;
  dataDir: string;
  databaseUrl: string;
  quittance(...args: string[]): Promise<Ended>;
  /** Runs a command and kills it as soon as it says what `said` matches. */
  kill(said: RegExp, ...args: string[]): Promise<Ended>;
  close(): Promise<void>;
};

type Ended = { code: number | null; stdout: string; stderr: string };

const cli = fileURLToPath(new URL('../../../scripts/quittance.ts', import.meta.url));

/** A migrated installation without a server, operated by its command line as a person would. */
export async function openInstallation(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'quittance-installation-'));
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  const postgres = await startEmbeddedPostgres({ dataDir, say: () => undefined });
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', DATA_DIR: dataDir };
  const quittance = (...args: string[]) => run([cli, ...args], env);
  const close = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const { code, stderr } = await quittance('migrate');
  if (code !== 0) {
    await close();
    throw new Error(stderr);
  }
  return {
    folder,
    dataDir,
    databaseUrl: postgres.url,
    quittance,
    kill: (said, ...args) => run([cli, ...args], env, said),
    close,
  };
}

function run(args: string[], env: Record<string, string>, killedAt?: RegExp): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
      if (killedAt?.test(stderr)) child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
