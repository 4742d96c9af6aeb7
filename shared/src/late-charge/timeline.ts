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
  const steps: Step[] = [
    ...netByDay(events, 'credit_note'),
    ...claims.map((claim): Step => ({ kind: 'claim', ...claim })),
    ...netByDay(events, 'payment'),
    ...waivers.map((waiver): Step => ({ kind: 'waiver', day: dayOf(waiver.date), waiver })),
  ];
  return steps.toSorted((a, b) => a.day - b.day || orderOfDay[a.kind] - orderOfDay[b.kind]);
}

/** One step a day, so that the order of a day's events makes no difference and those that cancel each other out make none at all. */
function netByDay(events: readonly LateChargeEvent[], kind: 'payment' | 'credit_note'): Step[] {
  const byDay = new Map<string, number>();
  for (const event of events) {
    if (event.kind !== kind) continue;
    const date = event.effectiveDate ?? event.date;
    byDay.set(date, safeMinor((byDay.get(date) ?? 0) + event.amountMinor));
  }
  const steps: Step[] = [];
  for (const [date, amountMinor] of byDay) if (amountMinor !== 0) steps.push({ kind, day: dayOf(date), amountMinor });
  return steps;
}
