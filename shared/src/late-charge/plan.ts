import { sumMinor } from '../money.ts';
import type { Accruing, AccruingOnce } from './account.ts';
import { type Day, dayOf } from './day.ts';
import type { LateChargeInput } from './input.ts';
import { lastClaimedDay } from './interest-lines.ts';
import { type InterestRun, lastDayBeforePayment, startRun } from './interest-run.ts';
import type { LateChargeLine, Rule } from './line.ts';
import type { InterestCharge, OnceCharge } from './policy.ts';
import { claimDayOf, type Deadlines, occurrenceDays, reasonsOf, startDayOf } from './trigger.ts';

/** When a charge of the policy may be claimed, and (unless nothing can come of it yet) where its lines will be gathered. */
export type Plan = {
  index: number;
  /** Null while a reminder is missing. */
  claimDay: Day | null;
  /** Until the as-of day: one, more where a fixed sum repeats, or none. */
  claimDays: Day[];
  accruing: Accruing | null;
};

export function plansOf(input: LateChargeInput, deadlines: Deadlines, asOfDay: Day): Plan[] {
  const { policy, chargedLines = [] } = input;
  return policy.charges.map((charge, index): Plan => {
    const claimDay = claimDayOf(charge.when, deadlines);
    if (claimDay === null || claimDay > asOfDay) return { index, claimDay, claimDays: [], accruing: null };
    const rule = { policy: `${policy.id}@${policy.version}`, charge: index, law: charge.law };
    const charged =
      chargedLines.length === 0
        ? chargedLines
        : chargedLines.filter((line) => line.rule.charge === index || line.code === charge.code);
    if (charge.kind === 'once') {
      const claimDays = occurrenceDays(charge, claimDay, asOfDay);
      return { index, claimDay, claimDays, accruing: onceAccruing(charge, { rule, charged, deadlines }) };
    }
    const run = runOf(charge, { input, deadlines, claimDay, charged, asOfDay });
    if (run === null) return { index, claimDay, claimDays: [], accruing: null };
    const accruing: Accruing = {
      kind: 'interest',
      charge,
      run,
      rule,
      isClaimable: null,
      claimedMinor: claimedOf(charged),
    };
    return { index, claimDay, claimDays: [claimDay], accruing };
  });
}

function onceAccruing(
  charge: OnceCharge,
  { rule, charged, deadlines }: { rule: Rule; charged: readonly LateChargeLine[]; deadlines: Deadlines },
): AccruingOnce {
  const because = reasonsOf(charge.when, deadlines);
  const claimedMinor = claimedOf(charged);
  return { kind: 'once', charge, lines: [], because, rule, isClaimable: null, waivedMinor: 0, claimedMinor };
}

/** Null while the reminder that its first day is counted from is missing. */
function runOf(
  charge: InterestCharge,
  {
    input: { policy, rates, waivers = [], unknownRate },
    deadlines,
    claimDay,
    charged,
    asOfDay,
  }: {
    input: LateChargeInput;
    deadlines: Deadlines;
    claimDay: Day;
    charged: readonly LateChargeLine[];
    asOfDay: Day;
  },
): InterestRun | null {
  const firstDay = startDayOf(charge.starts, deadlines, claimDay);
  if (firstDay === null) return null;
  const cuts: InterestRun['cuts'] = [
    { day: lastClaimedDay(charged), endedBy: 'as_of' },
    ...waivers.map(({ date }) => ({ day: lastDayBeforePayment({ charge }, dayOf(date)), endedBy: 'waived' as const })),
  ];
  const lastDay = lastDayBeforePayment({ charge }, asOfDay);
  return startRun({ charge, rounding: policy.rounding, rates, firstDay, claimDay, lastDay, cuts, unknownRate });
}

/** What was given up of it was claimed none the less, and cannot be given up again. */
function claimedOf(charged: readonly LateChargeLine[]): number {
  return sumMinor(charged.map((line) => (line.kind === 'waived' ? 0 : line.amountMinor)));
}
