import { sql, type Kysely } from 'kysely';
import type { ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export type InvoiceToPay = {
  id: string;
  number: string;
  entityId: string;
  customerId: string;
  currency: string;
  timeZone: string;
  isVoided: boolean;
};

/** In the order of their ids; what this reader may not know of is missing. */
export async function listInvoicesToPay(
  db: Kysely<Database>,
  reader: ReaderScope,
  invoiceIds: readonly string[],
): Promise<InvoiceToPay[]> {
  let query = db
    .selectFrom('documents as d')
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'd.merchant_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .select([
      'd.id',
      'd.number',
      'd.entity_id as entityId',
      'd.customer_id as customerId',
      'd.currency',
      'e.time_zone as timeZone',
      sql<boolean>`d.voided_at is not null`.as('isVoided'),
    ])
    .where('d.merchant_id', '=', reader.merchantId)
    .where('d.kind', '=', 'invoice')
    .where('d.customer_id', '=', sql<string>`any(${[...reader.customerIds]}::uuid[])`)
    .where('d.id', '=', sql<string>`any(${[...invoiceIds]}::uuid[])`)
    .orderBy('d.id');
  if (reader.onlyDocumentId !== null) query = query.where('d.id', '=', reader.onlyDocumentId);
  return query.execute();
}
