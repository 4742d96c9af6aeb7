import { sql, type Transaction } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { DocumentKind } from '@quittance/shared/document.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Trx = Transaction<Database>;

/** Holds a customer until the transaction ends. */
export async function lockCustomer(trx: Trx, { merchantId }: MerchantScope, customerId: string): Promise<void> {
  await trx
    .selectFrom('customers')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('id', '=', customerId)
    .forNoKeyUpdate()
    .execute();
}

export type CreditedInvoice = {
  creditNoteId: string;
  creditNoteMinor: number;
  creditNoteDate: CalendarDate;
  invoiceId: string;
  invoiceMinor: number;
  dueDate: CalendarDate;
  entityId: string;
  customerId: string;
  currency: string;
  timeZone: string;
};

/**
 * Pairs of credit note and invoice, both of one entity, customer and currency, of which this document is one half. Found by the number that
 * the credit note names and only then by customer: a customer may have thousands of either.
 */
export async function findCreditedInvoices(
  trx: Trx,
  { merchantId }: MerchantScope,
  { id, kind }: { id: string; kind: DocumentKind },
): Promise<CreditedInvoice[]> {
  const pairs = {
    credit_note: sql`
      select n.id as note_id, i.id as invoice_id, named.place, (i.customer_id, i.currency) = (n.customer_id, n.currency) as is_one_account
      from documents n
      cross join lateral jsonb_array_elements_text(n.content -> 'precedingInvoices') with ordinality as named (number, place)
      join documents i on i.merchant_id = n.merchant_id and i.entity_id = n.entity_id and i.kind = 'invoice' and i.number = named.number
      where n.merchant_id = ${merchantId} and n.id = ${id}`,
    invoice: sql`
      select n.id as note_id, i.id as invoice_id, 1 as place, (i.customer_id, i.currency) = (n.customer_id, n.currency) as is_one_account
      from documents i
      join documents n on n.merchant_id = i.merchant_id and n.entity_id = i.entity_id and n.kind = 'credit_note'
        and n.content -> 'precedingInvoices' ? i.number
      where i.merchant_id = ${merchantId} and i.id = ${id}`,
  }[kind];
  const { rows } = await sql<CreditedInvoice>`
    with pairs as materialized (${pairs})
    select n.id as "creditNoteId", n.payable_minor as "creditNoteMinor", n.issue_date as "creditNoteDate",
      i.id as "invoiceId", i.payable_minor as "invoiceMinor", i.due_date as "dueDate",
      n.entity_id as "entityId", n.customer_id as "customerId", n.currency, e.time_zone as "timeZone"
    from pairs
    join documents n on n.merchant_id = ${merchantId} and n.id = pairs.note_id
    join documents i on i.merchant_id = ${merchantId} and i.id = pairs.invoice_id
    join entities e on e.merchant_id = n.merchant_id and e.id = n.entity_id
    where pairs.is_one_account
    order by n.issue_date, n.id, pairs.place`.execute(trx);
  return rows;
}
