import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { type Share, sumOfShares } from '@quittance/shared/payment-split.ts';
import type { Kysely } from 'kysely';
import type { ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import { AppError } from '../http/errors.ts';
import { listInvoicesToPay, type InvoiceToPay } from './invoice-queries.ts';

/** `amountMinor` is what is to be paid of `dueMinor`, which is owed. */
export type InvoiceQuote = Share & { invoiceId: string; number: string };

/** What several invoices of one entity and one customer come to, as if paid on `quotedDate`. */
export type Quote = {
  entityId: string;
  customerId: string;
  currency: string;
  quotedDate: CalendarDate;
  totalMinor: number;
  invoices: InvoiceQuote[];
};

/** Without a day: as of today where the entity is. Refuses what this payer may not pay, and what cannot be paid in one go. */
export async function quoteInvoices(
  deps: Pick<Deps, 'clock'> & { db: Kysely<Database> },
  reader: ReaderScope,
  invoiceIds: readonly string[],
  onDate: CalendarDate | null = null,
): Promise<Quote> {
  const found = await listInvoicesToPay(deps.db, reader, invoiceIds);
  const [first] = found;
  if (!first || found.length !== new Set(invoiceIds).size) throw new AppError('not_found');
  refuseMixture(first, found);
  const facts = await findInvoiceFacts(deps.db, reader, invoiceIds);
  const quotedDate = onDate ?? deps.clock.today(first.timeZone);
  const invoices = found.flatMap(({ id: invoiceId, number }) => {
    const invoiceFacts = facts.get(invoiceId);
    if (!invoiceFacts) return [];
    const { amountDueMinor, accruedMinor } = calculateAmountDue(invoiceFacts, quotedDate);
    const all = { dueMinor: amountDueMinor, amountMinor: amountDueMinor, lateChargesMinor: accruedMinor };
    return [{ invoiceId, number, ...all }];
  });
  const { entityId, customerId, currency } = first;
  return { entityId, customerId, currency, quotedDate, totalMinor: sumOfShares(invoices), invoices };
}

function refuseMixture(first: InvoiceToPay, found: readonly InvoiceToPay[]): void {
  const invoiceIds = idsOf(found.filter(({ isVoided }) => isVoided));
  if (invoiceIds.length > 0) throw new AppError('document_voided', 'nothing is owed of it', { invoiceIds });
  const differing = (key: 'currency' | 'entityId' | 'customerId') => found.some((each) => each[key] !== first[key]);
  if (differing('currency')) {
    throw new AppError('currency_mismatch', 'invoices in different currencies must be paid one currency at a time');
  }
  if (differing('entityId') || differing('customerId')) {
    const detail = 'invoices of different companies must be paid one company at a time';
    throw new AppError('invalid_request', detail, { issues: [{ path: 'body.invoiceIds', message: detail }] });
  }
}

/** Refuses when there is nothing to pay, and when it is not what the payer has agreed to. */
export function refuseUnlessOwed(quote: Quote, expectedTotalMinor: number): void {
  const paid = quote.invoices.filter(({ amountMinor }) => amountMinor === 0);
  const invoiceIds = paid.map(({ invoiceId }) => invoiceId);
  if (quote.totalMinor === 0) throw new AppError('already_paid', 'nothing is owed any more', { invoiceIds });
  if (paid.length > 0 || quote.totalMinor !== expectedTotalMinor) throw amountChanged(quote, invoiceIds);
}

export function amountChanged({ totalMinor }: Quote, invoiceIds: string[]): AppError {
  const detail = 'what is owed has changed; look at the new total before paying';
  return new AppError('amount_changed', detail, { totalMinor, invoiceIds });
}

function idsOf(invoices: readonly InvoiceToPay[]): string[] {
  return invoices.map(({ id }) => id);
}
