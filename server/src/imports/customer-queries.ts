import { sql, type Transaction } from 'kysely';
import type { PostalAddress } from '@quittance/shared/document.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { EndpointKey } from './party-key.ts';

export type CustomerKeys = {
  id: string;
  name: string;
  vatNumber: string | null;
  endpointScheme: string | null;
  endpointValue: string | null;
};

export async function findCustomerByVatNumber(trx: Transaction<Database>, scope: MerchantScope, vatNumber: string) {
  return customers(trx, scope).where('c.vat_number', '=', vatNumber).executeTakeFirst();
}

export async function findCustomerByEndpoint(trx: Transaction<Database>, scope: MerchantScope, endpoint: EndpointKey) {
  return customers(trx, scope)
    .where('c.endpoint_scheme', '=', endpoint.scheme)
    .where('c.endpoint_value', '=', endpoint.value)
    .executeTakeFirst();
}

/** Customers of this name, however its letters are cased, one of whose contacts has the address. */
export async function listCustomersByNameAndEmail(
  trx: Transaction<Database>,
  scope: MerchantScope,
  name: string,
  email: string,
) {
  return customersNamed(trx, scope, name)
    .where((where) =>
      where.exists(
        where
          .selectFrom('contacts as k')
          .whereRef('k.merchant_id', '=', 'c.merchant_id')
          .whereRef('k.customer_id', '=', 'c.id')
          .where('k.email', '=', email),
      ),
    )
    .execute();
}

export async function listCustomersByNameAndAddress(
  trx: Transaction<Database>,
  scope: MerchantScope,
  name: string,
  address: PostalAddress,
) {
  return customersNamed(trx, scope, name)
    .where(sql<boolean>`c.address = ${JSON.stringify(address)}::jsonb`)
    .execute();
}

function customersNamed(trx: Transaction<Database>, scope: MerchantScope, name: string) {
  return customers(trx, scope)
    .where(sql<boolean>`lower(c.name) = lower(${name})`)
    .orderBy('c.id');
}

function customers(trx: Transaction<Database>, scope: MerchantScope) {
  return trx
    .selectFrom('customers as c')
    .select(['c.id', 'c.name', 'c.vat_number as vatNumber'])
    .select(['c.endpoint_scheme as endpointScheme', 'c.endpoint_value as endpointValue'])
    .where('c.merchant_id', '=', scope.merchantId);
}

export type NewCustomer = {
  name: string;
  vatNumber: string | null;
  registrationNumber: string | null;
  endpoint: EndpointKey | null;
  address: PostalAddress;
  audience: 'b2b' | 'b2c';
};

export async function insertCustomer(
  trx: Transaction<Database>,
  scope: MerchantScope,
  customer: NewCustomer,
): Promise<string> {
  const { id } = await trx
    .insertInto('customers')
    .values({
      merchant_id: scope.merchantId,
      name: customer.name,
      vat_number: customer.vatNumber,
      registration_number: customer.registrationNumber,
      endpoint_scheme: customer.endpoint?.scheme ?? null,
      endpoint_value: customer.endpoint?.value ?? null,
      address: JSON.stringify(customer.address),
      audience: customer.audience,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Adds numbers by which the customer will be recognised next time; what is there already stays. */
export async function fillCustomerKeys(
  trx: Transaction<Database>,
  scope: MerchantScope,
  customerId: string,
  keys: { vatNumber: string | null; endpoint: EndpointKey | null },
): Promise<void> {
  await trx
    .updateTable('customers')
    .set({
      vat_number: sql`coalesce(vat_number, ${keys.vatNumber})`,
      endpoint_scheme: sql`case when endpoint_value is null then ${keys.endpoint?.scheme ?? null} else endpoint_scheme end`,
      endpoint_value: sql`coalesce(endpoint_value, ${keys.endpoint?.value ?? null})`,
    })
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', customerId)
    .execute();
}

/** Of disabled contacts too. */
export async function listContactEmails(
  trx: Transaction<Database>,
  scope: MerchantScope,
  customerId: string,
): Promise<string[]> {
  const contacts = await trx
    .selectFrom('contacts')
    .select('email')
    .where('merchant_id', '=', scope.merchantId)
    .where('customer_id', '=', customerId)
    .execute();
  return contacts.map(({ email }) => email);
}

export async function insertContact(
  trx: Transaction<Database>,
  scope: MerchantScope,
  contact: { customerId: string; email: string; name: string | null },
): Promise<void> {
  await trx
    .insertInto('contacts')
    .values({
      merchant_id: scope.merchantId,
      customer_id: contact.customerId,
      email: contact.email,
      name: contact.name,
    })
    .execute();
}
