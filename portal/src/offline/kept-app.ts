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

/** The document of every page is the same; it is kept under the address of one of them. */
const documentPath = '/invoices';
const prefix = 'app ';

/** The app itself, which holds nothing of anybody's. Files and document are kept together, so that they always fit each other. */
export function keptApp({ caches, fetch, build }: Deps): KeptApp {
  const cacheName = prefix + build.script;

  async function keepDocument(response: Response): Promise<boolean> {
    const isOfBuild = (await response.clone().text()).includes(`"${build.script}"`);
    if (!isOfBuild || !(await caches.has(cacheName))) return false;
    await (await caches.open(cacheName)).put(documentPath, response);
    return true;
  }

  return {
    async fill() {
      await (await caches.open(cacheName)).addAll(build.files);
      if (!(await keepDocument(await fetch(documentPath)))) throw new Error('the server has another build');
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
        // In another language than before, perhaps; a device that is full keeps what it has.
        if (isHtml(response)) waitUntil(keepDocument(response.clone()).catch(() => undefined));
        return response;
      } catch {
        const kept = await caches.match(documentPath, { cacheName, ignoreVary: true });
        return kept ?? Response.error();
      }
    },
  };
}

function isHtml({ ok, headers }: Response): boolean {
  return ok && headers.get('Content-Type')?.startsWith('text/html') === true;
}
