import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { pressEnterOn, tabTo } from './keyboard.ts';
import { mailedCode, openMail } from './mailbox.ts';

// The whole journey by keyboard alone; and on the way, what a screen reader is told of the four pages that matter most.

// The invoice is paid in other journeys, too.
test.use({ demo: 'without a mouse' });

const customer = 'tom@quaysidedental.test';
const pound = String.raw`£[\d,]+\.\d\d`;

test('from the mail to the receipt by keyboard alone', async ({ page }) => {
  await openMail(page, customer, /Invoice .* from Fernhouse/);
  await pressEnterOn(page, page.frameLocator('iframe').getByRole('link', { name: 'View this invoice' }).first());
  await expect(page.getByText('Amount due').first()).toBeVisible();
  await expect(page.locator('body')).toMatchAriaSnapshot(landing);
  await pressEnterOn(page, page.locator('summary', { hasText: 'See calculation' }));
  await expect(page.getByText('Interest for late payment')).toBeVisible();

  await pressEnterOn(page, page.getByRole('button', { name: 'Send me a code' }));
  await tabTo(page, page.getByLabel('Six-digit code'));
  await page.keyboard.type(await mailedCode(page, customer));
  await page.keyboard.press('Enter');
  await pressEnterOn(page, page.getByRole('link', { name: 'Open', exact: true }));
  await expect(page.getByRole('heading', { name: 'Open invoices' })).toBeVisible();
  await expect(page.locator('body')).toMatchAriaSnapshot(list);

  await pressEnterOn(page, rows(page).first());
  await expect(page.getByRole('heading', { name: 'Questions and answers' })).toBeVisible();
  await pressEnterOn(page, page.getByRole('link', { name: /^Pay £/ }));
  await expect(page.getByRole('group', { name: 'How would you like to pay?' })).toBeVisible();
  await expect(page.locator('body')).toMatchAriaSnapshot(pay);

  await pressEnterOn(page, page.locator('summary', { hasText: 'Test numbers' }));
  await pressEnterOn(page, page.getByRole('button', { name: 'Use 4000 0027 6000 3184' }));
  await pressEnterOn(page, page.getByRole('button', { name: /^Pay £/ }));
  await expect(page.getByRole('dialog', { name: 'Confirm the payment' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Paid. Thank you.' })).toBeFocused();
  await expect(page.locator('body')).toMatchAriaSnapshot(receipt);
  await tabTo(page, page.getByRole('link', { name: 'Back to the invoice' }));
});

function rows(page: Page): Locator {
  return page.getByRole('main').getByRole('link', { name: /^Invoice / });
}

const landing = `
- banner:
  - paragraph: Fernhouse
- main:
  - heading /^Invoice FH/ [level=1]
  - paragraph: /^For /
  - paragraph: Amount due
  - paragraph: /^${pound}$/
  - paragraph: /\\d+ days overdue Due on \\d+ \\w+ \\d{4}/
  - button /^Pay ${pound}$/
  - group: See calculation
  - navigation "Documents":
    - link "Download PDF"
    - group: More files
  - heading "Pay by bank transfer" [level=2]
  - term: IBAN
  - definition:
    - button "Copy IBAN"
  - article /^Invoice FH/:
    - table "What this is for":
      - rowgroup:
        - row:
          - columnheader "Description"
          - columnheader "Quantity"
          - columnheader "Price"
          - columnheader "VAT"
          - columnheader "Amount excl. VAT"
    - region "Totals":
      - term: Invoice total
      - definition: /^${pound}$/
  - heading "See all my invoices" [level=2]
  - button "Send me a code"
- contentinfo:
  - combobox "Language"
  - button "Change"
`;

const list = `
- banner:
  - link "Skip to the content"
  - button "Sign out"
  - navigation "Invoices":
    - list:
      - listitem:
        - link "Open"
      - listitem:
        - link "Paid"
      - listitem:
        - link "Credit notes"
      - listitem:
        - link "Statement"
- main:
  - heading "Open invoices" [level=1]
  - list:
    - listitem:
      - paragraph: /^\\d+ open invoices?$/
      - paragraph: /^${pound}$/
  - list:
    - listitem:
      - link /^Invoice FH/
      - paragraph: /^${pound}$/
      - paragraph: /^Due on /
      - paragraph: /overdue|^Due/
      - paragraph:
        - link /^Pay Invoice FH/
- contentinfo:
  - combobox "Language"
`;

const pay = `
- banner:
  - paragraph: "Test mode: no real money moves."
- main:
  - heading /^Invoice FH/ [level=1]
  - paragraph: Amount due
  - paragraph: /^${pound}$/
  - button "Choose another amount"
  - alert
  - group "How would you like to pay?":
    - radio /^Card/ [checked]
    - paragraph:
      - textbox "Test card number"
    - paragraph:
      - textbox "Expiry date"
    - paragraph:
      - textbox "Security code"
    - group: Test numbers
    - radio /^Bank debit/
    - radio /^Bank transfer/
  - button /^Pay ${pound}$/
  - paragraph:
    - link "Back to the invoice"
`;

const receipt = `
- main:
  - heading "Paid. Thank you." [level=1]
  - paragraph: /^${pound}$/
  - paragraph: /A confirmation is on its way to t\\*\\*\\*@/
  - term: Invoice
  - definition: /^FH/
  - term: For
  - definition: Quayside Dental Practice Ltd
  - term: Date
  - definition: /\\d{4}$/
  - term: Paid by
  - definition: Card, ending in 3184
  - link "Receipt (PDF)"
  - paragraph:
    - link "Back to the invoice"
`;
