import type { Page } from '@playwright/test';
import { languages } from '@quittance/shared/language.ts';
import { expect, test } from './fixtures.ts';
import { openCodeMail, openMail } from './mailbox.ts';
import { plainTexts, speakPseudo } from './pseudo-language.ts';

const customer = 'priya@harbourrow.test';
const widths = [320, 390];

test.skip(({ isMobile }) => !isMobile, 'narrow pages are what breaks');

test('every sentence of the signed-in pages is translated, and has room to be longer', async ({ page }) => {
  await signIn(page);
  const data = dataOf(page);
  await speakPseudo(page);

  await page.goto('/invoices');
  const invoicePath = await pathOf(page, '/documents/');
  const payPath = await pathOf(page, '/pay/');
  for (const path of ['/invoices', '/invoices/paid', '/credit-notes', '/statement', invoicePath, payPath, '/sign-in']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('⟦');
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    // Asked again until the answers that the page shows have been read here, too.
    await expect
      .configure({ soft: true })
      .poll(async () => (await plainTexts(page)).filter((text) => !isData(text, data)), `without brackets on ${path}`)
      .toEqual([]);
    await expectRoom(page, path);
  }
});

test('the page behind a mailed link speaks each language that is chosen at its foot, and has room for it', async ({
  page,
}) => {
  await openMail(page, 'tom@quaysidedental.test', /Invoice .* from Fernhouse/);
  await page.frameLocator('iframe').getByRole('link', { name: 'View this invoice' }).first().click();
  for (const language of languages) {
    await page.locator('select[name=language]').selectOption(language);
    await page.locator('form[action="/language"] button').click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    await expectRoom(page, language);
  }
});

async function expectRoom(page: Page, what: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 });
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(needed, `width of ${what} on a screen of ${width}`).toBeLessThanOrEqual(width);
  }
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(customer);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByLabel('Six-digit code')).toBeVisible();
  await openCodeMail(page, customer);
  await page.frameLocator('iframe').getByRole('link', { name: 'Sign in' }).first().click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Open invoices' })).toBeVisible();
}

async function pathOf(page: Page, start: string): Promise<string> {
  return (await page.locator(`main a[href^="${start}"]`).first().getAttribute('href')) ?? '';
}

/** Every text that the server tells the pages from here on. */
function dataOf(page: Page): Set<string> {
  const told = new Set<string>();
  page.on('response', async (response) => {
    if (!response.headers()['content-type']?.includes('application/json')) return;
    // What was still under way when the page was left is on no page.
    const text = await response.text().catch(() => '{}');
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'string') told.add(value);
      return value;
    });
  });
  return told;
}

/** Dates, quantities and account numbers as they are printed. */
const written = /^\d{1,2} \p{L}+ \d{4}$|^[\d.,]+ (km|m²)$|^[A-Z]{2}\d{2}( [A-Z0-9]{1,4})+$/u;
const country = new Set(['United Kingdom']);

function isData(text: string, told: Set<string>): boolean {
  return written.test(text) || country.has(text) || told.has(text);
}
