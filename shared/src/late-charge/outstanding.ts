import type { CalendarDate } from '../calendar-date.ts';
import { sumMinor } from '../money.ts';
import type { LateChargeEvent, LateChargeInvoice } from './input.ts';

/**
 * What is owed at the start of a day, and bears interest on it: payments of the day itself are not off yet (the day of payment
 * counts in full), credit notes of the day are.
 */
export function outstandingOn(
  date: CalendarDate,
  invoice: LateChargeInvoice,
  events: readonly LateChargeEvent[],
): number {
  const lowering = events.filter((event) => (event.kind === 'payment' ? event.date < date : event.date <= date));
  return Math.max(0, invoice.amountMinor - sumMinor(lowering.map((event) => event.amountMinor)));
}
