import type { Manifest } from 'vite';

/** What the browser's build was called: built before this, and read while this is built. Empty in tests. */
const manifests = import.meta.glob<Manifest>('../dist/client/.vite/manifest.json', { eager: true, import: 'default' });
const manifest: Manifest = Object.values(manifests)[0] ?? {};

const entry = 'src/main.tsx';

export type Assets = { script: string; preloads: string[]; stylesheets: string[] };

/** `part`: what the script will ask for at once, so that it need not wait for the script to say so; null where the script is all. */
export function assetsOf(part: string | null): Assets {
  const chunks = reachable(part).flatMap((key) => manifest[key] ?? []);
  return {
    script: `/${manifest[entry]?.file ?? entry}`,
    preloads: chunks.filter((chunk) => !chunk.isEntry).map((chunk) => `/${chunk.file}`),
    stylesheets: chunks.flatMap((chunk) => chunk.css ?? []).map((file) => `/${file}`),
  };
}

function reachable(part: string | null): string[] {
  const found = new Set<string>();
  const visit = (key: string): void => {
    if (found.has(key)) return;
    found.add(key);
    manifest[key]?.imports?.forEach(visit);
  };
  if (part !== null) visit(part);
  return [...found];
}
