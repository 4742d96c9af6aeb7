import { sql, type Kysely } from 'kysely';
import type {
  ApiContact,
  ApiCustomer,
  CustomerChange,
  NewContact,
  NewCustomer,
} from '@quittance/shared/merchant-api/customer.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { EndpointKey } from '../imports/party-key.ts';

type Db = Kysely<Database>;
type Position = { after: string | null; limit: number };

export async function listCustomers(
  db: Db,
  scope: MerchantScope,
  filter: { vatNumber: string | null; email: string | null },
  { after, limit }: Position,
): Promise<ApiCustomer[]> {
  let query = customers(db, scope).orderBy('id').limit(limit);
  if (after !== null) query = query.where('id', '>', after);
  if (filter.vatNumber !== null) query = query.where('vat_number', '=', filter.vatNumber);
  if (filter.email !== null) {
    const { email } = filter;
    query = query.where('id', 'in', (from) =>
      from
        .selectFrom('contacts')
        .select('customer_id')
        .where('merchant_id', '=', scope.merchantId)
        .where('email', '=', email),
    );
  }
  return (await query.execute()).map(apiCustomer);
}

export async function findCustomer(db: Db, scope: MerchantScope, customerId: string): Promise<ApiCustomer | undefined> {
  const row = await customers(db, scope).where('id', '=', customerId).executeTakeFirst();
  return row && apiCustomer(row);
}

function customers(db: Db, scope: MerchantScope) {
  return db.selectFrom('customers').selectAll().where('merchant_id', '=', scope.merchantId);
}

type CustomerRow = Awaited<ReturnType<ReturnType<typeof customers>['executeTakeFirstOrThrow']>>;

function apiCustomer(row: CustomerRow): ApiCustomer {
  return {
    id: row.id,
    name: row.name,
    vatNumber: row.vat_number,
    registrationNumber: row.registration_number,
    endpoint: row.endpoint_value === null ? null : { scheme: row.endpoint_scheme, value: row.endpoint_value },
    address: row.address,
    language: row.language,
    audience: row.audience,
    linkOpens: row.link_opens,
    invoiceEmail: row.invoice_email,
    createdAt: row.created_at.toISOString(),
  };
}

/** Undefined when another customer has the VAT number or the endpoint. */
export async function insertCustomer(
  db: Db,
  scope: MerchantScope,
  customer: NewCustomer & { vatNumber: string | null; endpoint: EndpointKey | null },
): Promise<string | undefined> {
  const row = await db
    .insertInto('customers')
    .values({
      merchant_id: scope.merchantId,
      name: customer.name,
      vat_number: customer.vatNumber,
      registration_number: customer.registrationNumber ?? null,
      endpoint_scheme: customer.endpoint?.scheme ?? null,
      endpoint_value: customer.endpoint?.value ?? null,
      address: JSON.stringify(customer.address),
      language: customer.language ?? null,
      link_opens: customer.linkOpens ?? null,
      ...(customer.audience && { audience: customer.audience }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function updateCustomer(
  db: Db,
  scope: MerchantScope,
  customerId: string,
  change: CustomerChange,
): Promise<ApiCustomer | undefined> {
  const row = await db
    .updateTable('customers')
    .set({
      merchant_id: scope.merchantId,
      ...(change.language !== undefined && { language: change.language }),
      ...(change.linkOpens !== undefined && { link_opens: change.linkOpens }),
      ...(change.audience !== undefined && { audience: change.audience }),
      ...(change.invoiceEmail !== undefined && { invoice_email: change.invoiceEmail }),
    })
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', customerId)
    .returningAll()
    .executeTakeFirst();
  return row && apiCustomer(row);
}

export async function listContacts(
  db: Db,
  scope: MerchantScope,
  customerId: string,
  { after, limit }: Position,
): Promise<ApiContact[]> {
  let query = db
    .selectFrom('contacts')
    .selectAll()
    .where('merchant_id', '=', scope.merchantId)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .limit(limit);
  if (after !== null) query = query.where('id', '>', after);
  return (await query.execute()).map(apiContact);
}

/** Undefined when there is no such customer, or when it has a contact of this address. */
export async function insertContact(
  db: Db,
  scope: MerchantScope,
  customerId: string,
  contact: NewContact,
): Promise<ApiContact | undefined> {
  const row = await db
    .insertInto('contacts')
    .values({
      merchant_id: scope.merchantId,
      customer_id: customerId,
      name: contact.name ?? null,
      email: contact.email.toLowerCase(),
      language: contact.language ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row && apiContact(row);
}

/** One that was disabled before keeps its day. */
export async function disableContact(
  db: Db,
  scope: MerchantScope,
  { contactId, now }: { contactId: string; now: Date },
): Promise<ApiContact | undefined> {
  const row = await db
    .updateTable('contacts')
    .set({ disabled_at: sql`coalesce(disabled_at, ${now})` })
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', contactId)
    .returningAll()
    .executeTakeFirst();
  return row && apiContact(row);
}

type ContactRow = {
  id: string;
  customer_id: string;
  name: string | null;
  email: string;
  language: string | null;
  disabled_at: Date | null;
  created_at: Date;
};

function apiContact(row: ContactRow): ApiContact {
  return {
    id: row.id,
    customerId: row.customer_id,
    name: row.name,
    email: row.email,
    language: row.language,
    disabledAt: row.disabled_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
