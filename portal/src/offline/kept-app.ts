/** What was built: all files of the app, and among them the one whose name says which build it is. */
export type Build = { script: string; files: string[] };

type Deps = {
  caches: CacheStorage;
  fetch: (request: Request | string) => Promise<Response>;
  build: Build;
};

export type KeptApp = {
  /** Fetches everything; fails where the server is of another build by now. */
  fill: () => Promise<void>;
  /** Removes what belongs to builds before. */
  clean: () => Promise<unknown>;
  remove: () => Promise<unknown>;
  file: (request: Request) => Promise<Response>;
  page: (arriving: Promise<Response>, waitUntil: (work: Promise<unknown>) => void) => Promise<Response>;
};

/** The app alone, which can be opened under the address of every page: what is shown may come with somebody's list in it. */
const documentPath = '/offline-app';
const prefix = 'app ';

/** The app itself, which holds nothing of anybody's. Files and document are kept together, so that they always fit each other. */
export function keptApp({ caches, fetch, build }: Deps): KeptApp {
  const cacheName = prefix + build.script;

  async function keepDocument(): Promise<boolean> {
    const response = await fetch(documentPath);
    if (!isOfBuild(await response.clone().text()) || !(await caches.has(cacheName))) return false;
    await (await caches.open(cacheName)).put(documentPath, response);
    return true;
  }

  const isOfBuild = (html: string) => html.includes(`"${build.script}"`);

  /** In another language than before, perhaps. */
  async function keepUpWith(shown: string): Promise<void> {
    const kept = await caches.match(documentPath, { cacheName, ignoreVary: true });
    if (isOfBuild(shown) && kept && languageOf(await kept.text()) !== languageOf(shown)) await keepDocument();
  }

  return {
    async fill() {
      await (await caches.open(cacheName)).addAll(build.files);
      if (!(await keepDocument())) throw new Error('the server has another build');
    },

    async clean() {
      const old = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
      return Promise.all(old.map((name) => caches.delete(name)));
    },

    remove: () => caches.delete(cacheName),

    async file(request) {
      const kept = await caches.match(request, { cacheName, ignoreVary: true });
      return kept ?? fetch(request);
    },

    async page(arriving, waitUntil) {
      try {
        const response = await arriving;
        // A device that is full keeps what it has.
        if (isHtml(response))
          waitUntil(
            response
              .clone()
              .text()
              .then(keepUpWith)
              .catch(() => undefined),
          );
        return response;
      } catch {
        const kept = await caches.match(documentPath, { cacheName, ignoreVary: true });
        return kept ?? Response.error();
      }
    },
  };
}

function languageOf(html: string): string | undefined {
  return /<html lang="([^"]*)"/.exec(html)?.[1];
}

function isHtml({ ok, headers }: Response): boolean {
  return ok && headers.get('Content-Type')?.startsWith('text/html') === true;
}
