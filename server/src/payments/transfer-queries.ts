import { sql, type Kysely } from 'kysely';
import type { TransferDetails } from '@quittance/shared/document.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

/** Where money for these invoices goes by their own words, and under which reference. */
export async function listTransferSources(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  invoiceIds: readonly string[],
): Promise<{ reference: string; transfers: TransferDetails[] }[]> {
  return db
    .selectFrom('documents')
    .select([
      sql<string>`coalesce(content ->> 'paymentReference', number)`.as('reference'),
      sql<TransferDetails[]>`content -> 'transfers'`.as('transfers'),
    ])
    .where('merchant_id', '=', merchantId)
    .where('id', '=', sql<string>`any(${sql.val([...invoiceIds])}::uuid[])`)
    .execute();
}
