import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lastLine, playwrightTotals, sum, vitestTotals } from './test-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const ofVitest = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };
const ofPlaywright = { stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 1 }, errors: [] };

describe('the totals', () => {
  test('are those of the reports', () => {
    expect(vitestTotals(report(ofVitest), true)).toEqual({ passed: 7, failed: 0, skipped: 2 });
    expect(playwrightTotals(report(ofPlaywright), true)).toEqual({ passed: 4, failed: 0, skipped: 1 });
  });

  test.each([
    [
      'a file that could not be read as tests',
      { ...ofVitest, testResults: [{ status: 'failed', assertionResults: [] }] },
      false,
      1,
    ],
    [
      'a failed test, once and not again for its file',
      { ...ofVitest, numFailedTests: 1, testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }] },
      false,
      1,
    ],
    ['an end in failure that no test shows', ofVitest, false, 1],
  ])('of vitest count %s', (_what, content, isGood, failed) => {
    expect(vitestTotals(report(content), isGood).failed).toBe(failed);
  });

  test.each([
    [
      'a test that passed only on another try',
      { ...ofPlaywright, stats: { ...ofPlaywright.stats, flaky: 1 } },
      true,
      1,
    ],
    ['an error outside the tests', { ...ofPlaywright, errors: [{ message: 'no tests found' }] }, false, 1],
    ['an end in failure that no test shows', ofPlaywright, false, 1],
  ])('of playwright count %s', (_what, content, isGood, failed) => {
    expect(playwrightTotals(report(content), isGood).failed).toBe(failed);
  });

  test('count a run without a report as failed', () => {
    expect(vitestTotals(join(folder, 'none.json'), true).failed).toBe(1);
    expect(playwrightTotals(join(folder, 'none.json'), true).failed).toBe(1);
  });
});

test('the last line can be read by a program', () => {
  const total = sum([
    { passed: 7, failed: 0, skipped: 0 },
    { passed: 4, failed: 1, skipped: 0 },
  ]);
  expect(lastLine(total)).toBe('11 passed, 1 failed');
  expect(lastLine({ ...total, skipped: 3 })).toBe('11 passed, 1 failed, 3 skipped');
});
