import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openMail } from './mailbox.ts';
import { fakeProvidersPort, stubStripe } from './stripe-stub.ts';

// Stripe's fields under the policy that the server sends; Stripe itself is a stand-in, in the browser and behind the server.

process.env['FAKE_PROVIDERS_PORT'] = String(fakeProvidersPort);
test.use({
  demo: 'providers',
  preload: join(import.meta.dirname, '../server/src/testing/providers-in-process.ts'),
  // The script that is kept out.
  refusals: [404],
});
test.skip(({ isMobile }) => !isMobile, 'one size is enough for what happens behind the page');

async function openInvoice(page: Page, customer: string): Promise<void> {
  await page.goto('/demo/mailbox');
  await openMail(page, customer, /Invoice .* from Fernhouse/);
  await page.frameLocator('iframe').getByRole('link', { name: 'View this invoice' }).first().click();
  await page.getByRole('button', { name: /^Pay / }).click();
  await expect(page).toHaveURL(/\/pay\/[0-9a-f-]+/);
}

async function pay(page: Page, kind: string): Promise<void> {
  await page.getByLabel('Card at Stripe').fill(kind);
  await page.getByRole('button', { name: /^Pay / }).click();
}

test.beforeAll(async ({ quittance }) => {
  Object.assign(process.env, {
    STRIPE_SECRET_KEY: 'sk_test_fakefakefake1234',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_fakefakefake1234',
    STRIPE_WEBHOOK_SECRET: 'whsec_fakefakefakefakefake',
  });
  const entity = ['--entity', 'fernhouse'];
  await quittance('providers', 'set', ...entity, '--provider', 'stripe', '--from-environment');
  await quittance('providers', 'use', ...entity, 'stripe', 'bank');
});

/** Opened by a script of the page, which is to lose sight of it before it shows a mailed address. */
async function openUnseen(page: Page, path: string): Promise<void> {
  const opening = page.waitForEvent('popup');
  const handle = await page.evaluateHandle((address) => open(address), path);
  const opened = await opening;
  await expect(opened).toHaveURL(/\/i\/inv1_/);
  await expect.poll(() => handle.evaluate((seen) => seen?.closed)).toBe(true);
  await opened.close();
}

test('a customer is declined, refuses and confirms what the bank asks, and has paid', async ({ page }) => {
  await stubStripe(page);
  await openInvoice(page, 'tom@quaysidedental.test');
  // A provider's script runs here, and the way back mints the mailed address again: for the person, not for the script.
  await openUnseen(page, `${new URL(page.url()).pathname}/back`);

  await pay(page, 'decline_generic_decline');
  await expect(page.getByText('The bank declined the card. Nothing was charged.')).toBeVisible();

  await pay(page, 'challenge');
  await expect(page.getByRole('heading', { name: 'Please confirm with your bank' })).toBeVisible();
  await page.frameLocator('iframe[title=Bank]').getByRole('button', { name: 'Refuse' }).click();
  await expect(page.getByRole('alert')).toContainText('Nothing was charged');

  await pay(page, 'challenge');
  await page.frameLocator('iframe[title=Bank]').getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('heading', { name: 'Paid. Thank you.' })).toBeVisible();
});

test('without the script there are other ways; with it a debit is on its way', async ({ page }) => {
  const blocking = { isOn: true };
  await stubStripe(page, { isBlocked: () => blocking.isOn });
  await openInvoice(page, 'priya@harbourrow.test');
  await expect(page.getByText(/^The payment fields could not be loaded/)).toBeVisible();
  await page.getByRole('radio', { name: /Bank transfer/ }).check();
  await expect(page.getByText('IBAN').first()).toBeVisible();

  blocking.isOn = false;
  await page.getByRole('radio', { name: /^Card and other ways/ }).check();
  await pay(page, 'sepa');
  await expect(page.getByRole('heading', { name: 'Your payment is on its way' })).toBeVisible();
});
