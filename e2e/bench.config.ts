import config from './playwright.config.ts';

/** What is measured and printed, not judged by time: `pnpm bench:lists`. */
export default {
  ...config,
  testMatch: '*.bench.ts',
  timeout: 900_000,
  projects: config.projects?.filter(({ name }) => name === 'phone'),
};
