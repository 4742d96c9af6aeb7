import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { unzipped } from '../server/src/testing/unzipped.ts';
import { expect, test } from './fixtures.ts';
import { signInAs } from './sign-in.ts';

// Who gets no code in another journey: only a few are sent in an hour.
const bookkeeper = 'office@harbourrow.test';

test.describe('a bookkeeper', () => {
  // Of the page of somebody signed out.
  test.use({ refusals: [401] });

  test('takes a year and a month along, the lists as tables, and the due dates', async ({ page, expectReadable }) => {
    await signInAs(page, bookkeeper);
    await page.getByRole('link', { name: 'Downloads' }).click();
    await expectReadable();

    const year = (await page.getByLabel('Period').locator('optgroup').first().getAttribute('label')) ?? '';
    const ofYear = await takeZip(page, year, year);
    await expectReadable();
    expect([...ofYear.files.keys()].some((name) => name.startsWith('Statements/'))).toBe(true);

    const month =
      ofYear.rows
        .find((row) => row.startsWith('Invoices/'))
        ?.split(',')[3]
        ?.slice(0, 7) ?? '';
    const name = new Date(`${month}-01`).toLocaleDateString('en-GB', { month: 'long', year: 'numeric' });
    const ofMonth = await takeZip(page, month, name);
    expect(ofMonth.files.size).toBeLessThanOrEqual(ofYear.files.size);
    const dates = ofMonth.rows.filter((row) => /^(Invoices|Receipts)\//.test(row)).map((row) => row.split(',')[3]);
    expect(dates.some((date) => date?.startsWith(month))).toBe(true);

    const table = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Open invoices: Excel' }).click();
    expect((await table).suggestedFilename()).toMatch(/^Open invoices .*\.xlsx$/);
    const calendar = page.waitForEvent('download');
    await page.getByRole('link', { name: /for your calendar$/ }).click();
    expect(await readFile(await (await calendar).path(), 'utf8')).toContain('BEGIN:VEVENT');
  });
});

/** Asks for a period and opens what comes: the index names every file, and every PDF is one. */
async function takeZip(page: Page, period: string, name: string) {
  await page.getByLabel('Period').selectOption(period);
  await page.getByRole('button', { name: 'Download ZIP' }).click();
  const own = page.getByRole('region', { name: 'Your downloads' });
  const link = own.getByRole('link', { name: `Download: ${name}` }).first();
  await expect(link).toBeVisible({ timeout: 60_000 });
  const taken = page.waitForEvent('download');
  await link.click();
  const zip = await taken;
  expect(zip.suggestedFilename()).toBe(`Documents ${period}.zip`);
  const files = await unzipped(await readFile(await zip.path()));
  const [head, ...rows] = (files.get('Contents.csv')?.toString() ?? '').trim().split('\r\n');
  expect(head).toContain('File,Kind,Number,Date');
  expect(new Set([...rows.map((row) => row.split(',')[0]), 'Contents.csv'])).toEqual(new Set(files.keys()));
  const pdfs = [...files].filter(([path]) => path.endsWith('.pdf'));
  expect(pdfs.length).toBeGreaterThan(0);
  for (const [path, bytes] of pdfs) expect(bytes.subarray(0, 5).toString(), path).toBe('%PDF-');
  return { files, rows };
}
