import { execFile, spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { secretFile } from '../secret-file.ts';
import { assertReachable, postgresProgram, runAsOfDatabase, type RunAs } from './postgres-program.ts';
import { findPostmaster, isAlive, isPostmasterOf, stopPostmasterOf, until } from './postmaster.ts';

export type EmbeddedPostgres = {
  url: string;
  /** True when it was running already: another process of ours made it, or left it behind when it was killed. */
  isAdopted: boolean;
  stop(): Promise<void>;
};

type Options = {
  /** Holds the cluster, its password and its log. */
  dataDir: string;
  /** Further settings of PostgreSQL, as `name=value`. */
  settings?: string[];
  /** Any free one unless given. */
  port?: number;
  say: (line: string) => void;
};

const run = promisify(execFile);
const version = '18';
const logName = 'postgres.log';
const user = 'quittance';
const startTimeoutMs = 30_000;
const ownSettings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=60',
  'shared_buffers=64MB',
  'log_min_messages=warning',
  'log_line_prefix=%m [%p] ',
  'timezone=UTC',
];

/** Starts the PostgreSQL of `dataDir`, made when there is none, or takes over the one that runs there. */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { dataDir, say } = options;
  const cluster = join(dataDir, 'postgres');
  const password = secretFile(join(dataDir, 'postgres-password'));
  const { initdb, postgres } = await postgresProgram();
  const runAs = runAsOfDatabase(say);
  assertReachable(postgres, runAs);
  assertReachable(cluster, runAs);
  if (!existsSync(cluster)) await initialise({ initdb, cluster, dataDir, password, runAs, say });
  assertVersion(cluster);

  const isOurs = !(await isRunningIn(cluster)) && (await start({ ...options, postgres, cluster, runAs }));
  if (!isOurs && !(await isRunningIn(cluster))) {
    throw new Error(`PostgreSQL did not start; see the end of ${join(dataDir, logName)}`);
  }
  const port = findPostmaster(cluster)?.port;
  return {
    url: `postgres://${user}:${password}@127.0.0.1:${port}/quittance`,
    isAdopted: !isOurs,
    stop: () => stopPostmasterOf(cluster),
  };
}

/** Made aside and renamed, so that a start that was interrupted leaves nothing half made. */
async function initialise(how: {
  initdb: string;
  cluster: string;
  dataDir: string;
  password: string;
  runAs: RunAs;
  say: Options['say'];
}): Promise<void> {
  how.say('Making the database (PostgreSQL 18)');
  const aside = mkdtempSync(join(how.dataDir, 'postgres-new-'));
  const passwordFile = join(aside, 'password');
  try {
    writeFileSync(passwordFile, how.password, { mode: 0o600, flag: 'wx' });
    if (how.runAs) for (const path of [aside, passwordFile]) chownSync(path, how.runAs.uid, how.runAs.gid);
    const args = [
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // PostgreSQL's own, the same on every system; sorting for people is done by language, not by the database.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      '--no-instructions',
    ];
    await run(
      how.initdb,
      [`--pgdata=${join(aside, 'cluster')}`, `--username=${user}`, `--pwfile=${passwordFile}`, ...args],
      { ...how.runAs },
    );
    renameSync(join(aside, 'cluster'), how.cluster);
  } catch (error) {
    if (!existsSync(join(how.cluster, 'PG_VERSION')))
      throw new Error(`The database could not be made: ${reasonOf(error)}`, { cause: error });
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function assertVersion(cluster: string): void {
  const versionFile = join(cluster, 'PG_VERSION');
  if (!existsSync(versionFile))
    throw new Error(
      `${cluster} is not a whole database. Restore it from a backup, or remove it if nothing of it is needed.`,
    );
  const found = readFileSync(versionFile, 'utf8').trim();
  if (found === version) return;
  throw new Error(
    `${cluster} was made by PostgreSQL ${found}; this is ${version}. Move it by pg_dump from the one into the other.`,
  );
}

/** True once the PostgreSQL that runs in `cluster` is ready; false when none does. */
async function isRunningIn(cluster: string): Promise<boolean> {
  const found = findPostmaster(cluster);
  if (!found || !isAlive(found.pid) || !isPostmasterOf(cluster, found.pid)) return false;
  const isDecided = () => !isAlive(found.pid) || findPostmaster(cluster)?.isReady === true;
  await until(isDecided, startTimeoutMs, `PostgreSQL (process ${found.pid}) in ${cluster} does not get ready`);
  return isAlive(found.pid);
}

/** False when it ended at once: it could not start, or another process of ours was quicker. */
async function start(how: Options & { postgres: string; cluster: string; runAs: RunAs }): Promise<boolean> {
  const logFile = join(how.dataDir, logName);
  const log = openSync(logFile, 'a', 0o600);
  const settings = [...ownSettings, `port=${how.port ?? (await freePort())}`, ...(how.settings ?? [])].flatMap(
    (setting) => ['-c', setting],
  );
  // A group of its own: Ctrl-C in the terminal is for the server, which stops the database when it has drained.
  const child = spawn(how.postgres, ['-D', how.cluster, ...settings], {
    ...how.runAs,
    cwd: how.cluster,
    env: { LC_ALL: 'C', ...takenOverFrom(how.cluster) },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let hasEnded = false;
  child.once('exit', () => (hasEnded = true));
  child.once('error', () => (hasEnded = true));
  const isReady = () => {
    const found = findPostmaster(how.cluster);
    return found !== null && found.pid === child.pid && found.isReady;
  };
  await until(() => hasEnded || isReady(), startTimeoutMs, `PostgreSQL did not get ready; see ${logFile}`);
  child.unref();
  return !hasEnded;
}

/**
 * After a crash the pid in the lock file may belong to a stranger or a zombie, and PostgreSQL would refuse to start. It
 * ignores the pid that this variable names (meant for wrapper scripts) and still checks for shared memory in use.
 */
function takenOverFrom(cluster: string): Record<string, string> {
  const found = findPostmaster(cluster);
  return found && !isPostmasterOf(cluster, found.pid) ? { PG_GRANDPARENT_PID: String(found.pid) } : {};
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}

function reasonOf(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return stderr || String(error);
}
