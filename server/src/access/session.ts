import type { Deps } from '../deps.ts';
import { addMs, dayMs, hourMs, minuteMs } from './duration.ts';
import type { CustomerScope } from './scope.ts';
import { sha256 } from './secrets.ts';
import { findLiveSession, noteSessionSeen } from './session-queries.ts';

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
