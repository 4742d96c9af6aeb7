import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openMail } from './mailbox.ts';
import { signInAs } from './sign-in.ts';

// What a device keeps, and when it forgets. Who gets no code in another journey: only a few are sent in an hour.
const hotel = 'ap@tidewaterhotels.test';
const bookkeeper = 'office@harbourrow.test';
const remembered = { isRemembered: true };

test.skip(({ isMobile }) => !isMobile, 'a worker does not know how wide the page is');
// Of the page of somebody signed out, and of what was not kept.
test.use({ refusals: [401, 504] });

test('what was open last is read without network, with its date, until one signs out', async ({
  page,
  context,
  expectReadable,
}) => {
  await signInAs(page, hotel, remembered);
  await expect.poll(() => keptPaths(page)).toContain('/api/documents');
  const seen = page.getByRole('link', { name: /^Invoice / }).first();
  const seenName = await seen.innerText();
  await seen.click();
  await expect(page.getByRole('link', { name: /^Pay / })).toBeVisible();
  await page.getByText('What happened').click();
  await expect(page.getByText(/^Issued, /)).toBeVisible();
  const { pathname } = new URL(page.url());
  await expect.poll(() => keptPaths(page)).toContain(`${pathname.replace('/documents', '/api/documents')}/events`);

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: seenName })).toBeVisible();
  await expect(page.getByText(/^You are offline\. As of \d+ \w+ \d{4} at \d\d:\d\d\.$/)).toBeVisible();
  await expect(page.getByRole('link', { name: /^Pay / })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Pay / })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('Messages are not kept on this device.')).toBeVisible();
  await expect(page.getByLabel('Your message')).toHaveAttribute('readonly');
  await page.getByText('What happened').click();
  await expect(page.getByText(/^Issued, /)).toBeVisible();
  await expectReadable();
  await page.getByRole('link', { name: 'Download PDF' }).click();
  await expect(page.getByRole('heading', { name: 'Not available offline' })).toBeVisible();

  await page.goto('/invoices');
  await expect(page.getByText(/^You are offline\. As of /)).toBeVisible();
  await expectReadable();
  for (const unseen of ['/documents/01890000-0000-7000-8000-000000000000', '/statement']) {
    await page.goto(unseen);
    await expect(page.getByRole('heading', { name: 'Not available offline' })).toBeVisible();
  }
  await expectReadable();
  await page.goto('/invoices');

  await context.setOffline(false);
  await expect(page.getByText('You are offline.')).toHaveCount(0);
  await expect(page.getByRole('link', { name: /^Pay / }).first()).toBeVisible();
  expect((await keptPaths(page)).filter((path) => /pdf|comments|\/pay|\/i\//.test(path))).toEqual([]);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expectNothingKept(page);
});

test('a device forgets what another contact has seen there, and everything when the session was ended', async ({
  page,
  context,
}) => {
  await signInAs(page, hotel, remembered);
  await expect.poll(() => keptPaths(page)).toContain('/api/documents');
  await page
    .getByRole('link', { name: /^Invoice / })
    .first()
    .click();
  await expect(page.getByRole('link', { name: 'Download PDF' })).toBeVisible();
  const { pathname } = new URL(page.url());
  await expect.poll(() => keptPaths(page)).toContain(`/api${pathname}`);

  await signInAs(page, bookkeeper, remembered);
  await expect.poll(() => keptPaths(page)).toContain('/api/documents');
  expect(await keptPaths(page)).not.toContain(`/api${pathname}`);
  await context.setOffline(true);
  await page.goto('/invoices');
  await expect(page.getByText(/^You are offline\. As of /)).toBeVisible();
  await expect(page.getByText('Tidewater Hotels')).toHaveCount(0);
  await page.goto(pathname);
  await expect(page.getByRole('heading', { name: 'Not available offline' })).toBeVisible();
  await context.setOffline(false);

  // As after "sign out" for this device on another one.
  await context.clearCookies();
  await page.goto('/invoices');
  await expect(page).toHaveURL(/\/sign-in/);
  await expectNothingKept(page);
});

test('a device that is not remembered keeps nothing, and neither does a mailed link', async ({ page, context }) => {
  await signInAs(page, 'aoife@tidewaterhotels.test');
  await openMail(page, 'priya@harbourrow.test', /Invoice .* from Fernhouse/);
  await page.frameLocator('iframe').getByRole('link', { name: 'View this invoice' }).first().click();
  await expect(page.getByText('Amount due').first()).toBeVisible();
  await expectNothingKept(page);
  await context.setOffline(true);
  await expect(page.goto('/invoices')).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
});

/** Of the answers that this browser keeps. */
async function keptPaths(page: Page): Promise<string[]> {
  const urls = await page.evaluate(async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(caches_.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => url);
  });
  return urls.map((url) => new URL(url).pathname);
}

async function expectNothingKept(page: Page): Promise<void> {
  const left = () =>
    page.evaluate(async () => ({
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
  await expect.poll(left).toEqual({ caches: [], workers: 0 });
}
