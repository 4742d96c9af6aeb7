import type { CalendarDate } from './calendar-date.ts';
import { type AllocationFact, type InvoiceFacts, outstandingBalanceMinor } from './invoice-facts.ts';
import { calculateLateCharges } from './late-charge/calculate.ts';
import type { LateChargeEvent, LateChargeInput } from './late-charge/input.ts';
import type { LateChargeLine } from './late-charge/line.ts';

/** Late charges as of a day that were not charged yet. */
export function accruedLateCharges(facts: InvoiceFacts, asOfDate: CalendarDate): LateChargeLine[] {
  const input = lateChargeInput(facts, asOfDate);
  return input ? calculateLateCharges(input).lines.filter((line) => line.amountMinor !== 0) : [];
}

/** Of an invoice of which something is owed: what is settled stays settled, also when a policy is entered afterwards. */
export function openLateChargeInput(facts: InvoiceFacts, asOfDate: CalendarDate): LateChargeInput | null {
  return outstandingBalanceMinor(facts) > 0 ? lateChargeInput(facts, asOfDate) : null;
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
