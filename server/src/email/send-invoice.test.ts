import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import { insertDocument, insertPayment, insertTwoCompanies, type Company } from '../testing/fixtures.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { testApp, type TestApp } from '../testing.ts';
import { getMailTemplate, resetMailTemplate, saveMailTemplate } from './save-mail-template.ts';
import { sendInvoice } from './send-invoice.ts';

let server: TestApp;
let companies: Awaited<ReturnType<typeof insertTwoCompanies>>;
let company: Company;
let scope: { merchantId: string };

beforeAll(async () => {
  server = await testApp();
  companies = await insertTwoCompanies(server.db);
  company = companies.a;
  scope = { merchantId: company.merchantId };
});
afterAll(() => server.close());
beforeEach(() => server.mails.splice(0));

type Input = Parameters<typeof sendInvoice>[2];

async function send(input: Partial<Input> = {}) {
  await sendInvoice(server.deps, scope, { documentId: company.invoiceId, ...input });
  expect(await server.drainJobs()).toEqual([]);
  return server.mails.toSorted((x, y) => x.to.localeCompare(y.to));
}

const toOne = () => ({ contactIds: [company.contactId] });

async function speak(language: string | null) {
  await server.db.updateTable('contacts').set({ language }).where('id', '=', company.contactId).execute();
}

describe('an invoice that is sent', () => {
  test('reaches every contact with a link of its own, the PDF and the picture that leads to the page', async () => {
    const mails = await send();
    expect(mails.map(({ to }) => to)).toEqual(['a1@a.example', 'a2@a.example']);
    for (const [index, contactId] of [company.contactId, company.colleagueId].entries()) {
      const { url } = await mintDocumentLink(server.deps, scope, { documentId: company.invoiceId, contactId });
      const mail = mails[index]!;
      expect(mail.text).toContain(`View this invoice:\n${url}`);
      expect(mail.html).toMatch(new RegExp(`<a [^>]*href="${url}"[^>]*>[^]*View this invoice`));
      expect(mail.html).toMatch(new RegExp(`<a href="${url}"[^>]*><img src="cid:preview"`));
      expect(mail.html).not.toMatch(/<link|https?:\/\/(?!quittance\.test|www\.w3\.org)/);
      const [pdf, picture] = mail.attachments;
      expect(pdf).toMatchObject({ fileName: 'Aardvark-canary-1.pdf', mediaType: 'application/pdf' });
      expect((await pdfText(pdf!.content)).text).toContain('€121.00');
      expect(picture).toMatchObject({ mediaType: 'image/png', contentId: 'preview' });
    }
    const events = await server.db
      .selectFrom('document_events')
      .select(['kind', 'contact_id'])
      .where('document_id', '=', company.invoiceId)
      .execute();
    expect(events.map(({ kind }) => kind)).toEqual(['sent', 'sent']);
  });

  test('that is late leads to paying all that is late, which shows nobody anything who has not signed in', async () => {
    const paying = { payment_providers: ['bank'] };
    await server.db.updateTable('entities').set(paying).where('id', '=', company.entityId).execute();
    server.clock.set('2026-04-20T09:00:00Z');
    const [late] = await send(toOne());
    const path = `/pay/overdue?entity=noorderlicht&customer=${company.customerId}&currency=EUR`;
    expect(late?.text).toContain('Pay all 2 overdue invoices at once');
    expect(late?.text).toContain(path);
    expect(late?.html).toContain(path.replaceAll('&', '&amp;'));
    const page = await server.app.request(`https://quittance.test${path}`);
    expect([page.status, await page.text()]).toEqual([200, expect.not.stringContaining('canary')]);
    server.mails.splice(0);
    await insertPayment(
      server.db,
      { ...company, invoiceId: company.otherInvoiceId },
      { amountMinor: 12_100, receivedDate: '2026-04-02' },
    );
    const [only] = await send(toOne());
    expect(only?.text).not.toContain('/pay/overdue');
    server.clock.set('2026-03-16T09:00:00Z');
  });

  test.each([
    [
      'en',
      'Invoice Aardvark-canary-1 from Noorderlicht',
      'Amount due: €121.00\nDue on 1 April 2026',
      'View this invoice',
    ],
    [
      'nl',
      'Factuur Aardvark-canary-1 van Noorderlicht',
      'Te betalen uiterlijk op 1 april 2026',
      'Deze factuur bekijken',
    ],
    [
      'fr',
      'Facture Aardvark-canary-1 de Noorderlicht',
      'À payer au plus tard le 1er avril 2026',
      'Consulter cette facture',
    ],
    ['de', 'Rechnung Aardvark-canary-1 von Noorderlicht', 'Zahlbar bis 1. April 2026', 'Diese Rechnung ansehen'],
    [
      'es',
      'Factura Aardvark-canary-1 de Noorderlicht',
      'A pagar a más tardar el 1 de abril de 2026',
      'Ver esta factura',
    ],
    [
      'it',
      'Fattura Aardvark-canary-1 di Noorderlicht',
      'Da pagare entro il giorno 1 aprile 2026',
      'Vedi questa fattura',
    ],
  ])('speaks the contact’s language: %s', async (language, subject, due, view) => {
    await speak(language);
    const [mail] = await send(toOne());
    await speak(null);
    expect(mail?.subject).toBe(subject);
    for (const said of [due, view]) expect(mail?.text).toContain(said);
    expect(mail?.html).toContain(`lang="${language}"`);
  });

  test('asks for what is owed today, and for nothing once it is paid', async () => {
    const { merchantId, entityId, customerId } = company;
    const belongs = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
    const invoiceId = await insertDocument(server.db, { ...belongs, number: 'partly' });
    await insertPayment(server.db, { ...company, invoiceId }, { amountMinor: 10_000, receivedDate: '2026-03-10' });
    const [partly] = await send({ documentId: invoiceId, ...toOne() });
    expect(partly?.text).toContain('Amount due: €21.00');
    server.mails.splice(0);
    await insertPayment(server.db, { ...company, invoiceId }, { amountMinor: 2_100, receivedDate: '2026-03-11' });
    const [paid] = await send({ documentId: invoiceId, ...toOne() });
    expect(paid?.text).toContain('Amount due: €0.00\nNothing is left to pay');
  });

  test('is a credit note in its own words where it is one', async () => {
    const { merchantId, entityId, customerId } = company;
    const belongs = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
    const documentId = await insertDocument(server.db, { ...belongs, kind: 'credit_note', number: 'C-1' });
    const [mail] = await send({ documentId, ...toOne() });
    expect(mail?.subject).toBe('Credit note C-1 from Noorderlicht');
    expect(mail?.text).toContain('You do not have to pay anything for this');
    expect(mail?.text).toContain('View this credit note');
  });

  test('goes without a picture when none can be drawn', async () => {
    const { merchantId, entityId, customerId } = company;
    const belongs = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
    const documentId = await insertDocument(server.db, { ...belongs, number: 'no picture' });
    const deps = { ...server.deps, previews: { draw: async () => null } };
    await sendInvoice(deps, scope, { documentId, ...toOne() });
    await server.drainJobs();
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]?.attachments.map(({ fileName }) => fileName)).toEqual(['no picture.pdf']);
    expect(server.mails[0]?.html).not.toContain('cid:');
  });

  test.each([
    ['of another merchant', () => ({ documentId: companies.c.invoiceId }), 'not_found'],
    ['to a contact of somebody else', () => ({ contactIds: [companies.b.contactId] }), 'invalid_request'],
    ['to nobody', () => ({ contactIds: [] }), 'invalid_request'],
    ['with a misspelt placeholder', () => ({ template: { subject: 'a', body: '#AMONT' } }), 'invalid_request'],
  ])('is refused %s', async (_, input, code) => {
    await expect(send(input())).rejects.toMatchObject({ code });
    expect(server.mails).toEqual([]);
  });

  test('is refused once it is void', async () => {
    const { merchantId, entityId, customerId } = company;
    const belongs = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
    const documentId = await insertDocument(server.db, { ...belongs, number: 'void', voided_at: server.clock.now() });
    await expect(send({ documentId })).rejects.toMatchObject({ code: 'document_voided' });
  });
});

describe('a template', () => {
  const key = () => ({ entityId: company.entityId, kind: 'invoice' as const, language: 'en' as const });

  test('of the entity is used instead of ours, until it is taken back', async () => {
    await saveMailTemplate(server.deps, scope, key(), {
      subject: 'For #CUSTOMER: #AMOUNT_DUE until #DUE_DATE',
      body: 'Hello #CONTACT,\nyour reference: #REFERENCE.\n\nOpen #LINK please.\n\n#LINK\n\n#ENTITY, #ISSUE_DATE, #NUMBER, #AMOUNT',
    });
    const [mail] = await send(toOne());
    expect(mail?.subject).toBe('For Aardvark-canary: €121.00 until 1 April 2026');
    const { url } = await mintDocumentLink(server.deps, scope, {
      documentId: company.invoiceId,
      contactId: company.contactId,
    });
    expect(mail?.text).toContain('Hello Aardvark-canary,\nyour reference: Aardvark-canary-1.');
    expect(mail?.text).toContain(`Open View this invoice (${url}) please.`);
    expect(mail?.html).toContain('Hello Aardvark-canary,<br/>your reference');
    expect(mail?.text).toContain('Noorderlicht, 2 March 2026, Aardvark-canary-1, €121.00');
    expect(await getMailTemplate(server.deps, scope, key())).toMatchObject({ isOwn: true });
    await resetMailTemplate(server.deps, scope, key());
    expect(await getMailTemplate(server.deps, scope, key())).toMatchObject({
      isOwn: false,
      subject: 'Invoice #NUMBER from #ENTITY',
    });
  });

  test('written for one sending is used once, and gets its link at the end if it has none', async () => {
    const [mail] = await send({ ...toOne(), template: { subject: 'Reminder', body: 'Please look.' } });
    expect(mail?.subject).toBe('Reminder');
    expect(mail?.text).toMatch(/Please look\.\n\nView this invoice:\nhttp/);
    expect(await getMailTemplate(server.deps, scope, key())).toMatchObject({ isOwn: false });
  });

  test.each([
    [{ subject: 'a', body: 'Pay #AMONT now' }, '#AMONT is no placeholder; there are #LINK, #NUMBER, #AMOUNT'],
    [{ subject: 'a', body: 'Pay #amount now' }, '#amount is no placeholder'],
    [{ subject: 'a', body: '#LINKS' }, '#LINKS is no placeholder'],
    [{ subject: '#TOTAL', body: 'a' }, 'subject: #TOTAL is no placeholder'],
    [{ subject: 'Open #LINK', body: 'a' }, '#LINK has no place in a subject'],
    [{ subject: 'a\r\nBcc: evil@example.com', body: 'a' }, 'must be one line'],
  ])('%j is refused by what is wrong in it', async (template, message) => {
    await expect(saveMailTemplate(server.deps, scope, key(), template)).rejects.toThrow(message);
  });

  test('of another merchant’s entity is not found', async () => {
    const foreign = { ...key(), entityId: companies.otherEntityId };
    const saving = saveMailTemplate(server.deps, scope, foreign, { subject: 'a', body: 'b' });
    await expect(saving).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each([
    '{{constructor.constructor("return process")()}}',
    '${7*7} <%= 7*7 %> {% raw %}',
    '<b>bold</b><script>alert(1)</script>',
    '[click](javascript:alert(1))',
    '#1 of 100, room # 5',
  ])('is plain text, whatever it looks like: %s', async (body) => {
    const [mail] = await send({ ...toOne(), template: { subject: body, body } });
    expect(mail?.text).toContain(body);
    expect(mail?.html).not.toMatch(/<script|<b>|href="javascript/);
    expect(mail?.subject).toBe(body);
  });

  test('leaves what a value says alone: a customer called #LINK gets no link in its name', async () => {
    await server.db
      .updateTable('contacts')
      .set({ name: '#LINK #AMOUNT' })
      .where('id', '=', company.contactId)
      .execute();
    const [mail] = await send(toOne());
    expect(mail?.text).toContain('Dear #LINK #AMOUNT,');
  });
});
