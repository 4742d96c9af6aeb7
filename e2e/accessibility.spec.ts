import type { Page } from '@playwright/test';
import { languages } from '@quittance/shared/language.ts';
import { expect, test } from './fixtures.ts';
import { openCodeMail, openMail } from './mailbox.ts';
import { askForPages } from './pages-alone.ts';
import { signInAs } from './sign-in.ts';

// What the other journeys do not pass: the pages one would rather not see, and how a browser is told to show pages otherwise.

const customer = 'priya@harbourrow.test';
const invoice = /Invoice .* from Fernhouse/;

test.skip(({ isMobile }) => !isMobile, 'on the narrow screen, which the pages also are at 400 %');

test.describe('pages that say no', () => {
  test.use({ refusals: [401, 404, 422, 500] });

  test('are as readable as the others', async ({ page, expectReadable }) => {
    await page.goto('/pay/01890000-0000-7000-8000-000000000000');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectReadable();

    await signInAs(page, customer);
    await page.goto('/documents/01890000-0000-7000-8000-000000000000');
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    await expectReadable();
    await askForPages(page);
    await page.route('**/api/documents?*', (route) => route.fulfill({ status: 500 }));
    await page.goto('/invoices/paid');
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expectReadable();
  });
});

test('a sign-in link is readable in the browser that asked and in another', async ({ page, expectReadable }) => {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(customer);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByLabel('Six-digit code')).toBeVisible();
  await openCodeMail(page, customer);
  await page.frameLocator('iframe').getByRole('link', { name: 'Sign in' }).first().click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expectReadable();
  await page.context().clearCookies();
  await page.reload();
  await expect(page.getByLabel(/address/)).toBeVisible();
  await expectReadable();
});

test('the page behind a mailed link is readable in every language', async ({ page, expectReadable }) => {
  await openInvoice(page);
  for (const language of languages) {
    await page.locator('select[name=language]').selectOption(language);
    await page.locator('form[action="/language"] button').click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expectReadable();
  }
});

test('forced colours keep the edge of a button and the mark of the current page, and no motion means none', async ({
  page,
}) => {
  await openInvoice(page);
  await page.emulateMedia({ forcedColors: 'active' });
  const button = page.getByRole('button', { name: /^Pay / });
  expect(await colour(button, 'borderBottomColor')).not.toBe(await colour(button, 'backgroundColor'));

  await signInAs(page, 'tom@quaysidedental.test');
  const [current, other] = ['Open', 'Paid'].map((name) => page.getByRole('link', { name, exact: true }));
  if (!current || !other) throw new Error('two links were asked for');
  expect(await colour(current, 'borderBottomColor')).not.toBe(await colour(other, 'borderBottomColor'));

  // Held, so that the page waits for as long as it is looked at.
  await page.route('**/api/documents?*list=paid*', () => undefined);
  await other.click();
  await expect(page.locator('main')).toHaveAttribute('aria-busy', 'true');
  for (const [reducedMotion, moving] of [
    ['no-preference', 1],
    ['reduce', 0],
  ] as const) {
    await page.emulateMedia({ reducedMotion });
    await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(moving);
  }
});

function colour(element: ReturnType<Page['locator']>, name: 'borderBottomColor' | 'backgroundColor') {
  return element.evaluate((shown, property) => getComputedStyle(shown)[property], name);
}

async function openInvoice(page: Page): Promise<void> {
  await openMail(page, customer, invoice);
  await page.frameLocator('iframe').getByRole('link', { name: 'View this invoice' }).first().click();
  await expect(page.getByText('Amount due').first()).toBeVisible();
}
