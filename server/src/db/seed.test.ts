import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import { deriveCreditNoteStatus, deriveStatus } from '@quittance/shared/document-status.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import { resolveDocumentLink } from '../access/resolve-document-link.ts';
import { mailDemoInvoice } from '../demo/mail-demo-invoice.ts';
import { findCreditNoteStandings, findInvoiceFacts } from '../documents/standing-queries.ts';
import { readUbl } from '../imports/ubl/read-ubl.ts';
import { testApp, url, type TestApp } from '../testing.ts';
import { demoAddresses, seedDemo } from './seed.ts';
import { writePlan } from './seed-numbers.ts';
import { planDemo } from './seed-plan.ts';

const silent = () => undefined;

describe('the demo merchant', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await testApp();
    await seedDemo(server.deps, silent);
  });
  afterAll(() => server.close());

  const idsOf = async (kind: 'invoice' | 'credit_note') =>
    (await server.db.selectFrom('documents').select(['id', 'merchant_id']).where('kind', '=', kind).execute()).map(
      (row) => ({ ...row, merchantId: row.merchant_id }),
    );

  async function allFacts() {
    const invoices = await idsOf('invoice');
    const [scope] = invoices;
    if (!scope) throw new Error('no invoices');
    return [
      ...(
        await findInvoiceFacts(
          server.db,
          scope,
          invoices.map(({ id }) => id),
        )
      ).values(),
    ];
  }

  test('has a year of documents in every state that there is', async () => {
    const facts = await allFacts();
    const statuses = new Set(facts.map((one) => deriveStatus(one, '2026-03-16')));
    const notes = await idsOf('credit_note');
    const [scope = { merchantId: '' }] = notes;
    for (const standing of (
      await findCreditNoteStandings(
        server.db,
        scope,
        notes.map(({ id }) => id),
      )
    ).values()) {
      statuses.add(deriveCreditNoteStatus(standing));
    }
    expect([...statuses].toSorted()).toEqual([
      'applied',
      'being_paid',
      'credit',
      'credited',
      'disputed',
      'open',
      'overdue',
      'paid',
      'partly_credited',
      'partly_paid',
      'void',
    ]);
    expect(facts.length + notes.length).toBeGreaterThan(120);
  });

  test('shows late charges as they accrue, as they are paid, and as they stay open', async () => {
    const facts = await allFacts();
    const withCharges = facts.filter((one) => one.charged.length > 0);
    expect(facts.filter((one) => calculateAmountDue(one, '2026-03-16').accruedMinor > 0).length).toBeGreaterThan(1);
    expect(withCharges.filter((one) => deriveStatus(one, '2026-03-16') === 'paid').length).toBeGreaterThan(1);
    expect(withCharges.filter((one) => deriveStatus(one, '2026-03-16') === 'overdue').length).toBeGreaterThan(0);
  });

  test('mails in every language, a receipt too, and on top the invoice to open first', async () => {
    expect(await server.drainJobs()).toEqual([]);
    const mails = await server.db
      .selectFrom('mails')
      .select(['to_email', 'subject', 'html_body'])
      .orderBy('queued_at')
      .orderBy('id')
      .execute();
    const languages = mails.map(({ html_body }) => /lang="(\w\w)/.exec(html_body)?.[1] ?? '');
    expect([...new Set(languages)].toSorted()).toEqual(['de', 'en', 'es', 'fr', 'it', 'nl']);
    expect(
      mails
        .filter(({ to_email }) => to_email.endsWith('@saintaubin.test'))
        .map(({ subject }) => subject)
        .join(),
    ).toContain('paiement');
    expect(mails.at(-1)).toMatchObject({ to_email: 'an@vanhulle.test' });
  });

  test('mails nothing twice, should its job begin again', async () => {
    await server.drainJobs();
    const count = async () => (await server.db.selectFrom('mails').select('id').execute()).length;
    const before = await count();
    const sent = await server.db
      .selectFrom('document_events')
      .select(['merchant_id', 'document_id', 'contact_id'])
      .where('kind', '=', 'sent')
      .execute();
    for (const { merchant_id: merchantId, document_id: documentId, contact_id } of sent)
      await mailDemoInvoice(server.deps, { merchantId, documentId, contactId: contact_id ?? '', isLast: false });
    expect(sent.length).toBeGreaterThan(5);
    expect(await count()).toBe(before);
  });

  test('mails each invoice by a job of its own, so that one that fails holds up no other', async () => {
    await server.drainJobs();
    const { rows } = await sql<{ jobs: number; mails: number }>`
      select (select count(*) from pgboss.job where name = 'mail-demo-invoice') as jobs,
        (select count(*) from document_events where kind = 'sent') as mails`.execute(server.db);
    expect(rows[0]?.jobs).toBe(rows[0]?.mails);
  });

  test('has a payment that was too much', async () => {
    const payments = await server.db.selectFrom('payments').select(['id', 'amount_minor']).execute();
    const parts = await server.db.selectFrom('allocations').select(['payment_id', 'amount_minor']).execute();
    const left = payments.map(
      ({ id, amount_minor }) =>
        amount_minor - sumMinor(parts.filter((part) => part.payment_id === id).map((part) => part.amount_minor)),
    );
    expect(left).toContain(5000);
  });

  test('writes to nobody who exists', async () => {
    const contacts = await server.db.selectFrom('contacts').select('email').execute();
    const entities = await server.db.selectFrom('entities').select(['email', 'administrator_emails']).execute();
    const addresses = [
      ...contacts.map(({ email }) => email),
      ...entities.flatMap((one) => [one.email, ...one.administrator_emails]),
    ];
    expect(addresses.filter((address) => !address.endsWith('.test'))).toEqual([]);
  });

  test('is written once', async () => {
    const before = await idsOf('invoice');
    await seedDemo(server.deps, silent);
    expect(await idsOf('invoice')).toEqual(before);
  });

  test('has an address that opens an overdue invoice, the same after every start', async () => {
    const [mailbox, first] = await demoAddresses(server.deps);
    expect(await demoAddresses(server.deps)).toEqual([mailbox, first]);
    expect(mailbox?.url).toBe(url('/demo/mailbox'));
    const { pathname } = new URL(first?.url ?? '');
    expect((await server.app.request(url(pathname))).status).toBe(200);
    // Not lapsed: it shows the whole document.
    expect((await resolveDocumentLink(server.deps, pathname.replace('/i/', '')))?.level).toBe('document');
  });
});

test('an installation without the demo has no demo addresses', async () => {
  const server = await testApp();
  expect(await demoAddresses(server.deps)).toEqual([]);
  await server.close();
});

test.each(['2026-01-01', '2028-02-29', '2026-12-31'])(
  'every file of the plan is valid on %s, and no number is there twice',
  (today) => {
    const files = writePlan(planDemo(today)).flatMap(({ file, credits }) => [file, ...credits.values()]);
    expect(files.map((file) => readUbl(file.bytes)).filter((reading) => !reading.ok)).toEqual([]);
    const names = files.map((file) => file.fileName);
    expect(new Set(names).size).toBe(names.length);
  },
);
