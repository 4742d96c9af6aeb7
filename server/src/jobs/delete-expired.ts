import { addMs, dayMs } from '../access/duration.ts';
import type { Deps } from '../deps.ts';
import { listUnnamed } from '../files/file-reference-queries.ts';

/** Kept for a while after their end, so that "this has expired" can still be told from "this never was". */
const keptDays = 7;
/** Long enough to notice that yesterday's database was restored beside today's files. */
const unnamedDays = 30;
const keysAtOnce = 50_000;
const doubtfulCount = 100;

type SweepDeps = Pick<Deps, 'db' | 'clock' | 'files' | 'log'>;

export async function deleteExpired(deps: SweepDeps): Promise<void> {
  const before = addMs(deps.clock.now(), -keptDays * dayMs);
  for (const table of ['sign_in_challenges', 'sessions', 'link_sessions'] as const) {
    await deps.db.deleteFrom(table).where('expires_at', '<', before).execute();
  }
  await deps.db.deleteFrom('bundles').where('requested_at', '<', before).execute();
  await deps.db.deleteFrom('rate_limits').where('expire', '<', before.getTime()).execute();
  await deps.db.deleteFrom('brand_previews').where('expires_at', '<', deps.clock.now()).execute();
  // Repeats are told apart for a day only.
  await deps.db.deleteFrom('idempotency_keys').where('created_at', '<', before).execute();
  await deleteUnnamedFiles(deps);
}

/**
 * Files are stored before the row that names them, and that row may never come. Where most of many files seem to be nobody's, the database is
 * rather not the one that they belong to: all of them stay.
 */
async function deleteUnnamedFiles({ db, clock, files, log }: SweepDeps): Promise<void> {
  const before = addMs(clock.now(), -unnamedDays * dayMs);
  const unnamed: string[] = [];
  let keys: string[] = [];
  let count = 0;
  for await (const key of files.listPutBefore(before)) {
    count += 1;
    keys.push(key);
    if (keys.length < keysAtOnce) continue;
    unnamed.push(...(await listUnnamed(db, keys)));
    keys = [];
  }
  unnamed.push(...(await listUnnamed(db, keys)));
  if (unnamed.length > doubtfulCount && unnamed.length > count / 2) {
    log.error({ count, unnamed: unnamed.length }, 'no row names most of the stored files: is it the right database?');
    return;
  }
  for (const key of unnamed) await files.removePutBefore(before, key);
}
