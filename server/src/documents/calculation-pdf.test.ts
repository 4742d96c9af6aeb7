import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, url, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import { insertDocument, insertPayment, insertTwoCompanies } from '../testing/fixtures.ts';
import { contactPayer } from '../testing/paying.ts';
import { pdfText } from '../testing/pdf-text.ts';

// The words come from the built portal; here its stand-in says kind and amount of each entry.

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let call: ApiCaller;
let ask: (path: string) => Promise<Response>;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  call = await openApiCaller(server, world.merchantId);
  const { cookie } = await contactPayer(server, world.a);
  ask = async (path) => server.app.request(url(path), { headers: { Cookie: cookie } });
  await insertPayment(server.db, world.a, { amountMinor: 2100, receivedDate: '2026-03-10' });
});
afterAll(() => server.close());

const path = () => `${world.a.invoiceId}/calculation/pdf`;

describe('a calculation as PDF', () => {
  test('says whose it is, every line down to the amount due, and as of when', async () => {
    await server.db.updateTable('customers').set({ language: 'nl-BE' }).where('id', '=', world.a.customerId).execute();
    const answer = await ask(`/api/documents/${path()}`);
    expect(answer.headers.get('Content-Type')).toBe('application/pdf');
    expect(answer.headers.get('Content-Disposition')).toContain('Berekening_2026-03-16.pdf');
    const { text } = await pdfText(new Uint8Array(await answer.arrayBuffer()));
    for (const part of ['Berekening', `Factuur ${world.a.name}-1`, 'Noorderlicht', 'Vervaldatum', 'nl-BE 2026-03-16'])
      expect(text).toContain(part);
    expect(text).toMatch(/invoice\s+12100\s+payment\s+-2100\s+total\s+10000/);
  });

  test('is the same for the merchant, who may name the day', async () => {
    const own = new Uint8Array(await (await ask(`/api/documents/${path()}`)).arrayBuffer());
    const { body } = await call('GET', `/v1/invoices/${path()}`);
    expect(Buffer.compare(Buffer.from(body as Uint8Array), own)).toBe(0);
    const before = await call('GET', `/v1/invoices/${path()}?as_of=2026-03-09`);
    expect((await pdfText(before.body as Uint8Array)).text).toMatch(/invoice\s+12100\s+total\s+12100/);
    expect((await call('GET', `/v1/invoices/${path()}?as_of=2026-03-01`)).body).toMatchObject({
      code: 'not_yet_issued',
    });
  });

  test('is of an invoice only', async () => {
    const { merchantId, entityId, customerId } = world.a;
    const own = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
    const note = await insertDocument(server.db, { ...own, kind: 'credit_note', number: 'C-1' });
    expect((await ask(`/api/documents/${note}/calculation/pdf`)).status).toBe(404);
  });
});
