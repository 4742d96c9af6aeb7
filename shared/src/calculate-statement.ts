import { addDays, type CalendarDate } from './calendar-date.ts';
import { type InvoiceOn, invoiceOn } from './invoice-on.ts';
import { sumMinor } from './money.ts';
import type { Ageing, Statement } from './statement.ts';
import { entriesOf } from './statement-entries.ts';
import type { Period, StatementDocument, StatementFacts } from './statement-facts.ts';

/**
 * The balance is worked out twice: at both ends from what every invoice comes to on that day, and in between from what happened. Where
 * the two do not meet something is wrong, and no statement is better than a wrong one.
 */
export function calculateStatement(facts: StatementFacts, period: Period): Statement {
  const { fromDate, toDate } = period;
  const openingDate = addDays(fromDate, -1);
  const invoices = facts.invoices.map((invoice) => ({
    ...invoice,
    opening: invoiceOn(invoice, openingDate),
    closing: invoiceOn(invoice, toDate),
  }));
  const closings = invoices.map(({ closing }) => closing);
  const openings = invoices.map(({ opening }) => opening);
  const openingMinor = balanceOn(openingDate, openings, facts);
  const closingMinor = balanceOn(toDate, closings, facts);
  const entries = entriesOf({ ...facts, invoices, openingMinor }, period);
  const lastMinor = entries.at(-1)?.balanceMinor ?? openingMinor;
  if (lastMinor !== closingMinor) throw new Error(`the entries lead to ${lastMinor}, the balance is ${closingMinor}`);
  const dueMinor = sumMinor(closings.map(({ amountDueMinor }) => amountDueMinor));
  return {
    fromDate,
    toDate,
    currency: facts.currency,
    openingMinor,
    entries,
    closingMinor,
    dueMinor,
    ageing: ageingOf(closings),
    creditMinor: sumMinor([dueMinor, -closingMinor]),
  };
}

/** What invoices ask for, less what came in. That it went to an invoice, or to none yet, makes no difference. */
function balanceOn(day: CalendarDate, invoices: readonly InvoiceOn[], facts: StatementFacts): number {
  const isKnown = ({ date }: { date: CalendarDate }) => date <= day;
  const isCounted = ({ date, voidedDate }: StatementDocument) => date <= day && (voidedDate ?? '9999-12-31') > day;
  return sumMinor([
    ...invoices.map(({ askedMinor }) => askedMinor),
    ...facts.creditNotes.filter(isCounted).map(({ payableMinor }) => -payableMinor),
    ...facts.payments.filter(isKnown).map(({ amountMinor }) => -amountMinor),
    ...facts.reversals.filter(isKnown).map(({ amountMinor }) => amountMinor),
  ]);
}

function ageingOf(invoices: readonly InvoiceOn[]): Ageing {
  const dueBetween = (after: number, until: number) =>
    sumMinor(
      invoices
        .filter(({ daysOverdue }) => daysOverdue > after && daysOverdue <= until)
        .map(({ amountDueMinor }) => amountDueMinor),
    );
  return {
    notDueMinor: dueBetween(-Infinity, 0),
    days1To30Minor: dueBetween(0, 30),
    days31To60Minor: dueBetween(30, 60),
    days61To90Minor: dueBetween(60, 90),
    over90DaysMinor: dueBetween(90, Infinity),
  };
}
