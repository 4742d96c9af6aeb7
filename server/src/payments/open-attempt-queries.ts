import { sql, type Kysely, type Transaction } from 'kysely';
import type { AttemptState } from '@quittance/shared/payment.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { triedStates } from './attempt-state.ts';
import type { Principal } from './payment-lock-queries.ts';
import type { InvoiceQuote } from './quote-invoices.ts';

export type OpenAttemptRow = {
  attemptId: string;
  invoiceId: string;
  principal: string;
  state: AttemptState;
  createdAt: Date;
};

/** The unfinished attempts on these invoices, whoever made them. */
export async function listOpenAttempts(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  invoiceIds: readonly string[],
): Promise<OpenAttemptRow[]> {
  return openAttempts(db)
    .where('i.merchant_id', '=', merchantId)
    .where('i.invoice_id', '=', sql<string>`any(${[...invoiceIds]}::uuid[])`)
    .orderBy('a.created_at')
    .execute();
}

/** Those that use up the principal's tries, the oldest first. */
export async function listTriedAttempts(
  db: Kysely<Database>,
  { merchantId, principal }: Principal,
): Promise<OpenAttemptRow[]> {
  return openAttempts(db)
    .where('i.merchant_id', '=', merchantId)
    .where('a.principal', '=', principal)
    .where('a.state', 'in', triedStates)
    .orderBy('a.created_at')
    .execute();
}

/**
 * Takes the one open place that each invoice has. Waits for whoever is just taking or leaving it, and is false when one was taken. In the
 * order of ids, so that two baskets never wait for each other.
 */
export async function claimInvoices(
  trx: Transaction<Database>,
  merchantId: string,
  attemptId: string,
  invoices: readonly InvoiceQuote[],
): Promise<boolean> {
  const claimed = await trx
    .insertInto('payment_attempt_invoices')
    .values(
      sortedById(invoices).map(({ invoiceId, amountMinor }) => ({
        merchant_id: merchantId,
        attempt_id: attemptId,
        invoice_id: invoiceId,
        amount_minor: amountMinor,
        is_open: true,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'invoice_id'])
        .where(sql<boolean>`is_open`)
        .doNothing(),
    )
    .returning('invoice_id')
    .execute();
  return claimed.length === invoices.length;
}

function sortedById(invoices: readonly InvoiceQuote[]): InvoiceQuote[] {
  return invoices.toSorted((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1));
}

/** Keeps everybody from starting to pay these invoices until the transaction ends; waits for whoever is just doing that. */
export async function keepFromPaying(
  trx: Transaction<Database>,
  { merchantId }: MerchantKey,
  invoiceIds: readonly string[],
): Promise<void> {
  await trx
    .selectFrom('documents')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('id', '=', sql<string>`any(${[...invoiceIds]}::uuid[])`)
    .orderBy('id')
    // FOR UPDATE: a claim refers to its invoice.
    .forUpdate()
    .execute();
}

export async function releaseInvoices(
  trx: Transaction<Database>,
  { merchantId, id }: { merchantId: string; id: string },
): Promise<void> {
  await trx
    .updateTable('payment_attempt_invoices')
    .set({ is_open: false })
    .where('merchant_id', '=', merchantId)
    .where('attempt_id', '=', id)
    .execute();
}

function openAttempts(db: Kysely<Database>) {
  return db
    .selectFrom('payment_attempt_invoices as i')
    .innerJoin('payment_attempts as a', (join) =>
      join.onRef('a.merchant_id', '=', 'i.merchant_id').onRef('a.id', '=', 'i.attempt_id'),
    )
    .select(['a.id as attemptId', 'i.invoice_id as invoiceId', 'a.principal', 'a.state', 'a.created_at as createdAt'])
    .where('i.is_open', '=', true);
}
