import { sql, type Insertable, type Transaction } from 'kysely';
import type { ReversiblePart } from '@quittance/shared/allocation.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Trx = Transaction<Database>;

/** Holds the payment, so that money goes back only once at a time. */
export async function lockPayment(trx: Trx, { merchantId }: MerchantScope, paymentId: string) {
  return trx
    .selectFrom('payments')
    .select(['id', 'amount_minor', 'entity_id', 'customer_id', 'currency'])
    .where('merchant_id', '=', merchantId)
    .where('id', '=', paymentId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

export async function findReversals(trx: Trx, { merchantId }: MerchantScope, paymentId: string) {
  return trx
    .selectFrom('payment_reversals')
    .select(['id', 'kind', 'provider_reference', 'amount_minor'])
    .where('merchant_id', '=', merchantId)
    .where('payment_id', '=', paymentId)
    .execute();
}

export async function insertReversal(trx: Trx, row: Insertable<Database['payment_reversals']>): Promise<string> {
  return (await trx.insertInto('payment_reversals').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** What was owed again because of it. Its late charges were claimed when it was paid first: no more are claimed when it is paid again. */
export async function listReversedParts(trx: Trx, { merchantId }: MerchantScope, reversalId: string) {
  const rows = await trx
    .selectFrom('allocations')
    .select(['invoice_id as invoiceId', sql<number>`-amount_minor`.as('amountMinor')])
    .where('merchant_id', '=', merchantId)
    .where('reversal_id', '=', reversalId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map((part) => ({ ...part, lateChargesMinor: 0 }));
}

/** What the payment still pays, per invoice, in the order in which it was applied. */
export async function findReversibleParts(
  trx: Trx,
  { merchantId }: MerchantScope,
  paymentId: string,
): Promise<ReversiblePart[]> {
  return (
    trx
      .selectFrom('allocations')
      .select([
        'invoice_id as invoiceId',
        sql<number>`sum(amount_minor)::bigint`.as('amountMinor'),
        sql<string>`min(effective_date) filter (where reversal_id is null)`.as('effectiveDate'),
      ])
      .where('merchant_id', '=', merchantId)
      .where('payment_id', '=', paymentId)
      .groupBy('invoice_id')
      .having(sql<boolean>`sum(amount_minor) > 0`)
      // uuidv7 grows with time.
      .orderBy(sql`min(id::text)`)
      .execute()
  );
}
