import { sql, type Kysely } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { Branding } from '@quittance/shared/branding.ts';
import type { Party } from '@quittance/shared/document.ts';
import type { MerchantKey, MerchantScope, ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export type AccountRow = {
  customerId: string;
  customerName: string;
  entityId: string;
  entityName: string;
  entitySlug: string;
  currency: string;
  timeZone: string;
  firstDate: CalendarDate;
};

/** These customers, as far as they are the reader's, with each entity and currency in which there is a document or a payment. */
export async function listAccounts(
  db: Kysely<Database>,
  reader: ReaderScope,
  customerIds: readonly string[],
): Promise<AccountRow[]> {
  const ids = sql.val(customerIds.filter((id) => reader.customerIds.includes(id)));
  const { rows } = await sql<AccountRow>`
    with facts as (
      select customer_id, entity_id, currency, issue_date as date, imported_at
      from documents where merchant_id = ${reader.merchantId} and customer_id = any(${ids}::uuid[])
      union all
      select customer_id, entity_id, currency, received_date, created_at
      from payments where merchant_id = ${reader.merchantId} and customer_id = any(${ids}::uuid[]))
    select c.id as "customerId", c.name as "customerName", e.id as "entityId", e.trading_name as "entityName", e.slug as "entitySlug",
      e.time_zone as "timeZone", f.currency,
      least(min(f.date), (min(f.imported_at) at time zone e.time_zone)::date) as "firstDate"
    from facts f
    join customers c on c.merchant_id = ${reader.merchantId} and c.id = f.customer_id
    join entities e on e.merchant_id = ${reader.merchantId} and e.id = f.entity_id
    group by c.id, c.name, e.id, e.slug, e.trading_name, e.time_zone, f.currency
    order by lower(c.name), c.id, lower(e.trading_name), e.id, f.currency`.execute(db);
  return rows;
}

/** Customers of this very name, or the one of this id. */
export async function listCustomersCalled(
  db: Kysely<Database>,
  { merchantId }: MerchantScope,
  nameOrId: string,
): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('customers')
    .select(['id', 'name'])
    .where('merchant_id', '=', merchantId)
    .where((row) => row.or([row(sql`lower(name)`, '=', nameOrId.toLowerCase()), row(sql`id::text`, '=', nameOrId)]))
    .orderBy('id')
    .limit(10)
    .execute();
}

/** The two parties as they are printed today. */
export type PrintedAccount = {
  brandName: string;
  branding: Branding;
  seller: Party;
  buyer: Party;
  customerLanguage: string | null;
  entityLanguage: string;
};

/** Of an account that the reader was already allowed to see. */
export async function getPrintedAccount(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  { customerId, entityId }: { customerId: string; entityId: string },
): Promise<PrintedAccount> {
  const [customer, entity] = await Promise.all([
    db
      .selectFrom('customers')
      .select(['name', 'address', 'vat_number', 'registration_number', 'language'])
      .where('merchant_id', '=', merchantId)
      .where('id', '=', customerId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('entities')
      .select(['legal_name as name', 'address', 'vat_number', 'registration_number', 'language'])
      .select(['trading_name', 'email', 'phone', 'branding'])
      .where('merchant_id', '=', merchantId)
      .where('id', '=', entityId)
      .executeTakeFirstOrThrow(),
  ]);
  return {
    brandName: entity.trading_name,
    branding: entity.branding,
    seller: { ...partyOf(entity), tradingName: entity.trading_name, email: entity.email, phone: entity.phone },
    buyer: partyOf(customer),
    customerLanguage: customer.language,
    entityLanguage: entity.language,
  };
}

type PartyRow = {
  name: string;
  address: Party['address'];
  vat_number: string | null;
  registration_number: string | null;
};

function partyOf({ name, address, vat_number, registration_number }: PartyRow): Party {
  const identity = { vatNumber: vat_number, registrationNumber: registration_number, endpoint: null };
  return { name, address, ...identity, tradingName: null, contactName: null, email: null, phone: null };
}
