import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReaderScope } from '../access/scope.ts';
import { problemOf, testApp, type TestApp } from '../testing.ts';
import {
  insertContact,
  insertCustomer,
  insertDocument,
  insertPayment,
  insertTwoCompanies,
} from '../testing/fixtures.ts';
import { contactPayer, type TestPayer } from '../testing/paying.ts';
import { unzipped } from '../testing/unzipped.ts';
import { documentsFileResponse } from './export-documents.ts';
import { openWorkbooks } from './write-workbook.ts';

let server: TestApp;
let person: TestPayer;
let contactId: string;
let reader: ReaderScope;

beforeAll(async () => {
  server = await testApp();
  const { merchantId, entityId } = await insertTwoCompanies(server.db);
  const customerId = await insertCustomer(server.db, { merchant_id: merchantId, name: "=cmd|'/C calc'!A0" });
  contactId = await insertContact(server.db, {
    merchant_id: merchantId,
    customer_id: customerId,
    email: 'person@customer.example',
  });
  const own = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
  await insertDocument(server.db, { ...own, number: '@SUM(1+1)', due_date: '2026-03-10', order_reference: 'PO-1' });
  await insertDocument(server.db, { ...own, number: 'F-2', payable_minor: 123_456, currency: 'BHD' });
  const paid = await insertDocument(server.db, { ...own, number: 'F-3', due_date: '2026-05-01' });
  const account = { merchantId, entityId, customerId, invoiceId: paid };
  await insertPayment(server.db, account, { amountMinor: 12_100, receivedDate: '2026-03-12' });
  await insertDocument(server.db, { ...own, number: '-12', kind: 'credit_note', payable_minor: 1000 });
  reader = { merchantId, customerIds: [customerId], onlyDocumentId: null };
  person = await contactPayer(server, { merchantId, contactId });
});
afterAll(() => server.close());

async function rowsOf(query: string, name = 'Open_invoices_2026-03-16_'): Promise<string[]> {
  const answer = await person.get(`/api/documents/csv?${query}`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  expect(answer.headers.get('Content-Disposition')).toContain(`attachment; filename="${name}.csv"`);
  return new TextDecoder().decode(await answer.arrayBuffer()).split('\r\n');
}

describe('a list as CSV', () => {
  test('is what the list shows, and no formula', async () => {
    expect(await rowsOf('list=open')).toEqual([
      'Kind,Number,Date,Due date,From,Customer,Order number,Excl. VAT,VAT,Total,Amount due,Currency,Status,Paid on',
      "Invoice,'@SUM(1+1),2026-03-02,2026-03-10,Noorderlicht,'=cmd|'/C calc'!A0,PO-1,100.00,21.00,121.00,121.00,EUR,Overdue,",
      "Invoice,F-2,2026-03-02,2026-04-01,Noorderlicht,'=cmd|'/C calc'!A0,,102.030,21.426,123.456,123.456,BHD,Open,",
      '',
    ]);
    expect((await rowsOf('list=paid', 'Paid_invoices_2026-03-16_'))[1]).toMatch(
      /^Invoice,F-3,.*,121\.00,0\.00,EUR,Paid,2026-03-12$/,
    );
    expect((await rowsOf('list=credit_notes', 'Credit_notes_2026-03-16_'))[1]).toMatch(
      /^Credit note,'-12,2026-03-02,,/,
    );
  });

  test('is narrowed and sorted like the list', async () => {
    expect((await rowsOf('list=open&state=overdue')).length).toBe(3);
    expect((await rowsOf('list=open&sort=due&direction=desc'))[1]).toContain('F-2');
    expect((await rowsOf('list=open&q=F-2')).slice(1, -1)).toHaveLength(1);
    const later = await rowsOf('list=open&from=2027-01-01', 'Open_invoices_from_2027-01-01_2026-03-16_');
    expect(later.slice(1, -1)).toEqual([]);
    await rowsOf('list=open&from=2026-01-01&to=2026-01-31', 'Open_invoices_2026-01-01_to_2026-01-31_2026-03-16_');
    const wrong = await person.get('/api/documents/csv?list=open&after=x');
    expect([wrong.status, (await problemOf(wrong)).code]).toEqual([422, 'invalid_request']);
  });

  test('may be as long as its limit says, and not longer', async () => {
    const exported = (rowsMax: number) =>
      documentsFileResponse(
        server.deps,
        { ...reader, contactId },
        { list: 'open', dates: 'issued' },
        { format: 'csv', language: null },
        { rowsMax, rowsAtOnce: 1 },
      );
    const whole = await exported(2);
    expect((await whole.text()).split('\r\n').slice(1, -1)).toHaveLength(2);
    await expect(exported(1)).rejects.toThrow('at most 1 rows');
  });

  test('speaks the reader’s language', async () => {
    await server.db.updateTable('contacts').set({ language: 'de' }).where('id', '=', contactId).execute();
    const answer = await person.get('/api/documents/csv?list=open');
    await server.db.updateTable('contacts').set({ language: null }).where('id', '=', contactId).execute();
    const text = await answer.text();
    expect(text).toContain(
      'Art,Nummer,Datum,Fällig am,Von,Kunde,Bestellnummer,Netto,USt.,Gesamt,Zu zahlen,Währung,Status,Bezahlt am',
    );
    expect(text).toContain('Überfällig');
  });
});

describe('a list as a workbook', () => {
  test('is written off the main thread, within a time', async () => {
    const table = { name: 'Documents', head: ['Number'], rows: [['F-1']] };
    const workbook = await server.deps.workbooks.write(table);
    expect((await unzipped(workbook)).get('xl/sharedStrings.xml')?.toString()).toContain('F-1');
    await expect(openWorkbooks({ timeoutMs: 1, heapMegabytesMax: 512 }).write(table)).rejects.toThrow('of 1 rows');
  });

  test('holds days as days, amounts as numbers, and texts that are no formulas', async () => {
    const answer = await person.get('/api/documents/xlsx?list=open');
    expect(answer.headers.get('Content-Type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    const files = await unzipped(new Uint8Array(await answer.arrayBuffer()));
    const sheet = files.get('xl/worksheets/sheet1.xml')?.toString() ?? '';
    const texts = Array.from(
      files
        .get('xl/sharedStrings.xml')
        ?.toString()
        .matchAll(/<t[^>]*>([^<]*)<\/t>/g) ?? [],
      ([, text]) => text,
    );
    const cell = (name: string) => new RegExp(`<c r="${name}"([^>]*)><v>([^<]*)</v>`).exec(sheet)?.slice(1) ?? [];
    const textAt = (name: string) => texts[Number(cell(name)[1])];
    expect(textAt('A1')).toBe('Kind');
    expect(textAt('B2')).toBe("'@SUM(1+1)");
    expect(textAt('F2')).toBe("'=cmd|'/C calc'!A0");
    // Days are counted from the end of 1899.
    expect(cell('C2')[1]).toBe(String(Date.parse('2026-03-02') / 86_400_000 + 25_569));
    expect(cell('C2')[0]).not.toContain('t="s"');
    expect([cell('J2')[1], cell('J3')[1]]).toEqual(['121', '123.456']);
    expect(sheet).not.toContain('<f>');
    const styles = files.get('xl/styles.xml')?.toString() ?? '';
    expect(styles).toContain('#,##0.000');
    expect(styles).toContain('yyyy-mm-dd');
  });
});
