import { sql, type Kysely } from 'kysely';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

/** Two letters; decides which ways to pay are of use to the customer. */
export async function findCustomerCountry(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  customerId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('customers')
    .select(sql<string | null>`address ->> 'country'`.as('country'))
    .where('merchant_id', '=', merchantId)
    .where('id', '=', customerId)
    .executeTakeFirst();
  return row?.country ?? null;
}
