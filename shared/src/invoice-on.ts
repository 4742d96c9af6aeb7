import { calculateAmountDue } from './amount-due.ts';
import type { CalendarDate } from './calendar-date.ts';
import { daysOverdue } from './document-status.ts';
import { chargedMinor, type InvoiceFacts } from './invoice-facts.ts';
import { sumMinor } from './money.ts';
import type { StatementInvoice } from './statement-facts.ts';

/** How an invoice stood at the end of a day. */
export type InvoiceOn = {
  /** Late charges, claimed and accrued. */
  lateMinor: number;
  /** The part of them that was not claimed yet. */
  accruedMinor: number;
  /** Its own total and late charges: what payments and credit notes are set against. */
  askedMinor: number;
  amountDueMinor: number;
  /** Of an invoice that is open; 0 or below when there is time. */
  daysOverdue: number;
};

const nothing: InvoiceOn = { lateMinor: 0, accruedMinor: 0, askedMinor: 0, amountDueMinor: 0, daysOverdue: 0 };

export function invoiceOn(invoice: StatementInvoice, day: CalendarDate): InvoiceOn {
  if (day < invoice.date) return nothing;
  const known = factsOn(invoice.facts, invoice.voidedDate, day);
  if (known.isVoided) return nothing;
  const { amountDueMinor, accruedMinor } = calculateAmountDue(known, day);
  const lateMinor = sumMinor([chargedMinor(known), accruedMinor]);
  const askedMinor = sumMinor([invoice.payableMinor, lateMinor]);
  return { lateMinor, accruedMinor, askedMinor, amountDueMinor, daysOverdue: daysOverdue(known, day) };
}

/**
 * What was known at the end of a day, by the days that facts bear: a payment that was received on the 3rd and booked on the 5th was
 * known on the 3rd. What is on its way is known of now only.
 */
export function factsOn(facts: InvoiceFacts, voidedDate: CalendarDate | null, day: CalendarDate): InvoiceFacts {
  return {
    ...facts,
    allocations: facts.allocations.filter(({ date }) => date <= day),
    charged: facts.charged.filter(({ date }) => date <= day),
    reminders: facts.reminders.filter(({ sentDate }) => sentDate <= day),
    waivers: facts.waivers.filter(({ date }) => date <= day),
    pendingMinor: 0,
    isVoided: voidedDate !== null && voidedDate <= day,
  };
}
