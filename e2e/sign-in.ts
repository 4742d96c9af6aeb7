import { expect, type Page } from '@playwright/test';
import { mailedCode } from './mailbox.ts';

/** By the code that is mailed to this contact of the demo. */
export async function signInAs(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByLabel('Six-digit code').fill(await mailedCode(page, email));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Open invoices' })).toBeVisible();
}
