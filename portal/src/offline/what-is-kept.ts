/**
 * What the worker does about a request. `page`: a document of the app, whatever stands in it. `file`: of the build. `seen`: an answer that
 * is kept to be read offline. `forget`: who is signed in changes, so nothing may stay. `pass`: left to the browser, and never kept.
 */
export type Part = 'page' | 'file' | 'seen' | 'forget' | 'pass';

const pages = /^\/(invoices|invoices\/paid|credit-notes|statement|downloads|documents\/[^/]+)?$/;
const signingInOrOut = /^\/(api\/auth\/(verify|sign-out)|sign-in\/code|sign-out|auth\/l\/[^/]+)$/;

/** Kept of each, the newest: a document has its own page; the rest is little. */
const limits = [
  { path: /^\/api\/documents\/[0-9a-f-]{36}$/, max: 50 },
  { path: /^\/api\/documents\/[0-9a-f-]{36}\/events$/, max: 50 },
  { path: /^\/api\/documents(\/totals)?$/, max: 30 },
  { path: /^\/api\/session$/, max: 1 },
  { path: /^\/brand\/[^/]+\/[^/]+$/, max: 20 },
];

export function partOf({ method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>, origin: string): Part {
  const { origin: asked, pathname, searchParams } = new URL(url);
  if (asked !== origin) return 'pass';
  if (method === 'POST' && signingInOrOut.test(pathname)) return 'forget';
  if (method !== 'GET') return 'pass';
  // A file that is opened cannot come offline; the app says so in its place.
  if (mode === 'navigate') return pages.test(pathname) || pathname.startsWith('/api/') ? 'page' : 'pass';
  if (pathname.startsWith('/assets/')) return 'file';
  // Later pages of a list are left out: the first is what one sees.
  return limits.some(({ path }) => path.test(pathname)) && !searchParams.has('after') ? 'seen' : 'pass';
}

/** Of addresses in the order in which they were kept, those that are too many. */
export function tooMany(urls: readonly string[]): string[] {
  return limits.flatMap(({ path, max }) => urls.filter((url) => path.test(new URL(url).pathname)).slice(0, -max));
}

const daysMax = 30;

/** As long as a remembered device stays signed in. */
export function isTooOld(seenAt: string, now: Date): boolean {
  return !(now.getTime() - Date.parse(seenAt) <= daysMax * 86_400_000);
}
