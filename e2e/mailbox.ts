import { expect, type Locator, type Page } from '@playwright/test';

// Reading mail as the demo's customer does. A mail comes a moment after what it tells of, so the list is asked for again.

/** Opens the newest mail to this address with such a subject. */
export async function openMail(page: Page, to: string, subject: RegExp): Promise<void> {
  const mail = newest(page, to, subject);
  await expect(async () => {
    await page.goto('/demo/mailbox');
    await expect(mail).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await mail.click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(subject);
}

/** A code is worth something once, so one that was read is not the one that was just asked for. */
const readCodes = new Set<string | null>();

/** Opens the next mail that brings a code. */
export async function openCodeMail(page: Page, to: string): Promise<void> {
  const mail = newest(page, to, /Your code for /);
  await expect(async () => {
    await page.goto('/demo/mailbox');
    const path = await mail.getAttribute('href', { timeout: 500 });
    expect(readCodes).not.toContain(path);
    readCodes.add(path);
  }).toPass({ timeout: 60_000 });
  await mail.click();
}

/** The code of the next mail that brings one, read beside the page. */
export async function mailedCode(page: Page, to: string): Promise<string> {
  const reader = await page.context().newPage();
  await openCodeMail(reader, to);
  await reader.getByRole('link', { name: 'Show as plain text' }).click();
  const text = await reader.locator('pre').innerText();
  await reader.close();
  return /\b\d{3} ?\d{3}\b/.exec(text)?.[0].replace(' ', '') ?? '';
}

function newest(page: Page, to: string, subject: RegExp): Locator {
  return page
    .getByRole('link')
    .filter({ hasText: subject })
    .filter({ hasText: `o ${to}` })
    .first();
}
