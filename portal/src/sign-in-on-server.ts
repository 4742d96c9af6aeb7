import type { PendingChallenge } from '@quittance/shared/access.ts';
import { pendingChallengeQuery } from './features/access/challenge-queries.ts';
import type { Answers } from './lib/answers.ts';

export type AskedSignIn = {
  /** Of the page, with its search. */
  path: string;
  /** The code that this browser has asked for; null where it asks for an address. */
  challenge: PendingChallenge | null;
};

/** What a page of signing in is drawn from. */
export function answersOfSignIn({ challenge }: AskedSignIn): Answers {
  return { isRemembered: false, queries: challenge ? [[pendingChallengeQuery.queryKey, challenge]] : [] };
}
