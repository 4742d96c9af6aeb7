import { safeMinor } from '../money.ts';
import { type Day, dayOf } from './day.ts';
import type { LateChargeEvent, Waiver } from './input.ts';

/** What happens on a day, in the order in which a day goes. */
export type Step =
  | { kind: 'credit_note'; day: Day; amountMinor: number }
  /** A charge with its place in the policy: interest may be claimed from now on, or a fixed sum arises. */
  | { kind: 'claim'; day: Day; charge: number }
  | { kind: 'payment'; day: Day; amountMinor: number }
  | { kind: 'waiver'; day: Day; waiver: Waiver };

/** Credit notes count from the start of their day; charges arise then, too; payments come during it. */
const orderOfDay: Record<Step['kind'], number> = { credit_note: 0, claim: 1, payment: 2, waiver: 3 };

export function timelineOf(
  events: readonly LateChargeEvent[],
  claims: readonly { day: Day; charge: number }[],
  waivers: readonly Waiver[],
): Step[] {
  const steps: Step[] = claims.map((claim) => ({ kind: 'claim', ...claim }));
  for (const event of events) {
    if (event.kind === 'reminder') continue;
    const { kind, effectiveDate, date, amountMinor } = event;
    steps.push({ kind, day: dayOf(effectiveDate ?? date), amountMinor });
  }
  for (const waiver of waivers) steps.push({ kind: 'waiver', day: dayOf(waiver.date), waiver });
  return netByDay(steps.toSorted((a, b) => a.day - b.day || orderOfDay[a.kind] - orderOfDay[b.kind]));
}

/** One step a day, so that the order of a day's events makes no difference and those that cancel each other out make none at all. */
function netByDay(steps: readonly Step[]): Step[] {
  const net: Step[] = [];
  for (const step of steps) {
    const last = net.at(-1);
    if (!isAmount(step) || !last || !isAmount(last) || last.kind !== step.kind || last.day !== step.day) net.push(step);
    else net[net.length - 1] = { ...last, amountMinor: safeMinor(last.amountMinor + step.amountMinor) };
  }
  return net.filter((step) => !isAmount(step) || step.amountMinor !== 0);
}

type AmountStep = Extract<Step, { amountMinor: number }>;

function isAmount(step: Step): step is AmountStep {
  return step.kind === 'payment' || step.kind === 'credit_note';
}
