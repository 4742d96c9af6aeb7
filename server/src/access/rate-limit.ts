import { CompiledQuery } from 'kysely';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Deps } from '../deps.ts';
import { deriveKey, macOf } from './keys.ts';

/** At most `max` in a window that starts with the first. */
export type RateLimit = { name: string; max: number; windowSeconds: number };

type LimitDeps = Pick<Deps, 'db' | 'config'>;

export type Counted = { count: number; isOver: boolean; retryAfterSeconds: number };

/**
 * Counts one more for `subject` and says how many that makes in this window, and when the window ends. All servers count together, in the
 * database; windows are measured by the machine's clock, because the library knows no other.
 */
export async function countOne(deps: LimitDeps, limit: RateLimit, subject: string): Promise<Counted> {
  return countMore(deps, limit, subject, 1);
}

/** Counts `more` at once, as bytes are. */
export async function countMore(deps: LimitDeps, limit: RateLimit, subject: string, more: number): Promise<Counted> {
  const counted = await limiterOf(deps, limit)
    .consume(keyOf(deps, limit, subject), more)
    .catch(refusalOnly);
  return countedOf(limit, counted);
}

/** How many were counted for `subject` in the window that runs now; `isOver` once one was refused. */
export async function countSoFar(deps: LimitDeps, limit: RateLimit, subject: string): Promise<Counted> {
  return countedOf(limit, await limiterOf(deps, limit).get(keyOf(deps, limit, subject)));
}

function countedOf({ max }: RateLimit, counted: RateLimiterRes | null): Counted {
  const { consumedPoints: count, msBeforeNext } = counted ?? { consumedPoints: 0, msBeforeNext: 0 };
  return { count, isOver: count > max, retryAfterSeconds: Math.ceil(msBeforeNext / 1000) };
}

function limiterOf({ db }: LimitDeps, { max, windowSeconds }: RateLimit): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: {
      query: async ({ text, values }: { text: string; values: unknown[] }) => {
        const { rows } = await db.executeQuery(CompiledQuery.raw(text, values));
        return { rows, rowCount: rows.length };
      },
    },
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: '',
    points: max,
    duration: windowSeconds,
  });
}

/** Addresses and visitors are counted without being written down. */
function keyOf(deps: LimitDeps, { name }: RateLimit, subject: string): string {
  return macOf(deriveKey(deps.config.secretKey, 'rate-limit'), [name, subject]).toString('base64url');
}

/** The library throws what it found when the limit is passed. */
function refusalOnly(reason: unknown): RateLimiterRes {
  if (reason instanceof RateLimiterRes) return reason;
  throw reason;
}
