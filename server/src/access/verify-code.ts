import type { Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { standingOf, triesMax } from './challenge.ts';
import { countTry, lockChallenge } from './challenge-queries.ts';
import { deriveKey } from './keys.ts';
import { countOne, countSoFar, type RateLimit } from './rate-limit.ts';
import { isSameText, sha256 } from './secrets.ts';
import { repeatSignIn, signIn, type SignInAnswer } from './sign-in.ts';
import { signInCode } from './sign-in-token.ts';

type VerifyDeps = Pick<Deps, 'db' | 'clock' | 'config' | 'log'>;

/** Six digits stand against a few guesses at one challenge, not against guessing at thousands of them: then codes stop and links stay. */
const failedCodes: RateLimit = { name: 'failed codes', max: 1000, windowSeconds: 3600 };
const everybody = 'installation';

export type VerifyInput = {
  code: string;
  /** Null leaves it at what was said when the code was asked for. */
  isRemembered: boolean | null;
  /** The session this browser had before. */
  replacedToken: string | null;
};

/** Signs in by the code from the mail, only together with the cookie of the browser that asked for it. */
export async function verifyCode(
  deps: VerifyDeps,
  input: VerifyInput & { cookie: string | null },
): Promise<SignInAnswer> {
  if ((await countSoFar(deps, failedCodes, everybody)).isOver) throw new AppError('codes_paused');
  const { cookie } = input;
  if (cookie === null) return { refusal: 'challenge_expired' };
  const { answer, isFailedGuess } = await deps.db
    .transaction()
    .execute((trx) => tryCode(deps, trx, { ...input, cookie }));
  if (isFailedGuess) await noteFailedCode(deps);
  return answer;
}

async function tryCode(
  deps: VerifyDeps,
  trx: Transaction<Database>,
  { code, cookie, isRemembered, replacedToken }: VerifyInput & { cookie: string },
): Promise<{ answer: SignInAnswer; isFailedGuess: boolean }> {
  const challenge = await lockChallenge(trx, { cookieSha256: sha256(cookie) });
  const standing = challenge ? standingOf(challenge, deps.clock.now()) : 'expired';
  if (!challenge || standing === 'expired') return refused('challenge_expired');
  if (standing === 'dead') return refused('challenge_dead');
  // Counted before anything is compared, in a row that is held: parallel guesses wait for each other.
  if (standing === 'open') await countTry(trx, challenge.id);
  const isRight = isSameText(code, signInCode(deriveKey(deps.config.secretKey, 'sign-in-code'), challenge.id));
  const proof = {
    method: 'code',
    browserSecret: cookie,
    isRemembered: isRemembered ?? challenge.isRemembered,
    replacedToken,
  } as const;
  if (standing === 'just_used') {
    return isRight
      ? { answer: await repeatSignIn(deps, trx, challenge, proof), isFailedGuess: false }
      : refused('challenge_expired');
  }
  if (isRight) return { answer: await signIn(deps, trx, challenge, proof), isFailedGuess: false };
  const triesLeft = triesMax - challenge.triesCount - 1;
  const answer: SignInAnswer = triesLeft > 0 ? { refusal: 'code_wrong', triesLeft } : { refusal: 'challenge_dead' };
  return { answer, isFailedGuess: true };
}

function refused(refusal: 'challenge_dead' | 'challenge_expired') {
  return { answer: { refusal }, isFailedGuess: false };
}

async function noteFailedCode(deps: VerifyDeps): Promise<void> {
  const { count } = await countOne(deps, failedCodes, everybody);
  if (count === failedCodes.max + 1) {
    deps.log.error(
      { alarm: 'sign_in_codes_paused', failedCodesMax: failedCodes.max },
      'codes are being guessed: sign-in by code is paused',
    );
  }
}
