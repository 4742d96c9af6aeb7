import type { ChargeContext } from './input.ts';
import type { OnceLine } from './line.ts';
import { outstandingOn } from './outstanding.ts';
import { percentOfMinor } from './percent.ts';
import type { Band, OnceCharge } from './policy.ts';
import { claimableDate } from './trigger.ts';

/** The fixed sum that arose on its day, if something was outstanding then; later payments do not take it away. */
export function onceLines(charge: OnceCharge, context: ChargeContext): OnceLine[] {
  const { invoice, events, asOfDate, chargedLines, rule } = context;
  const date = claimableDate(charge, invoice.dueDate);
  if (chargedLines.length > 0 || asOfDate < date) return [];
  const baseMinor = outstandingOn(date, invoice, events);
  const band = bandOf(charge.scale, baseMinor);
  if (baseMinor === 0 || !band) return [];
  const plusMinor = band.plus ?? 0;
  const percent = band.percent ?? null;
  const overMinor = band.over ?? 0;
  const wantedMinor = plusMinor + (percent === null ? 0 : percentOfMinor(baseMinor - overMinor, percent));
  const amountMinor = Math.min(Math.max(wantedMinor, charge.min ?? 0), charge.max ?? Infinity);
  return [
    {
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
      rule,
    },
  ];
}

/** The highest band that the base reaches. */
function bandOf(scale: readonly Band[], baseMinor: number): Band | undefined {
  const reached = scale.filter((band) => (band.from ?? 0) <= baseMinor);
  return reached.toSorted((a, b) => (b.from ?? 0) - (a.from ?? 0))[0];
}

function limitOf(raisedMinor: number): 'min' | 'max' | null {
  if (raisedMinor === 0) return null;
  return raisedMinor > 0 ? 'min' : 'max';
}
