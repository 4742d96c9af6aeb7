import { sql, type Transaction } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Trx = Transaction<Database>;

/** Holds the customer that a document belongs to until the transaction ends. */
export async function lockCustomerOf(trx: Trx, { merchantId }: MerchantScope, documentId: string): Promise<void> {
  await trx
    .selectFrom('customers')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('id', 'in', (from) =>
      from
        .selectFrom('documents')
        .select('customer_id')
        .where('merchant_id', '=', merchantId)
        .where('id', '=', documentId),
    )
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

/** Pairs of credit note and invoice, both of one entity, customer and currency, of which this document is one half. */
export async function findCreditedInvoices(
  trx: Trx,
  { merchantId }: MerchantScope,
  documentId: string,
): Promise<CreditedInvoice[]> {
  const { rows } = await sql<CreditedInvoice>`
    select n.id as "creditNoteId", n.payable_minor as "creditNoteMinor", n.issue_date as "creditNoteDate",
      i.id as "invoiceId", i.payable_minor as "invoiceMinor", i.due_date as "dueDate",
      n.entity_id as "entityId", n.customer_id as "customerId", n.currency, e.time_zone as "timeZone"
    from documents d
    join documents n on n.merchant_id = d.merchant_id and n.customer_id = d.customer_id and n.entity_id = d.entity_id
      and n.currency = d.currency and n.kind = 'credit_note'
    cross join lateral jsonb_array_elements_text(n.content -> 'precedingInvoices') with ordinality as named (number, place)
    join documents i on i.merchant_id = n.merchant_id and i.entity_id = n.entity_id and i.kind = 'invoice' and i.number = named.number
      and i.customer_id = n.customer_id and i.currency = n.currency
    join entities e on e.merchant_id = n.merchant_id and e.id = n.entity_id
    where d.merchant_id = ${merchantId} and d.id = ${documentId} and d.id in (n.id, i.id)
    order by n.issue_date, n.id, named.place`.execute(trx);
  return rows;
}
