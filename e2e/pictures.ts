import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openMail } from './mailbox.ts';
import { signInAs } from './sign-in.ts';

// With PICTURES=1 only this runs, on a phone and a desk, and renews what docs/screens shows of every page.

const late = 'tom@quaysidedental.test';

test.use({ refusals: [404] });

test('the pages behind a mailed link', async ({ page }, info) => {
  await openMail(page, late, /Invoice .* from Fernhouse/);
  await keep(page, info, 'mail');
  const link = page.frameLocator('iframe').locator('a[href*="/i/inv1_"]').first();
  const path = new URL((await link.getAttribute('href')) ?? '').pathname;
  await page.goto(path);
  await inEachLanguage(page, async (language) => {
    await page.goto(path);
    await keep(page, info, 'invoice-by-link', language);
    await page.locator('summary').first().click();
    await keep(page, info, 'calculation', language);
  });
  await page.locator('form[action*="/pay"] button').first().click();
  await expect(page).toHaveURL(/\/pay\//);
  const address = page.url();
  await inEachLanguage(page, async (language) => {
    await page.goto(address);
    await expect(page.getByRole('radio').first()).toBeVisible();
    await keep(page, info, 'pay', language);
    await page.getByRole('radio').last().check();
    await keep(page, info, 'pay-by-transfer', language);
  });
  await inEachLanguage(page, () => page.goto(address), ['en']);
  await page.getByLabel('Card').first().check();
  await page.getByText('Test numbers').click();
  await page.getByRole('button', { name: 'Use 4242 4242 4242 4242' }).click();
  await page.getByRole('button', { name: /^Pay / }).click();
  await expect(page.getByText('Paid. Thank you.')).toBeVisible();
  await inEachLanguage(page, async (language) => {
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await keep(page, info, 'receipt', language);
  });
});

test('the pages of somebody signed in', async ({ page }, info) => {
  await signInAs(page, late);
  await page.getByRole('button', { name: /^Pay all: / }).click();
  await expect(page).toHaveURL(/\/pay\/drafts\//);
  const basket = page.url();
  await page.goto('/invoices');
  const first = await page.locator('main a[href^="/documents/"]').first().getAttribute('href');
  const pages = {
    open: '/invoices',
    paid: '/invoices/paid',
    'credit-notes': '/credit-notes',
    document: first ?? '',
    statement: '/statement',
    downloads: '/downloads',
    basket,
    'not-found': '/documents/01890000-0000-7000-8000-000000000000',
  };
  await inEachLanguage(page, async (language) => {
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      await keep(page, info, name, language);
    }
  });
});

test('signing in', async ({ page }, info) => {
  await inEachLanguage(page, async (language) => {
    await page.goto('/sign-in');
    await expect(page.locator('input[type=email]')).toBeVisible();
    await keep(page, info, 'sign-in', language);
    await page.locator('input[type=email]').fill(late);
    await page.locator('form button[type=submit]').first().click();
    await expect(page).toHaveURL(/code/);
    await expect(page.locator('input[autocomplete=one-time-code]')).toBeVisible();
    await keep(page, info, 'code', language);
  });
});

async function inEachLanguage(
  page: Page,
  look: (language: string) => Promise<unknown>,
  languages: readonly string[] = ['en', 'fr'],
): Promise<void> {
  for (const language of languages) {
    const form = { language, page: '/sign-in' };
    const headers = { Origin: new URL(page.url()).origin };
    await page.request.post('/language', { form, headers, maxRedirects: 0 });
    await look(language);
  }
}

async function keep(page: Page, info: TestInfo, name: string, language = 'en'): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    const file = `${name}-${language}-${scheme}-${info.project.name}.png`;
    await page.screenshot({ path: join(import.meta.dirname, '../docs/screens', file), scale: 'css' });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
