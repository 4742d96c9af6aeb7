import type { SignedInBrowser } from '@quittance/shared/access.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { addMs, dayMs, hourMs, minuteMs } from './duration.ts';
import type { CustomerScope } from './scope.ts';
import { sha256 } from './secrets.ts';
import { findLiveSession, listLiveSessions, noteSessionSeen, revokeSession } from './session-queries.ts';

/** Somebody signed in. */
export type Session = {
  scope: CustomerScope;
  email: string;
  contactName: string | null;
  language: string;
  isRemembered: boolean;
  customers: { id: string; name: string }[];
  authenticatedAt: Date;
  expiresAt: Date;
};

const idleMs = 14 * dayMs;
const seenNotedEveryMs = minuteMs;

/** 30 days on a device that the person called theirs, else a working day. Lying idle for 14 days ends either. */
export function sessionLifeMs(isRemembered: boolean): number {
  return isRemembered ? 30 * dayMs : 12 * hourMs;
}

/** Contact, address and customers are read anew each time, so a contact who is disabled is out on the next request. */
export async function findSession(deps: Pick<Deps, 'db' | 'clock'>, token: string): Promise<Session | undefined> {
  const now = deps.clock.now();
  const row = await findLiveSession(deps.db, { tokenSha256: sha256(token), now, idleSince: addMs(now, -idleMs) });
  if (!row) return undefined;
  if (now.getTime() - row.lastSeenAt.getTime() >= seenNotedEveryMs) await noteSessionSeen(deps.db, row.id, now);
  const { id, merchantId, contactId, lastSeenAt: _, ...session } = row;
  const customerIds = row.customers.map((customer) => customer.id);
  return { ...session, scope: { merchantId, customerIds, onlyDocumentId: null, contactId, sessionId: id } };
}

/** Every browser that is signed in with the same address: a person can see a stranger there, and end it. */
export async function listSessions(
  deps: Pick<Deps, 'db' | 'clock'>,
  { scope, email }: Session,
): Promise<SignedInBrowser[]> {
  const now = deps.clock.now();
  const sessions = await listLiveSessions(deps.db, scope, { email, now, idleSince: addMs(now, -idleMs) });
  return sessions.map(({ id, authenticatedAt, lastSeenAt, expiresAt }) => ({
    id,
    isThisOne: id === scope.sessionId,
    authenticatedAt: authenticatedAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

export async function endSessionById(
  deps: Pick<Deps, 'db' | 'clock'>,
  { scope, email }: Session,
  id: string,
): Promise<void> {
  const isKnown = await revokeSession(deps.db, scope, { id, email, now: deps.clock.now() });
  if (!isKnown) throw new AppError('not_found');
}
