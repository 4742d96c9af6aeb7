import type { Context } from 'hono';
import { maskEmail, type PendingChallenge, type VerifyRequest } from '@quittance/shared/access.ts';
import { findEntity, findEntityBySlug, findOldestEntity, findOnlyEntity } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { findChallenge, type ChallengeRow } from './challenge-queries.ts';
import { clearCookie, readCookie, writeCookie } from './cookies.ts';
import { dayMs } from './duration.ts';
import { issueChallenge, type ChallengeRequest } from './issue-challenge.ts';
import { endLinkSession } from './link-session-queries.ts';
import { findOwnEntity } from './own-entity.ts';
import { currentSession } from './reader.ts';
import { sha256 } from './secrets.ts';
import { endSession } from './session-queries.ts';
import { sessionLifeMs } from './session.ts';
import type { SignInAnswer } from './sign-in.ts';
import { verifyCode } from './verify-code.ts';

// What the routes of signing in do with a browser's cookies, the same for the script and for plain forms.

type BrowserDeps = Pick<Deps, 'db' | 'clock' | 'random' | 'jobs' | 'config' | 'log'>;
type Asked = Omit<ChallengeRequest, 'clientAddress' | 'cookie' | 'host' | 'proof'> & { proof?: string | null };

/** Longer than the challenge lives, so that the page of one that has expired can send another to the same address. */
const challengeCookieSeconds = dayMs / 1000;

/** Sends for a mail and gives the browser the cookie without which its code is worth nothing. */
export async function askForMail(deps: BrowserDeps, c: Context<AppEnv>, asked: Asked): Promise<void> {
  const { clientAddress, site } = c.var;
  const host = site.entity?.host ?? null;
  const proof = asked.proof ?? (await findProof(deps, c, asked.email));
  const cookie = await issueChallenge(deps, { ...asked, clientAddress, host, proof, cookie: readCookie(c, 'chal') });
  writeCookie(c, 'chal', cookie, challengeCookieSeconds);
}

/** That this browser has signed in with the address that is typed. A link proves none: what it counts for would tell whose it is. */
async function findProof(deps: BrowserDeps, c: Context, email: string): Promise<string | null> {
  const session = await currentSession(deps, c);
  if (session?.email === email) return `session:${session.scope.sessionId}`;
  const challenge = await findOwnChallenge(deps, c);
  if (challenge?.email !== email) return null;
  if (challenge.consumedAt) return `challenge:${challenge.id}`;
  return challenge.proof?.startsWith('link:') ? null : challenge.proof;
}

/**
 * The entity whose name the page is under, else the one whose brand was asked for (an unknown name counts as none), the one that this
 * browser has to do with, the only one. Null where it is none of these: never by the address that was typed, since what the browser is
 * shown must not tell who is a contact.
 */
export async function getAskedEntity(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  c: Context<AppEnv>,
  slug: string | undefined,
): Promise<{ merchantId: string; entityId: string | null }> {
  const asked = c.var.site.entity ?? (slug === undefined ? undefined : await findEntityBySlug(deps.db, slug));
  const entity = asked ?? (await findOwnEntity(deps, c)) ?? (await findOnlyEntity(deps.db));
  if (entity) return { merchantId: entity.merchantId, entityId: entity.id };
  const oldest = await findOldestEntity(deps.db);
  if (!oldest) throw new AppError('not_ready', 'no entity has been set up yet');
  return { merchantId: oldest.merchantId, entityId: null };
}

/** One tap: the browser need not know the whole address, its challenge does. */
export async function askAgain(deps: BrowserDeps, c: Context<AppEnv>): Promise<void> {
  const challenge = await findPending(deps, c);
  if (!challenge) throw new AppError('challenge_expired');
  await askForMail(deps, c, challenge);
}

/** What this browser asked for and has not used, expired or not. */
async function findPending(deps: Pick<Deps, 'db'>, c: Context): Promise<ChallengeRow | undefined> {
  const challenge = await findOwnChallenge(deps, c);
  return challenge?.consumedAt ? undefined : challenge;
}

async function findOwnChallenge({ db }: Pick<Deps, 'db'>, c: Context): Promise<ChallengeRow | undefined> {
  const cookie = readCookie(c, 'chal');
  return cookie === null ? undefined : findChallenge(db, { cookieSha256: sha256(cookie) });
}

/** As much of it as the browser may know. */
export async function findPendingView(deps: Pick<Deps, 'db'>, c: Context): Promise<PendingChallenge | undefined> {
  const challenge = await findPending(deps, c);
  if (!challenge) return undefined;
  const { email, entityId, expiresAt } = challenge;
  const entity = entityId === null ? undefined : await findEntity(deps.db, challenge, entityId);
  return { maskedEmail: maskEmail(email), entity: entity?.view ?? null, expiresAt: expiresAt.toISOString() };
}

/** Resolves to the path to go to. */
export async function signInByCode(deps: BrowserDeps, c: Context, { code, remember }: VerifyRequest): Promise<string> {
  const answer = await verifyCode(deps, {
    code,
    isRemembered: remember ?? null,
    cookie: readCookie(c, 'chal'),
    replacedToken: readCookie(c, 'sid'),
  });
  if ('refusal' in answer) {
    const { refusal, ...told } = answer;
    throw new AppError(refusal, undefined, told);
  }
  return welcome(c, answer);
}

export function welcome(
  c: Context,
  { token, isRemembered, path }: Exclude<SignInAnswer, { refusal: unknown }>,
): string {
  writeCookie(c, 'sid', token, isRemembered ? sessionLifeMs(true) / 1000 : undefined);
  return path;
}

/** Ends what this browser may do here, whether or not that was anything. */
export async function signOut(deps: Pick<Deps, 'db' | 'clock'>, c: Context): Promise<void> {
  const now = deps.clock.now();
  const session = readCookie(c, 'sid');
  const link = readCookie(c, 'lnk');
  if (session) await endSession(deps.db, sha256(session), now);
  if (link) await endLinkSession(deps.db, sha256(link), now);
  clearCookie(c, 'sid');
  clearCookie(c, 'lnk');
  // What the device kept for reading offline, and the worker that kept it. Not "cookies": that would clear those of every other site under
  // the same domain. Not "cache": nothing private is in it.
  c.header('Clear-Site-Data', '"storage"');
}
