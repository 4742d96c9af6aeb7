import { sql, type Transaction } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { invoiceOutstandingMinor } from '../documents/standing-queries.ts';
import type { InvoiceAccount } from './booking-queries.ts';

type Trx = Transaction<Database>;

export async function findPayableInvoices(trx: Trx, { merchantId }: MerchantScope, ids: readonly string[]) {
  return trx
    .selectFrom('documents as d')
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'd.merchant_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .select(['d.id', 'd.number', 'd.currency', 'd.entity_id as entityId', 'd.customer_id as customerId'])
    .select(['e.time_zone as timeZone', sql<boolean>`d.voided_at is not null`.as('isVoided')])
    .where('d.merchant_id', '=', merchantId)
    .where('d.kind', '=', 'invoice')
    .where('d.id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
}

export async function findAccount(
  trx: Trx,
  { merchantId }: MerchantScope,
  account: Pick<InvoiceAccount, 'entityId' | 'customerId'>,
) {
  return trx
    .selectFrom('entities as e')
    .innerJoin('customers as c', 'c.merchant_id', 'e.merchant_id')
    .select(['e.id as entityId', 'c.id as customerId', 'e.time_zone as timeZone'])
    .where('e.merchant_id', '=', merchantId)
    .where('e.id', '=', account.entityId)
    .where('c.id', '=', account.customerId)
    .executeTakeFirst();
}

/** What is due first comes first. */
export async function listOpenInvoiceIds(
  trx: Trx,
  { merchantId }: MerchantScope,
  account: InvoiceAccount,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('documents')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('kind', '=', 'invoice')
    .where('entity_id', '=', account.entityId)
    .where('customer_id', '=', account.customerId)
    .where('currency', '=', account.currency)
    .where(invoiceOutstandingMinor, '>', 0)
    .orderBy('due_date')
    .orderBy('issue_date')
    .orderBy('number')
    .execute();
  return rows.map((row) => row.id);
}
