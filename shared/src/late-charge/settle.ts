import { safeMinor } from '../money.ts';
import type { Debt } from './debt.ts';
import { fraction, type Fraction, subtractFractions } from './fraction.ts';
import { type InterestRun, interestDueMinor } from './interest-run.ts';

/** How payments were split so far. `principalMinor` includes interest that had been added to the base. */
export type Split = { feesMinor: number; interestMinor: number; principalMinor: number };

/** What a payment of a day meets. */
export type Claims = { debt: Debt; feesDueMinor: number; runs: readonly InterestRun[] };

/** Principal first: late charges are not touched, and what is too much stays unused. */
export function payPrincipal(debt: Debt, paymentMinor: number): Split {
  debt.paidMinor = safeMinor(debt.paidMinor + paymentMinor);
  return { feesMinor: 0, interestMinor: 0, principalMinor: paymentMinor };
}

/** Costs that have arisen, then interest accrued so far, then the balance: what was added to it, and the invoice itself. */
export function payCostsFirst({ debt, feesDueMinor, runs }: Claims, paymentMinor: number): Split {
  if (paymentMinor < 0) return giveBack({ debt, runs }, -paymentMinor);
  const feesMinor = Math.min(paymentMinor, feesDueMinor);
  let leftMinor = paymentMinor - feesMinor;
  const interestMinor = coverFrom(runs, leftMinor, (run, minor) => {
    const paidMinor = Math.min(minor, interestDueMinor(run));
    run.paidMinor += paidMinor;
    return paidMinor;
  });
  leftMinor -= interestMinor;
  const capitalisedMinor = coverFrom(runs, leftMinor, coverCapitalised);
  debt.paidMinor = safeMinor(debt.paidMinor + leftMinor - capitalisedMinor);
  return { feesMinor, interestMinor, principalMinor: leftMinor };
}

/** Money that went back: the balance comes back first, then interest, then costs. */
function giveBack({ debt, runs }: Omit<Claims, 'feesDueMinor'>, backMinor: number): Split {
  const principalMinor = Math.min(backMinor, Math.max(0, debt.paidMinor));
  debt.paidMinor -= principalMinor;
  const interestMinor = coverFrom(runs, backMinor - principalMinor, (run, minor) => {
    const unpaidMinor = Math.min(minor, run.paidMinor);
    run.paidMinor -= unpaidMinor;
    return unpaidMinor;
  });
  return {
    feesMinor: -(backMinor - principalMinor - interestMinor),
    interestMinor: -interestMinor,
    principalMinor: -principalMinor,
  };
}

function coverFrom(
  runs: readonly InterestRun[],
  minor: number,
  cover: (run: InterestRun, minor: number) => number,
): number {
  let leftMinor = minor;
  for (const run of runs) leftMinor -= cover(run, leftMinor);
  return minor - leftMinor;
}

function coverCapitalised(run: InterestRun, minor: number): number {
  const { capitalised } = run;
  const coveredMinor = Math.min(minor, capitalised.minor);
  if (coveredMinor === 0) return 0;
  run.capitalised = { minor: capitalised.minor - coveredMinor, exact: exactLeft(run, coveredMinor) };
  return coveredMinor;
}

/** Fractions of a minor unit cannot be paid: they go with the last whole one. */
function exactLeft({ capitalised: { minor, exact } }: InterestRun, coveredMinor: number): Fraction | null {
  if (exact === null) return null;
  const left = subtractFractions(exact, fraction(coveredMinor));
  return minor === coveredMinor || left.numerator < 0n ? fraction(0) : left;
}
