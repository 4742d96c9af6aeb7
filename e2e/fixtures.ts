import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { type DemoServer, startDemoServer } from './demo-server.ts';

type Fixtures = {
  /** Checks the page as it stands now, in both colour schemes. */
  expectReadable: () => Promise<void>;
  /** Statuses that this test brings about on purpose, and the browser logs. */
  refusals: number[];
  /** Shown to nobody: fails the test when a page logs an error, throws, or loads what its policy forbids. */
  quietConsole: void;
};

type WorkerFixtures = {
  server: Pick<DemoServer, 'url' | 'dataDir'>;
  /** Journeys with the same name here share a server, and meet what the ones before them left behind. */
  demo: string;
  /** A file that their server loads before anything else. */
  preload: string | undefined;
  /** Runs `pnpm quittance` beside it, and resolves to what it prints as JSON. */
  quittance: (...args: string[]) => Promise<unknown>;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  demo: ['shared', { option: true, scope: 'worker' }],
  preload: [undefined, { option: true, scope: 'worker' }],
  server: [
    // Playwright reads from the braces what a fixture needs: another demo is another server.
    // oxlint-disable-next-line eslint/no-unused-vars
    async ({ demo: _, preload }, use) => {
      const server = await startDemoServer({ preload });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  quittance: [
    ({ server: { dataDir } }, use) =>
      use(async (...args) => {
        const command = [join(import.meta.dirname, '../scripts/quittance.ts'), ...args, '--json'];
        const { stdout } = await promisify(execFile)(process.execPath, command, {
          env: { ...process.env, DATA_DIR: dataDir },
        });
        const printed: unknown = JSON.parse(stdout);
        return printed;
      }),
    { scope: 'worker' },
  ],
  baseURL: ({ server }, use) => use(server.url),
  expectReadable: ({ page }, use) =>
    use(async () => {
      await expectNoSidewaysScroll(page);
      await expectAccessible(page, (axe) => axe.withTags(everyRule));
      // All that the other scheme changes.
      await page.emulateMedia({ colorScheme: 'dark' });
      await expectAccessible(page, (axe) => axe.withRules(['color-contrast', 'link-in-text-block']));
      await page.emulateMedia({ colorScheme: 'light' });
    }),
  refusals: [[], { option: true }],
  quietConsole: [
    async ({ page, refusals }, use) => {
      const said: string[] = [];
      page.on('console', (message) => {
        // The test itself looks into the frame of a mail, which rightly runs no script.
        // Nor is it our page's fault that a test takes the network away.
        const isOurs = !/^Blocked script execution in '.*\/demo\/mailbox\/|ERR_INTERNET_DISCONNECTED/.test(
          message.text(),
        );
        const status = Number(/responded with a status of (\d+)/.exec(message.text())?.[1]);
        if (message.type() === 'error' && isOurs && !refusals.includes(status)) said.push(message.text());
      });
      page.on('pageerror', (error) => said.push(String(error)));
      await use();
      expect(said).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** WCAG 2.2 A and AA, as far as a machine can check it, and what else is known to help. */
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function expectAccessible(page: Page, choose: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  const { violations } = await choose(new AxeBuilder({ page })).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(', ')}`)).toEqual([]);
}

/** Nothing has to be pushed sideways to be read: as it is, at 200 %, and at 320 px, which is a small phone or 400 % (WCAG 1.4.10). */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const own = page.viewportSize();
  if (!own) throw new Error('the page has no size');
  for (const width of new Set([own.width, Math.max(own.width / 2, narrowest), narrowest])) {
    await page.setViewportSize({ width, height: own.height });
    // A phone's layout grows with what sticks out.
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(needed, `width needed on a screen of ${width}`).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize(own);
}

const narrowest = 320;
