// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest';
import { seenAtHeader } from '../lib/kept-answer.ts';
import { keptAnswers } from './kept-answers.ts';
import { keptApp } from './kept-app.ts';
import { seenCache } from './seen-cache.ts';

const origin = 'https://quittance.test';
const invoice = '/api/documents/0198b5a2-1111-7000-8000-000000000001';
const jan = {
  email: 'jan@bakkerij.example',
  isRemembered: true,
  authenticatedAt: '2026-03-14T09:00:00Z',
  expiresAt: '2026-04-13T09:00:00Z',
};
const els = { ...jan, email: 'els@bakkerij.example', authenticatedAt: '2026-03-14T09:05:00Z' };

let caches: CacheStorage;
let now: Date;
/** What the server answers; null: there is no network. */
let server: ((path: string) => Response | Promise<Response>) | null;
let hasLeft: boolean;
let answers: ReturnType<typeof keptAnswers>;

beforeEach(() => {
  caches = memoryCaches();
  now = new Date('2026-03-14T09:12:00Z');
  hasLeft = false;
  says(jan);
  const fetch = async (asked: Request | string) => {
    if (!server) throw new TypeError('Failed to fetch');
    return server(typeof asked === 'string' ? asked : new URL(asked.url).pathname);
  };
  const leave = async () => (hasLeft = true);
  answers = keptAnswers({ seen: seenCache({ caches, now: () => now }), fetch, leave });
});

/** A server that knows who is there, and answers everything else with its path and the person. */
function says(session: typeof jan | null): void {
  server = (path) => {
    if (!session) return Response.json({ code: 'unauthenticated' }, { status: 401 });
    return Response.json(path === '/api/session' ? session : { path, of: session.email });
  };
}

/** Asks as a page does, and waits until what is kept is kept. */
async function ask(path: string): Promise<Response> {
  const later: Promise<unknown>[] = [];
  const request = new Request(origin + path);
  const answer = await answers.answer({ request, waitUntil: (work) => void later.push(work) });
  await Promise.all(later);
  return answer;
}

const keptNames = async () =>
  (await caches.has('seen')) && (await (await caches.open('seen')).keys()).map(({ url }) => url);

describe('what was seen', () => {
  test('is read again without network, with the time when it came', async () => {
    expect((await ask(invoice)).headers.get(seenAtHeader)).toBeNull();
    server = null;
    now = new Date('2026-03-15T08:00:00Z');
    const kept = await ask(invoice);
    expect(kept.headers.get(seenAtHeader)).toBe('2026-03-14T09:12:00.000Z');
    expect(await kept.json()).toEqual({ path: invoice, of: jan.email });
  });

  test('is what the server said last', async () => {
    await ask(invoice);
    server = (path) => Response.json(path === '/api/session' ? jan : { isNewer: true });
    expect(await (await ask(invoice)).json()).toEqual({ isNewer: true });
    server = null;
    expect(await (await ask(invoice)).json()).toEqual({ isNewer: true });
  });

  test('is said to be missing where it was never seen', async () => {
    await ask(invoice);
    server = null;
    const missing = await ask('/api/documents');
    expect([missing.status, await missing.json()]).toMatchObject([504, { code: 'not_kept' }]);
  });

  test.each(['2026-04-13T09:12:00Z', '2027-01-01T00:00:00Z'])(
    'is gone once its session has run out: %s',
    async (later) => {
      await ask(invoice);
      server = null;
      now = new Date(later);
      expect((await ask(invoice)).type).toBe('error');
      expect(await keptNames()).toBe(false);
    },
  );

  test('stays where a page is left before its answer is whole', async () => {
    await ask(invoice);
    const broken = new ReadableStream({ start: (body) => body.error(new TypeError('the page was left')) });
    server = () => new Response(broken);
    await ask(invoice);
    server = null;
    expect((await ask(invoice)).status).toBe(200);
  });

  test.each([
    ['is refused', 403, {}],
    ['is not there', 404, {}],
    ['is opened by a link alone', 200, { 'X-Read-By': 'link' }],
  ])('is gone, with what lies below, once it %s', async (_, status, headers) => {
    const below = `${invoice}/events`;
    const other = '/api/documents?list=open';
    for (const path of [invoice, below, other]) await ask(path);
    server = () => Response.json({ of: els.email }, { status, headers });
    expect((await ask(invoice)).status).toBe(status);
    expect(await keptNames()).toEqual([`${origin}/api/session`, origin + other]);
    server = null;
    expect((await ask(invoice)).status).toBe(504);
  });

  test('stays where the server only fails', async () => {
    await ask(invoice);
    server = () => new Response('', { status: 502 });
    expect((await ask(invoice)).status).toBe(502);
    server = null;
    expect((await ask(invoice)).status).toBe(200);
  });
});

describe('nothing is kept', () => {
  test('on a device that is not remembered, and the worker ends', async () => {
    says({ ...jan, isRemembered: false });
    await ask('/api/session');
    await ask(invoice);
    expect([await keptNames(), hasLeft]).toEqual([false, true]);
  });

  test('once the server knows nobody here any more, and the worker ends', async () => {
    await ask(invoice);
    says(null);
    await ask(invoice);
    expect([await keptNames(), hasLeft]).toEqual([false, true]);
  });

  test.each([
    ['another contact', els],
    ['the same one anew', { ...jan, authenticatedAt: '2026-03-14T09:10:00Z' }],
  ])('of the one before, when the session is of %s', async (_, next) => {
    await ask(invoice);
    says(next);
    await ask('/api/session');
    expect(await keptNames()).toEqual([`${origin}/api/session`]);
    expect(hasLeft).toBe(false);
  });

  test.each(['/api/session', invoice])('that was asked for before somebody signed in or out: %s', async (path) => {
    await ask('/api/session');
    const held = Promise.withResolvers<Response>();
    server = () => held.promise;
    const asked = ask(path);
    await answers.forget();
    held.resolve(Response.json(path === invoice ? { of: jan.email } : jan));
    await asked;
    expect(await keptNames()).toBe(false);
  });
});

describe('the app', () => {
  const build = { script: '/assets/main-1.js', files: ['/assets/main-1.js', '/assets/app-1.js'] };
  const page = (script: string, { list = '', lang = 'en' } = {}) =>
    new Response(`<html lang="${lang}">${list}<script src="${script}">`, { headers: { 'Content-Type': 'text/html' } });
  /** `served`: the app alone. */
  const open = (served: Response | null) => {
    const later: Promise<unknown>[] = [];
    const fetch = async () => served?.clone() ?? Promise.reject(new TypeError('Failed to fetch'));
    const app = keptApp({ caches, fetch, build });
    const show = async (opened = fetch()) => {
      const shown = await app.page(opened, (work) => void later.push(work));
      await Promise.all(later);
      return shown;
    };
    return { ...app, show };
  };

  test('opens without network, with the files that fit it', async () => {
    await open(page(build.script)).fill();
    const offline = open(null);
    expect(await (await offline.show()).text()).toContain(build.script);
    expect(await (await offline.file(new Request(`${origin}/assets/app-1.js`))).text()).toBe('/assets/app-1.js');
  });

  test('is kept without the list that came with what was opened, and in the language of it', async () => {
    await open(page(build.script)).fill();
    const opened = page(build.script, { list: 'F-2026-0187', lang: 'nl' });
    expect(await (await open(page(build.script, { lang: 'nl' })).show(Promise.resolve(opened))).text()).toContain(
      'F-2026',
    );
    expect(await (await open(null).show()).text()).toBe(await page(build.script, { lang: 'nl' }).text());
  });

  test('is the new one as soon as the server has it, and stays whole for who is offline then', async () => {
    await open(page(build.script)).fill();
    expect(await (await open(page('/assets/main-2.js')).show()).text()).toContain('main-2');
    expect(await (await open(null).show()).text()).toContain('main-1');
  });

  test('is not kept where the server has another build by now', async () => {
    await expect(open(page('/assets/main-2.js')).fill()).rejects.toThrow('another build');
  });

  test('leaves nothing of builds before it', async () => {
    await caches.open('app /assets/main-0.js');
    await ask(invoice);
    const app = open(page(build.script));
    await app.fill();
    await app.clean();
    expect(await caches.keys()).toEqual(['seen', 'app /assets/main-1.js']);
  });
});

/** As much of a browser's caches as the worker uses, in the order in which things were put. */
function memoryCaches(): CacheStorage {
  const all = new Map<string, Map<string, Response>>();
  const urlOf = (asked: RequestInfo | URL) => new URL(asked instanceof Request ? asked.url : asked, origin).href;
  const open = (name: string) => {
    const entries = all.get(name) ?? new Map<string, Response>();
    all.set(name, entries);
    return {
      put: async (asked: string, response: Response) => {
        entries.delete(urlOf(asked));
        entries.set(urlOf(asked), new Response(await response.blob(), response));
      },
      addAll: async (paths: string[]) => paths.forEach((path) => entries.set(urlOf(path), new Response(path))),
      delete: async (asked: string) => entries.delete(urlOf(asked)),
      keys: async () => [...entries.keys()].map((url) => ({ url })),
    };
  };
  return {
    open: async (name: string) => open(name),
    has: async (name: string) => all.has(name),
    delete: async (name: string) => all.delete(name),
    keys: async () => [...all.keys()],
    match: async (asked: RequestInfo | URL, { cacheName = '' } = {}) => all.get(cacheName)?.get(urlOf(asked))?.clone(),
  } as unknown as CacheStorage;
}
