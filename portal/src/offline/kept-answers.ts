import type { SessionView } from '@quittance/shared/customer-view.ts';
import { readByHeader, readByLink } from '@quittance/shared/read-by.ts';
import { notKept } from '../lib/kept-answer.ts';
import { sessionIn, sessionPath, type SeenCache } from './seen-cache.ts';

type Deps = {
  seen: SeenCache;
  fetch: (request: Request) => Promise<Response>;
  /** Ends the worker: this is no device to keep anything on. */
  leave: () => Promise<unknown>;
};

/** `waitUntil` takes what goes on when the page has its answer. */
type Asked = { request: Request; waitUntil: (work: Promise<unknown>) => void };

export type KeptAnswers = {
  /** The server's, or what it said last. */
  answer: (asked: Asked) => Promise<Response>;
  forget: () => Promise<void>;
};

/**
 * What a remembered device may read again without network. All of it is of one session, whose own answer is kept with it: without that
 * nothing is kept and nothing is given.
 */
export function keptAnswers(deps: Deps): KeptAnswers {
  const { seen, fetch } = deps;
  const keeper = keeperOf(deps);
  /** One answer is put away after the other: each depends on whose those before it are. */
  let turn: Promise<unknown> = Promise.resolve();

  async function answer({ request, waitUntil }: Asked): Promise<Response> {
    const { url } = request;
    const askedIn = keeper.era();
    let response: Response;
    try {
      response = await fetch(request);
    } catch {
      if (await seen.findSession(new URL(url).origin)) return (await seen.find(url)) ?? nothingKept();
      await keeper.forget();
      return Response.error();
    }
    if (response.status === 401 && askedIn === keeper.era()) waitUntil(keeper.end());
    const next = whatNext(response);
    if (next !== 'leave') {
      const copy = response.clone();
      // A device that is full keeps nothing, and the page has its answer.
      turn = turn.then(() => keeper[next](url, copy, askedIn)).catch(() => undefined);
      waitUntil(turn);
    }
    return response;
  }

  return { answer, forget: keeper.forget };
}

/** A link's answer is not of whoever is signed in, who may read it no longer; a failure says nothing of what was kept. */
function whatNext({ ok, status, headers }: Response): 'keep' | 'drop' | 'leave' {
  if (ok) return headers.get(readByHeader) === readByLink ? 'drop' : 'keep';
  return status === 403 || status === 404 ? 'drop' : 'leave';
}

/** Puts away what belongs to the session that is there, and nothing else. */
function keeperOf({ seen, fetch, leave }: Deps) {
  /** Grows when everything is forgotten, so that an answer that was asked for before is not kept after. */
  let era = 0;

  async function forget(): Promise<void> {
    era += 1;
    await seen.clear();
  }

  async function end(): Promise<void> {
    await forget();
    await leave();
  }

  async function keepSession(url: string, response: Response, askedIn: number): Promise<void> {
    const session = await sessionIn(response.clone());
    const before = await seen.findSession(new URL(url).origin);
    if (askedIn !== era) return;
    if (!session?.isRemembered) return end();
    const isKnown = before !== undefined && isSame(session, before);
    // Nor is anything kept that the one before is still being answered.
    if (before && !isKnown) era += 1;
    const keptIn = era;
    if (!isKnown) await seen.clear();
    if (keptIn === era) await seen.put(url, response);
  }

  async function keep(url: string, arriving: Response, askedIn: number): Promise<void> {
    const { origin, pathname } = new URL(url);
    // A page that is left ends its answers halfway; what was kept before would go for nothing.
    const response = new Response(await arriving.blob(), arriving);
    if (pathname === sessionPath) return keepSession(url, response, askedIn);
    // A page may ask for other things before it asks who is there.
    if (!(await seen.findSession(origin))) {
      const told = await fetch(new Request(origin + sessionPath));
      if (told.ok) await keepSession(origin + sessionPath, told, askedIn);
    }
    const mayKeep = (await seen.findSession(origin)) !== undefined;
    if (mayKeep && askedIn === era) await seen.put(url, response);
  }

  return { era: () => era, forget, end, keep, drop: seen.drop };
}

function isSame(one: SessionView, other: SessionView): boolean {
  return one.email === other.email && one.authenticatedAt === other.authenticatedAt;
}

/** As the server refuses, so that the page can say it: this was not seen here. */
function nothingKept(): Response {
  const problem = {
    type: `urn:quittance:problem:${notKept}`,
    title: 'not kept',
    status: 504,
    code: notKept,
    requestId: '',
  };
  return new Response(JSON.stringify(problem), {
    status: 504,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
