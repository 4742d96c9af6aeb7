import type { Locator } from '@playwright/test';
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
    await expect(conversation.getByText('Please write a message or add a file first.')).toBeVisible();
    await expectReadable();
    const question = `Which of our offices is this for? ${crypto.randomUUID()}`;
    await conversation.getByLabel('Your message').fill(question);
    await conversation.getByLabel('Add files').setInputFiles([photo, { ...photo, name: 'setup.exe' }]);
    await expect(conversation.getByText(/^setup\.exe cannot be sent/)).toBeVisible();
    await expect(conversation.getByRole('list', { name: 'Files to send' })).toContainText('damage.png');
    await expectReadable();
    await conversation.getByRole('button', { name: 'Send message' }).dblclick();
    await expect(conversation.getByText('Your message was sent.')).toBeVisible();
    await expect(conversation.getByText(question)).toHaveCount(1);
    await expectShown(conversation.getByRole('list', { name: 'Files' }).locator('img'));
    await expectReadable();

    const desk = await page.context().newPage();
    await openMail(desk, administrator, /wrote about invoice/);
    await expect(desk.frameLocator('iframe').getByText(question, { exact: true })).toBeVisible();
    await expect(desk.frameLocator('iframe').getByText('Files, attached: damage.png')).toBeVisible();
    const replyTo = await desk.getByText(/^reply\+r1/).innerText();
    await desk.close();

    // Not of the page: its cookies make it the customer, who is no merchant.
    const answered = await request.post(`/webhooks/inbound-mail/${encodeURIComponent(replyTo)}`, {
      headers: { 'Content-Type': 'message/rfc822' },
      data: answerTo(replyTo),
    });
    expect(answered.status()).toBe(200);
    const documentId = /documents\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
    expect(await quittance('comments', 'list', '--invoice', documentId)).toMatchObject([
      { text: question, source: 'portal', files: [{ fileName: 'damage.png' }] },
      { author: { name: 'Harriet Finch' }, source: 'mail', files: [{ fileName: 'signed.pdf' }] },
    ]);

    await page.reload();
    await expect(conversation.getByText('New', { exact: true })).toBeVisible();
    await conversation.getByLabel('Your message').scrollIntoViewIfNeeded();
    await expect(conversation.getByText('For the one in Leith')).toBeVisible();
    await expect(conversation.getByText('Verified: Fernhouse')).toBeVisible();
    await expect(conversation.getByText('Harriet Finch')).toBeVisible();
    // Cut off, and nothing in what was written can be pressed.
    await expect(conversation.getByText('wrote:')).toHaveCount(0);
    await expect(conversation.getByRole('link')).toHaveText([/^damage\.png/, /^signed\.pdf/]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      conversation.getByRole('link', { name: 'signed.pdf' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('signed.pdf');
    await expectReadable();
    // Seen, so nothing is new any more.
    await expect(page.getByRole('link', { name: 'Ask a question' })).toBeVisible();
    await page.reload();
    await expect(conversation.getByText('For the one in Leith')).toBeVisible();
    await expect(conversation.getByText('New', { exact: true })).toHaveCount(0);

    await page.getByText('Something wrong with these details?').click();
    await expectReadable();
    const reference = `PO ${crypto.randomUUID()}`;
    await page.getByLabel('Your reference or order number').fill(reference);
    await page.getByRole('button', { name: 'Send proposal' }).click();
    await expect(page.getByRole('region', { name: 'Proposed reference' })).toContainText('waiting for Fernhouse');
    await expectReadable();
    expect(await quittance('proposals', 'list')).toMatchObject([{ documentId, proposed: { reference } }]);
    const office = await page.context().newPage();
    await openMail(office, administrator, /gives a reference/);
    const told = office.frameLocator('iframe');
    await expect(told.getByText(reference)).toBeVisible();
    const command = await told.getByText('quittance proposals accept').innerText();
    await office.close();
    await quittance('proposals', 'accept', /accept ([0-9a-f-]{36})/.exec(command)?.[1] ?? '');
    await page.reload();
    await expect(page.getByRole('region', { name: 'Proposed reference' })).toContainText('Accepted');
    await expect(page.getByRole('article').getByText(reference)).toBeVisible();
  });
});

/** One red pixel. */
const photo = {
  name: 'damage.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4z8AAAAMBAQAY3Y2wAAAAAElFTkSuQmCC',
    'base64',
  ),
};

/** As a mail program writes it: the answer, what it answers, and a file. */
function answerTo(replyTo: string): string {
  return [
    'From: Harriet Finch <harriet@fernhouse.test>',
    `To: ${replyTo}`,
    'Subject: Re: Harbour Row wrote about an invoice',
    `Message-ID: <${crypto.randomUUID()}@fernhouse.test>`,
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'For the one in Leith: see https://fernhouse.test',
    '',
    'On Mon, 16 Mar 2026 at 10:00, Fernhouse wrote:',
    '> ## Write your answer above this line ##',
    '> Which of our offices is this for?',
    '--part',
    'Content-Type: application/pdf; name=signed.pdf',
    'Content-Disposition: attachment; filename=signed.pdf',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('%PDF-1.7').toString('base64'),
    '--part--',
  ].join('\r\n');
}

async function expectShown(picture: Locator): Promise<void> {
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBeGreaterThan(0);
}
