import { expect, type Page } from '@playwright/test';

// Reading mail as the demo's customer does. A mail comes a moment after what it tells of, so the list is asked for again.

/** Opens the newest mail to this address with such a subject. */
export async function openMail(page: Page, to: string, subject: RegExp): Promise<void> {
  const mail = page
    .getByRole('link')
    .filter({ hasText: subject })
    .filter({ hasText: `o ${to}` });
  await expect(async () => {
    await page.goto('/demo/mailbox');
    await expect(mail.first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await mail.first().click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(subject);
}
