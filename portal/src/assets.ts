import type { Manifest } from 'vite';

/** What the browser's build was called: built before this, and read while this is built. Empty in tests. */
const manifests = import.meta.glob<Manifest>('../dist/client/.vite/manifest.json', { eager: true, import: 'default' });
const manifest: Manifest = Object.values(manifests)[0] ?? {};

const entry = 'src/main.tsx';
const starter = 'src/after-paint.ts';

/** `starter` runs `script` once the document is on the screen. */
export type Assets = { starter: string; script: string; preloads: string[]; stylesheets: string[] };

/** `part`: what the script will ask for at once, so that it need not wait for the script to say so; null where the script is all. */
export function assetsOf(part: string | null): Assets {
  const chunks = reachable(part).flatMap((key) => manifest[key] ?? []);
  return {
    starter: fileOf(starter),
    script: fileOf(entry),
    preloads: chunks.filter((chunk) => !chunk.isEntry).map((chunk) => `/${chunk.file}`),
    stylesheets: chunks.flatMap((chunk) => chunk.css ?? []).map((file) => `/${file}`),
  };
}

/**
 * Everything that the app may ask for, its pages too. No other language: the document brings the sentences. The name of `script` says
 * which build it is, for it holds the names of all others.
 */
export function appFiles(): { script: string; files: string[] } {
  const isOfApp = (key: string) => !key.startsWith('src/locales/');
  const chunks = reachable('src/app.tsx', (key) => (key === entry ? [] : (manifest[key]?.dynamicImports ?? [])))
    .filter(isOfApp)
    .flatMap((key) => manifest[key] ?? []);
  const files = new Set(chunks.flatMap(({ file, css = [] }) => [file, ...css]));
  return { script: fileOf(entry), files: [fileOf(starter), ...[...files].map((file) => `/${file}`)] };
}

function fileOf(key: string): string {
  return `/${manifest[key]?.file ?? key}`;
}

function reachable(part: string | null, later: (key: string) => string[] = () => []): string[] {
  const found = new Set<string>();
  const visit = (key: string): void => {
    if (found.has(key)) return;
    found.add(key);
    manifest[key]?.imports?.forEach(visit);
    later(key).forEach(visit);
  };
  if (part !== null) visit(part);
  return [...found];
}
