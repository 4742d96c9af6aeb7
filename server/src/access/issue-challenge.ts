import type { ReturnPage } from '@quittance/shared/return-page.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { insertChallenge, renewChallenge } from './challenge-queries.ts';
import { challengeLifeMs, triesMax } from './challenge.ts';
import { addMs, minuteMs } from './duration.ts';
import { countOne, type RateLimit } from './rate-limit.ts';
import { newSecret, sha256 } from './secrets.ts';

type ChallengeDeps = Pick<Deps, 'db' | 'clock' | 'random' | 'jobs' | 'config'>;

export type ChallengeRequest = {
  merchantId: string;
  /** Null where several could be meant; for known and unknown addresses alike. */
  entityId: string | null;
  /** Lower case. */
  email: string;
  isRemembered: boolean;
  returnDocumentId: string | null;
  returnPage: ReturnPage | null;
  host: string | null;
  clientAddress: string;
  /** What shows that whoever asks has to do with the address: counted by itself. Null: anybody can type an address. */
  proof: string | null;
  /** Of an earlier challenge of this browser. */
  cookie: string | null;
};

const perClient: RateLimit = { name: 'challenges of a client', max: 20, windowSeconds: 3600 };
const perAddressHour: RateLimit = { name: 'challenges of an address in an hour', max: 5, windowSeconds: 3600 };
const perAddressDay: RateLimit = { name: 'challenges of an address in a day', max: 10, windowSeconds: 86_400 };
const sameMailMs = 5 * minuteMs;

/**
 * Asks for a sign-in mail; resolves to the secret for the browser's cookie. Who the address belongs to is looked up by the job that
 * writes the mail, so neither answer nor time tells whether anybody is there. Asked again soon by the same browser, the mail says the
 * same, so that the first to arrive is as good as the last.
 */
export async function issueChallenge(deps: ChallengeDeps, request: ChallengeRequest): Promise<string> {
  const client = await countOne(deps, perClient, request.proof ?? request.clientAddress);
  if (client.isOver) throw new AppError('rate_limited', undefined, { retryAfterSeconds: client.retryAfterSeconds });
  const isMailDue = await mayMail(deps, request.proof ?? request.email);
  const now = deps.clock.now();
  return deps.db.transaction().execute(async (trx) => {
    const asked = { ...request, isMailDue, now };
    // Without a mail that could replace it, what was mailed before stays good for as long as it lives.
    const createdAfter = addMs(now, isMailDue ? -sameMailMs : -challengeLifeMs);
    const renewed =
      request.cookie &&
      (await renewChallenge(trx, { ...asked, cookieSha256: sha256(request.cookie), createdAfter, triesMax }));
    const cookie = request.cookie && renewed ? request.cookie : newSecret(deps.random);
    const challengeId =
      renewed ||
      (await insertChallenge(trx, { ...asked, cookieSha256: sha256(cookie), expiresAt: addMs(now, challengeLifeMs) }));
    if (isMailDue) await deps.jobs.enqueue(trx, 'send-sign-in-mail', { challengeId });
    return cookie;
  });
}

/** Beyond the limit the answer is the same and only the mail stays away: nobody's mailbox is flooded, nobody learns of others' tries. */
async function mayMail(deps: ChallengeDeps, asker: string): Promise<boolean> {
  if ((await countOne(deps, perAddressHour, asker)).isOver) return false;
  return !(await countOne(deps, perAddressDay, asker)).isOver;
}
