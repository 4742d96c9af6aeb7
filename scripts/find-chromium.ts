import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const advice = 'Install Chromium or Google Chrome and run this again.';

/** The path of a Chromium, installed from the system's packages where there is none. Throws a sentence when it cannot be had. */
export function findChromium(say: (line: string) => void): string {
  const found = installed();
  if (found) return found;
  if (!existsSync('/usr/bin/apt-get'))
    throw new Error(`The browser tests need Chromium, and there is none here. ${advice}`);
  say('Installing Chromium from the system packages (apt-get install chromium); this takes a minute or two');
  apt(['update']);
  apt(['install', '-y', '--no-install-recommends', 'chromium']);
  const path = installed();
  if (!path) throw new Error(`Chromium was installed but cannot be found. ${advice}`);
  return path;
}

function installed(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...paths, ...places].find((path) => existsSync(path) && canRun(path));
}

/** Some systems put a script in its place that only tells how to install it. */
function canRun(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function apt(args: string[]): void {
  const isRoot = process.getuid?.() === 0;
  const [command, ...rest] = [...(isRoot ? [] : ['sudo', '-n']), 'apt-get', '-q', ...args];
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync(command ?? '', rest, { env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 50_000_000 });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    const who = isRoot ? '' : ' (as an ordinary user it needs sudo without a password)';
    throw new Error(`Chromium could not be installed${who}: ${output}\n${advice}`, { cause: error });
  }
}
