import config from '../playwright.config.ts';

/** What is measured and printed, not judged by time: `pnpm bench:lists`. */
export default {
  ...config,
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../../test-results/bench',
  timeout: 900_000,
  // Recording every step costs more than what is measured.
  use: { ...config.use, trace: 'off' as const },
  projects: config.projects?.filter(({ name }) => name === 'phone'),
};
