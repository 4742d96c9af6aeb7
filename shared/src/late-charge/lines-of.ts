import { sumMinor } from '../money.ts';
import type { Account, Accruing, AccruingInterest, AccruingOnce } from './account.ts';
import { exactMinor } from './exact-minor.ts';
import { addFractions, fraction, roundedFraction } from './fraction.ts';
import { interestLinesOf } from './interest-lines.ts';
import type { LateChargeLine, RoundingLine } from './line.ts';

/** What has arisen and is not claimed yet, with what is given up of it. */
export function linesOf(account: Account, chargedLines: readonly LateChargeLine[]): LateChargeLine[] {
  const { policy, charges, waived, allocations } = account;
  const lines: LateChargeLine[] = [];
  for (const accruing of charges) {
    if (!accruing) continue;
    const charged = chargedLines.length === 0 ? chargedLines : chargedLines.filter((line) => isOf(line, accruing));
    lines.push(...(accruing.kind === 'once' ? onceLinesOf(accruing, charged) : interestOf(accruing, charged)));
  }
  if (policy.rounding === 'total') lines.push(...roundingLines(account, lines));
  lines.push(...waived, ...allocations);
  return lines;
}

/** By code, as claims outlive the version of a policy that they came from. */
function isOf(line: LateChargeLine, { charge }: Accruing): boolean {
  return line.code === charge.code || line.code === `${charge.code}_vat` || isLimitOf(line, charge.code);
}

function isLimitOf(line: LateChargeLine, code: string): boolean {
  return line.kind === 'limit' && (line.code === `${code}_min` || line.code === `${code}_max`);
}

/** What was claimed once is not claimed again; what repeats goes on after the last time it was claimed. */
function onceLinesOf({ charge, lines }: AccruingOnce, charged: readonly LateChargeLine[]) {
  if (charged.length === 0) return lines;
  if (charge.repeat === null) return [];
  const dates = charged.flatMap((line) => (line.kind === 'once' ? [line.date] : []));
  return lines.filter((line) => dates.every((date) => line.date > date));
}

function interestOf({ isClaimable, run, rule }: AccruingInterest, charged: readonly LateChargeLine[]) {
  return isClaimable === true ? interestLinesOf(run, rule, charged) : [];
}

/** The one rounding of everything, less the lines as they are shown; never below what was waived of them. */
function roundingLines({ policy, waived }: Account, lines: readonly LateChargeLine[]): RoundingLine[] {
  const limited = new Set(lines.flatMap((line) => (line.kind === 'limit' ? [line.rule.charge] : [])));
  const exact = lines.map((line) => (limited.has(line.rule.charge) ? fraction(line.amountMinor) : exactMinor(line)));
  const waivedMinor = -sumMinor(waived.map((line) => line.amountMinor));
  const wantedMinor = Math.max(waivedMinor, roundedFraction(exact.reduce(addFractions, fraction(0))));
  const amountMinor = wantedMinor - sumMinor(lines.map((line) => line.amountMinor));
  if (amountMinor === 0) return [];
  const rule = { policy: `${policy.id}@${policy.version}`, charge: null, law: null };
  return [{ kind: 'rounding', code: 'rounding', amountMinor, rule }];
}
