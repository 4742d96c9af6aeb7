import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What PostgreSQL writes about itself into `postmaster.pid` while it runs. */
export type Postmaster = { pid: number; port: number; isReady: boolean };

/** The process that the pid file of `cluster` names, alive or not; null when there is no (whole) pid file. */
export function findPostmaster(cluster: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  // Lines: pid, data directory, start time, port, socket directory, listen address, shared memory, status.
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1) return null;
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

/** Whether the process is a PostgreSQL started for exactly this folder: a pid is given out again after a crash. */
export function isPostmasterOf(cluster: string, pid: number): boolean {
  const args = commandOf(pid);
  return args.length > 0 && /(^|\/)postgres$/.test(args[0] ?? '') && args.includes(cluster);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return !isZombie(pid);
}

/** Ended, and nobody has asked how: in a container the first process often does not care for orphans. */
function isZombie(pid: number): boolean {
  try {
    return /^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Lets running statements end with an error, writes everything to disk, and stops what runs in `cluster`, if anything does. */
export async function stopPostmasterOf(cluster: string, timeoutMs = 8000): Promise<void> {
  const found = findPostmaster(cluster);
  if (!found || !isAlive(found.pid) || !isPostmasterOf(cluster, found.pid)) return;
  process.kill(found.pid, 'SIGINT');
  await until(() => !isAlive(found.pid), timeoutMs, `PostgreSQL (process ${found.pid}) did not stop`);
}

export async function until(isSo: () => boolean, timeoutMs: number, otherwise: string): Promise<void> {
  const endsMs = performance.now() + timeoutMs;
  while (!isSo()) {
    if (performance.now() > endsMs) throw new Error(otherwise);
    await pause(10);
  }
}

function commandOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .filter((arg) => arg !== '');
  } catch {
    return commandFromPs(pid);
  }
}

function commandFromPs(pid: number): string[] {
  if (process.platform === 'linux' || process.platform === 'win32') return [];
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' })
      .trim()
      .split(' ');
  } catch {
    return [];
  }
}
