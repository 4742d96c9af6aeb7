import { sql, type Transaction } from 'kysely';
import type { DocumentKind } from '@quittance/shared/document.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Trx = Transaction<Database>;

export type HeldDocument = {
  id: string;
  number: string;
  voidedAt: Date | null;
  disputedAt: Date | null;
  /** Whether a payment or credit note is applied to it, or it to an invoice. */
  isApplied: boolean;
  isBeingPaid: boolean;
};

/** Holds the document until the transaction ends: nobody allocates to it or starts to pay it meanwhile. */
export async function holdDocument(
  trx: Trx,
  scope: MerchantScope,
  { kind, id }: { kind: DocumentKind; id: string },
): Promise<HeldDocument | undefined> {
  const held = await trx
    .selectFrom('documents')
    .select('id')
    .where('merchant_id', '=', scope.merchantId)
    .where('kind', '=', kind)
    .where('id', '=', id)
    // FOR UPDATE: it also stops whoever is about to refer to the document, an attempt to pay it among them.
    .forUpdate()
    .executeTakeFirst();
  if (!held) return undefined;
  // Asked only now: a statement sees what was committed before it began, and it may have waited for the lock.
  const { rows } = await sql<HeldDocument>`
    select id, number, voided_at as "voidedAt", disputed_at as "disputedAt",
      coalesce((select sum(a.amount_minor) from allocations a
        where a.merchant_id = d.merchant_id and (a.invoice_id = d.id or a.credit_note_id = d.id)), 0) <> 0 as "isApplied",
      exists (select from payment_attempt_invoices i
        where i.merchant_id = d.merchant_id and i.invoice_id = d.id and i.is_open) as "isBeingPaid"
    from documents d where merchant_id = ${scope.merchantId} and id = ${id}`.execute(trx);
  return rows[0];
}

export async function setMark(
  trx: Trx,
  scope: MerchantScope,
  documentId: string,
  mark: { voided_at: Date } | { disputed_at: Date | null },
): Promise<void> {
  await trx
    .updateTable('documents')
    .set(mark)
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', documentId)
    .execute();
}
