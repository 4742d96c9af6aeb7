import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { buildPortal } from '../../../scripts/build-portal.ts';
import { findPostmaster, isAlive, stopPostmasterOf } from '../db/postmaster.ts';
import {
  hasPostgresEnded,
  runToEnd,
  startProcess,
  type ServerProcess,
  spawnUnbuilt,
} from '../testing/server-process.ts';

const isRoot = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'quittance-start-'));
chmodSync(folder, 0o755);
/** Most tests share one, as one installation goes through all that. */
const dataDir = join(folder, 'life');
const running: ServerProcess[] = [];
const clusters: string[] = [];

beforeAll(() => buildPortal(() => undefined));
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  for (const cluster of clusters.splice(0)) await stopPostmasterOf(cluster);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(): Promise<ServerProcess> {
  clusters.push(join(dataDir, 'postgres'));
  const server = await startProcess({ DATA_DIR: dataDir });
  running.push(server);
  return server;
}

async function isReady({ url }: ServerProcess): Promise<boolean> {
  return (await fetch(`${url}/readyz`)).status === 200;
}

function postmasterPid(): number {
  return findPostmaster(join(dataDir, 'postgres'))?.pid ?? 0;
}

function databaseUrl(): string {
  const port = findPostmaster(join(dataDir, 'postgres'))?.port;
  const password = readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim();
  return `postgres://quittance:${password}@127.0.0.1:${port}/quittance`;
}

async function isWaiting(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query('select from pg_locks where not granted');
  return rows.length > 0;
}

async function stop(server: ServerProcess, signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | null> {
  server.child.kill(signal);
  return (await server.ended).code;
}

describe('a data directory', () => {
  test('that is empty gets a database, secrets that only their owner reads, and one of two servers that start at once', async () => {
    clusters.push(join(dataDir, 'postgres'));
    const starts = await Promise.allSettled([startProcess({ DATA_DIR: dataDir }), startProcess({ DATA_DIR: dataDir })]);
    const started = starts.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const refused = starts.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    running.push(...started);
    expect(refused).toEqual([expect.stringContaining(`Another server already runs on ${dataDir}`)]);
    for (const name of ['postgres-password', 'secret-key', 'installation-id']) {
      expect(statSync(join(dataDir, name)).mode & 0o077).toBe(0);
    }
    for (const server of started) {
      expect(await isReady(server)).toBe(true);
      expect(await stop(server)).toBe(0);
    }
    expect(hasPostgresEnded(dataDir)).toBe(true);
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down');
  });

  test('takes one server; a second is refused and does the first no harm', async () => {
    const first = await start();
    const second = await runToEnd({ DATA_DIR: dataDir });
    expect(second).toMatchObject({
      code: 1,
      output: expect.stringContaining(`Another server already runs on ${dataDir}`),
    });
    expect(await isReady(first)).toBe(true);
    // A terminal's Ctrl-C reaches the launcher too, which passes it on.
    first.child.kill('SIGINT');
    first.child.kill('SIGTERM');
    expect(await stop(first, 'SIGINT')).toBe(0);
    expect(hasPostgresEnded(dataDir)).toBe(true);
  });

  test('of its own lets two servers share one database', async () => {
    const first = await start();
    const second = await startProcess({ DATA_DIR: join(folder, 'beside'), DATABASE_URL: databaseUrl() });
    running.push(second);
    expect(await isReady(second)).toBe(true);
    expect(await stop(second)).toBe(0);
    expect(await isReady(first)).toBe(true);
    expect(await stop(first)).toBe(0);
  });

  test('whose server was killed is taken over with the database that still runs', async () => {
    const killed = await start();
    const orphan = postmasterPid();
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(isAlive(orphan)).toBe(true);

    const next = await start();
    expect(await isReady(next)).toBe(true);
    expect(postmasterPid()).toBe(orphan);
    expect(await stop(next)).toBe(0);
    expect(isAlive(orphan)).toBe(false);
  });

  test('recovers when everything was killed', async () => {
    const killed = await start();
    process.kill(postmasterPid(), 'SIGKILL');
    killed.child.kill('SIGKILL');
    await killed.ended;
    const next = await start();
    expect(await isReady(next)).toBe(true);
    expect(await stop(next)).toBe(0);
  });

  test('whose pid file names a stranger starts, and leaves the stranger alone', async () => {
    // Run by the database's user, for PostgreSQL takes no notice of the processes of others.
    const { uid, gid } = statSync(join(dataDir, 'postgres'));
    const program = ['-e', 'setInterval(() => {}, 1000)', '--', join(dataDir, 'postgres')];
    const stranger = spawn(process.execPath, program, isRoot ? { uid, gid } : {});
    onTestFinished(() => void stranger.kill('SIGKILL'));
    const pidFile = join(dataDir, 'postgres/postmaster.pid');
    const lines = [stranger.pid, join(dataDir, 'postgres'), 1, 5432, '', '127.0.0.1', '', 'ready', ''];
    writeFileSync(pidFile, lines.join('\n'), { mode: 0o600 });
    chownSync(pidFile, uid, gid);
    const server = await start();
    expect(await isReady(server)).toBe(true);
    expect(await stop(server)).toBe(0);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  test('gets its database back when that alone was killed', async () => {
    const server = await start();
    const killed = postmasterPid();
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => isReady(server), { timeout: 15_000 }).toBe(true);
    expect(postmasterPid()).not.toBe(killed);
    expect(await stop(server)).toBe(0);
    expect(hasPostgresEnded(dataDir)).toBe(true);
  });

  test('is left in order although a request never ends', async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: databaseUrl() });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('begin; lock table migrations in access exclusive mode');
    const asked = fetch(`${server.url}/readyz`).then(
      () => 'answered',
      () => 'cut',
    );
    await expect.poll(() => isWaiting(client), { timeout: 10_000 }).toBe(true);
    expect(await stop(server)).toBe(0);
    expect(await asked).toBe('cut');
    expect(hasPostgresEnded(dataDir)).toBe(true);
  });

  test('that was made by another version of PostgreSQL is refused', async () => {
    const versionFile = join(dataDir, 'postgres/PG_VERSION');
    writeFileSync(versionFile, '17\n');
    const { code, output } = await runToEnd({ DATA_DIR: dataDir });
    writeFileSync(versionFile, '18\n');
    expect(code).toBe(1);
    expect(output).toMatch(/was made by PostgreSQL 17; this is 18/);
  });

  test('that holds a part of a database is refused, and left as it is', async () => {
    const versionFile = join(dataDir, 'postgres/PG_VERSION');
    renameSync(versionFile, `${versionFile}.gone`);
    const { code, output } = await runToEnd({ DATA_DIR: dataDir });
    renameSync(`${versionFile}.gone`, versionFile);
    expect(code).toBe(1);
    expect(output).toMatch(/postgres is not a whole database\. Restore it from a backup/);
  });
});

describe('a start that cannot be', () => {
  test('stops when it is asked to while the portal is being bundled, and leaves no database running', async () => {
    const unbuiltDir = join(folder, 'unbuilt');
    const { child, output, ended } = spawnUnbuilt({ DATA_DIR: unbuiltDir });
    await expect.poll(output, { timeout: 60_000 }).toMatch(/Migrated the database/);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 1, output: expect.stringContaining('SIGTERM came before') });
    expect(hasPostgresEnded(unbuiltDir)).toBe(true);
  });

  test('names every wrong setting', async () => {
    const { code, output } = await runToEnd({ DATA_DIR: join(folder, 'none'), PORT: 'http', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(output).toMatch(/PORT is wrong: expected a port[^]*LOG_LEVEL is wrong: expected one of/);
    expect(output).not.toMatch(/\n\s+at /);
  });

  test('says when the port is in use, and leaves no database running', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const { code, output } = await runToEnd({ DATA_DIR: dataDir, PORT: String(port) });
    taken.close();
    expect(code).toBe(1);
    expect(output).toContain(`PORT ${port} on 127.0.0.1 is in use`);
    expect(hasPostgresEnded(dataDir)).toBe(true);
  });

  test.each([
    ['nobody listens', 'postgres://me:hunter2@127.0.0.1:1/x'],
    ['the host does not exist', 'postgres://me:hunter2@database.invalid/x'],
  ])('says when %s at DATABASE_URL, without its password', async (_why, url) => {
    const { code, output } = await runToEnd({ DATA_DIR: join(folder, 'given'), DATABASE_URL: url });
    expect(code).toBe(1);
    expect(output).toMatch(/The database \S+ cannot be used: .*\. Check DATABASE_URL\./);
    expect(output).not.toContain('hunter2');
  });

  test('refuses a database that may lose what it acknowledged', async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: databaseUrl() });
    await client.connect();
    await client.query('alter database quittance set synchronous_commit = off');
    await client.end();
    expect(await stop(server)).toBe(0);
    const { code, output } = await runToEnd({ DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(output).toContain('The database runs with synchronous_commit=off');
    expect(hasPostgresEnded(dataDir)).toBe(true);
  });
});

describe.runIf(isRoot)('as root', () => {
  test('a folder that keeps the database out is named, with what to do', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const { code, output } = await runToEnd({ DATA_DIR: join(closed, 'data') });
    expect(code).toBe(1);
    expect(output).toContain(`"postgres", who may not enter ${closed} on the way`);
    expect(output).toContain(`chmod o+x ${closed}`);
  });

  test('an ordinary user starts and stops the same', async () => {
    const dataDir = join(folder, 'ordinary');
    const nobody = { uid: 65_534, gid: 65_534 };
    mkdirSync(dataDir);
    chownSync(dataDir, nobody.uid, nobody.gid);
    clusters.push(join(dataDir, 'postgres'));
    const server = await startProcess({ DATA_DIR: dataDir }, nobody);
    running.push(server);
    expect(await isReady(server)).toBe(true);
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(nobody.uid);
    expect(await stop(server)).toBe(0);
    expect(hasPostgresEnded(dataDir)).toBe(true);
  });

  test('an ordinary user is told of a folder that is not theirs', async () => {
    const dataDir = join(folder, 'not-theirs');
    mkdirSync(dataDir, { mode: 0o755 });
    const { code, output } = await runToEnd({ DATA_DIR: dataDir }, { uid: 65_534, gid: 65_534 });
    expect(code).toBe(1);
    expect(output).toContain('DATA_DIR is wrong: expected a folder that this user may write to');
  });
});
