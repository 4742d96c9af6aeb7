import { minorDigits } from '@quittance/shared/currency.ts';

/** Amounts of every currency with so many digits after the mark; both ends count. */
export type AmountRange = { digits: number; fromMinor: number; toMinor: number };

/** Of every currency: two where nothing else is said, and those of which the list of currencies tells. */
const digitsOfCurrencies = [...new Set([2, ...Object.values(minorDigits)])];
const figuresMax = 15;

/**
 * What a text may mean as an amount: `1.234,50`, `1,234.50`, `1 234,5`, `€ 1'234`, `EUR 1234.50`. Without a decimal part it is every
 * amount of that many whole units. `1.234` may be a thousand or a fraction, so it is both. Nothing where the text is no amount.
 */
export function writtenAmounts(text: string): AmountRange[] {
  const bare = text
    .replaceAll(/[\s'’]/gu, '')
    .replace(/^[+\-−–]?([A-Za-z]{0,3}\p{Sc}|[A-Za-z]{3})?[+\-−–]?(?=\d)/u, '')
    .replace(/(?<=\d)(\p{Sc}[A-Za-z]{0,3}|[A-Za-z]{3})$/u, '');
  if (!/^\d[\d.,]*$/.test(bare)) return [];
  return readings(bare).flatMap(({ whole, fraction }) =>
    digitsOfCurrencies.flatMap((digits) => rangeOf(whole, fraction, digits) ?? []),
  );
}

type Reading = { whole: string; fraction: string };

function readings(bare: string): Reading[] {
  const marks = bare.replaceAll(/\d/g, '');
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  const grouped = { whole: bare.replaceAll(/[.,]/g, ''), fraction: '' };
  if (marks === '') return [grouped];
  const split = { whole: bare.slice(0, last).replaceAll(/[.,]/g, ''), fraction: bare.slice(last + 1) };
  const isGrouping = /^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(bare);
  if (marks.length > 1 && new Set(marks).size === 1) return isGrouping ? [grouped] : [];
  return isGrouping ? [grouped, split] : [split];
}

function rangeOf(whole: string, fraction: string, digits: number): AmountRange | null {
  if (/[1-9]/.test(fraction.slice(digits)) || whole.length + digits > figuresMax) return null;
  const fromMinor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  const isWhole = fraction === '';
  return { digits, fromMinor, toMinor: isWhole ? fromMinor + 10 ** digits - 1 : fromMinor };
}
