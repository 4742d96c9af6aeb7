import { sql, type Kysely } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

/** By its digits, or by the id that one from before there were references is called by. However old it is: money may come late. */
export async function findDraftByReference(
  db: Kysely<Database>,
  { merchantId }: MerchantScope,
  named: { reference: string } | { draftId: string },
) {
  const drafts = db
    .selectFrom('payment_drafts')
    .select(['id', 'reference', 'entity_id as entityId', 'customer_id as customerId', 'currency'])
    .where('merchant_id', '=', merchantId);
  const one =
    'reference' in named ? drafts.where('reference', '=', named.reference) : drafts.where('id', '=', named.draftId);
  return one.executeTakeFirst();
}

export type ReferencedInvoice = {
  id: string;
  entityId: string;
  customerId: string;
  currency: string;
  number: string;
  /** As its payer is told to write it. */
  reference: string;
};

/**
 * Invoices whose payers are told to write one of these; they are upper case, without spaces and signs. What is due first comes first. The
 * index is of invoices only: a plan that is kept knows no values, so that the kind is written out.
 */
export async function listInvoicesByReference(
  db: Kysely<Database>,
  { merchantId }: MerchantScope,
  bare: readonly string[],
): Promise<ReferencedInvoice[]> {
  return db
    .selectFrom('documents')
    .select(['id', 'entity_id as entityId', 'customer_id as customerId', 'currency'])
    .select(['number', sql<string>`coalesce(payment_reference, number)`.as('reference')])
    .where('merchant_id', '=', merchantId)
    .where(sql<boolean>`kind = 'invoice'`)
    .where(sql`upper(regexp_replace(coalesce(payment_reference, number), '[^A-Za-z0-9]', '', 'g'))`, '=', anyOf(bare))
    .orderBy('due_date')
    .orderBy('number')
    .orderBy('id')
    .execute();
}

function anyOf(texts: readonly string[]) {
  return sql<string>`any(${[...texts]}::text[])`;
}
