import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findLiveLinkSession, insertLinkSession, noteLinkSessionSeen } from './link-session-queries.ts';
import { linkAsOfNow, type ResolvedLink } from './resolve-document-link.ts';
import { newSecret, sha256 } from './secrets.ts';
import { addMs, hourMs, minuteMs } from './duration.ts';

/** A mailed link that somebody acted on, as it stands now. */
export type LinkSession = ResolvedLink & { startedAt: Date; expiresAt: Date };

const idleMs = 30 * minuteMs;
export const linkSessionLifeMs = 2 * hourMs;
const seenNotedEveryMs = minuteMs;

/** What the first act on a mailed link's page gives: the secret for the cookie. It takes the token out of the address bar. */
export async function startLinkSession(
  deps: Pick<Deps, 'db' | 'clock' | 'random'>,
  { scope, level, generation }: ResolvedLink,
): Promise<string> {
  if (level === 'locator') throw new AppError('unauthenticated', 'this link only leads to sign-in');
  const token = newSecret(deps.random);
  const now = deps.clock.now();
  await insertLinkSession(deps.db, {
    merchantId: scope.merchantId,
    linkId: scope.linkId,
    generation,
    tokenSha256: sha256(token),
    now,
    expiresAt: addMs(now, linkSessionLifeMs),
  });
  return token;
}

/** The link behind a session, at the level that it has now; undefined once the session or the link's authority has ended. */
export async function findLinkSession(
  deps: Pick<Deps, 'db' | 'clock'>,
  token: string,
): Promise<LinkSession | undefined> {
  const now = deps.clock.now();
  const session = await findLiveLinkSession(deps.db, {
    tokenSha256: sha256(token),
    now,
    idleSince: addMs(now, -idleMs),
  });
  if (!session) return undefined;
  const link = await linkAsOfNow(deps, session.link, session.generation);
  if (link.level === 'locator') return undefined;
  if (now.getTime() - session.lastSeenAt.getTime() >= seenNotedEveryMs)
    await noteLinkSessionSeen(deps.db, session.id, now);
  return { ...link, startedAt: session.startedAt, expiresAt: session.expiresAt };
}
