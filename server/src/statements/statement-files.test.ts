import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentPageSchema } from '@quittance/shared/customer-view.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import {
  insertContact,
  insertCustomer,
  insertDocument,
  insertEntity,
  insertMerchant,
  insertPayment,
} from '../testing/fixtures.ts';
import { contactPayer } from '../testing/paying.ts';
import { pdfText } from '../testing/pdf-text.ts';

let server: TestApp;
let call: ApiCaller;
let merchantId: string;
let entityId: string;
let count = 0;

beforeAll(async () => {
  server = await testApp();
  merchantId = await insertMerchant(server.db);
  entityId = await insertEntity(server.db, { merchant_id: merchantId, slug: 'noord', trading_name: 'Noorderlicht' });
  call = await openApiCaller(server, merchantId);
});
afterAll(() => server.close());

type World = { customerId: string; contactId: string; query: string; ask: (path: string) => Promise<Response> };

/** A customer with an overdue invoice, one of a hostile number, a part payment and what came too much. */
async function someCustomer(language: string | null = null): Promise<World> {
  const email = `person${(count += 1)}@customer.example`;
  const customerId = await insertCustomer(server.db, { merchant_id: merchantId, name: 'Bakkerij De Smet', language });
  const contactId = await insertContact(server.db, { merchant_id: merchantId, customer_id: customerId, email });
  const own = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
  const dated = { issue_date: '2026-01-05', due_date: '2026-02-04', order_reference: 'PO-77' };
  const invoiceId = await insertDocument(server.db, { ...own, ...dated, number: `F-${count}` });
  await insertDocument(server.db, { ...own, number: `=cmd|'/C calc'!A${count}`, payable_minor: 5000 });
  await insertPayment(
    server.db,
    { merchantId, entityId, customerId, invoiceId },
    { amountMinor: 2100, receivedDate: '2026-02-10' },
  );
  const { cookie } = await contactPayer(server, { merchantId, contactId });
  const ask = async (path: string) => server.app.request(url(path), { headers: { Cookie: cookie } });
  const period = { entityId, currency: 'EUR', from: '2026-01-01', to: '2026-03-16' };
  return { customerId, contactId, query: new URLSearchParams(period).toString(), ask };
}

async function bytesOf(answer: Response): Promise<Uint8Array> {
  expect(answer.status, await answer.clone().text()).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

describe('a statement as CSV', () => {
  test('is plain for a program: dates, decimal points, no formula, and ends with what the lists show', async () => {
    const { customerId, query, ask } = await someCustomer();
    const answer = await ask(`/api/statements/csv?customerId=${customerId}&${query}`);
    expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename="Statement_of_account.*\.csv"/);
    const bytes = await bytesOf(answer);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = new TextDecoder().decode(bytes).split('\r\n');
    expect(rows).toEqual([
      'Date,What,Number,Due date,Order number,Excl. VAT,VAT,Method,Amount,Balance,Currency',
      '2026-01-01,Opening balance,,,,,,,,0.00,EUR',
      `2026-01-05,Invoice,F-${count},2026-02-04,PO-77,100.00,21.00,,121.00,121.00,EUR`,
      `2026-02-10,Payment,F-${count},,,,,Bank transfer,-21.00,100.00,EUR`,
      `2026-03-02,Invoice,'=cmd|'/C calc'!A${count},2026-04-01,,41.32,8.68,,50.00,150.00,EUR`,
      '2026-03-16,Closing balance,,,,,,,,150.00,EUR',
      '',
    ]);
    const { documents } = documentPageSchema.parse(await (await ask('/api/documents?list=open')).json());
    expect(sumMinor(documents.map(({ amountDueMinor }) => amountDueMinor))).toBe(15_000);
  });

  test.each([
    [
      'nl-BE',
      'Datum,Omschrijving,Nummer,Vervaldatum,Bestelnummer,Excl. btw,Btw,Betaalwijze,Bedrag,Saldo,Valuta',
      'Eindsaldo',
    ],
    [
      'fr',
      'Date,Libellé,Numéro,Échéance,Numéro de commande,Hors TVA,TVA,Moyen de paiement,Montant,Solde,Devise',
      'Solde final',
    ],
    ['de', 'Datum,Vorgang,Nummer,Fällig am,Bestellnummer,Netto,USt.,Zahlungsart,Betrag,Saldo,Währung', 'Endsaldo'],
    [
      'es',
      'Fecha,Concepto,Número,Vencimiento,Número de pedido,Sin IVA,IVA,Forma de pago,Importe,Saldo,Moneda',
      'Saldo final',
    ],
    [
      'it',
      'Data,Descrizione,Numero,Scadenza,Numero d’ordine,Imponibile,IVA,Metodo di pagamento,Importo,Saldo,Valuta',
      'Saldo finale',
    ],
  ])('is in the customer’s language: %s', async (language, head, closing) => {
    const { customerId, query, ask } = await someCustomer(language);
    const text = new TextDecoder().decode(
      await bytesOf(await ask(`/api/statements/csv?customerId=${customerId}&${query}`)),
    );
    expect(text.split('\r\n')[0]).toBe(head);
    expect(text).toContain(`2026-03-16,${closing},,,,,,,,150.00,EUR`);
  });
});

describe('a statement as PDF', () => {
  test('says who, from when to when, every entry, and how the closing balance comes about', async () => {
    const { customerId, query, ask } = await someCustomer();
    const answer = await ask(`/api/statements/pdf?customerId=${customerId}&${query}`);
    expect(answer.headers.get('Content-Disposition')).toMatch(/^inline; filename="Statement_of_account.*\.pdf"/);
    const { text } = await pdfText(await bytesOf(answer));
    for (const part of ['Statement of account', 'Noorderlicht', 'Bakkerij De Smet', '1 January 2026 to 16 March 2026'])
      expect(text).toContain(part);
    for (const part of [`F-${count}`, 'due 4 February 2026', '−€21.00', 'Bank transfer', 'Closing balance', '€150.00'])
      expect(text).toContain(part);
    expect(text).toMatch(/31 to 60 days overdue\s+€100\.00/);
    expect(text).toMatch(/Not yet due\s+€50\.00/);
    expect(text).toMatch(/Owed on open invoices\s+€150\.00/);
  });

  test('over several pages repeats its head and tells the pages', async () => {
    const { customerId, query, ask } = await someCustomer('de');
    const own = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
    for (let index = 0; index < 60; index += 1)
      await insertDocument(server.db, { ...own, number: `V${count}-${index}` });
    const { pages } = await pdfText(await bytesOf(await ask(`/api/statements/pdf?customerId=${customerId}&${query}`)));
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages.filter((each) => each.includes(`V${count}-`))) expect(page).toContain('Vorgang');
    for (let index = 0; index < 60; index += 1) expect(pages.join('\n')).toContain(`V${count}-${index}`);
    expect(pages.at(-1)).toContain(`Seite ${pages.length} von ${pages.length}`);
  });

  test('of money in the customer’s favour says so', async () => {
    const { customerId, query, ask } = await someCustomer();
    await server.db
      .insertInto('payments')
      .values({
        merchant_id: merchantId,
        entity_id: entityId,
        customer_id: customerId,
        provider: 'manual',
        provider_reference: `too much ${count}`,
        method: 'cheque',
        amount_minor: 20_000,
        currency: 'EUR',
        received_date: '2026-03-10',
        created_at: new Date('2026-03-10T10:00:00Z'),
      })
      .execute();
    const { text } = await pdfText(await bytesOf(await ask(`/api/statements/pdf?customerId=${customerId}&${query}`)));
    expect(text).toMatch(/Credit on account\s+−€200\.00/);
    expect(text).toMatch(/Closing balance\s+−€50\.00\s+in your favour/);
  });
});

test('the merchant gets the same files, by its API', async () => {
  const { customerId, query, ask } = await someCustomer('nl');
  for (const format of ['pdf', 'csv']) {
    const own = await bytesOf(await ask(`/api/statements/${format}?customerId=${customerId}&${query}`));
    const { status, body } = await call('GET', `/v1/customers/${customerId}/statement/${format}?${query}`);
    expect(status).toBe(200);
    expect(Buffer.compare(Buffer.from(body as Uint8Array), own)).toBe(0);
  }
});

test.each(['pdf', 'csv'])('a period that is not over has no %s', async (format) => {
  const { customerId, query, ask } = await someCustomer();
  const later = query.replace('2026-03-16', '2026-03-17');
  expect((await ask(`/api/statements/${format}?customerId=${customerId}&${later}`)).status).toBe(422);
});

describe('what a statement may cost the server', () => {
  test('more entries than anybody prints are refused as PDF, with what to do, and come as CSV', async () => {
    const { customerId, query, ask } = await someCustomer();
    await sql`insert into documents
        (merchant_id, entity_id, customer_id, kind, number, issue_date, due_date, currency, payable_minor, content, source_sha256, imported_at)
      select d.merchant_id, d.entity_id, d.customer_id, d.kind, d.number || '-' || n, d.issue_date, d.due_date, d.currency,
        d.payable_minor, d.content, d.source_sha256, d.imported_at
      from documents d, generate_series(1, 2000) n
      where d.customer_id = ${customerId} and d.issue_date = '2026-01-05'`.execute(server.db);
    const problem = await problemOf(await ask(`/api/statements/pdf?customerId=${customerId}&${query}`));
    expect(problem).toMatchObject({ status: 422, code: 'statement_too_long' });
    expect(problem.detail).toContain('there are 2003 entries, and at most 2000 are printed');
    expect(problem.detail).toContain('shorter period');
    const merchants = await call('GET', `/v1/customers/${customerId}/statement/pdf?${query}`);
    expect(merchants.status).toBe(422);
    const rows = await bytesOf(await ask(`/api/statements/csv?customerId=${customerId}&${query}`));
    expect(new TextDecoder().decode(rows).split('\r\n')).toHaveLength(2003 + 4);
  });

  test('two are drawn at once for one person (T60)', async () => {
    const { customerId, contactId, query, ask } = await someCustomer();
    const leaves = [1, 2].map(() => server.deps.drawings.enter(`contact:${contactId}`));
    const asked = () => ask(`/api/statements/pdf?customerId=${customerId}&${query}`);
    const refused = await Promise.all(Array.from({ length: 25 }, asked));
    for (const answer of refused)
      expect(await problemOf(answer)).toMatchObject({ status: 429, code: 'downloads_running' });
    leaves[0]?.();
    expect((await asked()).status).toBe(200);
    leaves[1]?.();
  });

  test.each(['', '/csv'])('one person reads 600 an hour, and another all the same: %s', async (format) => {
    const one = await someCustomer();
    const path = `/api/statements${format}?customerId=${one.customerId}&${one.query}`;
    expect((await one.ask(path)).status).toBe(200);
    await server.db.updateTable('rate_limits').set({ points: 600 }).where('points', '=', 1).execute();
    expect(await problemOf(await one.ask(path))).toMatchObject({ status: 429, code: 'rate_limited' });
    const another = await someCustomer();
    expect((await another.ask(path.replace(one.customerId, another.customerId))).status).toBe(200);
  });

  test('one person is printed sixty an hour, and another all the same', async () => {
    const one = await someCustomer();
    // Of nobody: what is refused counts too, and takes no time to draw.
    const path = `/api/statements/pdf?customerId=${entityId}&${one.query}`;
    for (let time = 0; time < 60; time += 1) expect((await one.ask(path)).status).toBe(404);
    expect(await problemOf(await one.ask(path))).toMatchObject({ status: 429, code: 'rate_limited' });
    const another = await someCustomer();
    expect((await another.ask(`/api/statements/pdf?customerId=${another.customerId}&${another.query}`)).status).toBe(
      200,
    );
  });
});
