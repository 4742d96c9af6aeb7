import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { mailedCode, openMail } from './mailbox.ts';

// The main job, as a newcomer with the demo does it: from the mailbox to the receipt and to the list of all invoices.

// Of the demo's customers: one with an overdue invoice, one whose invoice is not yet due.
const late = 'tom@quaysidedental.test';
const inTime = 'priya@harbourrow.test';
const invoice = /Invoice .* from Fernhouse/;

test('a customer opens the mailed link, understands the amount, pays it and finds it again', async ({
  page,
  expectReadable,
}) => {
  await page.goto('/demo/mailbox');
  await openMail(page, late, invoice);
  await page.frameLocator('iframe').getByRole('link', { name: 'View this invoice' }).first().click();

  await expect(page).toHaveURL(/\/i\/inv1_/);
  const amount = await page.getByText('Amount due').first().locator('xpath=following-sibling::*').first().innerText();
  await expect(page.getByText(/days? overdue/)).toBeVisible();
  await expectReadable();

  await page.getByText('See calculation').click();
  await expect(page.getByText('Interest for late payment')).toBeVisible();
  await expectReceiptAddsUp(page);
  await expectReadable();

  const otherDay = page.getByLabel('What if I pay on');
  await otherDay.fill((await otherDay.getAttribute('min')) ?? '');
  await expect(page.getByText(`it comes to ${amount}.`)).toBeVisible();
  await expectReadable();

  await page.getByText('More files').click();
  for (const name of ['Download PDF', 'Calculation as PDF']) {
    const path = await page.getByRole('link', { name }).getAttribute('href');
    expect((await page.request.get(path ?? '')).headers()['content-type']).toBe('application/pdf');
  }

  await page.getByRole('button', { name: `Pay ${amount}` }).click();
  await expect(page).toHaveURL(/\/pay\/[0-9a-f-]+$/);
  await expect(page.getByText('Test mode')).toBeVisible();
  await expectReadable();

  await payByCard(page, '4000 0000 0000 0002');
  await expect(page.getByText('The bank declined the card. Nothing was charged.')).toBeVisible();
  await expectReadable();

  await payByCard(page, '4000 0027 6000 3184');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectReadable();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('Paid. Thank you.')).toBeVisible();
  await expect(page.getByText(amount).first()).toBeVisible();
  await expectReadable();

  await openMail(page, late, /We have received your payment/);
  await expect(page.frameLocator('iframe').getByText(amount).first()).toBeVisible();
});

test.describe('signing in', () => {
  // A wrong code, and the page of somebody signed out.
  test.use({ refusals: [401] });

  test('a customer signs in by code and finds open, paid and credited documents', async ({ page, expectReadable }) => {
    await openMail(page, late, invoice);
    await page.frameLocator('iframe').getByRole('link', { name: 'View this invoice' }).first().click();
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
    await expectReadable();
    const code = await mailedCode(page, late);

    await page.getByLabel('Six-digit code').fill('000000' === code ? '000001' : '000000');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('That is not the code we sent.')).toBeVisible();
    await expectReadable();
    await page.getByLabel('Six-digit code').fill(code);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await expect(page.getByRole('navigation', { name: 'Invoices' })).toBeVisible();
    await page.getByRole('link', { name: 'Open', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Open invoices' })).toBeVisible();
    await expectReadable();
    for (const [link, heading] of [
      ['Paid', 'Paid invoices'],
      ['Credit notes', 'Credit notes'],
      ['Statement', 'Statement of account'],
    ] as const) {
      await page.getByRole('link', { name: link, exact: true }).click();
      await expect(page.getByRole('heading', { name: heading })).toBeVisible();
      await expectReadable();
    }
    await page.getByRole('link', { name: 'Paid', exact: true }).click();
    await page
      .getByRole('link', { name: /^Invoice / })
      .first()
      .click();
    await expect(page.getByText(/^Paid on/).first()).toBeVisible();
    await expectReadable();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in\?entity=fernhouse/);
    await expect(page.getByText('Fernhouse', { exact: true })).toBeVisible();
    await expectReadable();
    await page.goto('/invoices');
    await expect(page).toHaveURL(/\/sign-in/);
  });
});

test('five failures in a row pause paying, and the bank transfer remains', async ({ page, expectReadable }) => {
  await openMail(page, inTime, invoice);
  await page.frameLocator('iframe').getByRole('link', { name: 'View this invoice' }).first().click();
  await page.getByRole('button', { name: /^Pay / }).click();
  for (let failure = 1; failure <= 5; failure += 1) {
    await payByCard(page, '4000 0000 0000 9995');
    await expect(
      page.getByText(failure < 5 ? /There is not enough money/ : /Paying online is paused until/),
    ).toBeVisible();
    if (failure === 3) await expect(page.getByText('2 tries left')).toBeVisible();
  }
  await expectReadable();
  await page.getByLabel('Bank transfer').check();
  await expect(page.getByText('IBAN')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the invoice' }).click();
  await expect(page).toHaveURL(/\/i\/inv1_/);
  await expect(page.getByText(/Paying online is paused until .+ You can still pay by bank transfer/)).toBeVisible();
  await expectReadable();
});

test('a debit is on its way until the bank has answered, and can be asked about', async ({ page, expectReadable }) => {
  await openMail(page, 'an@vanhulle.test', /Factuur/);
  await page
    .frameLocator('iframe')
    .getByRole('link', { name: /bekijken/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^€.* betalen$/ }).click();
  await page.getByLabel(/domiciliëring/).check();
  await page.getByText('Testnummers').click();
  await page.getByRole('button', { name: /NL91 ABNA/ }).click();
  await page.getByRole('button', { name: /^€.* betalen$/ }).click();
  await expect(page.getByRole('heading', { name: 'Uw betaling is onderweg' })).toBeVisible();
  await page.reload();
  const refreshed = page.waitForResponse((response) => response.url().endsWith('/refresh'));
  await page.getByRole('button', { name: 'Opnieuw kijken' }).click();
  expect((await refreshed).status()).toBe(200);
  await expect(page.getByRole('heading', { name: 'Uw betaling is onderweg' })).toBeVisible();
  await expectReadable();
});

test.describe('a link that was cut off', () => {
  test.use({ refusals: [404] });

  test('leads to a page that says so, and on to signing in', async ({ page, expectReadable }) => {
    await page.goto('/i/inv1_cut-off');
    await expect(page.getByText('it may have been cut off')).toBeVisible();
    await expectReadable();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await expect(page.getByLabel('E-mail address')).toBeVisible();
    await expectReadable();
  });
});

test('everything that a mailed link loads is ours, compressed, and kept by the browser', async ({ page }) => {
  await openMail(page, inTime, invoice);
  const loaded: { url: string; headers: Record<string, string> }[] = [];
  page.on('response', (response) => loaded.push({ url: response.url(), headers: response.headers() }));
  await page.frameLocator('iframe').getByRole('link', { name: 'View this invoice' }).first().click();
  await page.waitForLoadState('networkidle');
  const origin = new URL(page.url()).origin;
  const scripts = loaded.filter(({ url }) => url.includes('/assets/'));
  expect(scripts.length).toBeGreaterThan(0);
  expect(loaded.filter(({ url }) => !url.startsWith(origin) && !url.startsWith('data:'))).toEqual([]);
  for (const { headers } of scripts) {
    expect(headers['content-encoding']).toBe('br');
    expect(headers['cache-control']).toContain('immutable');
  }
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the invoice, the PDF and the bank details are there, and one can sign in', async ({ page, context }) => {
    await openMail(page, inTime, invoice);
    const link = page.frameLocator('iframe').getByRole('link', { name: 'View this invoice' }).first();
    await page.goto((await link.getAttribute('href')) ?? '');
    await expect(page.getByText('Amount due').first()).toBeVisible();
    await expect(page.getByRole('table', { name: 'What this is for' })).toBeVisible();
    await expect(page.getByText('Pay by bank transfer').first()).toBeVisible();
    await expect(page.getByText(/^GB\d\d /)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy IBAN' })).toBeHidden();
    const pdf = await page.getByRole('link', { name: 'Download PDF' }).getAttribute('href');
    const downloaded = await page.request.get(pdf ?? '');
    expect(downloaded.headers()['content-type']).toBe('application/pdf');
    expect((await downloaded.body()).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await context.cookies()).toEqual([]);

    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('Six-digit code').fill(await mailedCode(page, inTime));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/invoices$/);
    await expect(page.getByRole('link', { name: /^Invoice / }).first()).toBeVisible();
  });
});

async function payByCard(page: Page, number: string): Promise<void> {
  await page.getByLabel('Card', { exact: false }).first().check();
  const use = page.getByRole('button', { name: `Use ${number}` });
  if (!(await use.isVisible())) await page.getByText('Test numbers').click();
  await use.click();
  await page.getByRole('button', { name: /^Pay / }).click();
}

/** The lines of the receipt come to its last line. */
async function expectReceiptAddsUp(page: Page): Promise<void> {
  const lines = await page.locator('details[open] li > p:first-child > span:last-child').allInnerTexts();
  const total = await page.locator('details[open] ol + p > span:last-child').innerText();
  const minor = (text: string) => Number(text.replaceAll(/[^0-9\u2212-]/g, '').replace('\u2212', '-'));
  expect(lines.map(minor).reduce((sum, each) => sum + each, 0)).toBe(minor(total));
}
