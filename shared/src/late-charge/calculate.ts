import { sumMinor } from '../money.ts';
import { type Account, take } from './account.ts';
import { dayOf } from './day.ts';
import type { LateChargeEvent, LateChargeInput } from './input.ts';
import { accrueThrough } from './interest.ts';
import { finishRun } from './interest-run.ts';
import { linesOf } from './lines-of.ts';
import type { LateChargeLine } from './line.ts';
import { type NotDue, notDueOf } from './not-due.ts';
import { type Plan, plansOf } from './plan.ts';
import type { UnknownRate } from './rate-series.ts';
import { timelineOf } from './timeline.ts';
import { deadlinesOf } from './trigger.ts';

export type LateCharges = {
  /** Every cent in exactly one of them: in the order of the policy's charges, each charge by date. */
  lines: LateChargeLine[];
  totalMinor: number;
  /** How the payments were split; `unusedMinor` is more than was asked for. */
  allocation: { feesMinor: number; interestMinor: number; principalMinor: number; unusedMinor: number };
  /** Why a charge has no line, and when it would have its first. */
  notDue: NotDue[];
  /** Where interest was left out, from which day on, for want of a published rate. */
  unknownRates: UnknownRate[];
};

/** What being late costs as of a day: the invoice and its events gone through day by day where something changes. */
export function calculateLateCharges(input: LateChargeInput): LateCharges {
  const { policy, invoice, asOfDate } = input;
  const asOfDay = dayOf(asOfDate);
  const events = input.events.filter((event) => isKnown(event, asOfDate));
  const deadlines = deadlinesOf(invoice, events);
  const plans = plansOf(input, deadlines, asOfDay);
  const account = openAccount(input, plans);
  const claims = plans.flatMap((plan) => plan.claimDays.map((day) => ({ day, charge: plan.index })));
  const waivers = (input.waivers ?? []).filter((waiver) => waiver.date <= asOfDate);
  for (const step of timelineOf(events, claims, waivers)) take(account, step);
  for (const run of account.runs) {
    accrueThrough(run, run.lastDay, account.debt);
    finishRun(run);
  }
  const lines = linesOf(account, input.chargedLines ?? []);
  return {
    lines,
    totalMinor: sumMinor(lines.map((line) => line.amountMinor)),
    allocation: allocationOf(account, invoice.amountMinor),
    unknownRates: account.runs.flatMap(({ stop }) => stop ?? []),
    notDue: notDueOf({ policy, deadlines, plans, account, asOfDay, lines: [...lines, ...(input.chargedLines ?? [])] }),
  };
}

function isKnown(event: LateChargeEvent, asOfDate: string): boolean {
  if (event.date > asOfDate) return false;
  return event.kind === 'reminder' || event.effectiveDate === undefined || event.effectiveDate <= asOfDate;
}

function openAccount({ policy, invoice }: LateChargeInput, plans: readonly Plan[]): Account {
  const charges = plans.map((plan) => plan.accruing);
  return {
    policy,
    debt: { amountMinor: invoice.amountMinor, creditedMinor: 0, paidMinor: 0, changes: ['invoice'] },
    charges,
    runs: charges.flatMap((accruing) => (accruing?.kind === 'interest' ? [accruing.run] : [])),
    feesDueMinor: 0,
    split: { feesMinor: 0, interestMinor: 0, principalMinor: 0 },
    allocations: [],
    waived: [],
  };
}

function allocationOf({ split, debt }: Account, amountMinor: number): LateCharges['allocation'] {
  const owedMinor = Math.max(0, amountMinor - debt.creditedMinor);
  const unusedMinor = Math.min(Math.max(0, debt.paidMinor - owedMinor), Math.max(0, split.principalMinor));
  return { ...split, principalMinor: split.principalMinor - unusedMinor, unusedMinor };
}
