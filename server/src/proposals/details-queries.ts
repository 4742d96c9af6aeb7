import type { Transaction } from 'kysely';
import type { ProposedDetails } from '@quittance/shared/proposal.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Trx = Transaction<Database>;

export async function getCustomerId(trx: Trx, scope: MerchantKey, documentId: string): Promise<string> {
  const { customerId } = await trx
    .selectFrom('documents')
    .select('customer_id as customerId')
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', documentId)
    .executeTakeFirstOrThrow();
  return customerId;
}

export async function findContact(
  trx: Trx,
  scope: MerchantKey,
  { customerId, email }: { customerId: string; email: string },
): Promise<{ id: string; disabledAt: Date | null } | undefined> {
  return trx
    .selectFrom('contacts')
    .select(['id', 'disabled_at as disabledAt'])
    .where('merchant_id', '=', scope.merchantId)
    .where('customer_id', '=', customerId)
    .where('email', '=', email)
    .executeTakeFirst();
}

/** What is left out stays. */
export async function saveCustomerDetails(
  trx: Trx,
  scope: MerchantKey,
  customerId: string,
  { name, address, vatNumber, invoiceEmail }: Omit<ProposedDetails, 'reference'>,
): Promise<void> {
  await trx
    .updateTable('customers')
    .set({
      merchant_id: scope.merchantId,
      ...(name !== undefined && { name }),
      ...(address !== undefined && { address: JSON.stringify(address) }),
      ...(vatNumber !== undefined && { vat_number: vatNumber }),
      ...(invoiceEmail !== undefined && { invoice_email: invoiceEmail }),
    })
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', customerId)
    .execute();
}

export async function saveCustomerReference(
  trx: Trx,
  scope: MerchantKey,
  { documentId, reference }: { documentId: string; reference: string | null },
): Promise<void> {
  await trx
    .updateTable('documents')
    .set({ customer_reference: reference })
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', documentId)
    .execute();
}
