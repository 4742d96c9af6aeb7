import { sql, type Kysely } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export type AccountRow = {
  customerId: string;
  customerName: string;
  entityId: string;
  entityName: string;
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
    select c.id as "customerId", c.name as "customerName", e.id as "entityId", e.trading_name as "entityName",
      e.time_zone as "timeZone", f.currency,
      least(min(f.date), (min(f.imported_at) at time zone e.time_zone)::date) as "firstDate"
    from facts f
    join customers c on c.merchant_id = ${reader.merchantId} and c.id = f.customer_id
    join entities e on e.merchant_id = ${reader.merchantId} and e.id = f.entity_id
    group by c.id, c.name, e.id, e.trading_name, e.time_zone, f.currency
    order by lower(c.name), c.id, lower(e.trading_name), e.id, f.currency`.execute(db);
  return rows;
}
