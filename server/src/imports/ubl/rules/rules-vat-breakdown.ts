import { absolute, compare, divide, isEqual, multiply, one, round, show, subtract, sum, zero } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import { at, isVat, mustExist, numberAt, rule, where } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { exists, select, textAt } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

const subtotals = at('cac:TaxTotal/cac:TaxSubtotal');
export const hundred: Decimal = { units: 100n, scale: 0 };

/** BG-23: the amounts of each VAT category and rate, and their sum. */
export const vatBreakdownRules: readonly Rule[] = [
  mustExist('BR-45', subtotals, 'cbc:TaxableAmount', 'The taxable amount (BT-116)'),
  mustExist('BR-46', subtotals, 'cbc:TaxAmount', 'The VAT amount of the category (BT-117)'),
  rule(
    'BR-47',
    subtotals,
    (subtotal) => vatCategories(subtotal).some((category) => exists(category, 'cbc:ID')),
    'The VAT category (BT-118) is missing. Add cac:TaxCategory/cbc:ID with the tax scheme VAT.',
    'cac:TaxCategory/cbc:ID',
  ),
  rule(
    'BR-48',
    subtotals,
    (subtotal) =>
      vatCategories(subtotal).some((category) => exists(category, 'cbc:Percent') || textAt(category, 'cbc:ID') === 'O'),
    'The VAT rate (BT-119) is missing. Add cac:TaxCategory/cbc:Percent; only category O has no rate.',
    'cac:TaxCategory/cbc:Percent',
  ),
  {
    id: 'BR-CO-14',
    context: where(at('/cac:TaxTotal'), (total) => exists(total, 'cac:TaxSubtotal')),
    check: (total) => {
      const given = numberAt(total, 'cbc:TaxAmount');
      const parts = select(total, 'cac:TaxSubtotal').map((subtotal) => numberAt(subtotal, 'cbc:TaxAmount') ?? zero);
      const expected = round(sum(parts), 2);
      if (!given || isEqual(given, expected)) return null;
      const message = `The VAT total (BT-110) is ${show(given)}, but the VAT amounts of the breakdown (BT-117) add up to ${show(expected)}. Correct the amounts where the invoice was made.`;
      return { message, at: 'cbc:TaxAmount' };
    },
  },
  {
    id: 'BR-CO-17',
    context: subtotals,
    check: (subtotal) => {
      const tax = numberAt(subtotal, 'cbc:TaxAmount');
      const taxable = numberAt(subtotal, 'cbc:TaxableAmount');
      const rate = rateOf(subtotal);
      if (!tax || (!taxable && !isEqual(rate, zero))) return null;
      const isRight = isEqual(rate, zero) ? isEqual(round(tax, 0), zero) : isTaxOf(tax, taxable ?? zero, rate);
      return isRight
        ? null
        : {
            message: `${wrongTax(tax, taxable ?? zero, rate)} Correct the amounts where the invoice was made.`,
            at: 'cbc:TaxAmount',
          };
    },
  },
];

/**
 * The standard's own validation lets the tax of a category differ from taxable amount times rate by less than one unit
 * of the currency, because some systems round each line: what is within that is no reason to refuse, but worth a warning.
 */
export function isTaxOf(tax: Decimal, taxable: Decimal, rate: Decimal): boolean {
  return isWithinOne(tax, taxOf(taxable, rate));
}

export function isWithinOne(a: Decimal, b: Decimal): boolean {
  return compare(absolute(subtract(a, b)), one) < 0;
}

function taxOf(taxable: Decimal, rate: Decimal): Decimal {
  return divide(multiply(taxable, rate), hundred, 2);
}

export function wrongTax(tax: Decimal, taxable: Decimal, rate: Decimal): string {
  return `The VAT amount (BT-117) is ${show(tax)}, but ${show(rate)} % of ${show(taxable)} (BT-116) is ${show(taxOf(taxable, rate))}.`;
}

/** The rate of a VAT breakdown; zero where the category has none. */
function rateOf(subtotal: XmlElement): Decimal {
  const category = vatCategories(subtotal)[0];
  return (category && numberAt(category, 'cbc:Percent')) ?? zero;
}

function vatCategories(subtotal: XmlElement): XmlElement[] {
  return select(subtotal, 'cac:TaxCategory').filter(isVat);
}
