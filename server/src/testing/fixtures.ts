import type { Insertable, Kysely } from 'kysely';
import type { DocumentContent } from '@quittance/shared/document.ts';
import { emptyParty } from '../branding/sample-invoice.ts';
import type { Database } from '../db/tables.ts';

type Db = Kysely<Database>;
type Fields<Table extends keyof Database> = Partial<Insertable<Database[Table]>>;

const address = { lines: ['Kerkstraat 1'], city: 'Gent', postalCode: '9000', region: null, country: 'BE' };

/**
 * Two companies of one merchant, and another merchant with one. Each company's name is a word that nothing else says, so that it
 * can be searched for in answers that must not hold it.
 */
export async function insertTwoCompanies(db: Db) {
  const merchantId = await insertMerchant(db);
  const entityId = await insertEntity(db, {
    merchant_id: merchantId,
    slug: 'noorderlicht',
    trading_name: 'Noorderlicht',
  });
  const a = await insertCompany(db, {
    merchantId,
    entityId,
    name: 'Aardvark-canary',
    emails: ['a1@a.example', 'a2@a.example'],
  });
  const b = await insertCompany(db, { merchantId, entityId, name: 'Bumblebee-canary', emails: ['b1@b.example'] });
  const otherMerchantId = await insertMerchant(db);
  const otherEntityId = await insertEntity(db, {
    merchant_id: otherMerchantId,
    slug: 'zuiderzon',
    trading_name: 'Zuiderzon',
  });
  const c = await insertCompany(db, {
    merchantId: otherMerchantId,
    entityId: otherEntityId,
    name: 'Chinchilla-canary',
    emails: ['c1@c.example'],
  });
  return { merchantId, entityId, a, b, otherMerchantId, otherEntityId, c };
}

export type Company = Awaited<ReturnType<typeof insertCompany>>;

async function insertCompany(
  db: Db,
  { merchantId, entityId, name, emails }: { merchantId: string; entityId: string; name: string; emails: string[] },
) {
  const customerId = await insertCustomer(db, { merchant_id: merchantId, name });
  const contactIds: string[] = [];
  for (const email of emails)
    contactIds.push(await insertContact(db, { merchant_id: merchantId, customer_id: customerId, email }));
  const [contactId = '', colleagueId = ''] = contactIds;
  const belongs = { merchant_id: merchantId, entity_id: entityId, customer_id: customerId };
  const invoiceId = await insertDocument(db, { ...belongs, number: `${name}-1` });
  const otherInvoiceId = await insertDocument(db, { ...belongs, number: `${name}-2` });
  return {
    merchantId,
    entityId,
    customerId,
    name,
    email: emails[0] ?? '',
    contactId,
    colleagueId,
    invoiceId,
    otherInvoiceId,
  };
}

export async function insertMerchant(db: Db, fields: Fields<'merchants'> = {}): Promise<string> {
  const row = { name: 'Merchant', ...fields };
  return (await db.insertInto('merchants').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export async function insertEntity(
  db: Db,
  fields: Fields<'entities'> & { merchant_id: string; slug: string },
): Promise<string> {
  const row = {
    legal_name: 'Noorderlicht BV',
    trading_name: 'Noorderlicht',
    address: JSON.stringify(address),
    email: 'hello@merchant.example',
    language: 'en',
    time_zone: 'Europe/Brussels',
    branding: JSON.stringify({ accent: '#1a7f5a', accentDark: null, logoFileKey: null, legalFooter: null }),
    ...fields,
  };
  return (await db.insertInto('entities').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export async function insertCustomer(db: Db, fields: Fields<'customers'> & { merchant_id: string }): Promise<string> {
  const row = { name: 'Customer', address: JSON.stringify(address), ...fields };
  return (await db.insertInto('customers').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export async function insertContact(
  db: Db,
  fields: Fields<'contacts'> & { merchant_id: string; customer_id: string; email: string },
): Promise<string> {
  return (await db.insertInto('contacts').values(fields).returning('id').executeTakeFirstOrThrow()).id;
}

/** An invoice of 121.00 EUR issued on 2 March 2026 and due on 1 April. */
export async function insertDocument(
  db: Db,
  fields: Fields<'documents'> & { merchant_id: string; entity_id: string; customer_id: string; number: string },
): Promise<string> {
  const row = {
    kind: 'invoice' as const,
    issue_date: '2026-03-02',
    due_date: '2026-04-01',
    currency: 'EUR',
    payable_minor: 12_100,
    source_sha256: fields.number,
    imported_at: new Date('2026-03-02T08:00:00Z'),
    ...fields,
  };
  const content = fields.content ?? JSON.stringify(contentOf(row));
  return (
    await db
      .insertInto('documents')
      .values({ ...row, content })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
}

/** Money received and applied to one invoice, the same day. */
export async function insertPayment(
  db: Db,
  invoice: { merchantId: string; entityId: string; customerId: string; invoiceId: string },
  { amountMinor, receivedDate }: { amountMinor: number; receivedDate: string },
): Promise<string> {
  const created_at = new Date(`${receivedDate}T10:00:00Z`);
  const { id } = await db
    .insertInto('payments')
    .values({
      merchant_id: invoice.merchantId,
      entity_id: invoice.entityId,
      customer_id: invoice.customerId,
      provider: 'manual',
      provider_reference: `${invoice.invoiceId} ${receivedDate}`,
      method: 'transfer',
      amount_minor: amountMinor,
      currency: 'EUR',
      received_date: receivedDate,
      created_at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('allocations')
    .values({
      merchant_id: invoice.merchantId,
      invoice_id: invoice.invoiceId,
      payment_id: id,
      amount_minor: amountMinor,
      effective_date: receivedDate,
      created_at,
    })
    .execute();
  return id;
}

type ContentSource = Pick<DocumentContent, 'kind' | 'number' | 'currency'> & {
  issue_date: string;
  due_date: string;
  payable_minor: number;
};

/** One line with 21 % VAT that comes to the row's total. */
function contentOf(row: ContentSource): DocumentContent {
  const taxMinor = Math.round((row.payable_minor * 21) / 121);
  const netMinor = row.payable_minor - taxMinor;
  return {
    ...nothingSaid,
    kind: row.kind,
    number: row.number,
    issueDate: row.issue_date,
    dueDate: row.due_date,
    currency: row.currency,
    lines: [{ ...line, unitPrice: (netMinor / 100).toFixed(2), netMinor }],
    taxSubtotals: [{ taxableMinor: netMinor, taxMinor, vatCategory: 'S', vatRate: '21', exemptionReason: null }],
    totals: {
      linesNetMinor: netMinor,
      allowancesMinor: 0,
      chargesMinor: 0,
      taxExclusiveMinor: netMinor,
      taxMinor,
      taxInclusiveMinor: row.payable_minor,
      prepaidMinor: 0,
      roundingMinor: 0,
      payableMinor: row.payable_minor,
    },
  };
}

const party = { ...emptyParty, address };

const nothingSaid = {
  seller: { ...party, name: 'Noorderlicht BV' },
  buyer: { ...party, name: 'Customer' },
  buyerReference: null,
  orderReference: null,
  paymentReference: null,
  paymentTerms: null,
  transfers: [],
  notes: [],
  periodStartDate: null,
  periodEndDate: null,
  deliveryDate: null,
  precedingInvoices: [],
  allowanceCharges: [],
};

const line = {
  lineId: '1',
  name: 'Work',
  description: null,
  note: null,
  quantity: '1',
  unitCode: 'C62',
  priceBaseQuantity: null,
  vatCategory: 'S',
  vatRate: '21',
};
