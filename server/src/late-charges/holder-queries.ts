import type { Transaction } from 'kysely';
import type { NewLateChargePolicy } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { PolicyHolder } from './policy-queries.ts';

type Trx = Transaction<Database>;

/** The entity, customer or invoice that is meant; undefined where one of them is none of the merchant's. */
export async function findHolder(
  trx: Trx,
  scope: MerchantScope,
  { entityId, customerId, invoiceId }: Omit<NewLateChargePolicy, 'policy'>,
): Promise<PolicyHolder | undefined> {
  if (invoiceId !== undefined) {
    const invoice = await trx
      .selectFrom('documents')
      .select('entity_id as entityId')
      .where('merchant_id', '=', scope.merchantId)
      .where('kind', '=', 'invoice')
      .where('id', '=', invoiceId)
      .executeTakeFirst();
    return invoice && { ...invoice, customerId: null, invoiceId };
  }
  if (entityId === undefined || !(await isThere(trx, scope, 'entities', entityId))) return undefined;
  if (customerId !== undefined && !(await isThere(trx, scope, 'customers', customerId))) return undefined;
  return { entityId, customerId: customerId ?? null, invoiceId: null };
}

/** Until the transaction ends nobody else changes what holds for the entity's invoices. */
export async function holdEntity(trx: Trx, scope: MerchantScope, entityId: string): Promise<void> {
  await trx
    .selectFrom('entities')
    .select('id')
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', entityId)
    .forNoKeyUpdate()
    .execute();
}

async function isThere(trx: Trx, scope: MerchantScope, table: 'entities' | 'customers', id: string): Promise<boolean> {
  const row = await trx
    .selectFrom(table)
    .select('id')
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}
