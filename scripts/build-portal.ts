import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

const run = promisify(execFile);
const compress = promisify(brotliCompress);
const entry = 'portal/src/server-entry.tsx';
const stamp = 'portal/dist/built-from';
/** Everything that the bundle is made of. */
const sources = [
  'portal/{src,public}/**/*',
  'shared/src/**/*',
  'server/src/api-client.ts',
  'vite.config.ts',
  'scripts/build-portal.ts',
  'pnpm-lock.yaml',
];
const notSources = ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'];

/** Bundles the portal, unless the last bundle was made of the same sources. */
export async function buildPortal(say: (line: string) => void): Promise<void> {
  if (!existsSync(entry)) return;
  const digest = digestOfSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say('Building the portal');
  const building = run('node_modules/.bin/vite', ['build', '--logLevel', 'warn'], { maxBuffer: 10_000_000 });
  // It ends with us: the next start would bundle into the same folder beside it.
  const end = () => void building.child.kill();
  process.once('exit', end);
  try {
    await building;
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw new Error(`The portal could not be built.\n${output}`, { cause: error });
  } finally {
    process.off('exit', end);
  }
  // Compressed once here, so that the server only reads: a file beside each, which it prefers where the browser takes it.
  const assets = globSync('portal/dist/client/assets/*.{js,css}');
  await Promise.all(assets.map(async (path) => writeFile(`${path}.br`, await compress(await readFile(path)))));
  writeFileSync(stamp, digest);
}

function digestOfSources(): string {
  const hash = createHash('sha256');
  const found = sources.flatMap((pattern) => globSync(pattern, { exclude: notSources, withFileTypes: true }));
  const paths = found.filter((file) => file.isFile()).map((file) => `${file.parentPath}/${file.name}`);
  for (const path of paths.toSorted()) hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}
