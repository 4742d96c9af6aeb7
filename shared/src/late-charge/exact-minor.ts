import { addFractions, type Fraction, fraction } from './fraction.ts';
import type { InterestLine, LateChargeLine, OnceLine } from './line.ts';
import { percentMicros, ratioOf } from './percent.ts';

/** What a line comes to before it is rounded, from nothing but its own fields. */
export function exactMinor(line: LateChargeLine): Fraction {
  switch (line.kind) {
    case 'once':
      return exactOnce(line);
    case 'vat':
      return exactPercent(line.baseMinor, line.percent);
    case 'interest':
      return exactInterest(line);
    default:
      return fraction(line.amountMinor);
  }
}

function exactOnce({ limit, amountMinor, plusMinor, percent, baseMinor, overMinor }: OnceLine): Fraction {
  if (limit !== null) return fraction(amountMinor);
  if (percent === null) return fraction(plusMinor);
  return addFractions(fraction(plusMinor), exactPercent(baseMinor - overMinor, percent));
}

function exactInterest({ baseMinor, baseExact, ratePercent, counted, divisor, dailyMinor }: InterestLine): Fraction {
  if (dailyMinor !== null) return fraction(dailyMinor * counted);
  const { numerator, denominator } = ratioOf(percentMicros(ratePercent));
  const [over = '', under = '1'] = (baseExact ?? String(baseMinor)).split('/');
  return fraction(
    BigInt(over) * BigInt(numerator) * BigInt(counted),
    BigInt(under) * BigInt(denominator) * BigInt(divisor),
  );
}

function exactPercent(minor: number, percent: string): Fraction {
  const { numerator, denominator } = ratioOf(percentMicros(percent));
  return fraction(BigInt(minor) * BigInt(numerator), denominator);
}
