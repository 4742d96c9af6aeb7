import { expect, test } from './fixtures.ts';
import { mailedCode, openMail } from './mailbox.ts';

const asker = 'priya@harbourrow.test';
const administrator = 'accounts@fernhouse.test';

test.describe('a question about an invoice', () => {
  // Of the page of somebody signed out.
  test.use({ refusals: [401] });

  test('reaches the administrator by mail, and the answer the customer', async ({
    page,
    request,
    quittance,
    expectReadable,
  }) => {
    await openMail(page, asker, /Invoice .* from Fernhouse/);
    await page.frameLocator('iframe').getByRole('link', { name: 'View this invoice' }).first().click();
    await page.getByRole('link', { name: 'Sign in to ask' }).click();
    await page.getByLabel('E-mail address').fill(asker);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('Six-digit code').fill(await mailedCode(page, asker));
    await page.getByRole('button', { name: 'Sign in' }).click();

    const conversation = page.getByRole('region', { name: 'Questions and answers' });
    await page.getByRole('link', { name: 'Ask a question' }).click();
    await expectReadable();
    await conversation.getByRole('button', { name: 'Send message' }).click();
    await expect(conversation.getByText('Please write your message first.')).toBeVisible();
    await expectReadable();
    const question = `Which of our offices is this for? ${crypto.randomUUID()}`;
    await conversation.getByLabel('Your message').fill(question);
    await conversation.getByRole('button', { name: 'Send message' }).dblclick();
    await expect(conversation.getByText('Your message was sent.')).toBeVisible();
    await expect(conversation.getByText(question)).toHaveCount(1);
    await expectReadable();
    const documentId = /documents\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';

    const desk = await page.context().newPage();
    await openMail(desk, administrator, /wrote about invoice/);
    await expect(desk.frameLocator('iframe').getByText(question, { exact: true })).toBeVisible();
    await desk.close();

    const issued = await quittance('api-keys', 'issue', '--name', 'desk', '--scope', 'comments:write');
    // Not of the page: its cookies make it the customer, who is no merchant.
    const answered = await request.post(`/v1/invoices/${documentId}/comments`, {
      headers: { Authorization: `Bearer ${tokenOf(issued)}`, 'Idempotency-Key': crypto.randomUUID() },
      data: { text: 'For the one in Leith: see https://fernhouse.test', authorName: 'Harriet' },
    });
    expect(answered.status()).toBe(201);

    await page.reload();
    await expect(conversation.getByText('New', { exact: true })).toBeVisible();
    await conversation.getByLabel('Your message').scrollIntoViewIfNeeded();
    await expect(conversation.getByText('For the one in Leith')).toBeVisible();
    await expect(conversation.getByText('Verified: Fernhouse')).toBeVisible();
    await expect(conversation.getByRole('link')).toHaveCount(0);
    await expectReadable();
    // Seen, so nothing is new any more.
    await expect(page.getByRole('link', { name: 'Ask a question' })).toBeVisible();
    await page.reload();
    await expect(conversation.getByText('For the one in Leith')).toBeVisible();
    await expect(conversation.getByText('New', { exact: true })).toHaveCount(0);
  });
});

function tokenOf(issued: unknown): string {
  const key = typeof issued === 'object' && issued !== null && 'key' in issued ? issued.key : null;
  if (typeof key !== 'string') throw new Error(`no key was issued: ${JSON.stringify(issued)}`);
  return key;
}
