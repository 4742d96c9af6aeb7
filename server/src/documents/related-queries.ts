import { sql, type Kysely } from 'kysely';
import type { DocumentDetail } from '@quittance/shared/customer-view.ts';
import type { MerchantKey, ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Related = DocumentDetail['related'];

/** Credit notes that lower this invoice or name it as the one they correct. */
export async function listCreditNotesOfInvoice(
  db: Kysely<Database>,
  scope: MerchantKey,
  invoice: { id: string; entityId: string; customerId: string; number: string },
): Promise<Related> {
  const rows = await db
    .selectFrom('documents as d')
    .select(['d.id', 'd.kind', 'd.number', 'd.payable_minor as amountMinor'])
    .where('d.merchant_id', '=', scope.merchantId)
    .where('d.customer_id', '=', invoice.customerId)
    .where('d.entity_id', '=', invoice.entityId)
    .where('d.kind', '=', 'credit_note')
    .where('d.voided_at', 'is', null)
    .where('d.id', 'in', (from) =>
      from
        .selectFrom('documents as n')
        .select('n.id')
        .where('n.merchant_id', '=', scope.merchantId)
        .where('n.kind', '=', 'credit_note')
        .where(sql<boolean>`n.content -> 'precedingInvoices' ? ${invoice.number}`)
        .union(
          from
            .selectFrom('allocations as a')
            .select((row) => row.ref('a.credit_note_id').$notNull().as('id'))
            .where('a.merchant_id', '=', scope.merchantId)
            .where('a.invoice_id', '=', invoice.id)
            .where('a.credit_note_id', 'is not', null),
        ),
    )
    .orderBy('d.issue_date')
    .orderBy('d.id')
    .execute();
  return rows;
}

/** Invoices that a credit note lowers, with the part applied to each. */
export async function listInvoicesOfCreditNote(
  db: Kysely<Database>,
  scope: MerchantKey,
  creditNoteId: string,
): Promise<Related> {
  return db
    .selectFrom('allocations as a')
    .innerJoin('documents as d', (join) =>
      join.onRef('d.merchant_id', '=', 'a.merchant_id').onRef('d.id', '=', 'a.invoice_id'),
    )
    .select(['d.id', 'd.kind', 'd.number'])
    .select(sql<number>`sum(a.amount_minor)::bigint`.as('amountMinor'))
    .where('a.merchant_id', '=', scope.merchantId)
    .where('a.credit_note_id', '=', creditNoteId)
    .groupBy(['d.id', 'd.kind', 'd.number'])
    .orderBy('d.number')
    .execute();
}

/** What payments brought to this invoice, and what of it went back. */
export async function listPaymentsOfInvoice(
  db: Kysely<Database>,
  reader: MerchantKey & Pick<ReaderScope, 'onlyDocumentId'>,
  invoiceId: string,
): Promise<DocumentDetail['payments']> {
  const isAboutOthers = sql<boolean>`exists (select from allocations as o
    where o.merchant_id = p.merchant_id and o.invoice_id <> ${invoiceId} and (o.payment_id = p.id
      or o.draft_id = (select t.draft_id from payment_attempts t where t.merchant_id = p.merchant_id and t.id = p.attempt_id)))`;
  return db
    .selectFrom('allocations as a')
    .innerJoin('payments as p', (join) =>
      join.onRef('p.merchant_id', '=', 'a.merchant_id').onRef('p.id', '=', 'a.payment_id'),
    )
    .leftJoin('payment_reversals as r', (join) =>
      join.onRef('r.merchant_id', '=', 'a.merchant_id').onRef('r.id', '=', 'a.reversal_id'),
    )
    .select(['p.id', 'p.received_date as receivedDate', 'p.method'])
    .select(sql<number>`(sum(a.amount_minor) filter (where a.reversal_id is null))::bigint`.as('amountMinor'))
    .select(wentBack.as('wentBack'))
    .select(sql<boolean>`${reader.onlyDocumentId === null} or not ${isAboutOthers}`.as('hasReceipt'))
    .where('a.merchant_id', '=', reader.merchantId)
    .where('a.invoice_id', '=', invoiceId)
    .groupBy(['p.merchant_id', 'p.id', 'p.received_date', 'p.method'])
    .orderBy('p.received_date')
    .orderBy('p.id')
    .execute();
}

const wentBack = sql<DocumentDetail['payments'][number]['wentBack']>`coalesce(
  json_agg(json_build_object('kind', r.kind, 'date', r.reversed_date, 'amountMinor', -a.amount_minor) order by r.reversed_date, r.id)
    filter (where r.id is not null), '[]')`;
