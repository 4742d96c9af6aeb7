import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** The secret kept in `path`; made on the first call, readable by its owner only. */
export function secretFile(path: string): string {
  if (!existsSync(path)) makeSecret(path);
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length < 32) {
    throw new Error(
      `${path} is empty or cut short. Restore it from a backup; only if nothing was sent yet, delete it.`,
    );
  }
  return secret;
}

/** Linked into place whole, so that of two processes that start at once both read the secret of the one that came first. */
function makeSecret(path: string): void {
  const aside = `${path}-${randomUUID()}`;
  try {
    writeFileSync(aside, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600, flush: true });
    linkSync(aside, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
