import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export type Totals = { passed: number; failed: number; skipped: number };

const vitestSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

const playwrightSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()),
});

/** A run that ended badly without a failed test to show for it (a crash, an error outside a test) counts as one failure. */
export function vitestTotals(file: string, isGood: boolean): Totals {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = vitestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: isGood ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** A test that passed only when it was tried again counts as failed. */
export function playwrightTotals(file: string, isGood: boolean): Totals {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats, errors } = playwrightSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const failed = stats.unexpected + stats.flaky + errors.length;
  return { passed: stats.expected, failed: isGood ? failed : Math.max(failed, 1), skipped: stats.skipped };
}

export function sum(parts: Totals[]): Totals {
  const add = (key: keyof Totals) => parts.reduce((total, part) => total + part[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}

export function lastLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
