import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPortal } from './build-portal.ts';
import { findChromium } from './find-chromium.ts';
import { lastLine, playwrightTotals, sum, vitestTotals, type Totals } from './test-report.ts';

/** Every check and every test, each part whatever became of the one before. The last line is the sum. */
const reports = mkdtempSync(join(tmpdir(), 'quittance-report-'));
const oneFailure: Totals = { passed: 0, failed: 1, skipped: 0 };
const nothing: Totals = { passed: 0, failed: 0, skipped: 0 };

const totals = sum([
  await step('Checking types, lint, format, imports and unused code', check),
  await step('Building the portal', build),
  await step('Testing shared, server and portal', unitTests),
  await step('Testing in the browser', browserTests),
]);
rmSync(reports, { recursive: true, force: true });
console.log(`\n${lastLine(totals)}`);
process.exitCode = totals.failed === 0 ? 0 : 1;

async function step(what: string, run: () => Promise<Totals>): Promise<Totals> {
  console.log(`\n== ${what}`);
  const startedMs = performance.now();
  const result = await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return oneFailure;
  });
  console.log(`== ${Math.round((performance.now() - startedMs) / 1000)} s`);
  return result;
}

async function check(): Promise<Totals> {
  return (await isGood(process.execPath, ['scripts/check.ts'])) ? nothing : oneFailure;
}

async function build(): Promise<Totals> {
  await buildPortal(() => undefined);
  return nothing;
}

async function unitTests(): Promise<Totals> {
  const file = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return vitestTotals(file, await isGood('node_modules/.bin/vitest', args));
}

async function browserTests(): Promise<Totals> {
  if (globSync('e2e/**/*.spec.ts', { exclude: ['**/node_modules/**'] }).length === 0) return nothing;
  const file = join(reports, 'playwright.json');
  const chromium = findChromium((line) => console.log(line));
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const good = await isGood('e2e/node_modules/.bin/playwright', ['test', '-c', 'e2e', '--reporter=list,json'], env);
  return playwrightTotals(file, good);
}

function isGood(command: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
