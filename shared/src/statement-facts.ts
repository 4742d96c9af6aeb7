import type { CalendarDate } from './calendar-date.ts';
import type { InvoiceFacts } from './invoice-facts.ts';
import type { StatementEntry } from './statement.ts';

/** Everything between one customer and one legal entity in one currency. */
export type StatementFacts = {
  currency: string;
  invoices: readonly StatementInvoice[];
  creditNotes: readonly StatementDocument[];
  payments: readonly StatementPayment[];
  reversals: readonly StatementReversal[];
};

/** It counts from `date` on, and from `voidedDate` on no longer. */
export type StatementDocument = {
  id: string;
  number: string;
  date: CalendarDate;
  voidedDate: CalendarDate | null;
  payableMinor: number;
};

export type StatementInvoice = StatementDocument & { facts: InvoiceFacts };

export type StatementPayment = {
  date: CalendarDate;
  method: string;
  amountMinor: number;
  /** Of the invoices that it was applied to. */
  paidNumbers: string[];
};

export type StatementReversal = {
  date: CalendarDate;
  reason: Extract<StatementEntry, { kind: 'reversal' }>['reason'];
  method: string;
  amountMinor: number;
};

/** Both days belong to it. */
export type Period = { fromDate: CalendarDate; toDate: CalendarDate };
