import { sql, type Kysely } from 'kysely';
import type { PostalAddress } from '@quittance/shared/document.ts';
import type { Branding } from '@quittance/shared/branding.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

/** The sender of a mail: what its stationery needs, and who of its own people is told. */
export type MailEntity = {
  merchantId: string;
  id: string;
  host: string | null;
  name: string;
  legalName: string;
  vatNumber: string | null;
  registrationNumber: string | null;
  address: PostalAddress;
  email: string;
  phone: string | null;
  language: string;
  timeZone: string;
  branding: Branding;
  administratorEmails: string[];
};

export async function getMailEntity(db: Kysely<Database>, scope: MerchantScope, entityId: string): Promise<MailEntity> {
  return db
    .selectFrom('entities')
    .select([
      'merchant_id as merchantId',
      'id',
      'host',
      'trading_name as name',
      'legal_name as legalName',
      'vat_number as vatNumber',
      'registration_number as registrationNumber',
      'address',
      'email',
      'phone',
      'language',
      'time_zone as timeZone',
      'branding',
      'administrator_emails as administratorEmails',
    ])
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', entityId)
    .executeTakeFirstOrThrow();
}

export async function getCustomerName(db: Kysely<Database>, scope: MerchantScope, customerId: string): Promise<string> {
  const { name } = await db
    .selectFrom('customers')
    .select('name')
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow();
  return name;
}

/** Somebody to write to, and the languages to do it in, best first. */
export type MailContact = { id: string; name: string; email: string; languages: (string | null)[] };

/** Enabled contacts of a customer; only those of `contactIds` where given. Without a name, a contact is called by the customer's. */
export async function listMailContacts(
  db: Kysely<Database>,
  scope: MerchantScope,
  customerId: string,
  contactIds?: readonly string[],
): Promise<MailContact[]> {
  const rows = await db
    .selectFrom('contacts as c')
    .innerJoin('customers as u', (join) =>
      join.onRef('u.merchant_id', '=', 'c.merchant_id').onRef('u.id', '=', 'c.customer_id'),
    )
    .select(['c.id', 'c.name', 'c.email', 'c.language', 'u.name as customerName', 'u.language as customerLanguage'])
    .where('c.merchant_id', '=', scope.merchantId)
    .where('c.customer_id', '=', customerId)
    .where('c.disabled_at', 'is', null)
    .$if(contactIds !== undefined, (query) =>
      query.where('c.id', '=', sql<string>`any(${sql.val([...(contactIds ?? [])])}::uuid[])`),
    )
    .orderBy('c.created_at')
    .orderBy('c.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name ?? row.customerName,
    email: row.email,
    languages: [row.language, row.customerLanguage],
  }));
}
