import { sumMinor } from '../money.ts';
import type { Account } from './account.ts';
import { accountOn } from './account-on.ts';
import type { LateChargeInput } from './input.ts';
import type { LateChargeLine } from './line.ts';
import type { UnknownRate } from './rate-series.ts';

export type LateCharges = {
  /** Every cent in exactly one of them: in the order of the policy's charges, each charge by date. */
  lines: LateChargeLine[];
  totalMinor: number;
  /** How the payments were split; `unusedMinor` is more than was asked for. */
  allocation: { feesMinor: number; interestMinor: number; principalMinor: number; unusedMinor: number };
  /** Where interest was left out, from which day on, for want of a published rate. */
  unknownRates: UnknownRate[];
};

/** What being late costs as of a day. Why a charge has no line yet, `notDueOf` says. */
export function calculateLateCharges(input: LateChargeInput): LateCharges {
  const { account, lines } = accountOn(input);
  return {
    lines,
    totalMinor: sumMinor(lines.map((line) => line.amountMinor)),
    allocation: allocationOf(account, input.invoice.amountMinor),
    unknownRates: account.runs.flatMap(({ stop }) => stop ?? []),
  };
}

function allocationOf({ split, debt }: Account, amountMinor: number): LateCharges['allocation'] {
  const owedMinor = Math.max(0, amountMinor - debt.creditedMinor);
  const unusedMinor = Math.min(Math.max(0, debt.paidMinor - owedMinor), Math.max(0, split.principalMinor));
  return { ...split, principalMinor: split.principalMinor - unusedMinor, unusedMinor };
}
