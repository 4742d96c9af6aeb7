import type { Transaction } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { AppError } from '../http/errors.ts';
import { findCustomerByVatNumber, insertContact } from '../imports/customer-queries.ts';
import { findContact, getCustomerId, saveCustomerDetails, saveCustomerReference } from './details-queries.ts';
import type { StoredProposal } from './proposal-queries.ts';

type Trx = Transaction<Database>;

/** Writes what was accepted: beside the document, or to its customer. What the document says stays. Imports wait meanwhile. */
export async function takeOver(
  trx: Trx,
  scope: MerchantScope,
  { documentId, proposed }: Pick<StoredProposal, 'documentId' | 'proposed'>,
): Promise<void> {
  const { reference, ...details } = proposed;
  if (reference !== undefined) return saveCustomerReference(trx, scope, { documentId, reference });
  const customerId = await getCustomerId(trx, scope, documentId);
  if (details.vatNumber) await refuseTakenNumber(trx, scope, { customerId, vatNumber: details.vatNumber });
  if (details.invoiceEmail) await addRecipient(trx, scope, { customerId, email: details.invoiceEmail });
  await saveCustomerDetails(trx, scope, customerId, details);
}

/** Invoices find their customer by this number: two cannot have it. */
async function refuseTakenNumber(
  trx: Trx,
  scope: MerchantScope,
  { customerId, vatNumber }: { customerId: string; vatNumber: string },
): Promise<void> {
  const holder = await findCustomerByVatNumber(trx, scope, vatNumber);
  if (holder && holder.id !== customerId)
    throw new AppError('already_exists', `“${holder.name}” has the VAT number ${vatNumber}: two customers cannot.`);
}

/** Mail goes to contacts only. One that was disabled is not let in again by a customer's wish. */
async function addRecipient(
  trx: Trx,
  scope: MerchantScope,
  { customerId, email }: { customerId: string; email: string },
): Promise<void> {
  const contact = await findContact(trx, scope, { customerId, email });
  if (contact?.disabledAt)
    throw new AppError('already_exists', `${email} is a contact that you disabled: it cannot receive invoices.`);
  if (!contact) await insertContact(trx, scope, { customerId, email, name: null });
}
