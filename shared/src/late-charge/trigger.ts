import { addMonths, dateOf, type Day, dayOf, isWeekday } from './day.ts';
import type { LateChargeEvent, LateChargeInvoice, ReminderChannel } from './input.ts';
import type { Reason } from './line.ts';
import type { ClaimTrigger, OnceCharge, ReminderTrigger, Trigger } from './policy.ts';

/** A reminder that was sent. */
export type Sent = { day: Day; channel: ReminderChannel };

/**
 * What triggers are counted from. The due day is the last on which payment is in time: an invoice that came after its due date could
 * still be paid on the day of its issue. Reminders in the order of sending, those of days when nothing was late yet left out.
 */
export type Deadlines = { dueDay: Day; issueDay: Day; reminders: readonly Sent[] };

export function deadlinesOf(invoice: LateChargeInvoice, events: readonly LateChargeEvent[]): Deadlines {
  const issueDay = dayOf(invoice.issueDate);
  const dueDay = Math.max(dayOf(invoice.dueDate), issueDay);
  return { dueDay, issueDay, reminders: remindersAfter(dueDay, events) };
}

/** The first day on which a charge may be claimed; null while a reminder is missing. Never a day on which payment is in time. */
export function claimDayOf(when: readonly ClaimTrigger[], deadlines: Deadlines): Day | null {
  return latest(when, deadlines, deadlines.dueDay + 1, 0);
}

/** The first day that bears interest; null while a reminder is missing. */
export function startDayOf(starts: readonly Trigger[], deadlines: Deadlines, claimDay: Day): Day | null {
  return latest(starts, deadlines, deadlines.dueDay, claimDay);
}

function latest(triggers: readonly Trigger[], deadlines: Deadlines, earliest: Day, claimDay: Day): Day | null {
  let day = earliest;
  for (const trigger of triggers) {
    const reached = trigger.event === 'claimable' ? claimDay + trigger.days : dayReached(trigger, deadlines);
    if (reached === null) return null;
    day = Math.max(day, reached);
  }
  return day;
}

export function dayReached(trigger: ClaimTrigger, { dueDay, issueDay, reminders }: Deadlines): Day | null {
  if (trigger.event !== 'reminder') return (trigger.event === 'due' ? dueDay : issueDay) + trigger.days;
  const sent = reminders[trigger.nth - 1];
  return sent ? afterReminder(trigger, sent) : null;
}

/** N clear days must pass in full; what waits for them comes on the day after. */
export function afterReminder(trigger: ReminderTrigger, { day, channel }: Sent): Day {
  if (trigger.clearDays === null) return day + trigger.days;
  const { clearDays, postStart, holidays } = trigger;
  if (channel !== 'post' || postStart === null) return day + 1 + clearDays;
  if (postStart !== 'third_working_day') return day + postStart + clearDays;
  return workingDayAfter(day, 3, holidays) + clearDays;
}

/** Saturday is no working day (Belgium: since Book 1 of the Civil Code), nor are the holidays given. */
function workingDayAfter(day: Day, nth: number, holidays: readonly string[]): Day {
  let found = day;
  for (let left = nth; left > 0;) {
    found += 1;
    if (isWeekday(found) && !holidays.includes(dateOf(found))) left -= 1;
  }
  return found;
}

/** The days on which a fixed sum arises, until `asOfDay`. */
export function occurrenceDays({ repeat }: OnceCharge, claimDay: Day, asOfDay: Day): Day[] {
  const days: Day[] = [];
  const times = repeat ? (repeat.times ?? Infinity) : 1;
  for (let index = 0; index < times; index++) {
    const day = repeat ? occurrence(claimDay, index * repeat.every, repeat.unit) : claimDay;
    if (day > asOfDay) break;
    days.push(day);
  }
  return days;
}

function occurrence(claimDay: Day, units: number, unit: 'day' | 'month'): Day {
  return unit === 'day' ? claimDay + units : addMonths(claimDay, units);
}

export function reasonsOf(when: readonly ClaimTrigger[], deadlines: Deadlines): Reason[] {
  return when.flatMap((trigger): Reason[] => {
    const reached = dayReached(trigger, deadlines);
    if (reached === null) return [];
    const reachedDate = dateOf(reached);
    if (trigger.event !== 'reminder') {
      const day = trigger.event === 'due' ? deadlines.dueDay : deadlines.issueDay;
      return [{ event: trigger.event, date: dateOf(day), days: trigger.days, reachedDate }];
    }
    const sent = deadlines.reminders[trigger.nth - 1];
    if (!sent) return [];
    const { nth, clearDays } = trigger;
    return [{ event: 'reminder', date: dateOf(sent.day), nth, channel: sent.channel, clearDays, reachedDate }];
  });
}

function remindersAfter(dueDay: Day, events: readonly LateChargeEvent[]): Sent[] {
  const sent: Sent[] = [];
  for (const event of events) {
    if (event.kind !== 'reminder') continue;
    const day = dayOf(event.date);
    if (day > dueDay) sent.push({ day, channel: event.channel });
  }
  return sent.toSorted((a, b) => a.day - b.day || Number(a.channel > b.channel) - Number(a.channel < b.channel));
}
