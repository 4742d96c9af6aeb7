import type { Manifest } from 'vite';

/** What the browser's build was called: built before this, and read while this is built. Empty in tests. */
const manifests = import.meta.glob<Manifest>('../dist/client/.vite/manifest.json', { eager: true, import: 'default' });
const manifest: Manifest = Object.values(manifests)[0] ?? {};

export type Assets = { script: string; preloads: string[]; stylesheets: string[] };

/** `lazy`: chunks that the page is known to ask for at once, so that they need not wait for the script to say so. */
export function assetsOf(entry: string, lazy: string[] = []): Assets {
  const keys = reachable([entry, ...lazy]);
  const chunks = keys.flatMap((key) => manifest[key] ?? []);
  return {
    script: `/${manifest[entry]?.file ?? entry}`,
    preloads: chunks.filter((chunk) => chunk !== manifest[entry]).map((chunk) => `/${chunk.file}`),
    stylesheets: chunks.flatMap((chunk) => chunk.css ?? []).map((file) => `/${file}`),
  };
}

function reachable(keys: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (key: string): void => {
    if (found.has(key)) return;
    found.add(key);
    manifest[key]?.imports?.forEach(visit);
  };
  keys.forEach(visit);
  return [...found];
}
