import { defineConfig } from '@playwright/test';
import { launchOptions } from './chromium.ts';

/** Their pages are looked at on a wide screen by other specs, or only their texts and files matter. */
const sameOnWideScreens = [
  '**/ask-a-question*',
  '**/pay-by-mollie*',
  '**/pay-by-stripe*',
  '**/read-offline*',
  '**/take-documents-along*',
];

export default defineConfig({
  testDir: '.',
  // With PICTURES=1 nothing is tested: what docs/screens shows is taken anew.
  testMatch: process.env['PICTURES'] === '1' ? '**/pictures.ts' : '**/*.spec.ts',
  forbidOnly: true,
  // Each with a server of its own.
  workers: 2,
  // Looking at every state for every rule takes its time on a small machine.
  timeout: 180_000,
  expect: { timeout: 10_000 },
  outputDir: '../test-results/e2e',
  reporter: process.env.CI ? [['line']] : [['list']],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Brussels',
    trace: 'retain-on-failure',
    launchOptions,
  },
  projects: [
    {
      name: 'phone',
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
    },
    {
      name: 'desktop',
      testIgnore: sameOnWideScreens,
      use: { viewport: { width: 1280, height: 900 } },
    },
  ],
});
