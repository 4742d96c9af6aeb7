import type { ChallengeRow } from './challenge-queries.ts';
import { minuteMs } from './duration.ts';

export const challengeLifeMs = 10 * minuteMs;
export const triesMax = 5;
/** A double click, or an answer that was lost on the way, comes again within this time. */
const repeatMs = 30_000;

/** `just_used`: the browser that used it may ask again and gets the same session. */
export type ChallengeStanding = 'open' | 'just_used' | 'expired' | 'dead';

/**
 * Judged by the same clock that wrote the row. That is the server's and not the database's: of all that expires only the payment
 * lock is worth moving a clock for, and there the database decides.
 */
export function standingOf(challenge: ChallengeRow, now: Date): ChallengeStanding {
  if (challenge.consumedAt) return now.getTime() - challenge.consumedAt.getTime() <= repeatMs ? 'just_used' : 'expired';
  if (challenge.expiresAt <= now) return 'expired';
  return challenge.triesCount >= triesMax ? 'dead' : 'open';
}
