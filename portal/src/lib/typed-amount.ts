import { currencyDigits } from '@quittance/shared/currency.ts';
import { parseMinor } from '@quittance/shared/money.ts';

/**
 * What a person typed, in minor units: `1.234,56`, `1,234.56`, `€ 1 234,5`. The last point or comma is the decimal mark where no more digits
 * follow it than the currency has. Null where it is no amount.
 */
export function typedAmount(text: string, currency: string): number | null {
  const bare = text.replaceAll(/[\s'’€$£]/gu, '').replace(new RegExp(`^${currency}|${currency}$`, 'iu'), '');
  const [, whole = '', fraction] = /^([\d.,]*?)(?:[.,](\d*))?$/.exec(bare) ?? [];
  const isFraction = fraction !== undefined && fraction.length <= currencyDigits(currency);
  const digits = (isFraction ? whole : bare).replaceAll(/[.,]/g, '');
  const minor = parseMinor(isFraction ? `${digits}.${fraction}` : digits, currency);
  return minor !== null && minor > 0 ? minor : null;
}
