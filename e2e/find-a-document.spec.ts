import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { unzipped } from '../server/src/testing/unzipped.ts';
import { expect, test } from './fixtures.ts';
import { answerManyDocuments } from './many-documents.ts';
import { signInAs } from './sign-in.ts';

/** Of two customers, who are billed by two entities. */
const bookKeeper = 'clients@ledgerlane.test';

test.describe('somebody who keeps the books of two customers', () => {
  // Of the page of somebody signed out, and of documents that are made up.
  test.use({ refusals: [401, 404] });

  test('searches, filters, sorts, goes back and looks at one of them', async ({ page, expectReadable }) => {
    await signInAs(page, bookKeeper);
    await expect(page.getByText('Billed to: All')).toBeVisible();
    await expectReadable();

    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('po 48210');
    await search.press('Enter');
    await expect(page.getByText('1 document found')).toBeVisible();
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText('Advocaten Van Hulle & Wouters BV');
    await expect(search).toBeFocused();
    await expectReadable();
    await page.getByRole('link', { name: 'Remove filter: “po 48210”' }).press('Enter');
    await expect(page).toHaveURL(/\/invoices$/);

    await page.getByText('Filter and sort').click();
    await page.getByRole('checkbox', { name: 'Overdue only' }).check();
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Document total, largest first');
    await expectReadable();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/\/invoices\?state=overdue&sort=amount_desc$/);
    await expect(page.getByRole('link', { name: 'Remove filter: Overdue only' })).toBeVisible();
    for (const row of await rows(page).all()) await expect(row).toContainText('overdue');
    await rows(page)
      .first()
      .getByRole('link', { name: /^Invoice/ })
      .click();
    await expect(page.getByRole('link', { name: 'Download PDF' })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('link', { name: 'Remove filter: Overdue only' })).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(/\/invoices$/);
    await expect(page.getByRole('list', { name: 'Active filters' })).toHaveCount(0);

    await page.getByText('Billed to: All').click();
    await expectReadable();
    await page.getByRole('link', { name: 'Nordkap Verlag GmbH', exact: true }).click();
    await expect(page.getByText('Billed to: Nordkap Verlag GmbH')).toBeVisible();
    await page.getByRole('link', { name: 'Paid', exact: true }).click();
    await expect(page).toHaveURL(/\/invoices\/paid\?customer=/);
    await expect(rows(page).first()).toContainText('Paid on');
    await expect(rows(page).filter({ hasText: 'Advocaten Van Hulle' })).toHaveCount(0);
    await page.reload();
    await expect(page.getByText('Billed to: Nordkap Verlag GmbH')).toBeVisible();

    await search.fill('Coupure zzz');
    await search.press('Enter');
    await expect(page.getByText('Nothing here matches your search and filters.')).toBeVisible();
    await expectReadable();
    await page.getByRole('link', { name: /^Without .*zzz/ }).click();
    await expect(rows(page).first()).toBeVisible();
  });

  test('selects some of them and takes them along', async ({ page, isMobile, expectReadable }) => {
    await signInAs(page, bookKeeper);
    await page.goto('/invoices/paid?sort=number_asc');
    const boxes = rows(page).getByRole('checkbox');
    if (isMobile) {
      await expect(boxes.first()).toBeHidden();
      await page.getByRole('button', { name: 'Select', exact: true }).tap();
      await rows(page).first().tap();
    } else {
      await boxes.first().focus();
      await page.keyboard.press('Space');
    }
    await expect(page.getByText('1 document selected')).toBeVisible();
    await expectReadable();
    await page.getByRole('checkbox', { name: /^Select all/ }).check();
    for (const box of (await boxes.all()).slice(2)) await box.uncheck();
    await expect(page.getByText('2 documents selected')).toBeVisible();
    const taken = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download as ZIP' }).click();
    const files = await unzipped(await readFile(await (await taken).path()));
    expect([...files.keys()].filter((name) => /^Invoices\/.*\.pdf$/.test(name))).toHaveLength(2);

    const table = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Paid invoices: CSV' }).click();
    const lines = (await readFile(await (await table).path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(1 + (await rows(page).count()));
    await page.getByRole('button', { name: 'Clear selection' }).click();
    await expect(page.getByRole('button', { name: 'Download as ZIP' })).toHaveCount(0);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectReadable();
  });

  test('scrolls through many documents, and the page holds few of them', async ({ page, expectReadable }) => {
    await signInAs(page, bookKeeper);
    await answerManyDocuments(page, 600);
    await page.goto('/invoices');
    await expect(page.getByText('25 of 600 shown')).toBeVisible();
    let most = 0;
    const shown = page.getByText(/of 600 shown/);
    while (!(await shown.innerText()).startsWith('500 ')) {
      const before = await shown.innerText();
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await expect(shown).not.toHaveText(before);
      most = Math.max(most, await rows(page).count());
    }
    // What stands below the list can be reached; more comes when it is asked for.
    await expect(page.getByRole('combobox', { name: 'Language' })).toBeVisible();
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect(page.getByText('525 of 600 shown')).toBeVisible();
    expect(most).toBeLessThanOrEqual(200);
    await expectReadable();

    const looked = page.getByRole('link', { name: 'Invoice N-510', exact: true });
    await looked.scrollIntoViewIfNeeded();
    const place = await page.evaluate(() => scrollY);
    // Without being scrolled to, as a hand on a key combination does it.
    await page.getByRole('link', { name: 'Paid', exact: true }).dispatchEvent('click');
    await expect(page.getByRole('heading', { name: 'Paid invoices' })).toBeVisible();
    await page.goBack();
    await expect(looked).toBeInViewport();
    expect(Math.abs((await page.evaluate(() => scrollY)) - place)).toBeLessThan(50);
  });
});

function rows(page: Page): Locator {
  return page.locator('[role=listitem]');
}
