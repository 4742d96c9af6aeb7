import type { CalendarDate } from '../calendar-date.ts';
import { type AccountOn, accountOn } from './account-on.ts';
import { addMonths, dateOf, type Day, dayOf } from './day.ts';
import { outstandingMinor } from './debt.ts';
import type { LateChargeInput } from './input.ts';
import type { Charge, InterestCharge, Trigger } from './policy.ts';
import { monthEnd } from './months.ts';
import type { Plan } from './plan.ts';
import { claimDayOf, dayReached, type Deadlines, type Sent, startDayOf } from './trigger.ts';

/** Why a charge of the policy has brought nothing yet. */
export type NotDue = {
  charge: number;
  code: string;
  /**
   * A trigger is not met; nothing is outstanding, or was when it could first be claimed; the scale has no band for so little; the first
   * day or month of interest is not over; or no rate is published for it.
   */
  reason: 'trigger' | 'nothing_outstanding' | 'below_scale' | 'period' | 'rate_unknown';
  triggers: UnmetTrigger[];
  /** The first as-of day with a line, if nothing else happens until then; null where none would come. */
  firstDate: CalendarDate | null;
  /** The first date supposes that every missing reminder is sent by e-mail on this day. */
  ifRemindedDate: CalendarDate | null;
};

/** `reachedDate` is null where the reminder was not sent. */
export type UnmetTrigger = { trigger: Trigger; reachedDate: CalendarDate | null };

/** The charges that have no line, and when they would have their first. */
export function notDueOf(input: LateChargeInput): NotDue[] {
  const known = accountOn(input);
  const asOfDay = dayOf(input.asOfDate);
  const lines = [...known.lines, ...(input.chargedLines ?? [])];
  return input.policy.charges.flatMap((charge, index) => {
    const hasLine = lines.some((line) => line.rule.charge === index || line.code === charge.code);
    const plan = known.plans[index];
    return hasLine || !plan ? [] : [{ charge: index, code: charge.code, ...explained(charge, plan, known, asOfDay) }];
  });
}

type Explanation = Omit<NotDue, 'charge' | 'code'>;

function explained(charge: Charge, { accruing }: Plan, { deadlines, account }: AccountOn, asOfDay: Day): Explanation {
  const never = { triggers: [], firstDate: null, ifRemindedDate: null };
  if (outstandingMinor(account.debt) === 0) return { reason: 'nothing_outstanding', ...never };
  if (accruing === null) return waiting(charge, deadlines, asOfDay);
  if (accruing.isClaimable === false) return { reason: 'nothing_outstanding', ...never };
  if (accruing.kind === 'once') return { reason: 'below_scale', ...never };
  const { run } = accruing;
  if (run.stop) return { reason: 'rate_unknown', ...never };
  const lineDay = charge.kind === 'interest' && charge.dayCount === 'months_whole' ? monthEnd(run) : run.nextDay;
  return { ...never, reason: 'period', firstDate: dateOf(asOfDayFor(accruing.charge, lineDay)) };
}

function waiting(charge: Charge, deadlines: Deadlines, asOfDay: Day): Explanation {
  const wanted: Trigger[] = charge.kind === 'interest' ? [...charge.when, ...charge.starts] : charge.when;
  const unmet = [...wanted, ...afterDueDate].flatMap((trigger): UnmetTrigger[] => {
    if (trigger.event === 'claimable') return [];
    const day = dayReached(trigger, deadlines);
    return day !== null && day <= asOfDay ? [] : [{ trigger, reachedDate: day === null ? null : dateOf(day) }];
  });
  const remindedDay = Math.max(asOfDay, deadlines.dueDay + 1);
  const remindersCount = Math.max(...wanted.map((trigger) => (trigger.event === 'reminder' ? trigger.nth : 0)));
  const missing = remindersCount - deadlines.reminders.length;
  const sent: Sent[] = Array.from({ length: Math.max(0, missing) }, () => ({ day: remindedDay, channel: 'email' }));
  const firstDay = firstLineDay(charge, { ...deadlines, reminders: [...deadlines.reminders, ...sent] });
  return {
    reason: 'trigger',
    triggers: distinct(unmet),
    firstDate: firstDay === null ? null : dateOf(firstDay),
    ifRemindedDate: sent.length > 0 ? dateOf(remindedDay) : null,
  };
}

/** Holds whatever a policy says. */
const afterDueDate: Trigger[] = [{ event: 'due', days: 1 }];

function distinct(unmet: readonly UnmetTrigger[]): UnmetTrigger[] {
  return [...new Map(unmet.map((one) => [JSON.stringify(one), one])).values()];
}

function firstLineDay(charge: Charge, deadlines: Deadlines): Day | null {
  const claimDay = claimDayOf(charge.when, deadlines);
  if (claimDay === null || charge.kind === 'once') return claimDay;
  const firstDay = startDayOf(charge.starts, deadlines, claimDay);
  if (firstDay === null) return null;
  const lineDay = charge.dayCount === 'months_whole' ? addMonths(firstDay, 1) - 1 : firstDay;
  return Math.max(claimDay, asOfDayFor(charge, lineDay));
}

/** The as-of day that first has `day` in a line. */
function asOfDayFor({ ends }: InterestCharge, day: Day): Day {
  return ends === 'payment_day_included' ? day : day + 1;
}
