import type { Kysely, Transaction } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { Database } from '../db/tables.ts';
import type { Principal } from './payment-lock-queries.ts';
import type { InvoiceQuote, Quote } from './quote-invoices.ts';

export type PaymentDraft = {
  id: string;
  merchantId: string;
  principal: string;
  entityId: string;
  customerId: string;
  currency: string;
  totalMinor: number;
  quotedDate: CalendarDate;
  expiresAt: Date;
  /** In the order of their ids, which is the order in which they are claimed. */
  invoices: InvoiceQuote[];
};

export async function insertDraft(
  trx: Transaction<Database>,
  { merchantId, principal }: Principal,
  quote: Quote,
  { id, createdAt, expiresAt }: { id: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await trx
    .insertInto('payment_drafts')
    .values({
      merchant_id: merchantId,
      id,
      entity_id: quote.entityId,
      customer_id: quote.customerId,
      principal,
      currency: quote.currency,
      total_minor: quote.totalMinor,
      quoted_date: quote.quotedDate,
      expires_at: expiresAt,
      created_at: createdAt,
    })
    .execute();
  await trx
    .insertInto('payment_draft_allocations')
    .values(
      quote.invoices.map(({ invoiceId, amountMinor, lateChargesMinor }) => ({
        merchant_id: merchantId,
        draft_id: id,
        invoice_id: invoiceId,
        amount_minor: amountMinor,
        late_charges_minor: lateChargesMinor,
      })),
    )
    .execute();
}

export async function findDraft(
  db: Kysely<Database>,
  { merchantId, principal }: Principal,
  draftId: string,
): Promise<PaymentDraft | undefined> {
  const draft = await db
    .selectFrom('payment_drafts')
    .select([
      'id',
      'merchant_id as merchantId',
      'principal',
      'entity_id as entityId',
      'customer_id as customerId',
      'currency',
      'total_minor as totalMinor',
      'quoted_date as quotedDate',
      'expires_at as expiresAt',
    ])
    .where('merchant_id', '=', merchantId)
    .where('principal', '=', principal)
    .where('id', '=', draftId)
    .executeTakeFirst();
  return draft && { ...draft, invoices: await listDraftInvoices(db, merchantId, draftId) };
}

export async function listDraftInvoices(
  db: Kysely<Database>,
  merchantId: string,
  draftId: string,
): Promise<InvoiceQuote[]> {
  return db
    .selectFrom('payment_draft_allocations as a')
    .innerJoin('documents as d', (join) =>
      join.onRef('d.merchant_id', '=', 'a.merchant_id').onRef('d.id', '=', 'a.invoice_id'),
    )
    .select([
      'a.invoice_id as invoiceId',
      'd.number',
      'a.amount_minor as amountMinor',
      'a.late_charges_minor as lateChargesMinor',
    ])
    .where('a.merchant_id', '=', merchantId)
    .where('a.draft_id', '=', draftId)
    .orderBy('a.invoice_id')
    .execute();
}

export type DraftOfAttempt = Omit<PaymentDraft, 'principal' | 'expiresAt'> & { timeZone: string };

export async function getDraftOfAttempt(
  db: Kysely<Database>,
  { merchantId, draftId }: { merchantId: string; draftId: string },
): Promise<DraftOfAttempt> {
  const draft = await db
    .selectFrom('payment_drafts as p')
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'p.merchant_id').onRef('e.id', '=', 'p.entity_id'),
    )
    .select([
      'p.id',
      'p.merchant_id as merchantId',
      'p.entity_id as entityId',
      'p.customer_id as customerId',
      'p.currency',
      'p.total_minor as totalMinor',
      'p.quoted_date as quotedDate',
      'e.time_zone as timeZone',
    ])
    .where('p.merchant_id', '=', merchantId)
    .where('p.id', '=', draftId)
    .executeTakeFirstOrThrow();
  return { ...draft, invoices: await listDraftInvoices(db, merchantId, draftId) };
}
