import type { Kysely } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

/** `invoiceEmail`: the contact that invoices of this customer go to; null where they go to all. */
export async function findSendable(
  db: Kysely<Database>,
  scope: MerchantScope,
  documentId: string,
): Promise<{ entityId: string; customerId: string; invoiceEmail: string | null; voidedAt: Date | null } | undefined> {
  return db
    .selectFrom('documents as d')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.merchant_id', '=', 'd.merchant_id').onRef('c.id', '=', 'd.customer_id'),
    )
    .select(['d.entity_id as entityId', 'd.customer_id as customerId', 'd.voided_at as voidedAt'])
    .select('c.invoice_email as invoiceEmail')
    .where('d.merchant_id', '=', scope.merchantId)
    .where('d.id', '=', documentId)
    .executeTakeFirst();
}
