import type { SessionView } from '@quittance/shared/customer-view.ts';
import { seenAtHeader } from '../lib/kept-answer.ts';
import { isTooOld, tooMany } from './what-is-kept.ts';

export type SeenCache = {
  /** What was kept of this address and is not too old. */
  find: (url: string) => Promise<Response | undefined>;
  /** Whose all of it is, while that session lasts. */
  findSession: (origin: string) => Promise<SessionView | undefined>;
  put: (url: string, response: Response) => Promise<void>;
  /** Takes away what was kept of this address, and of what lies below it. */
  drop: (url: string) => Promise<void>;
  clear: () => Promise<unknown>;
};

export const sessionPath = '/api/session';
const cacheName = 'seen';

/** Answers as they were seen, each with the time when it came; the newest of each kind. */
export function seenCache({
  caches,
  now,
}: {
  caches: Pick<CacheStorage, 'match' | 'has' | 'open' | 'delete'>;
  now: () => Date;
}): SeenCache {
  async function find(url: string): Promise<Response | undefined> {
    // Opening it would make it anew.
    const kept = await caches.match(url, { cacheName });
    return kept && !isTooOld(kept.headers.get(seenAtHeader) ?? '', now()) ? kept : undefined;
  }

  return {
    find,

    async findSession(origin) {
      const session = await sessionIn(await find(origin + sessionPath));
      return session && Date.parse(session.expiresAt) > now().getTime() ? session : undefined;
    },

    async put(url, response) {
      const headers = {
        'Content-Type': response.headers.get('Content-Type') ?? '',
        [seenAtHeader]: now().toISOString(),
      };
      const cache = await caches.open(cacheName);
      await cache.put(url, new Response(response.body, { headers }));
      // In the order in which they were put, each where it was put last.
      const urls = (await cache.keys()).map((kept) => kept.url);
      for (const old of tooMany(urls)) await cache.delete(old);
    },

    async drop(url) {
      if (!(await caches.has(cacheName))) return;
      const cache = await caches.open(cacheName);
      const urls = (await cache.keys()).map((kept) => kept.url);
      for (const kept of urls) if (kept === url || kept.startsWith(`${url}/`)) await cache.delete(kept);
    },

    clear: () => caches.delete(cacheName),
  };
}

export async function sessionIn(response: Response | undefined): Promise<SessionView | undefined> {
  const told: unknown = await response?.json();
  return isSession(told) ? told : undefined;
}

/** Our own server's, or kept by us. */
function isSession(told: unknown): told is SessionView {
  return typeof told === 'object' && told !== null && 'isRemembered' in told && 'authenticatedAt' in told;
}
