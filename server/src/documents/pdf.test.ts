import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DocumentContent } from '@quittance/shared/document.ts';
import type { ReaderScope } from '../access/scope.ts';
import { onePagePdf, pdfText } from '../testing/pdf-text.ts';
import { insertTwoCompanies, type Company } from '../testing/fixtures.ts';
import { testApp, type TestApp } from '../testing.ts';
import { findDocumentPreview } from './find-document-preview.ts';
import { getDocumentPdf } from './get-document-pdf.ts';
import { wrapLines } from './pdf-text.ts';
import { renderDocumentPdf } from './render-pdf.ts';
import { openPreviews } from './render-preview.ts';

let server: TestApp;
let companies: Awaited<ReturnType<typeof insertTwoCompanies>>;
let company: Company;
let plain: DocumentContent;

beforeAll(async () => {
  server = await testApp();
  companies = await insertTwoCompanies(server.db);
  company = companies.a;
  const row = await server.db
    .selectFrom('documents')
    .select('content')
    .where('id', '=', company.invoiceId)
    .executeTakeFirstOrThrow();
  plain = row.content;
});
afterAll(() => server.close());

/** The PDF of an invoice with this content, as its text. */
async function print(content: Partial<DocumentContent>, language = 'en') {
  const { merchantId, customerId, entityId } = company;
  await server.db.updateTable('customers').set({ language }).where('id', '=', customerId).execute();
  const whole = { ...plain, ...content };
  const { id } = await server.db
    .insertInto('documents')
    .values({
      merchant_id: merchantId,
      entity_id: entityId,
      customer_id: customerId,
      kind: whole.kind,
      number: server.deps.random.uuid(),
      issue_date: whole.issueDate,
      due_date: whole.issueDate,
      currency: whole.currency,
      payable_minor: whole.totals.payableMinor,
      content: JSON.stringify(whole),
      source_sha256: 'none',
      imported_at: server.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const pdf = await getDocumentPdf(server.deps, readerOf(company), id);
  return { ...(await pdfText(pdf.bytes)), ...pdf, documentId: id };
}

function readerOf({ merchantId, customerId }: Company): ReaderScope {
  return { merchantId, customerIds: [customerId], onlyDocumentId: null };
}

/** 400 MB of spaces, deflated three times over. */
const unfolding = Buffer.from(
  'eNqruPX2jrbf3ECJtouXCwQmFAgvYSrWEVYwVVnrqLxCWXEJV+NxRkWehc0HDjO8MngRJMLM0LyiqcBykuKf81FZr/333azseyf3b07fvbk+dfvX1O+dIc' +
    '/IwMDAXP7pfc6z08eTP/0qz/6tzsDAYFDy27v78UuND3u2fztsycDAkPDhnPl+Xf96DhtZ+b65zAwMDGz5X////f5SrOBv1dZNj+VAmiq2N4GMm6AkwcDA' +
    'wKAL5lyAcAyROaMyozK4ZIo2bLH4vpG1J75PXjzNjYHhw813b9bP7j1tvksxby8A1XCktg==',
  'base64',
);

const line = (fields: object) => ({ ...plain.lines[0]!, ...fields });

describe('the PDF of a document', () => {
  test.each([
    ['en', 'Invoice', '2 March 2026', 'To pay', '€121.00', 'Page 1 of 1'],
    ['nl-BE', 'Factuur', '2 maart 2026', 'Te betalen', '€ 121,00', 'Pagina 1 van 1'],
    ['fr', 'Facture', '2 mars 2026', 'À payer', '121,00 €', 'Page 1 sur 1'],
    ['de', 'Rechnung', '2. März 2026', 'Zu zahlen', '121,00 €', 'Seite 1 von 1'],
    ['es', 'Factura', '2 de marzo de 2026', 'A pagar', '121,00 €', 'Página 1 de 1'],
    ['it', 'Fattura', '2 marzo 2026', 'Da pagare', '121,00 €', 'Pagina 1 di 1'],
  ])('is in the customer’s language: %s', async (language, ...told) => {
    const { text } = await print({}, language);
    for (const part of told) expect(text).toContain(part);
  });

  test('says of a credit note what it concerns, and asks for nothing', async () => {
    const { text } = await print({ kind: 'credit_note', precedingInvoices: ['2026-001', '2026-002'], dueDate: null });
    expect(text).toContain('Credit note');
    expect(text).toContain('2026-001, 2026-002');
    expect(text).toContain('Credited');
    expect(text).not.toMatch(/To pay|bank transfer/);
  });

  test('names account and reference where there is something to pay', async () => {
    const transfers = [{ iban: 'BE68539007547034', bic: 'KREDBEBB', accountName: 'Noorderlicht BV' }];
    const { text } = await print({ transfers, paymentReference: '+++090/9337/55493+++' });
    expect(text).toContain('BE68 5390 0754 7034');
    expect(text).toContain('+++090/9337/55493+++');
    expect(text).toContain('Scan with your banking app');
  });

  test('prints every line of three hundred, the head on every page, and the number of pages', async () => {
    const lines = Array.from({ length: 300 }, (_, index) => line({ lineId: `${index}`, name: `Item <${index}>` }));
    const { pages } = await print({ lines });
    const text = pages.join('\n');
    for (const { name } of lines) expect(text).toContain(name);
    expect(pages.length).toBeGreaterThan(8);
    const withLines = pages.filter((page) => page.includes('Item <'));
    expect(withLines.every((page) => page.includes('Quantity'))).toBe(true);
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
  });

  test('leaves no row of what adds up alone on a page', async () => {
    for (const count of [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]) {
      const lines = Array.from({ length: count }, (_, index) => line({ lineId: `${index}`, name: `Item ${index}` }));
      const { pages } = await print({ lines });
      const parts = ['Total excl. VAT', 'VAT 21 % on', 'Total incl. VAT', 'To pay'];
      const ends = parts.map((part) => pages.findIndex((page) => page.includes(part)));
      expect(new Set(ends).size, `${count} lines: ${ends.join()}`).toBe(1);
    }
  });

  test.each([
    ['JPY', 12_100, 'JP¥12,100'],
    ['KWD', 12_100, 'KWD 12.100'],
    ['EUR', -12_100, '−€121.00'],
    ['IDR', 999_999_999_999_999, 'IDR 9,999,999,999,999.99'],
  ])('prints %s with its own decimals: %d', async (currency, payableMinor, amount) => {
    const { text } = await print({ currency, totals: { ...plain.totals, payableMinor } });
    expect(text).toContain(amount);
  });

  test.each([
    ['HUR', '1', '1 hour'],
    ['HUR', '2.50', '2.50 hours'],
    ['C62', '3', '3'],
    ['MTK', '12', '12 m²'],
    ['XBX', '4', '4 XBX'],
    ['toString', '4', '4 toString'],
    [null, '-1', '−1'],
  ])('says a quantity of %s: %s', async (unitCode, quantity, said) => {
    const { text } = await print({ lines: [line({ name: 'Work', unitCode, quantity })] });
    expect(text).toContain(`Work ${said} €`);
  });

  test('has room for no line at all, and for a description longer than a page', async () => {
    expect((await print({ lines: [] })).pages).toHaveLength(1);
    const { pages } = await print({ lines: [line({ description: 'All about it. '.repeat(600) })] });
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.join(' ').replaceAll(/\s+/g, ' ').split('All about it.')).toHaveLength(601);
  });

  test('prints Greek, Cyrillic and Latin with all its accents as they are', async () => {
    const { text } = await print({ notes: ['Ελληνικά Κύπρος μου', 'Україна Їжак Ђорђе', 'Żółć ğüş ŕľ Ẁ ß'] });
    expect(text).toContain('Ελληνικά Κύπρος μου');
    expect(text).toContain('Україна Їжак Ђорђе');
    expect(text).toContain('Żółć ğüş ŕľ Ẁ ß');
  });

  test('is tagged, has a title and a language, for those who listen to it', async () => {
    const { bytes } = await print({}, 'fr');
    const source = Buffer.from(bytes).toString('latin1');
    expect(source).toContain('/StructTreeRoot');
    expect(source).toMatch(/\/Lang \(fr\)/);
    expect(source).toContain('/DisplayDocTitle true');
  });

  test('is drawn once: later answers are the same bytes', async () => {
    const { documentId, bytes } = await print({});
    const branding = JSON.stringify({ accent: '#ff0000', accentDark: null, logoFileKey: null, legalFooter: null });
    await server.db.updateTable('entities').set({ branding }).where('id', '=', company.entityId).execute();
    const again = await getDocumentPdf(server.deps, readerOf(company), documentId);
    expect(Buffer.compare(again.bytes, bytes)).toBe(0);
  });

  test('is the one that came with the invoice, where one came', async () => {
    const bytes = Buffer.from('%PDF-1.7 from the seller');
    await server.db
      .insertInto('document_files')
      .values({
        merchant_id: company.merchantId,
        document_id: company.otherInvoiceId,
        role: 'pdf',
        file_name: 'original.pdf',
        media_type: 'application/pdf',
        size_bytes: bytes.length,
        sha256: await server.deps.files.put(bytes),
      })
      .execute();
    const pdf = await getDocumentPdf(server.deps, readerOf(company), company.otherInvoiceId);
    expect(pdf.fileName).toBe('original.pdf');
    expect(Buffer.from(pdf.bytes).toString()).toBe('%PDF-1.7 from the seller');
  });

  test('is not found by another customer, another merchant, or a link to another document', async () => {
    const { a, b, otherMerchantId } = companies;
    const strangers = [
      { merchantId: a.merchantId, customerIds: [b.customerId], onlyDocumentId: null },
      { merchantId: a.merchantId, customerIds: [a.customerId], onlyDocumentId: a.otherInvoiceId },
      { merchantId: a.merchantId, customerIds: [], onlyDocumentId: null },
      { merchantId: otherMerchantId, customerIds: [a.customerId], onlyDocumentId: null },
    ];
    for (const reader of strangers) {
      await expect(getDocumentPdf(server.deps, reader, a.invoiceId)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

test('a text that names a file or an address is printed, and neither read nor called', async () => {
  const callers: unknown[] = [];
  const canary = createServer((socket) => callers.push(socket.destroy()));
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const { port } = canary.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/`;
  const hostile = [
    'file:///etc/passwd',
    address,
    `<img src="${address}">`,
    `</title><script>alert(1)</script>`,
    ') Tj ET /JS (app.alert(1))',
  ];
  for (const text of hostile) {
    const party = { ...plain.seller, name: text, vatNumber: text, address: { ...plain.seller.address, lines: [text] } };
    const pdf = await print({
      seller: party,
      buyer: party,
      notes: [text],
      paymentTerms: text,
      lines: [line({ name: text, note: text })],
    });
    expect(pdf.text.replaceAll(/\s/g, '')).toContain(text.replaceAll(/\s/g, ''));
    expect(pdf.text).not.toContain('root:');
    // Text is compressed glyph numbers, so an action could only stand here if it had got out of a string.
    expect(Buffer.from(pdf.bytes).toString('latin1')).not.toMatch(/\/(JS|JavaScript|Launch|URI|EmbeddedFile)\b/);
  }
  await new Promise<void>((resolve) => canary.close(() => resolve()));
  expect(callers).toEqual([]);
});

test('any text in any place gives a PDF', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  const brand = { name: 'Noorderlicht', accent: '#1a7f5a', legalFooter: null, logo: null };
  await fc.assert(
    fc.asyncProperty(text, text, text, async (a, b, c) => {
      const content = {
        ...plain,
        notes: [a],
        paymentTerms: b,
        lines: [line({ name: c, description: a, unitCode: b })],
      };
      const bytes = await renderDocumentPdf({
        content,
        brand: { ...brand, name: b },
        transfer: null,
        languages: [c],
        source: null,
      });
      expect(Buffer.from(bytes).subarray(-6).toString()).toBe('%%EOF\n');
    }),
    {
      numRuns: 25,
      examples: [
        ['', 'toString', ''],
        ['__proto__', 'constructor', 'constructor'],
      ],
    },
  );
});

test('lines are never wider than their column and lose nothing but the spaces where they break', () => {
  const widthOf = (part: string) => Array.from(part).length;
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'bb', ' ', '-', '/', 'long'), { maxLength: 80 }),
      fc.integer({ min: 1, max: 12 }),
      (parts, width) => {
        const text = parts.join('');
        const lines = wrapLines(text, width, widthOf);
        expect(lines.every((each) => widthOf(each) <= width)).toBe(true);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      },
    ),
  );
});

describe('the picture of the first page', () => {
  test('is a PNG, drawn once', async () => {
    const pdf = await print({});
    const first = await findDocumentPreview(server.deps, company, pdf.documentId, pdf);
    const bytes = Buffer.from(await server.deps.files.get(first?.sha256 ?? ''));
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(600);
    const never = { ...server.deps, previews: { draw: () => Promise.reject(new Error('drawn twice')) } };
    expect(await findDocumentPreview(never, company, pdf.documentId, pdf)).toEqual(first);
  });

  test.each([
    ['no PDF', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
    ['a torn PDF', Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog')],
    [
      'a page that unfolds to 400 MB',
      onePagePdf('[0 0 600 800]', unfolding, '[/FlateDecode /FlateDecode /FlateDecode]'),
    ],
    ['a page like a roll of paper', onePagePdf('[0 0 10 100000]')],
  ])('of %s is none, and the server lives', async (_, bytes) => {
    expect(await openPreviews().draw(bytes)).toBeNull();
  });

  test('that takes too long is none', async () => {
    const { bytes } = await print({});
    expect(await openPreviews(1).draw(bytes)).toBeNull();
  });
});
