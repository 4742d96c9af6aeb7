import type { Calculation, CalculationEntry } from './calculation.ts';
import type { CalendarDate } from './calendar-date.ts';
import { type AllocationFact, type InvoiceFacts, outstandingBalanceMinor } from './invoice-facts.ts';
import { calculateLateCharges } from './late-charge/calculate.ts';
import type { LateChargeEvent, LateChargeInput } from './late-charge/input.ts';
import type { LateChargeLine } from './late-charge/line.ts';
import { sumMinor } from './money.ts';
import { notDueCharges } from './not-due-charges.ts';

/**
 * What is owed of an invoice as if it were paid on `asOfDate`, and how that comes about: the only place that says so. All facts
 * given count; for a day in the past, give the facts of that day.
 */
export function calculateAmountDue(facts: InvoiceFacts, asOfDate: CalendarDate): Calculation {
  const balanceMinor = outstandingBalanceMinor(facts);
  // What is settled stays settled, also when a policy is entered afterwards.
  const input = balanceMinor > 0 ? lateChargeInput(facts, asOfDate) : null;
  const late = input && calculateLateCharges(input);
  const accrued = late ? late.lines.filter(isShown) : [];
  const accruedMinor = sumMinor(accrued.map((line) => line.amountMinor));
  const amountDueMinor = sumMinor([balanceMinor, accruedMinor]);
  const entries = entriesOf(facts, accrued);
  const notOwedMinor = amountDueMinor - sumMinor(entries.map((entry) => entry.amountMinor));
  if (notOwedMinor !== 0) {
    entries.push({ kind: 'not_owed', reason: facts.isVoided ? 'voided' : 'credit', amountMinor: notOwedMinor });
  }
  const notDue = late ? notDueCharges(input, late.notDue) : [];
  return {
    asOfDate,
    currency: facts.invoice.currency,
    entries,
    amountDueMinor,
    notDue,
    accruedMinor,
    pendingMinor: facts.pendingMinor,
    unknownRates: late?.unknownRates ?? [],
  };
}

/** Late charges as of a day that were not charged yet. */
export function accruedLateCharges(facts: InvoiceFacts, asOfDate: CalendarDate): LateChargeLine[] {
  const input = lateChargeInput(facts, asOfDate);
  return input ? calculateLateCharges(input).lines.filter((line) => line.amountMinor !== 0) : [];
}

/** A line of nothing says nothing, unless it says how a payment was shared out. */
function isShown(line: LateChargeLine): boolean {
  return line.amountMinor !== 0 || line.kind === 'allocation';
}

function lateChargeInput(facts: InvoiceFacts, asOfDate: CalendarDate): LateChargeInput | null {
  if (!facts.policy) return null;
  const { payableMinor: amountMinor, currency, issueDate, dueDate } = facts.invoice;
  return {
    policy: facts.policy,
    rates: facts.rates,
    invoice: { amountMinor, currency, issueDate, dueDate },
    events: [...facts.allocations.map(amountEvent), ...facts.reminders.map(reminderEvent)],
    asOfDate,
    chargedLines: facts.charged.map((charge) => charge.line),
    waivers: facts.waivers,
    // A customer can see and pay what is known, also while the next rate is not published or not loaded.
    unknownRate: 'stop',
  };
}

function amountEvent({ kind, effectiveDate, amountMinor }: AllocationFact): LateChargeEvent {
  return { kind: kind === 'credit_note' ? 'credit_note' : 'payment', date: effectiveDate, amountMinor };
}

function reminderEvent({ sentDate, channel }: InvoiceFacts['reminders'][number]): LateChargeEvent {
  return { kind: 'reminder', date: sentDate, channel };
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
