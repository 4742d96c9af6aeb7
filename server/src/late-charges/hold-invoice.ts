import type { InvoiceFacts } from '@quittance/shared/invoice-facts.ts';
import type { Transaction } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import { AppError } from '../http/errors.ts';
import { type HeldInvoice, holdInvoice } from './invoice-queries.ts';

/** Holds the invoice until the transaction ends, and reads its facts. Refuses with `not_found`, `document_voided`. */
export async function holdWithFacts(
  trx: Transaction<Database>,
  scope: MerchantScope,
  invoiceId: string,
): Promise<{ invoice: HeldInvoice; facts: InvoiceFacts }> {
  const invoice = await holdInvoice(trx, scope, invoiceId);
  const facts = (await findInvoiceFacts(trx, scope, [invoiceId])).get(invoiceId);
  if (!invoice || !facts) throw new AppError('not_found');
  if (invoice.voidedAt) throw new AppError('document_voided', `Invoice ${invoice.number} is void.`);
  return { invoice, facts };
}
