import { sql, type Kysely } from 'kysely';
import type { Language } from '@quittance/shared/language.ts';
import type { Database } from '../db/tables.ts';
import type { MerchantKey, MerchantScope } from './scope.ts';

/** The enabled contact who signs in by this address: the oldest, where it is a contact of several customers. */
export async function findContactByEmail(
  db: Kysely<Database>,
  scope: MerchantScope,
  email: string,
): Promise<{ id: string; language: string | null } | undefined> {
  return db
    .selectFrom('contacts as c')
    .innerJoin('customers as k', (join) =>
      join.onRef('k.merchant_id', '=', 'c.merchant_id').onRef('k.id', '=', 'c.customer_id'),
    )
    .select(['c.id', sql<string | null>`coalesce(c.language, k.language)`.as('language')])
    .where('c.merchant_id', '=', scope.merchantId)
    .where('c.email', '=', email)
    .where('c.disabled_at', 'is', null)
    .orderBy('c.created_at')
    .orderBy('c.id')
    .executeTakeFirst();
}

/** Whose document is the newest of all that this address is an enabled contact for; undefined where there is none yet. */
export async function findEntityOfNewestDocument(
  db: Kysely<Database>,
  scope: MerchantScope,
  email: string,
): Promise<string | undefined> {
  const newest = await db
    .selectFrom('contacts as c')
    .innerJoin('documents as d', (join) =>
      join.onRef('d.merchant_id', '=', 'c.merchant_id').onRef('d.customer_id', '=', 'c.customer_id'),
    )
    .select('d.entity_id as entityId')
    .where('c.merchant_id', '=', scope.merchantId)
    .where('c.email', '=', email)
    .where('c.disabled_at', 'is', null)
    .orderBy('d.issue_date', 'desc')
    .orderBy('d.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.entityId;
}

/** Whether the contact is still enabled, and still under this address. */
export async function isContactReachable(
  db: Kysely<Database>,
  scope: MerchantScope,
  contact: { id: string; email: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('contacts')
    .select('id')
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', contact.id)
    .where('email', '=', contact.email)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Of everybody whom this merchant reaches by the address: it is one person, whichever customer it is a contact of. */
export async function setContactLanguage(
  db: Kysely<Database>,
  scope: MerchantKey,
  { email, language }: { email: string; language: Language },
): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ language })
    .where('merchant_id', '=', scope.merchantId)
    .where('email', '=', email)
    .execute();
}

/** A contact's name and the customer it belongs to. */
export async function getContact(
  db: Kysely<Database>,
  scope: MerchantKey,
  contactId: string,
): Promise<{ name: string | null; email: string; language: string | null; customer: { id: string; name: string } }> {
  const { name, email, id, customerName, language } = await db
    .selectFrom('contacts as c')
    .innerJoin('customers as k', (join) =>
      join.onRef('k.merchant_id', '=', 'c.merchant_id').onRef('k.id', '=', 'c.customer_id'),
    )
    .select(['c.name', 'c.email', 'k.id', 'k.name as customerName'])
    .select(sql<string | null>`coalesce(c.language, k.language)`.as('language'))
    .where('c.merchant_id', '=', scope.merchantId)
    .where('c.id', '=', contactId)
    .executeTakeFirstOrThrow();
  return { name, email, language, customer: { id, name: customerName } };
}
