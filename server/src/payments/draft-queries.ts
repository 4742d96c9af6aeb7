import { sql, type Kysely, type Transaction } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import { bareReferences } from '@quittance/shared/payment-reference.ts';
import { isWhole } from '@quittance/shared/payment-split.ts';
import type { Database } from '../db/tables.ts';
import { type CreditPart, insertDraftCredits, listDraftCredits } from './credit-queries.ts';
import type { Principal } from './payment-lock-queries.ts';
import type { InvoiceQuote, Quote } from './quote-invoices.ts';
import { listInvoicesByReference } from './reference-queries.ts';

export type PaymentDraft = {
  id: string;
  merchantId: string;
  principal: string;
  entityId: string;
  customerId: string;
  currency: string;
  /** Left to pay once credit is taken off. */
  totalMinor: number;
  /** Wanted by the payer, whether there is any or not. */
  usesCredit: boolean;
  credits: CreditPart[];
  /** When credit that covers all of it was used. */
  settledAt: Date | null;
  /** The draft in whose place it was made. */
  renewedFromId: string | null;
  quotedDate: CalendarDate;
  expiresAt: Date;
  /** Ten digits; null of a draft from before there were references. */
  reference: string | null;
  /** What is due first comes first: so they are shown, and paid where the money does not go round. */
  invoices: InvoiceQuote[];
};

/** What was quoted, and the credit that is taken off it. */
export type Drafted = {
  quote: Quote;
  usesCredit: boolean;
  credits: readonly CreditPart[];
  /** The one in whose place it is made. */
  renewedFromId?: string | null;
};

/** False when another draft, or an invoice of the merchant, has this reference. */
export async function insertDraft(
  trx: Transaction<Database>,
  { merchantId, principal }: Principal,
  { quote, usesCredit, credits, renewedFromId = null }: Drafted,
  { id, reference, createdAt, expiresAt }: { id: string; reference: string; createdAt: Date; expiresAt: Date },
): Promise<boolean> {
  if ((await listInvoicesByReference(trx, { merchantId }, bareReferences(reference))).length > 0) return false;
  const inserted = await trx
    .insertInto('payment_drafts')
    .values({
      merchant_id: merchantId,
      id,
      entity_id: quote.entityId,
      customer_id: quote.customerId,
      principal,
      currency: quote.currency,
      total_minor: quote.totalMinor - sumMinor(credits.map(({ amountMinor }) => amountMinor)),
      uses_credit: usesCredit,
      renewed_from_id: renewedFromId,
      quoted_date: quote.quotedDate,
      expires_at: expiresAt,
      created_at: createdAt,
      reference,
    })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'reference']).doNothing())
    .returning('id')
    .execute();
  if (inserted.length === 0) return false;
  await trx
    .insertInto('payment_draft_allocations')
    .values(
      quote.invoices.map(({ invoiceId, dueMinor, amountMinor, lateChargesMinor }) => ({
        merchant_id: merchantId,
        draft_id: id,
        invoice_id: invoiceId,
        amount_minor: amountMinor,
        late_charges_minor: lateChargesMinor,
        due_minor: dueMinor,
      })),
    )
    .execute();
  await insertDraftCredits(trx, { merchantId }, id, credits);
  return true;
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
      'reference',
      'uses_credit as usesCredit',
      'settled_at as settledAt',
      'renewed_from_id as renewedFromId',
    ])
    .where('merchant_id', '=', merchantId)
    .where('principal', '=', principal)
    .where('id', '=', draftId)
    .executeTakeFirst();
  if (!draft) return undefined;
  const invoices = await listDraftInvoices(db, merchantId, draftId);
  return { ...draft, invoices, credits: await listDraftCredits(db, { merchantId }, draftId) };
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
      sql<number>`coalesce(a.due_minor, a.amount_minor)`.as('dueMinor'),
    ])
    .where('a.merchant_id', '=', merchantId)
    .where('a.draft_id', '=', draftId)
    .orderBy('d.due_date')
    .orderBy('d.number')
    .orderBy('a.invoice_id')
    .execute();
}

export type DraftOfAttempt = Omit<
  PaymentDraft,
  'principal' | 'expiresAt' | 'reference' | 'usesCredit' | 'settledAt' | 'renewedFromId'
> & { timeZone: string };

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
  const invoices = await listDraftInvoices(db, merchantId, draftId);
  return { ...draft, invoices, credits: await listDraftCredits(db, { merchantId }, draftId) };
}

/**
 * What money for it is meant for, beside what credit has covered. Only whoever pays all that was quoted is promised that the late charges
 * of that day are all.
 */
export function quotedParts(
  { invoices }: Pick<PaymentDraft, 'invoices'>,
  covered: ReadonlyMap<string, number> = new Map(),
) {
  return invoices.map(({ invoiceId, amountMinor, dueMinor, lateChargesMinor }) => ({
    invoiceId,
    amountMinor: amountMinor - (covered.get(invoiceId) ?? 0),
    lateChargesMinor: isWhole({ amountMinor, dueMinor }) ? lateChargesMinor : null,
  }));
}

export async function markSettled(
  trx: Transaction<Database>,
  { merchantId, id }: Pick<PaymentDraft, 'merchantId' | 'id'>,
  settledAt: Date,
): Promise<void> {
  await trx
    .updateTable('payment_drafts')
    .set({ settled_at: settledAt })
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .execute();
}
