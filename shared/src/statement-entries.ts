import type { CalendarDate } from './calendar-date.ts';
import type { InvoiceOn } from './invoice-on.ts';
import { sumMinor } from './money.ts';
import type { StatementEntry } from './statement.ts';
import type { Period, StatementDocument, StatementFacts, StatementInvoice } from './statement-facts.ts';

type InvoiceInPeriod = StatementInvoice & { opening: InvoiceOn; closing: InvoiceOn };
type FactsInPeriod = Omit<StatementFacts, 'invoices'> & {
  invoices: readonly InvoiceInPeriod[];
  openingMinor: number;
};

/** What changed the balance within a period, in the order of days and with the balance after each. */
export function entriesOf(facts: FactsInPeriod, period: Period): StatementEntry[] {
  const drafts = [
    ...facts.invoices.flatMap((invoice) => invoiceEntries(invoice, period)),
    ...facts.creditNotes.flatMap(creditNoteEntries),
    ...facts.payments.map(({ date, method, amountMinor, paidNumbers }): Draft => ({
      kind: 'payment',
      date,
      method,
      paidNumbers,
      amountMinor: -amountMinor,
    })),
    ...facts.reversals.map((reversal): Draft => ({ kind: 'reversal', ...reversal })),
  ];
  let balanceMinor = facts.openingMinor;
  return drafts
    .filter(({ date }) => isWithin(date, period))
    .toSorted(byDay)
    .map((draft) => {
      balanceMinor = sumMinor([balanceMinor, draft.amountMinor]);
      return { ...draft, balanceMinor };
    });
}

type WithoutBalance<Entry> = Entry extends StatementEntry ? Omit<Entry, 'balanceMinor'> : never;
type Draft = WithoutBalance<StatementEntry>;

function invoiceEntries(invoice: InvoiceInPeriod, period: Period): Draft[] {
  const { id: documentId, number, date, payableMinor: amountMinor, facts } = invoice;
  const { dueDate } = facts.invoice;
  return [
    { kind: 'invoice', documentId, number, date, dueDate, amountMinor },
    ...lateChargesEntry(invoice, period),
    ...voidedEntry(invoice, 'invoice', -amountMinor),
  ];
}

function creditNoteEntries(creditNote: StatementDocument): Draft[] {
  const { id: documentId, number, date, payableMinor } = creditNote;
  return [
    { kind: 'credit_note', documentId, number, date, amountMinor: -payableMinor },
    ...voidedEntry(creditNote, 'credit_note', payableMinor),
  ];
}

function voidedEntry(
  { id: documentId, number, voidedDate: date }: StatementDocument,
  documentKind: 'invoice' | 'credit_note',
  amountMinor: number,
): Draft[] {
  return date === null ? [] : [{ kind: 'voided', documentKind, documentId, number, date, amountMinor }];
}

function lateChargesEntry(invoice: InvoiceInPeriod, period: Period): Draft[] {
  const { id: documentId, number, opening, closing } = invoice;
  const amountMinor = sumMinor([closing.lateMinor, -opening.lateMinor]);
  if (amountMinor === 0) return [];
  return [{ kind: 'late_charges', documentId, number, date: lateChargesDate(invoice, period), amountMinor }];
}

/** While they accrue, up to the last day. Otherwise they came about when they were claimed, or fell away when the debt did. */
function lateChargesDate({ facts, voidedDate, closing }: InvoiceInPeriod, period: Period): CalendarDate {
  if (closing.accruedMinor !== 0) return period.toDate;
  const datesOf = (dated: readonly { date: CalendarDate }[]) => dated.map(({ date }) => date);
  const lastOf = (dates: readonly CalendarDate[]) =>
    dates
      .filter((date) => isWithin(date, period))
      .toSorted()
      .at(-1);
  return (
    lastOf(datesOf(facts.charged)) ??
    lastOf([...datesOf(facts.allocations), ...(voidedDate === null ? [] : [voidedDate])]) ??
    period.toDate
  );
}

function isWithin(date: CalendarDate, { fromDate, toDate }: Period): boolean {
  return fromDate <= date && date <= toDate;
}

/** On one day, what raises the balance comes before what lowers it, so that it does not dip for no reason. */
const kindsOfADay: readonly Draft['kind'][] = [
  'invoice',
  'late_charges',
  'voided',
  'credit_note',
  'payment',
  'reversal',
];

function byDay(a: Draft, b: Draft): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return kindsOfADay.indexOf(a.kind) - kindsOfADay.indexOf(b.kind);
}
