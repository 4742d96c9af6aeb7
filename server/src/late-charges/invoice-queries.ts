import type { Transaction } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export type HeldInvoice = { number: string; issueDate: string; timeZone: string; voidedAt: Date | null };

/** Holds the invoice until the transaction ends: nobody allocates to it or changes what it costs to be late meanwhile. */
export async function holdInvoice(
  trx: Transaction<Database>,
  scope: MerchantScope,
  invoiceId: string,
): Promise<HeldInvoice | undefined> {
  return trx
    .selectFrom('documents as d')
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'd.merchant_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .select(['d.number', 'd.issue_date as issueDate', 'e.time_zone as timeZone', 'd.voided_at as voidedAt'])
    .where('d.merchant_id', '=', scope.merchantId)
    .where('d.kind', '=', 'invoice')
    .where('d.id', '=', invoiceId)
    .forUpdate('d')
    .executeTakeFirst();
}
