import type { NotDueCharge } from './calculation.ts';
import type { CalendarDate } from './calendar-date.ts';
import type { InvoiceFacts } from './invoice-facts.ts';
import { openLateChargeInput } from './invoice-late-charges.ts';
import { calculateLateCharges } from './late-charge/calculate.ts';
import type { LateChargeInput } from './late-charge/input.ts';
import type { LateChargeLine } from './late-charge/line.ts';
import { type NotDue, notDueOf } from './late-charge/not-due.ts';

/**
 * Why charges of the policy have brought nothing yet, each with the lines it brings first. Takes longer than what is owed does, so it
 * is asked for where one invoice is shown, and not for lists.
 */
export function notDueCharges(facts: InvoiceFacts, asOfDate: CalendarDate): NotDueCharge[] {
  const input = openLateChargeInput(facts, asOfDate);
  if (!input) return [];
  const { id, version, charges } = input.policy;
  const known = new Map<string, LateChargeLine[]>();
  return notDueOf(input).flatMap((one) => {
    const charge = charges[one.charge];
    if (!charge) return [];
    const { code, reason, firstDate, ifRemindedDate } = one;
    const rule = { policy: `${id}@${version}`, charge: one.charge, law: charge.law };
    const firstLines = firstLinesOf(input, one, known);
    const common = { code, kind: charge.kind, rule, firstLines };
    // So little that no band of the scale is reached on that day either.
    const isBelowScale = firstDate !== null && firstLines.length === 0 && charge.kind === 'once';
    if (isBelowScale) return [{ ...common, reason: 'below_scale', firstDate: null, ifRemindedDate: null }];
    return [{ ...common, reason, firstDate, ifRemindedDate }];
  });
}

/** `known`: charges mostly begin on the same day, and are then calculated once. */
function firstLinesOf(input: LateChargeInput, one: NotDue, known: Map<string, LateChargeLine[]>): LateChargeLine[] {
  const { firstDate: asOfDate } = one;
  if (asOfDate === null) return [];
  const missing = missingReminders(one);
  const key = `${asOfDate} ${missing.length}`;
  const lines =
    known.get(key) ?? calculateLateCharges({ ...input, events: [...input.events, ...missing], asOfDate }).lines;
  known.set(key, lines);
  return lines.filter(({ kind, rule }) => rule.charge === one.charge && kind !== 'waived');
}

/** As many as the policy waits for; more than are missing do no harm, because only the nth counts. */
function missingReminders({ ifRemindedDate: date, triggers }: NotDue) {
  if (date === null) return [];
  const nths = triggers.map(({ trigger }) => (trigger.event === 'reminder' ? trigger.nth : 0));
  return Array.from({ length: Math.max(...nths) }, () => ({ kind: 'reminder', date, channel: 'email' }) as const);
}
