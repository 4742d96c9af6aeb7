import type { Transaction } from 'kysely';
import { type CalendarDate, daysBetween } from '@quittance/shared/calendar-date.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { queuePaymentReceipt } from '../email/queue-payment-mails.ts';
import type { MailDeps } from '../email/queue-message.ts';
import { AppError } from '../http/errors.ts';
import { type Booking, bookPayment } from './book-payment.ts';
import { findPaymentByReference, type InvoiceAccount } from './booking-queries.ts';
import { findByReferences } from './find-by-reference.ts';
import { findAccount, findPayableInvoices, listOpenInvoiceIds } from './record-payment-queries.ts';
import { applyCreditOfDrafts } from './apply-credit.ts';

/** Money that the merchant received and writes down by hand. */
export type RecordedPayment = {
  /** The merchant's own name of it: the same reference twice is one payment. */
  reference: string;
  amountMinor: number;
  /** Null: that of what it is for. */
  currency: string | null;
  receivedDate: CalendarDate;
  method: string;
  note: string | null;
  /** Whether the customer is mailed; null: where the money came in the last days, for news of old money is none. */
  sendReceipt: boolean | null;
  /**
   * For what its payer has written, in the order of the basket; for these invoices, so much each; or for whatever of the customer's is due
   * first. With references and invoices, the invoices say what gets how much.
   */
  target:
    | { references: readonly string[]; invoices: readonly Part[] | null }
    | { invoices: readonly Part[] }
    | { entityId: string; customerId: string };
};

type Part = { invoiceId: string; amountMinor: number };

const provider = 'manual';
/** Long enough for a weekend between the bank and whoever writes it down. */
const newsDays = 7;

/** Books it as far as the invoices take it, and mails the receipt. What is too much stays on the payment as credit of the customer. */
export async function recordPayment(
  deps: Pick<Deps, 'db'> & MailDeps,
  scope: MerchantScope,
  payment: RecordedPayment,
): Promise<{ paymentId: string; isNew: boolean }> {
  if (payment.amountMinor <= 0) throw new AppError('invalid_request', 'A payment is more than nothing.');
  return deps.db.transaction().execute(async (trx) => {
    const before = await findSame(trx, scope, payment);
    if (before) return { paymentId: before, isNew: false };
    const { allocations, timeZone, currency, paymentReferences, ...account } = await findTarget(
      trx,
      deps,
      scope,
      payment,
    );
    const today = deps.clock.today(timeZone);
    if (payment.receivedDate > today) {
      throw new AppError('invalid_request', `${payment.receivedDate} has not come yet: today is ${today}.`);
    }
    const booked = await bookPayment(trx, deps, {
      merchantId: scope.merchantId,
      ...account,
      provider,
      providerReference: payment.reference,
      method: payment.method,
      amountMinor: payment.amountMinor,
      currency: payment.currency ?? currency,
      receivedDate: payment.receivedDate,
      effectiveDate: payment.receivedDate,
      allocations,
      attemptId: null,
      note: payment.note,
      paymentReferences,
    });
    const { paymentId, isNew } = booked;
    const isNews = daysBetween(payment.receivedDate, today) <= newsDays;
    if (isNew && (payment.sendReceipt ?? isNews)) {
      await queuePaymentReceipt(deps, trx, { merchantId: scope.merchantId, paymentId });
    }
    // Somebody recorded under the same reference at the same moment.
    if (!isNew) await findSame(trx, scope, payment);
    return booked;
  });
}

/** The payment that was recorded under this reference; refuses where that was another one. */
async function findSame(
  trx: Transaction<Database>,
  scope: MerchantScope,
  payment: RecordedPayment,
): Promise<string | null> {
  const known = await findPaymentByReference(trx, scope, { provider, providerReference: payment.reference });
  if (!known) return null;
  const isSame =
    known.amount_minor === payment.amountMinor &&
    (payment.currency === null || known.currency === payment.currency) &&
    known.received_date === payment.receivedDate;
  if (isSame) return known.id;
  throw new AppError(
    'idempotency_key_reused',
    `The reference ${payment.reference} names another payment, received on ${known.received_date}.`,
  );
}

type Target = Pick<InvoiceAccount, 'entityId' | 'customerId' | 'currency'> & {
  timeZone: string;
  paymentReferences: readonly string[];
} & Pick<Booking, 'allocations'>;

/** Whose money it is, and which invoices it is for. */
export async function findTarget(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock'>,
  scope: MerchantScope,
  { target, currency, amountMinor }: Pick<RecordedPayment, 'target' | 'currency' | 'amountMinor'>,
): Promise<Target> {
  if ('references' in target) return referenced(trx, deps, scope, target, { currency, amountMinor });
  if ('invoices' in target) return namedInvoices(trx, scope, target.invoices, { currency, amountMinor });
  if (currency === null) throw new AppError('invalid_request', 'Say in which currency the money came.');
  const account = await findAccount(trx, scope, target);
  if (!account) throw new AppError('not_found', 'There is no such entity or no such customer.');
  const ids = await listOpenInvoiceIds(trx, scope, { ...target, currency });
  const allocations = ids.map((invoiceId) => ({ invoiceId, amountMinor, lateChargesMinor: null }));
  return { ...account, currency, paymentReferences: [], allocations };
}

/** In another currency than was asked for it pays nothing, and is credit of the customer. Credit that was taken off a basket is used with it. */
async function referenced(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock'>,
  scope: MerchantScope,
  { references, invoices }: { references: readonly string[]; invoices: readonly Part[] | null },
  whole: Whole,
): Promise<Target> {
  const found = await findByReferences(trx, scope, references);
  const { entityId, customerId } = found;
  const account = await findAccount(trx, scope, found);
  if (!account) throw new Error(`the account of ${references.join(', ')} is not there`);
  const common = { ...account, currency: whole.currency ?? found.currency, paymentReferences: found.references };
  if (!invoices) {
    const covered = await applyCreditOfDrafts(trx, deps, scope, found.draftIds);
    const allocations = found.parts.map(({ invoiceId, amountMinor }) => ({
      invoiceId,
      amountMinor: amountMinor === null ? whole.amountMinor : amountMinor - (covered.get(invoiceId) ?? 0),
      lateChargesMinor: null,
    }));
    return { ...common, allocations };
  }
  const named = await namedInvoices(trx, scope, invoices, whole);
  if (named.entityId !== entityId || named.customerId !== customerId)
    throw new AppError('invalid_request', 'The invoices are not of the customer whose reference it is.');
  return { ...common, allocations: named.allocations };
}

type Whole = Pick<RecordedPayment, 'currency' | 'amountMinor'>;

async function namedInvoices(
  trx: Transaction<Database>,
  scope: MerchantScope,
  parts: readonly Part[],
  whole: Whole,
): Promise<Target> {
  const ids = new Set(parts.map((part) => part.invoiceId));
  if (ids.size === 0 || ids.size < parts.length || parts.some((part) => part.amountMinor <= 0)) {
    throw new AppError('invalid_request', 'Name at least one invoice, each once, and with an amount above zero.');
  }
  if (sumMinor(parts.map((part) => part.amountMinor)) > whole.amountMinor) {
    throw new AppError('amount_too_large', 'The parts come to more than the payment.');
  }
  const invoices = await findPayableInvoices(trx, scope, [...ids]);
  const [first] = invoices;
  if (!first || invoices.length < ids.size) throw new AppError('not_found', 'There is no such invoice.');
  for (const invoice of invoices) {
    if (invoice.isVoided) throw new AppError('document_voided', `Invoice ${invoice.number} is void.`);
    if (whole.currency !== null && invoice.currency !== whole.currency) {
      throw new AppError(
        'currency_mismatch',
        `Invoice ${invoice.number} is in ${invoice.currency}, not ${whole.currency}.`,
      );
    }
    if (invoice.entityId !== first.entityId || invoice.customerId !== first.customerId) {
      throw new AppError('invalid_request', 'One payment is of one customer to one entity: record one for each.');
    }
  }
  const { entityId, customerId, currency, timeZone } = first;
  const allocations = parts.map((part) => ({ ...part, lateChargesMinor: null }));
  return { entityId, customerId, currency, timeZone, paymentReferences: [], allocations };
}
