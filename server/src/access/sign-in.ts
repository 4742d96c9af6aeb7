import type { Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { endChallenge, type ChallengeRow } from './challenge-queries.ts';
import { isContactReachable } from './contact-queries.ts';
import { addMs, dayMs } from './duration.ts';
import { deriveKey, macOf } from './keys.ts';
import { sha256 } from './secrets.ts';
import { endSession, findLiveSession, insertSession } from './session-queries.ts';
import { sessionLifeMs } from './session.ts';

export type SignInRefusal = 'code_wrong' | 'challenge_dead' | 'challenge_expired';

/** `token` is for the cookie; `path` is where the person wanted to go. */
export type SignedIn = { token: string; isRemembered: boolean; path: string };
export type SignInAnswer = SignedIn | { refusal: SignInRefusal; triesLeft?: number };

/** What the browser showed: the code, or the link; and a secret of its own, by which a repetition is known to be its own. */
export type SignInProof = {
  method: 'code' | 'link';
  browserSecret: string;
  isRemembered: boolean;
  /** The session this browser had before, which ends now. */
  replacedToken: string | null;
};

type SignInDeps = Pick<Deps, 'clock' | 'config'>;

/** Uses a challenge up and starts the session. The caller holds the challenge's lock and has checked the proof. */
export async function signIn(
  deps: SignInDeps,
  trx: Transaction<Database>,
  challenge: ChallengeRow,
  proof: SignInProof,
): Promise<SignInAnswer> {
  const { merchantId, contactId, email } = challenge;
  const isReachable = contactId !== null && (await isContactReachable(trx, { merchantId }, { id: contactId, email }));
  if (!isReachable) return { refusal: 'challenge_dead' };
  const now = deps.clock.now();
  const token = sessionToken(deps, challenge, proof);
  const { method, isRemembered } = proof;
  const session = {
    merchantId,
    contactId,
    email,
    method,
    isRemembered,
    now,
    expiresAt: addMs(now, sessionLifeMs(isRemembered)),
  };
  const sessionId = await insertSession(trx, { ...session, tokenSha256: sha256(token) });
  await endChallenge(trx, { id: challenge.id, sessionId, now });
  if (proof.replacedToken) await endSession(trx, sha256(proof.replacedToken), now);
  return { token, isRemembered, path: pathAfter(challenge) };
}

/** The session that the same browser was given a moment ago. */
export async function repeatSignIn(
  deps: SignInDeps,
  trx: Transaction<Database>,
  challenge: ChallengeRow,
  proof: SignInProof,
): Promise<SignInAnswer> {
  const token = sessionToken(deps, challenge, proof);
  const now = deps.clock.now();
  const session = await findLiveSession(trx, { tokenSha256: sha256(token), now, idleSince: addMs(now, -dayMs) });
  if (!session) return { refusal: 'challenge_expired' };
  return { token, isRemembered: session.isRemembered, path: pathAfter(challenge) };
}

/**
 * 256 bits that nobody without the key can make, and the same again for the same challenge and browser: that is how a repetition gets
 * its session although only the token's hash is kept.
 */
function sessionToken(deps: SignInDeps, challenge: ChallengeRow, proof: SignInProof): string {
  const key = deriveKey(deps.config.secretKey, 'session');
  return macOf(key, ['session', challenge.id, proof.browserSecret]).toString('base64url');
}

/** Built here from an id, or one of the pages that there are: never taken from a request. */
function pathAfter({ returnDocumentId, returnPage }: ChallengeRow): string {
  return returnDocumentId === null ? (returnPage ?? '/invoices') : `/documents/${returnDocumentId}`;
}
