import { sumMinor } from '../money.ts';
import { dateOf, type Day } from './day.ts';
import { type Debt, originalMinor, outstandingMinor } from './debt.ts';
import { accrueThrough } from './interest.ts';
import { baseOf, closeSpan, type InterestRun, lastDayBeforePayment } from './interest-run.ts';
import type { AllocationLine, OnceLine, Reason, Rule, VatLine, WaivedLine } from './line.ts';
import { onceLines } from './once.ts';
import type { InterestCharge, LateChargePolicy, OnceCharge } from './policy.ts';
import { type Claims, payCostsFirst, payPrincipal, type Split } from './settle.ts';
import type { Step } from './timeline.ts';
import { waive } from './waive.ts';

/** A charge of the policy with what came of it so far. */
export type Accruing = AccruingOnce | AccruingInterest;
export type AccruingOnce = AccruingCommon & {
  kind: 'once';
  charge: OnceCharge;
  because: Reason[];
  lines: (OnceLine | VatLine)[];
  waivedMinor: number;
};
export type AccruingInterest = AccruingCommon & { kind: 'interest'; charge: InterestCharge; run: InterestRun };
type AccruingCommon = {
  rule: Rule;
  /** Whether something was outstanding on the day on which it could be claimed; null until then. */
  isClaimable: boolean | null;
  /** Claimed in earlier lines. */
  claimedMinor: number;
};

/** One invoice on its way through the days. */
export type Account = {
  policy: LateChargePolicy;
  debt: Debt;
  /** By place in the policy; null where nothing can come of a charge before the as-of day. */
  charges: readonly (Accruing | null)[];
  /** Those of the interest charges among them. */
  runs: readonly InterestRun[];
  /** Those that a payment may meet: before interest may be claimed, none goes to it. */
  claimableRuns: readonly InterestRun[];
  /** Fixed sums and their VAT that have arisen, were not waived, and are not paid. */
  feesDueMinor: number;
  split: Split;
  allocations: AllocationLine[];
  waived: WaivedLine[];
};

export function take(account: Account, step: Step): void {
  switch (step.kind) {
    case 'credit_note':
      changeDebt(account, step, () => {
        account.debt.creditedMinor = sumMinor([account.debt.creditedMinor, step.amountMinor]);
      });
      return;
    case 'claim':
      claim(account, step);
      return;
    case 'payment':
      pay(account, step);
      return;
    case 'waiver':
      for (const run of account.runs) accrueThrough(run, lastDayBeforePayment(run, step.day), account.debt);
      account.waived.push(...waive(account, step));
  }
}

function claim(account: Account, { day, charge: index }: { day: Day; charge: number }): void {
  const { debt } = account;
  const accruing = account.charges[index];
  if (!accruing) return;
  const isOutstanding = outstandingMinor(debt) > 0;
  accruing.isClaimable = accruing.isClaimable === true || isOutstanding;
  if (accruing.kind === 'interest') account.claimableRuns = claimableRunsOf(account);
  if (accruing.kind === 'interest' || !isOutstanding) return;
  const { charge, because, rule, lines } = accruing;
  const baseMinor = charge.base === 'original' ? originalMinor(debt) : outstandingMinor(debt);
  for (const line of onceLines(charge, { day, baseMinor, because, rule })) {
    lines.push(line);
    account.feesDueMinor += line.amountMinor;
  }
}

function pay(account: Account, step: { kind: 'payment'; day: Day; amountMinor: number }): void {
  const { day, amountMinor: paymentMinor } = step;
  const isCostsFirst = account.policy.allocation === 'costs_interest_principal';
  changeDebt(account, step, () => {
    const split = isCostsFirst
      ? payCostsFirst(claimsOf(account), paymentMinor)
      : payPrincipal(account.debt, paymentMinor);
    account.feesDueMinor -= split.feesMinor;
    account.split = addSplit(account.split, split);
    if (isCostsFirst) account.allocations.push(allocationLine(account, { day, paymentMinor, split }));
  });
}

/** Lets interest run up to the change, makes it, and ends the lines whose base it has changed. */
function changeDebt(
  { debt, runs }: Account,
  { kind, day }: { kind: 'payment' | 'credit_note'; day: Day },
  change: () => void,
): void {
  const before = runs.map((run) => {
    const lastDay = kind === 'payment' ? lastDayBeforePayment(run, day) : day - 1;
    accrueThrough(run, lastDay, debt);
    return { run, lastDay, minor: baseOf(run, debt)?.minor };
  });
  change();
  debt.changes = [...debt.changes, `${kind}:${dateOf(day)}`];
  for (const { run, lastDay, minor: minorBefore } of before) {
    const minor = baseOf(run, debt)?.minor;
    // A started month bears its whole interest on the balance with which it began.
    if (minor === minorBefore || (minor !== undefined && run.charge.dayCount === 'months_started')) continue;
    closeSpan(run, lastDay, kind);
  }
}

function claimableRunsOf({ charges }: Account): InterestRun[] {
  return charges.flatMap((accruing) =>
    accruing?.kind === 'interest' && accruing.isClaimable === true ? [accruing.run] : [],
  );
}

/** What a payment meets. */
function claimsOf({ debt, feesDueMinor, claimableRuns }: Account): Claims {
  return { debt, feesDueMinor: Math.max(0, feesDueMinor), runs: claimableRuns };
}

function addSplit(a: Split, b: Split): Split {
  return {
    feesMinor: a.feesMinor + b.feesMinor,
    interestMinor: a.interestMinor + b.interestMinor,
    principalMinor: a.principalMinor + b.principalMinor,
  };
}

function allocationLine(
  { policy }: Account,
  { day, paymentMinor, split }: { day: Day; paymentMinor: number; split: Split },
): AllocationLine {
  const rule = { policy: `${policy.id}@${policy.version}`, charge: null, law: null };
  return { kind: 'allocation', code: 'allocation', date: dateOf(day), paymentMinor, ...split, amountMinor: 0, rule };
}
