import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { insertDocument, insertPayment, insertTwoCompanies } from '../testing/fixtures.ts';
import { contactPayer, type TestPayer } from '../testing/paying.ts';
import { calendarFile } from './calendar-file.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let person: TestPayer;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  person = await contactPayer(server, world.a);
});
afterAll(() => server.close());

async function linesOf(answer: Response): Promise<string[]> {
  expect(answer.status, await answer.clone().text()).toBe(200);
  expect(answer.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8');
  return unfolded(await answer.text());
}

function unfolded(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n');
}

describe('the due date of an invoice', () => {
  test('is an event of a whole day, with a reminder the morning before', async () => {
    const lines = await linesOf(await person.get(`/api/documents/${world.a.invoiceId}/calendar`));
    expect(lines).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Quittance//Quittance//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:Invoices to pay',
      'BEGIN:VEVENT',
      `UID:${world.a.invoiceId}@quittance.test`,
      'DTSTAMP:20260316T090000Z',
      'DTSTART;VALUE=DATE:20260401',
      `SUMMARY:Invoice ${world.a.name}-1 from Noorderlicht: €121.00 due`,
      `DESCRIPTION:€121.00 is to be paid by 1 April 2026. The amount can change\\; the page shows what it is now.\\nhttp://quittance.test/documents/${world.a.invoiceId}`,
      `URL:http://quittance.test/documents/${world.a.invoiceId}`,
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:Invoice ${world.a.name}-1 from Noorderlicht: €121.00 due`,
      'TRIGGER:-PT15H',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  test('is had under the mailed link, and does not carry the link', async () => {
    const { token } = await mintDocumentLink(server.deps, world.a, { ...world.a, documentId: world.a.invoiceId });
    const text = await (await server.app.request(url(`/i/${token}/calendar`))).text();
    expect(text).toContain('DTSTART;VALUE=DATE:20260401');
    expect(text).not.toContain(token);
  });

  test('of all open invoices is in one file, and the paid ones are not', async () => {
    const paid = { ...world.a, invoiceId: world.a.otherInvoiceId };
    await insertPayment(server.db, paid, { amountMinor: 12_100, receivedDate: '2026-03-10' });
    const own = { merchant_id: world.merchantId, entity_id: world.entityId, customer_id: world.a.customerId };
    const third = await insertDocument(server.db, { ...own, number: 'K-3', due_date: '2026-03-20' });
    const lines = await linesOf(await person.get('/api/documents/calendar'));
    expect(lines.filter((line) => line.startsWith('UID:'))).toEqual(
      [third, world.a.invoiceId].map((id) => `UID:${id}@quittance.test`),
    );
    const refused = await person.get(`/api/documents/${world.a.otherInvoiceId}/calendar`);
    expect([refused.status, (await problemOf(refused)).code]).toEqual([409, 'already_paid']);
  });

  test('of another customer is not there', async () => {
    expect((await person.get(`/api/documents/${world.b.invoiceId}/calendar`)).status).toBe(404);
  });
});

describe('a calendar file', () => {
  const entry = { uid: 'u', date: '2026-04-01', title: 't', description: 'd', url: 'https://x.example/' };

  test('keeps text from outside within its line, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const text = calendarFile('name', [{ ...entry, title }], new Date('2026-03-16T09:00:00Z'));
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(text).not.toMatch(/[^\r]\n|\r[^\n]/);
        const names = unfolded(text).map((line) => /^[A-Z-]+/.exec(line)?.[0] ?? '');
        expect(names.filter((name) => name === 'BEGIN')).toHaveLength(3);
        expect(names).toHaveLength(22);
      }),
    );
  });

  test.each([
    ['a;b,c\\d', 'a\\;b\\,c\\\\d'],
    ['one\r\nATTENDEE:evil', 'one\\nATTENDEE:evil'],
  ])('%j is written as %s', (title, written) => {
    expect(unfolded(calendarFile('name', [{ ...entry, title }], new Date(0)))).toContain(`SUMMARY:${written}`);
  });
});
