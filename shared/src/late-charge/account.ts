import { sumMinor } from '../money.ts';
import { dateOf, type Day } from './day.ts';
import { type Debt, originalMinor, outstandingMinor } from './debt.ts';
import { accrueThrough } from './interest.ts';
import { baseOf, closeSpan, type InterestRun, lastDayBeforePayment } from './interest-run.ts';
import type { AllocationLine, OnceLine, Reason, Rule, VatLine, WaivedLine } from './line.ts';
import { onceLines } from './once.ts';
import type { InterestCharge, LateChargePolicy, OnceCharge } from './policy.ts';
import { payCostsFirst, payPrincipal, type Split } from './settle.ts';
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
  charges: (Accruing | null)[];
  feesPaidMinor: number;
  split: Split;
  allocations: AllocationLine[];
  waived: WaivedLine[];
};

export function take(account: Account, step: Step): void {
  switch (step.kind) {
    case 'credit_note':
      changeDebt(
        account,
        step.day,
        () => step.day - 1,
        'credit_note',
        () => {
          account.debt.creditedMinor = sumMinor([account.debt.creditedMinor, step.amountMinor]);
        },
      );
      return;
    case 'claim':
      claim(account, step);
      return;
    case 'payment':
      pay(account, step);
      return;
    case 'waiver':
      for (const run of runsOf(account)) accrueThrough(run, lastDayBeforePayment(run, step.day), account.debt);
      account.waived.push(...waive(account, step));
  }
}

function claim({ debt, charges }: Account, { day, charge: index }: { day: Day; charge: number }): void {
  const accruing = charges[index];
  if (!accruing) return;
  const isOutstanding = outstandingMinor(debt) > 0;
  accruing.isClaimable = accruing.isClaimable === true || isOutstanding;
  if (accruing.kind === 'interest' || !isOutstanding) return;
  const { charge, because, rule, lines } = accruing;
  const baseMinor = charge.base === 'original' ? originalMinor(debt) : outstandingMinor(debt);
  lines.push(...onceLines(charge, { day, baseMinor, because, rule }));
}

function pay(account: Account, { day, amountMinor }: { day: Day; amountMinor: number }): void {
  const isCostsFirst = account.policy.allocation === 'costs_interest_principal';
  changeDebt(
    account,
    day,
    (run) => lastDayBeforePayment(run, day),
    'payment',
    () => {
      const claims = { debt: account.debt, feesDueMinor: feesDueMinor(account), runs: claimableRuns(account) };
      const split = isCostsFirst ? payCostsFirst(claims, amountMinor) : payPrincipal(claims, amountMinor);
      account.feesPaidMinor += split.feesMinor;
      account.split = addSplit(account.split, split);
      if (isCostsFirst) account.allocations.push(allocationLine(account, { day, paymentMinor: amountMinor, split }));
    },
  );
}

/** Lets interest run up to the change, makes it, and ends the lines whose base it has changed. */
function changeDebt(
  account: Account,
  day: Day,
  lastDayBefore: (run: InterestRun) => Day,
  kind: 'payment' | 'credit_note',
  change: () => void,
): void {
  const { debt } = account;
  const runs = runsOf(account);
  for (const run of runs) accrueThrough(run, lastDayBefore(run), debt);
  const before = runs.map((run) => baseOf(run, debt)?.minor);
  change();
  debt.changes = [...debt.changes, `${kind}:${dateOf(day)}`];
  for (const [index, run] of runs.entries()) {
    const minor = baseOf(run, debt)?.minor;
    // A started month bears its whole interest on the balance with which it began.
    if (minor === before[index] || (minor !== undefined && run.charge.dayCount === 'months_started')) continue;
    closeSpan(run, lastDayBefore(run), kind);
  }
}

export function runsOf({ charges }: Account): InterestRun[] {
  return charges.flatMap((accruing) => (accruing?.kind === 'interest' ? [accruing.run] : []));
}

/** Before interest may be claimed, no payment goes to it. */
function claimableRuns({ charges }: Account): InterestRun[] {
  return charges.flatMap((accruing) =>
    accruing?.kind === 'interest' && accruing.isClaimable === true ? [accruing.run] : [],
  );
}

function feesDueMinor({ charges, feesPaidMinor }: Account): number {
  const fees = charges.flatMap((accruing) =>
    accruing?.kind === 'once' ? [...accruing.lines.map((line) => line.amountMinor), -accruing.waivedMinor] : [],
  );
  return Math.max(0, sumMinor(fees) - feesPaidMinor);
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
