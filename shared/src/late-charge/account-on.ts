import { type Account, take } from './account.ts';
import { dayOf } from './day.ts';
import type { LateChargeEvent, LateChargeInput } from './input.ts';
import { accrueThrough } from './interest.ts';
import { finishRun } from './interest-run.ts';
import { linesOf } from './lines-of.ts';
import type { LateChargeLine } from './line.ts';
import { type Plan, plansOf } from './plan.ts';
import { timelineOf } from './timeline.ts';
import { type Deadlines, deadlinesOf } from './trigger.ts';

/** An invoice with what came of every charge of its policy until the as-of day. `lines`: what is not claimed yet. */
export type AccountOn = {
  account: Account;
  plans: readonly Plan[];
  deadlines: Deadlines;
  lines: LateChargeLine[];
};

/** The invoice and its events gone through day by day where something changes. */
export function accountOn(input: LateChargeInput): AccountOn {
  const { invoice, asOfDate } = input;
  const events = input.events.filter((event) => isKnown(event, asOfDate));
  const deadlines = deadlinesOf(invoice, events);
  const plans = plansOf(input, deadlines, dayOf(asOfDate));
  const account = openAccount(input, plans);
  const claims = plans.flatMap((plan) => plan.claimDays.map((day) => ({ day, charge: plan.index })));
  const waivers = (input.waivers ?? []).filter((waiver) => waiver.date <= asOfDate);
  for (const step of timelineOf(events, claims, waivers)) take(account, step);
  for (const run of account.runs) {
    accrueThrough(run, run.lastDay, account.debt);
    finishRun(run);
  }
  return { account, plans, deadlines, lines: linesOf(account, input.chargedLines ?? []) };
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
    claimableRuns: [],
    feesDueMinor: 0,
    split: { feesMinor: 0, interestMinor: 0, principalMinor: 0 },
    allocations: [],
    waived: [],
  };
}
