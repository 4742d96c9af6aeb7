import type { Deps } from '../deps.ts';

/** Kept for a while after their end, so that "this has expired" can still be told from "this never was". */
const keptDays = 7;

export async function deleteExpired(deps: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - keptDays * 86_400_000);
  for (const table of ['sign_in_challenges', 'sessions', 'link_sessions'] as const) {
    await deps.db.deleteFrom(table).where('expires_at', '<', before).execute();
  }
  await deps.db.deleteFrom('bundles').where('requested_at', '<', before).execute();
  await deps.db.deleteFrom('rate_limits').where('expire', '<', before.getTime()).execute();
  await deps.db.deleteFrom('brand_previews').where('expires_at', '<', deps.clock.now()).execute();
  // Repeats are told apart for a day only.
  await deps.db.deleteFrom('idempotency_keys').where('created_at', '<', before).execute();
}
