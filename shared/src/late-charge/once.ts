import { safeMinor } from '../money.ts';
import { dateOf, type Day } from './day.ts';
import type { OnceLine, Reason, Rule, VatLine } from './line.ts';
import { percentOfMinor } from './percent.ts';
import type { Band, OnceCharge } from './policy.ts';

/** The fixed sum that arises on `day` on a base that is not zero, and the VAT on it; none where no band of the scale is reached. */
export function onceLines(
  charge: OnceCharge,
  { day, baseMinor, because, rule }: { day: Day; baseMinor: number; because: Reason[]; rule: Rule },
): (OnceLine | VatLine)[] {
  const band = bandOf(charge.scale, baseMinor);
  if (!band) return [];
  const { plusMinor, percent, overMinor } = band;
  const wantedMinor = safeMinor(plusMinor + (percent === null ? 0 : percentOfMinor(baseMinor - overMinor, percent)));
  const amountMinor = limited(wantedMinor, charge);
  const date = dateOf(day);
  const line: OnceLine = {
    kind: 'once',
    code: charge.code,
    date,
    baseMinor,
    plusMinor,
    percent,
    overMinor,
    limit: limitOf(amountMinor - wantedMinor),
    beforeLimitMinor: amountMinor === wantedMinor ? null : wantedMinor,
    amountMinor,
    because,
    rule,
  };
  return charge.vatPercent === null ? [line] : [line, vatLine(line, charge.vatPercent)];
}

export function limited(minor: number, { minMinor, maxMinor }: { minMinor: number | null; maxMinor: number | null }) {
  return Math.min(Math.max(minor, minMinor ?? 0), maxMinor ?? Infinity);
}

/** The highest band that the base reaches. */
function bandOf(scale: readonly Band[], baseMinor: number): Band | null {
  let highest: Band | null = null;
  for (const band of scale) {
    if (band.fromMinor <= baseMinor && (highest === null || band.fromMinor > highest.fromMinor)) highest = band;
  }
  return highest;
}

function limitOf(raisedMinor: number): 'min' | 'max' | null {
  if (raisedMinor === 0) return null;
  return raisedMinor > 0 ? 'min' : 'max';
}

function vatLine({ code, date, amountMinor: baseMinor, rule }: OnceLine, percent: string): VatLine {
  const amountMinor = percentOfMinor(baseMinor, percent);
  return { kind: 'vat', code: `${code}_vat`, date, baseMinor, percent, amountMinor, rule };
}
