import { add, divide, isEqual, multiply, negate, show, zero } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import { at, isAllowance, isCharge, isVat, numberAt, where } from '../rule.ts';
import type { Flaw, Rule } from '../rule.ts';
import type { UblDocument } from '../ubl-document.ts';
import { everywhere } from '../ubl-document.ts';
import { select, textAt } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';
import { hundred, isTaxOf, isWithinOne, wrongTax } from './rules-vat-breakdown.ts';
import type { VatCategory } from './vat-categories.ts';

/** -08 (taxable amount) and -09 (tax) of one category, with a warning where the tolerance of the standard was needed. */
export function vatAmountRules(category: VatCategory): Rule[] {
  const context = where(
    at('/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory'),
    (element) => textAt(element, 'cbc:ID') === category.code && isVat(element),
  );
  const taxable = `BR-${category.prefix}-08`;
  const tax = `BR-${category.prefix}-09`;
  const rules: Rule[] = [
    {
      id: taxable,
      context,
      check: (element, document) => taxableFlaw(category, element, document, isFarOff(category), refused),
    },
    { id: tax, context, check: (element) => taxFlaw(category, element) },
  ];
  if (category.breakdown === 'once') return rules;
  return [
    ...rules,
    {
      id: taxable,
      isWarning: true,
      context,
      check: (element, document) => taxableFlaw(category, element, document, isALittleOff, tolerated),
    },
    { id: tax, isWarning: true, context, check: roundedTax },
  ];
}

type IsOff = (given: Decimal, expected: Decimal) => boolean;

const refused = 'Correct the amounts where the invoice was made.';
const tolerated = 'The difference is within the tolerance of the standard; the amounts are taken as they stand.';

/** By rate the standard's own validation tolerates a difference of less than one unit of the currency. */
function isFarOff(category: VatCategory): IsOff {
  return category.breakdown === 'by_rate' ? (a, b) => !isWithinOne(a, b) : (a, b) => !isEqual(a, b);
}

function isALittleOff(given: Decimal, expected: Decimal): boolean {
  return !isEqual(given, expected) && isWithinOne(given, expected);
}

function taxableFlaw(
  category: VatCategory,
  element: XmlElement,
  document: UblDocument,
  isOff: IsOff,
  advice: string,
): Flaw | null {
  const given = element.parent && numberAt(element.parent, 'cbc:TaxableAmount');
  const rate = numberAt(element, 'cbc:Percent');
  if (!given || (category.breakdown === 'by_rate' && !rate)) return null;
  const key = keyOf(category.code, category.breakdown === 'by_rate' ? rate : null);
  const expected = taxableAmounts(document).get(key) ?? zero;
  if (!isOff(given, expected)) return null;
  const label = `category ${category.code}${category.breakdown === 'by_rate' && rate ? ` at ${show(rate)} %` : ''}`;
  return {
    message: `The taxable amount (BT-116) is ${show(given)}, but the lines, discounts and charges of ${label} add up to ${show(expected)}. ${advice}`,
  };
}

function taxFlaw(category: VatCategory, element: XmlElement): Flaw | null {
  const tax = element.parent && numberAt(element.parent, 'cbc:TaxAmount');
  if (!tax) return null;
  if (category.breakdown === 'once') {
    if (isEqual(tax, zero)) return null;
    return {
      message: `In VAT category ${category.code} (${category.name}) the VAT amount (BT-117) shall be 0; it is ${show(tax)}.`,
    };
  }
  const taxable = element.parent && numberAt(element.parent, 'cbc:TaxableAmount');
  const rate = numberAt(element, 'cbc:Percent');
  if (!taxable || !rate || isTaxOf(tax, taxable, rate)) return null;
  return { message: `${wrongTax(tax, taxable, rate)} ${refused}` };
}

function roundedTax(element: XmlElement): Flaw | null {
  const tax = element.parent && numberAt(element.parent, 'cbc:TaxAmount');
  const taxable = element.parent && numberAt(element.parent, 'cbc:TaxableAmount');
  const rate = numberAt(element, 'cbc:Percent');
  if (!tax || !taxable || !rate) return null;
  // A tax written in whole units (yen, say) is right when it is rounded to whole units.
  const expected = divide(multiply(taxable, rate), hundred, Math.min(tax.scale, 2));
  if (!isALittleOff(tax, expected)) return null;
  return { message: `${wrongTax(tax, taxable, rate)} ${tolerated}` };
}

const cache = new WeakMap<UblDocument, ReadonlyMap<string, Decimal>>();

/**
 * What is taxable by category, and by category and rate: lines plus charges less allowances of the document. Added up
 * once, as a breakdown may have thousands of rows over thousands of lines.
 */
function taxableAmounts(document: UblDocument): ReadonlyMap<string, Decimal> {
  const known = cache.get(document);
  if (known) return known;
  const amounts = new Map<string, Decimal>();
  const count = (amount: Decimal | null, category: XmlElement) => {
    const code = textAt(category, 'cbc:ID');
    if (!amount || code === null) return;
    for (const key of [keyOf(code, null), keyOf(code, numberAt(category, 'cbc:Percent') ?? zero)]) {
      amounts.set(key, add(amounts.get(key) ?? zero, amount));
    }
  };
  for (const line of [...everywhere(document, '/cac:InvoiceLine'), ...everywhere(document, '/cac:CreditNoteLine')]) {
    for (const category of select(line, 'cac:Item/cac:ClassifiedTaxCategory'))
      count(numberAt(line, 'cbc:LineExtensionAmount'), category);
  }
  for (const element of everywhere(document, '/cac:AllowanceCharge')) {
    const amount = numberAt(element, 'cbc:Amount');
    const signed = amount && isAllowance(element) ? negate(amount) : amount;
    if (!isAllowance(element) && !isCharge(element)) continue;
    for (const category of select(element, 'cac:TaxCategory')) count(signed, category);
  }
  cache.set(document, amounts);
  return amounts;
}

/** 19, 19.0 and 19.00 are one rate. */
function keyOf(code: string, rate: Decimal | null): string {
  return rate ? `${code} ${show(rate)}` : code;
}
