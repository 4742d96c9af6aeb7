import type { AmountDue, CalculationEntry } from './calculation.ts';
import type { CalendarDate } from './calendar-date.ts';
import { type AllocationFact, type InvoiceFacts, outstandingBalanceMinor } from './invoice-facts.ts';
import { openLateChargeInput } from './invoice-late-charges.ts';
import { calculateLateCharges } from './late-charge/calculate.ts';
import type { LateChargeLine } from './late-charge/line.ts';
import { sumMinor } from './money.ts';

/**
 * What is owed of an invoice as if it were paid on `asOfDate`, and how that comes about: the only place that says so. All facts
 * given count; for a day in the past, give the facts of that day.
 */
export function calculateAmountDue(facts: InvoiceFacts, asOfDate: CalendarDate): AmountDue {
  const input = openLateChargeInput(facts, asOfDate);
  const late = input && calculateLateCharges(input);
  const accruedMinor = late?.totalMinor ?? 0;
  const amountDueMinor = sumMinor([outstandingBalanceMinor(facts), accruedMinor]);
  const entries = entriesOf(facts, late?.lines.filter(isShown) ?? []);
  const notOwedMinor = amountDueMinor - sumMinor(entries.map((entry) => entry.amountMinor));
  if (notOwedMinor !== 0) {
    entries.push({ kind: 'not_owed', reason: facts.isVoided ? 'voided' : 'credit', amountMinor: notOwedMinor });
  }
  return {
    asOfDate,
    currency: facts.invoice.currency,
    entries,
    amountDueMinor,
    accruedMinor,
    pendingMinor: facts.pendingMinor,
    unknownRates: late?.unknownRates ?? [],
  };
}

/** A line of nothing says nothing, unless it says how a payment was shared out. */
function isShown(line: LateChargeLine): boolean {
  return line.amountMinor !== 0 || line.kind === 'allocation';
}

type Placed = { place: string; entry: CalculationEntry };

/** As it happened: the total, then day by day what being late cost until then, what lowered it, and how that was shared out. */
function entriesOf({ invoice, allocations, charged }: InvoiceFacts, accrued: readonly LateChargeLine[]) {
  const { issueDate: date, payableMinor: amountMinor } = invoice;
  const later: Placed[] = [
    ...placed(charged.map(({ line, amountMinor: claimed }) => lateChargeEntry('charged', line, claimed))),
    ...placed(accrued.map((line) => lateChargeEntry('accrued', line, line.amountMinor))),
    ...allocations.map((each) => ({ place: `${each.date} 1`, entry: allocationEntry(each) })),
  ].toSorted((a, b) => (a.place < b.place ? -1 : Number(a.place > b.place)));
  return [{ kind: 'invoice' as const, date, amountMinor }, ...later.map(({ entry }): CalculationEntry => entry)];
}

/** At its last day; what bears none stays with the line before it. */
function placed(entries: readonly LateChargeEntry[]): Placed[] {
  let place = '';
  return entries.map((entry) => {
    const { line } = entry;
    if (line.kind === 'interest') place = `${line.toDate} 0`;
    else if ('date' in line) place = `${line.date} ${line.kind === 'allocation' ? 2 : 0}`;
    return { place, entry };
  });
}

function allocationEntry(allocation: AllocationFact): CalculationEntry {
  const { date } = allocation;
  const amountMinor = -allocation.amountMinor;
  if (allocation.kind === 'credit_note') {
    return { kind: 'credit_note', date, number: allocation.number, documentId: allocation.documentId, amountMinor };
  }
  return { kind: allocation.kind, date, method: allocation.method, amountMinor };
}

type LateChargeEntry = Extract<CalculationEntry, { kind: 'late_charge' }>;

function lateChargeEntry(status: 'accrued' | 'charged', line: LateChargeLine, amountMinor: number): LateChargeEntry {
  return { kind: 'late_charge', status, line, amountMinor };
}
