import { calendarDateAt } from '@quittance/shared/calendar-date.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import { sql, type Kysely } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { listUsedCredits } from '../payments/credit-queries.ts';
import { findPaymentReference } from '../payments/payment-reference-queries.ts';
import { listAppliedParts } from '../payments/receipt-queries.ts';

export type MailedPayment = {
  id: string;
  entityId: string;
  customerId: string;
  customerName: string;
  method: string;
  providerReference: string;
  /** As it was shown when it was paid; null where nothing was. */
  reference: string | null;
  amountMinor: number;
  currency: string;
  receivedDate: string;
  /** Who paid online; null for money that was recorded by hand or came by bank. */
  payerContactId: string | null;
  /** Of the customer’s credit, used with the money. */
  creditMinor: number;
  invoices: { id: string; number: string; amountMinor: number }[];
};

/** The payment, who made it, and what it was booked on: as it came in, or what its last return opened again. */
export async function getMailedPayment(
  db: Kysely<Database>,
  scope: MerchantScope,
  paymentId: string,
  side: 'received' | 'returned',
): Promise<MailedPayment> {
  const payment = await db
    .selectFrom('payments as p')
    .innerJoin('customers as u', (join) =>
      join.onRef('u.merchant_id', '=', 'p.merchant_id').onRef('u.id', '=', 'p.customer_id'),
    )
    .leftJoin('payment_attempts as a', (join) =>
      join.onRef('a.merchant_id', '=', 'p.merchant_id').onRef('a.id', '=', 'p.attempt_id'),
    )
    .select([
      'p.id',
      'p.entity_id as entityId',
      'p.customer_id as customerId',
      'u.name as customerName',
      'p.method',
      'p.provider_reference as providerReference',
      'p.amount_minor as amountMinor',
      'p.currency',
      'p.received_date as receivedDate',
      'a.principal',
      'a.draft_id as draftId',
    ])
    .where('p.merchant_id', '=', scope.merchantId)
    .where('p.id', '=', paymentId)
    .executeTakeFirstOrThrow();
  const { principal, draftId, ...rest } = payment;
  const reversal = side === 'returned' ? await getLastReturn(db, scope, paymentId) : null;
  return {
    ...rest,
    reference: await findPaymentReference(db, scope, rest),
    amountMinor: reversal?.amountMinor ?? rest.amountMinor,
    payerContactId: principal === null ? null : await findPayer(db, scope, { ...rest, principal }),
    creditMinor: side === 'received' && draftId !== null ? await usedMinor(db, scope, draftId) : 0,
    invoices: reversal
      ? await listReopened(db, scope, reversal.id)
      : (await listAppliedParts(db, scope, { paymentId, draftId })).map(({ invoiceId: id, number, amountMinor }) => ({
          id,
          number,
          amountMinor,
        })),
  };
}

/** The same of an attempt that brought no money: what was meant, on the day it was started. */
export async function getMailedAttempt(
  db: Kysely<Database>,
  scope: MerchantScope,
  attemptId: string,
): Promise<MailedPayment> {
  const { principal, startedAt, timeZone, ...attempt } = await db
    .selectFrom('payment_attempts as a')
    .innerJoin('payment_drafts as p', (join) =>
      join.onRef('p.merchant_id', '=', 'a.merchant_id').onRef('p.id', '=', 'a.draft_id'),
    )
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'p.merchant_id').onRef('e.id', '=', 'p.entity_id'),
    )
    .innerJoin('customers as u', (join) =>
      join.onRef('u.merchant_id', '=', 'p.merchant_id').onRef('u.id', '=', 'p.customer_id'),
    )
    .select(['a.id', 'p.entity_id as entityId', 'p.customer_id as customerId', 'u.name as customerName', 'a.method'])
    .select(['p.total_minor as amountMinor', 'p.currency', 'a.created_at as startedAt', 'e.time_zone as timeZone'])
    .select(['a.principal', sql<string>`coalesce(a.provider_reference, '')`.as('providerReference')])
    .where('a.merchant_id', '=', scope.merchantId)
    .where('a.id', '=', attemptId)
    .executeTakeFirstOrThrow();
  return {
    ...attempt,
    reference: null,
    creditMinor: 0,
    receivedDate: calendarDateAt(startedAt, timeZone),
    payerContactId: await findPayer(db, scope, { ...attempt, principal }),
    invoices: await listMeantInvoices(db, scope, attemptId),
  };
}

/**
 * The contact behind `contact:<id>` or `link:<id>`, as a contact of this customer: an address that belongs to several customers is
 * signed in as the contact of one of them.
 */
export async function findPayer(
  db: Kysely<Database>,
  scope: MerchantScope,
  { principal, customerId }: { principal: string; customerId: string },
): Promise<string | null> {
  const [kind, id = ''] = principal.split(':');
  const contactId = kind === 'contact' ? id : await findContactOfLink(db, scope, id);
  if (contactId === null) return null;
  const payer = await db
    .selectFrom('contacts as c')
    .innerJoin('contacts as own', (join) =>
      join.onRef('own.merchant_id', '=', 'c.merchant_id').onRef('own.email', '=', 'c.email'),
    )
    .select('own.id')
    .where('c.merchant_id', '=', scope.merchantId)
    .where('c.id', '=', contactId)
    .where('own.customer_id', '=', customerId)
    .executeTakeFirst();
  return payer?.id ?? null;
}

async function findContactOfLink(db: Kysely<Database>, scope: MerchantScope, linkId: string): Promise<string | null> {
  const link = await db
    .selectFrom('document_links')
    .select('contact_id as contactId')
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', linkId)
    .executeTakeFirst();
  return link?.contactId ?? null;
}

async function getLastReturn(
  db: Kysely<Database>,
  scope: MerchantScope,
  paymentId: string,
): Promise<{ id: string; amountMinor: number }> {
  return db
    .selectFrom('payment_reversals')
    .select(['id', 'amount_minor as amountMinor'])
    .where('merchant_id', '=', scope.merchantId)
    .where('payment_id', '=', paymentId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

async function usedMinor(db: Kysely<Database>, scope: MerchantScope, draftId: string): Promise<number> {
  return sumMinor((await listUsedCredits(db, scope, draftId)).map(({ amountMinor }) => amountMinor));
}

/** What a return took from invoices. */
async function listReopened(
  db: Kysely<Database>,
  scope: MerchantScope,
  reversalId: string,
): Promise<MailedPayment['invoices']> {
  return db
    .selectFrom('allocations as a')
    .innerJoin('documents as d', (join) =>
      join.onRef('d.merchant_id', '=', 'a.merchant_id').onRef('d.id', '=', 'a.invoice_id'),
    )
    .select(['d.id', 'd.number', sql<number>`(-sum(a.amount_minor))::bigint`.as('amountMinor')])
    .where('a.merchant_id', '=', scope.merchantId)
    .where('a.reversal_id', '=', reversalId)
    .groupBy(['d.id', 'd.number', 'd.due_date'])
    .orderBy('d.due_date')
    .orderBy('d.number')
    .execute();
}

async function listMeantInvoices(
  db: Kysely<Database>,
  scope: MerchantScope,
  attemptId: string,
): Promise<MailedPayment['invoices']> {
  return db
    .selectFrom('payment_attempt_invoices as i')
    .innerJoin('documents as d', (join) =>
      join.onRef('d.merchant_id', '=', 'i.merchant_id').onRef('d.id', '=', 'i.invoice_id'),
    )
    .select(['d.id', 'd.number', 'i.amount_minor as amountMinor'])
    .where('i.merchant_id', '=', scope.merchantId)
    .where('i.attempt_id', '=', attemptId)
    .orderBy('d.due_date')
    .orderBy('d.number')
    .execute();
}
