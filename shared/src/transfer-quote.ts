import { calculateAmountDue } from './amount-due.ts';
import { addDays, type CalendarDate } from './calendar-date.ts';
import type { InvoiceFacts } from './invoice-facts.ts';

/**
 * The late charges that a bank transfer was told of: it takes days, so what was owed to the minor unit on the day it was received, or on
 * one of the days before it that the policy grants, was paid in full. Null where the amount is that of none of these days.
 */
export function transferQuoteMinor(
  facts: InvoiceFacts,
  { amountMinor, receivedDate }: { amountMinor: number; receivedDate: CalendarDate },
): number | null {
  const daysMax = facts.policy?.transferDays ?? 0;
  for (let days = 0; days <= daysMax; days += 1) {
    const asked = calculateAmountDue(facts, addDays(receivedDate, -days));
    if (asked.amountDueMinor === amountMinor) return asked.accruedMinor;
  }
  return null;
}
