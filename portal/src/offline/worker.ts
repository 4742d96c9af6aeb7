import { keptAnswers } from './kept-answers.ts';
import { keptApp, type Build } from './kept-app.ts';
import { seenCache } from './seen-cache.ts';
import { partOf } from './what-is-kept.ts';

// Runs beside the pages of a remembered device: what was seen there last can be read without network.

declare const self: ServiceWorkerGlobalScope;
/** Stands before this script. */
declare const build: Build;

const fetchIt = (request: Request | string) => fetch(request);
const app = keptApp({ caches, fetch: fetchIt, build });
const answers = keptAnswers({
  seen: seenCache({ caches, now: () => new Date() }),
  fetch: fetchIt,
  leave: () => Promise.all([self.registration.unregister(), app.remove()]),
});

/** Where the browser can be told so, it does not even start the worker for these: an address may hold a token. */
const neverOurs = ['/i/*', '/auth/*', '/pay/*', '/brand-previews/*'];
type InstallEvent = ExtendableEvent & { addRoutes?: (rules: unknown[]) => Promise<void> };

self.addEventListener('install', (event: InstallEvent) => {
  const rules = neverOurs.map((pathname) => ({
    condition: { urlPattern: { pathname }, requestMethod: 'GET' },
    source: 'network',
  }));
  event.waitUntil(Promise.all([app.fill(), event.addRoutes?.(rules), self.skipWaiting()]));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([app.clean(), self.registration.navigationPreload?.enable(), self.clients.claim()]));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const waitUntil = (work: Promise<unknown>) => event.waitUntil(work);
  switch (partOf(request, self.location.origin)) {
    case 'page':
      return event.respondWith(app.page(arriving(event), waitUntil));
    case 'file':
      return event.respondWith(app.file(request));
    case 'seen':
      return event.respondWith(answers.answer({ request, waitUntil }));
    case 'forget':
      return waitUntil(answers.forget());
    case 'pass':
  }
});

/** Asked for while the worker was starting, where the browser does that. */
async function arriving({ preloadResponse, request }: FetchEvent): Promise<Response> {
  const preloaded: unknown = await preloadResponse;
  return preloaded instanceof Response ? preloaded : fetch(request);
}
