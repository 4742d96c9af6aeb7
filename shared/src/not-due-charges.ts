import type { NotDueCharge } from './calculation.ts';
import { calculateLateCharges } from './late-charge/calculate.ts';
import type { LateChargeInput } from './late-charge/input.ts';
import type { LateChargeLine } from './late-charge/line.ts';
import type { NotDue } from './late-charge/not-due.ts';

/** Why charges of the policy have brought nothing yet, each with the lines it brings first. `input` is what said so. */
export function notDueCharges(input: LateChargeInput, notDue: readonly NotDue[]): NotDueCharge[] {
  const { id, version, charges } = input.policy;
  return notDue.flatMap((one) => {
    const charge = charges[one.charge];
    if (!charge) return [];
    const { code, reason, firstDate, ifRemindedDate } = one;
    const rule = { policy: `${id}@${version}`, charge: one.charge, law: charge.law };
    const firstLines = firstLinesOf(input, one);
    const common = { code, kind: charge.kind, rule, firstLines };
    // So little that no band of the scale is reached on that day either.
    const isBelowScale = firstDate !== null && firstLines.length === 0 && charge.kind === 'once';
    if (isBelowScale) return [{ ...common, reason: 'below_scale', firstDate: null, ifRemindedDate: null }];
    return [{ ...common, reason, firstDate, ifRemindedDate }];
  });
}

function firstLinesOf(input: LateChargeInput, { charge, firstDate, ...known }: NotDue): LateChargeLine[] {
  if (firstDate === null) return [];
  const events = [...input.events, ...missingReminders(known)];
  const { lines } = calculateLateCharges({ ...input, events, asOfDate: firstDate });
  return lines.filter(({ kind, rule }) => rule.charge === charge && kind !== 'waived');
}

/** As many as the policy waits for; more than are missing do no harm, because only the nth counts. */
function missingReminders({ ifRemindedDate: date, triggers }: Pick<NotDue, 'ifRemindedDate' | 'triggers'>) {
  if (date === null) return [];
  const nths = triggers.map(({ trigger }) => (trigger.event === 'reminder' ? trigger.nth : 0));
  return Array.from({ length: Math.max(...nths) }, () => ({ kind: 'reminder', date, channel: 'email' }) as const);
}
