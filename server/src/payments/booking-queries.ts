import { sql, type Insertable, type Transaction } from 'kysely';
import type { ChargedLateCharge } from '@quittance/shared/invoice-facts.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Trx = Transaction<Database>;

/** Null when this money is booked already; waits for whoever books it at the same moment. */
export async function insertPayment(trx: Trx, payment: Insertable<Database['payments']>): Promise<string | null> {
  const row = await trx
    .insertInto('payments')
    .values(payment)
    .onConflict((conflict) => conflict.columns(['merchant_id', 'provider', 'provider_reference']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function findPaymentByReference(
  trx: Trx,
  { merchantId }: MerchantScope,
  payment: { provider: string; providerReference: string },
) {
  return trx
    .selectFrom('payments')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('provider', '=', payment.provider)
    .where('provider_reference', '=', payment.providerReference)
    .executeTakeFirst();
}

/** Which invoices money may be applied to: of one entity, one customer, one currency. */
export type InvoiceAccount = { entityId: string; customerId: string; currency: string };

/**
 * Holds these invoices until the transaction ends, so that nobody else allocates to them meanwhile. Always in the order of their
 * ids, so that two who want the same invoices wait for each other and never block each other. Tells which of them are of the account.
 */
export async function lockInvoices(
  trx: Trx,
  { merchantId }: MerchantScope,
  account: InvoiceAccount,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await trx
    .selectFrom('documents')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('kind', '=', 'invoice')
    .where('entity_id', '=', account.entityId)
    .where('customer_id', '=', account.customerId)
    .where('currency', '=', account.currency)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('id')
    // Not FOR UPDATE: that would also stop every insert that refers to the invoice.
    .forNoKeyUpdate()
    .execute();
  return rows.map((row) => row.id);
}

export async function insertAllocations(trx: Trx, rows: Insertable<Database['allocations']>[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('allocations').values(rows).execute();
}

export async function insertLateCharges(
  trx: Trx,
  { merchantId }: MerchantScope,
  charges: readonly ChargedLateCharge[],
  { invoiceId, waiverId = null, now }: { invoiceId: string; waiverId?: string | null; now: Date },
): Promise<void> {
  if (charges.length === 0) return;
  const rows = charges.map(({ date, amountMinor, line }) => ({
    merchant_id: merchantId,
    document_id: invoiceId,
    code: line.code,
    amount_minor: amountMinor,
    charge_date: date,
    line: JSON.stringify(line),
    waiver_id: waiverId,
    created_at: now,
  }));
  await trx.insertInto('late_charges').values(rows).execute();
}
