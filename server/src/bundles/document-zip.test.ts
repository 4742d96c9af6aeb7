import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import { insertSingleFile } from '../documents/pdf-document-queries.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { insertDocument, insertPayment, insertTwoCompanies } from '../testing/fixtures.ts';
import { contactPayer } from '../testing/paying.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { unzipped } from '../testing/unzipped.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let ask: (path: string) => Promise<Response>;
let count = 0;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  const { cookie } = await contactPayer(server, world.a);
  ask = async (path) => server.app.request(url(path), { headers: { Cookie: cookie } });
});
afterAll(() => server.close());

const own = () => ({ merchant_id: world.a.merchantId, entity_id: world.a.entityId, customer_id: world.a.customerId });

async function anInvoice(number = `Z/${(count += 1)}`): Promise<{ id: string; number: string }> {
  return { id: await insertDocument(server.db, { ...own(), number }), number };
}

/** Content with these numbers in it; the rest is of no matter here. */
async function aCreditNote(...preceding: string[]): Promise<string> {
  const number = `CN-${(count += 1)}`;
  const id = await insertDocument(server.db, { ...own(), number, kind: 'credit_note', payable_minor: 1000 });
  const { content } = await server.db
    .selectFrom('documents')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const named = JSON.stringify({ ...content, precedingInvoices: preceding });
  await server.db.updateTable('documents').set({ content: named }).where('id', '=', id).execute();
  return number;
}

async function filesOf(answer: Response): Promise<Map<string, Buffer>> {
  expect(answer.status, answer.status === 200 ? '' : await answer.clone().text()).toBe(200);
  expect(answer.headers.get('Content-Type')).toBe('application/zip');
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  return unzipped(new Uint8Array(await answer.arrayBuffer()));
}

describe('the ZIP of an invoice', () => {
  test('holds its PDF, its e-invoice, its credit notes and its receipts', async () => {
    const { id, number } = await anInvoice();
    const creditNote = await aCreditNote(number);
    const xml = Buffer.from('<Invoice/>');
    const original = { fileName: 'came.xml', mediaType: 'application/xml', sizeBytes: xml.length };
    const sha256 = await server.deps.files.put(xml);
    await server.db
      .insertInto('document_files')
      .values({
        merchant_id: world.merchantId,
        document_id: id,
        role: 'original',
        file_name: original.fileName,
        media_type: original.mediaType,
        size_bytes: original.sizeBytes,
        sha256,
      })
      .execute();
    await insertPayment(server.db, { ...world.a, invoiceId: id }, { amountMinor: 2100, receivedDate: '2026-03-10' });
    const answer = await ask(`/api/documents/${id}/zip`);
    const safe = number.replace('/', '-');
    expect(answer.headers.get('Content-Disposition')).toContain(`attachment; filename="${safe}.zip"`);
    const files = await filesOf(answer);
    expect([...files.keys()]).toEqual([
      `Invoices/${safe}.pdf`,
      `Invoices/${safe}.xml`,
      `Credit notes/${creditNote}.pdf`,
      'Receipts/2026-03-10 21.00 EUR.pdf',
    ]);
    expect(files.get(`Invoices/${safe}.xml`)).toEqual(xml);
    const invoice = await pdfText(files.get(`Invoices/${safe}.pdf`) ?? Buffer.of());
    expect(invoice.text).toContain(number);
    const same = await ask(`/api/documents/${id}/pdf`);
    expect(files.get(`Invoices/${safe}.pdf`)).toEqual(Buffer.from(await same.arrayBuffer()));
  });

  test('of another customer is not there', async () => {
    for (const id of [world.b.invoiceId, world.c.invoiceId]) {
      const answer = await ask(`/api/documents/${id}/zip`);
      expect([answer.status, (await problemOf(answer)).code]).toEqual([404, 'not_found']);
    }
  });

  test('under its mailed link holds only what is about it alone', async () => {
    const [one, two] = [await anInvoice(), await anInvoice()];
    const ownNote = await aCreditNote(one.number);
    const sharedNote = await aCreditNote(one.number, two.number);
    const { token } = await mintDocumentLink(server.deps, world.a, { ...world.a, documentId: one.id });
    const under = await filesOf(await server.app.request(url(`/i/${token}/zip`)));
    expect([...under.keys()]).toEqual([`Invoices/${one.number.replace('/', '-')}.pdf`, `Credit notes/${ownNote}.pdf`]);
    const signedIn = await filesOf(await ask(`/api/documents/${one.id}/zip`));
    expect([...signedIn.keys()]).toContain(`Credit notes/${sharedNote}.pdf`);
  });

  test('is not to be had by a link that opens less', async () => {
    const { id } = await anInvoice();
    const { token } = await mintDocumentLink(server.deps, world.a, { ...world.a, documentId: id });
    await server.db
      .updateTable('customers')
      .set({ link_opens: 'pay_card' })
      .where('id', '=', world.a.customerId)
      .execute();
    const answer = await server.app.request(url(`/i/${token}/zip`));
    await server.db.updateTable('customers').set({ link_opens: null }).where('id', '=', world.a.customerId).execute();
    expect(answer.status).toBe(404);
  });

  test('breaks off when a file is lost, and is no whole ZIP', async () => {
    const { id } = await anInvoice();
    const lost = { fileName: 'x.pdf', sha256: 'f'.repeat(64), mediaType: 'application/pdf', sizeBytes: 1 };
    await insertSingleFile(server.db, world.a, id, 'pdf', lost);
    const answer = await ask(`/api/documents/${id}/zip`);
    await expect(answer.arrayBuffer()).rejects.toThrow();
  });

  test('cannot be asked for without end by a link, which takes nothing from whoever is signed in', async () => {
    const { id } = await anInvoice();
    const { token } = await mintDocumentLink(server.deps, world.a, { ...world.a, documentId: id });
    const asked = async () => server.app.request(url(`/i/${token}/zip`));
    for (let time = 0; time < 120; time += 1) {
      const answer = await asked();
      await answer.body?.cancel();
      expect(answer.status).toBe(200);
    }
    const refused = await asked();
    expect([refused.status, (await problemOf(refused)).code]).toEqual([429, 'rate_limited']);
    const signedIn = await ask(`/api/documents/${id}/zip`);
    expect(signedIn.status).toBe(200);
    await signedIn.body?.cancel();
  });
});

describe('T60: of the two files that are drawn at once for one reader', () => {
  test.each(['zip', 'calculation/pdf', 'receipts/01890000-0000-7000-8000-000000000000'])(
    '%s under a link is one',
    async (path) => {
      const { id } = await anInvoice();
      const { token } = await mintDocumentLink(server.deps, world.a, { ...world.a, documentId: id });
      const link = await server.db
        .selectFrom('document_links')
        .select('id')
        .where('document_id', '=', id)
        .executeTakeFirstOrThrow();
      const asked = async () => (await server.app.request(url(`/i/${token}/${path}`))).status;
      const leaves = [1, 2].map(() => server.deps.drawings.enter(`link:${link.id}`));
      expect(await asked()).toBe(429);
      for (const leave of leaves) leave?.();
      expect(await asked()).not.toBe(429);
    },
  );
});
