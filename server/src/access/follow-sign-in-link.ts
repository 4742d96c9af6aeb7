import type { Transaction } from 'kysely';
import { maskEmail } from '@quittance/shared/access.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { standingOf, triesMax } from './challenge.ts';
import { findContactByEmail } from './contact-queries.ts';
import { entityOfChallenge } from './entity-of-challenge.ts';
import { countTry, findChallenge, lockChallenge, type ChallengeRow } from './challenge-queries.ts';
import { deriveKey } from './keys.ts';
import { isSameText, sha256 } from './secrets.ts';
import { repeatSignIn, signIn, type SignInAnswer } from './sign-in.ts';
import { readSignInToken } from './sign-in-token.ts';

type LinkDeps = Pick<Deps, 'db' | 'clock' | 'config'>;

/** What the page behind a sign-in link asks for. Looking changes nothing, however often a mail scanner looks. */
export type SignInLinkView = { merchantId: string; entityId: string; language: string | null } & (
  | { state: 'own_browser'; maskedEmail: string; isRemembered: boolean }
  | { state: 'other_browser' }
  | { state: 'gone'; canSendAgain: boolean }
);

export async function findSignInLink(
  deps: LinkDeps,
  { token, cookie }: { token: string; cookie: string | null },
): Promise<SignInLinkView | undefined> {
  const challenge = await findChallenge(deps.db, { id: challengeIdOf(deps, token) });
  if (!challenge) return undefined;
  const { merchantId, email, consumedAt } = challenge;
  const contact = await findContactByEmail(deps.db, { merchantId }, email);
  const entityId = await entityOfChallenge(deps.db, challenge);
  const view = { merchantId, entityId, language: contact?.language ?? null };
  const standing = standingOf(challenge, deps.clock.now());
  const isOwn = isAsker(challenge, cookie);
  const isGone = standing === 'expired' || standing === 'dead' || (standing === 'just_used' && !isOwn);
  if (isGone) return { ...view, state: 'gone', canSendAgain: isOwn && !consumedAt };
  return isOwn
    ? { ...view, state: 'own_browser', maskedEmail: maskEmail(email), isRemembered: challenge.isRemembered }
    : { ...view, state: 'other_browser' };
}

export type FollowedLink = {
  token: string;
  cookie: string | null;
  /** Made for the page that was shown; by it a repetition from a browser without the cookie is known. */
  pageSecret: string;
  typedEmail: string | null;
  isRemembered: boolean;
  replacedToken: string | null;
};

/**
 * Signs in by the link from the mail. The browser that asked has only to press the button; any other must type the address, which a
 * mail scanner does not, and which would tell a victim whose account an attacker's link opens.
 */
export async function followSignInLink(deps: LinkDeps, input: FollowedLink): Promise<SignInAnswer> {
  const id = challengeIdOf(deps, input.token);
  return deps.db.transaction().execute(async (trx): Promise<SignInAnswer> => {
    const challenge = await lockChallenge(trx, { id });
    return challenge ? follow(deps, trx, challenge, input) : { refusal: 'challenge_expired' };
  });
}

async function follow(
  deps: LinkDeps,
  trx: Transaction<Database>,
  challenge: ChallengeRow,
  { cookie, pageSecret, typedEmail, isRemembered, replacedToken }: FollowedLink,
): Promise<SignInAnswer> {
  const standing = standingOf(challenge, deps.clock.now());
  if (standing === 'expired') return { refusal: 'challenge_expired' };
  if (standing === 'dead') return { refusal: 'challenge_dead' };
  const isOwn = isAsker(challenge, cookie);
  if (!isOwn) {
    if (standing === 'open') await countTry(trx, challenge.id);
    const isRight = isSameText(typedEmail ?? '', challenge.email);
    const isLast = challenge.triesCount + 1 >= triesMax;
    if (!isRight) return { refusal: isLast ? 'challenge_dead' : 'code_wrong' };
  }
  const browserSecret = isOwn ? cookie : pageSecret;
  const proof = { method: 'link', browserSecret, isRemembered, replacedToken } as const;
  return standing === 'open' ? signIn(deps, trx, challenge, proof) : repeatSignIn(deps, trx, challenge, proof);
}

function isAsker(challenge: ChallengeRow, cookie: string | null): cookie is string {
  return cookie !== null && sha256(cookie).equals(challenge.cookieSha256);
}

function challengeIdOf(deps: LinkDeps, token: string): string {
  const id = readSignInToken(deriveKey(deps.config.secretKey, 'sign-in-link'), token);
  if (id === null) throw new AppError('not_found');
  return id;
}
