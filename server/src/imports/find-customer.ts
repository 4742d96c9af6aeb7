import type { Transaction } from 'kysely';
import type { Party } from '@quittance/shared/document.ts';
import { numberKey, plainName } from '@quittance/shared/party-text.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import {
  fillCustomerKeys,
  findCustomerByEndpoint,
  findCustomerByVatNumber,
  insertContact,
  insertCustomer,
  listContactEmails,
  listCustomersByNameAndAddress,
  listCustomersByNameAndEmail,
  type CustomerKeys,
} from './customer-queries.ts';
import { endpointKey, partyEmail, type EndpointKey } from './party-key.ts';

/**
 * The customer that a buyer is, made when there is none, with the buyer's e-mail address as its first contact. What a person
 * has entered is never overwritten by a file; where they differ, a note says so.
 */
export async function findOrAddCustomer(
  trx: Transaction<Database>,
  scope: MerchantScope,
  buyer: Party,
): Promise<{ customerId: string; notes: string[] }> {
  const keys = {
    vatNumber: numberKey(buyer.vatNumber),
    endpoint: endpointKey(buyer.endpoint),
    email: partyEmail(buyer),
  };
  const endpointHolder = keys.endpoint ? await findCustomerByEndpoint(trx, scope, keys.endpoint) : undefined;
  const found = await findCustomer(trx, scope, buyer, { ...keys, endpointHolder });
  // An endpoint names one customer only: the one that has it keeps it.
  const endpoint = endpointHolder ? null : keys.endpoint;
  const notes = keys.email ? [] : [noEmailNote(buyer)];
  const customerId = found ? found.id : await addCustomer(trx, scope, buyer, { ...keys, endpoint });
  if (found) {
    const isMissingKey = (found.vatNumber === null && keys.vatNumber) || (found.endpointValue === null && endpoint);
    if (isMissingKey) await fillCustomerKeys(trx, scope, found.id, { vatNumber: keys.vatNumber, endpoint });
    if (plainName(found.name).toLowerCase() !== plainName(buyer.name).toLowerCase())
      notes.push(`The buyer is named “${buyer.name}”; the customer found by its number stays “${found.name}”.`);
  }
  if (keys.email) notes.push(...(await addFirstContact(trx, scope, customerId, { ...buyer, email: keys.email })));
  return { customerId, notes };
}

/**
 * A contact may sign in and read every document of the customer, so a file makes only the customer's first one: a slip in the
 * address of one invoice opens no account to a stranger. Resolves to what the report should say.
 */
async function addFirstContact(
  trx: Transaction<Database>,
  scope: MerchantScope,
  customerId: string,
  { email, name, contactName }: Pick<Party, 'name' | 'contactName'> & { email: string },
): Promise<string[]> {
  const known = await listContactEmails(trx, scope, customerId);
  if (known.includes(email)) return [];
  if (known.length > 0)
    return [
      `“${email}” is no contact of “${plainName(name)}” and was not added, because a contact may read all documents of ` +
        'the customer. Add it as a contact if that is right, before the invoice is sent.',
    ];
  await insertContact(trx, scope, { customerId, email, name: plainName(contactName ?? '') || null });
  return [];
}

type Keys = { vatNumber: string | null; email: string | null; endpointHolder: CustomerKeys | undefined };

/** The surest key decides. A weaker one never joins two parties that have different VAT numbers. */
async function findCustomer(trx: Transaction<Database>, scope: MerchantScope, buyer: Party, keys: Keys) {
  const sameVat = keys.vatNumber ? await findCustomerByVatNumber(trx, scope, keys.vatNumber) : undefined;
  if (sameVat) return sameVat;
  const isOther = (customer: CustomerKeys) =>
    keys.vatNumber !== null && customer.vatNumber !== null && customer.vatNumber !== keys.vatNumber;
  if (keys.endpointHolder && !isOther(keys.endpointHolder)) return keys.endpointHolder;
  const name = plainName(buyer.name);
  const alike = keys.email
    ? await listCustomersByNameAndEmail(trx, scope, name, keys.email)
    : await listCustomersByNameAndAddress(trx, scope, name, buyer.address);
  return alike.find((customer) => !isOther(customer));
}

async function addCustomer(
  trx: Transaction<Database>,
  scope: MerchantScope,
  buyer: Party,
  keys: { vatNumber: string | null; endpoint: EndpointKey | null },
): Promise<string> {
  const registrationNumber = buyer.registrationNumber?.trim() || null;
  // Who has none of a company's numbers is taken for a consumer, whom the law protects more.
  const isCompany = keys.vatNumber !== null || registrationNumber !== null || buyer.tradingName !== null;
  return insertCustomer(trx, scope, {
    name: plainName(buyer.name),
    vatNumber: keys.vatNumber,
    registrationNumber,
    endpoint: keys.endpoint,
    address: buyer.address,
    audience: isCompany ? 'b2b' : 'b2c',
  });
}

function noEmailNote(buyer: Party): string {
  if (buyer.email) return `“${buyer.email}” is not an e-mail address, so no contact was added.`;
  return 'The file names no e-mail address of the buyer: add a contact before the invoice is sent.';
}
