import { sumMinor } from '../money.ts';
import type { Account, Accruing } from './account.ts';
import { interestMinor } from './interest-run.ts';
import type { WaivedLine } from './line.ts';
import type { Waiver } from './input.ts';

/** Takes off what has arisen and was neither claimed nor waived before, charge by charge, until the waived amount is used up. */
export function waive(account: Account, { waiver }: { waiver: Waiver }): WaivedLine[] {
  const lines: WaivedLine[] = [];
  let leftMinor = waiver.amountMinor ?? Infinity;
  for (const accruing of account.charges) {
    if (!accruing || (waiver.code !== null && waiver.code !== accruing.charge.code)) continue;
    const waivedMinor = Math.min(leftMinor, waivableMinor(accruing));
    if (waivedMinor <= 0) continue;
    leftMinor -= waivedMinor;
    if (accruing.kind === 'once') {
      accruing.waivedMinor += waivedMinor;
      account.feesDueMinor -= waivedMinor;
    } else accruing.run.waivedMinor += waivedMinor;
    const { id, date, by, reason } = waiver;
    const { charge, rule } = accruing;
    lines.push({
      kind: 'waived',
      code: 'waived',
      date,
      ...(id !== undefined && { waiverId: id }),
      waivedCode: charge.code,
      by,
      reason,
      amountMinor: -waivedMinor,
      rule,
    });
  }
  return lines;
}

function waivableMinor(accruing: Accruing): number {
  if (accruing.kind === 'once') {
    const arisenMinor = sumMinor(accruing.lines.map((line) => line.amountMinor));
    return arisenMinor - accruing.waivedMinor - accruing.claimedMinor;
  }
  if (accruing.isClaimable !== true) return 0;
  return interestMinor(accruing.run) - accruing.run.waivedMinor - accruing.claimedMinor;
}
