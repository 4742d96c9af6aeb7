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

/** As on a receipt: the total, then what lowered it in the order of days, then what being late costs. */
function entriesOf(facts: InvoiceFacts, accrued: readonly LateChargeLine[]): CalculationEntry[] {
  const { issueDate: date, payableMinor: amountMinor } = facts.invoice;
  const allocations = facts.allocations.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
  return [
    { kind: 'invoice', date, amountMinor },
    ...allocations.map(allocationEntry),
    ...facts.charged.map((charge) => lateChargeEntry('charged', charge.line, charge.amountMinor)),
    ...accrued.map((line) => lateChargeEntry('accrued', line, line.amountMinor)),
  ];
}

function allocationEntry(allocation: AllocationFact): CalculationEntry {
  const { date } = allocation;
  const amountMinor = -allocation.amountMinor;
  if (allocation.kind === 'credit_note') {
    return { kind: 'credit_note', date, number: allocation.number, documentId: allocation.documentId, amountMinor };
  }
  return { kind: allocation.kind, date, method: allocation.method, amountMinor };
}

function lateChargeEntry(status: 'accrued' | 'charged', line: LateChargeLine, amountMinor: number): CalculationEntry {
  return { kind: 'late_charge', status, line, amountMinor };
}
