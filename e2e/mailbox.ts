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
  }).toPass({ timeout: 60_000 });
  await mail.first().click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(subject);
}

/** The code of the newest mail that brings one, read beside the page. */
export async function mailedCode(page: Page, to: string): Promise<string> {
  const reader = await page.context().newPage();
  await openMail(reader, to, /Your code for /);
  await reader.getByRole('link', { name: 'Show as plain text' }).click();
  const text = await reader.locator('pre').innerText();
  await reader.close();
  return /\b\d{3} ?\d{3}\b/.exec(text)?.[0].replace(' ', '') ?? '';
}
