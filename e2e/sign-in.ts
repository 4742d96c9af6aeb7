import { expect, type Page } from '@playwright/test';
import { mailedCode } from './mailbox.ts';

/** By the code that is mailed to this contact of the demo. `isRemembered`: on a device that the person calls theirs. */
export async function signInAs(page: Page, email: string, { isRemembered = false } = {}): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByLabel('Six-digit code').fill(await mailedCode(page, email));
  if (isRemembered) await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Open invoices' })).toBeVisible();
}
