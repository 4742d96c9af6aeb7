import { addDays, type CalendarDate } from '../calendar-date.ts';
import type { InterestCharge, OnceCharge } from './policy.ts';

const dayAfterDue = { event: 'due', days: 1 } as const;

/** The first day on which a charge may be claimed. */
export function claimableDate(charge: OnceCharge | InterestCharge, dueDate: CalendarDate): CalendarDate {
  return addDays(dueDate, (charge.when ?? dayAfterDue).days);
}

/** The first day that bears interest. */
export function interestStartDate(charge: InterestCharge, dueDate: CalendarDate): CalendarDate {
  return addDays(dueDate, (charge.starts ?? dayAfterDue).days);
}
