import { add, isEqual, parseDecimal, round, show, subtract, sum, zero } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import { at, isAllowance, isCharge, mustExist, numberAt } from '../rule.ts';
import type { Flaw, Rule } from '../rule.ts';
import { everywhere } from '../ubl-document.ts';
import { exists, select, textAt } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

const totals = at('cac:LegalMonetaryTotal');

/** BG-22: every total follows from the amounts below it, to the cent. */
export const totalsRules: readonly Rule[] = [
  mustExist('BR-12', totals, 'cbc:LineExtensionAmount', 'The sum of the line amounts (BT-106)'),
  mustExist('BR-13', totals, 'cbc:TaxExclusiveAmount', 'The total without VAT (BT-109)'),
  mustExist('BR-14', totals, 'cbc:TaxInclusiveAmount', 'The total with VAT (BT-112)'),
  mustExist('BR-15', totals, 'cbc:PayableAmount', 'The amount due for payment (BT-115)'),
  {
    id: 'BR-CO-10',
    context: totals,
    check: (total, document) => {
      const lines = [...everywhere(document, 'cac:InvoiceLine'), ...everywhere(document, 'cac:CreditNoteLine')];
      return unequal(
        total,
        'cbc:LineExtensionAmount',
        'The sum of the line amounts (BT-106)',
        sumAt(lines, 'cbc:LineExtensionAmount'),
        'the lines (BT-131) add up to',
      );
    },
  },
  {
    id: 'BR-CO-11',
    context: totals,
    check: (total) =>
      sumOfAllowanceCharges(total, isAllowance, 'cbc:AllowanceTotalAmount', 'The sum of the discounts (BT-107)'),
  },
  {
    id: 'BR-CO-12',
    context: totals,
    check: (total) =>
      sumOfAllowanceCharges(total, isCharge, 'cbc:ChargeTotalAmount', 'The sum of the charges (BT-108)'),
  },
  {
    id: 'BR-CO-13',
    context: totals,
    check: (total) => {
      const lines = numberAt(total, 'cbc:LineExtensionAmount');
      if (!lines) return null;
      const expected = subtract(
        add(lines, amountAt(total, 'cbc:ChargeTotalAmount')),
        amountAt(total, 'cbc:AllowanceTotalAmount'),
      );
      return unequal(
        total,
        'cbc:TaxExclusiveAmount',
        'The total without VAT (BT-109)',
        expected,
        'lines less discounts plus charges give',
      );
    },
  },
  { id: 'BR-CO-15', context: at('/'), check: totalWithVat },
  {
    id: 'BR-CO-16',
    context: totals,
    check: (total) => {
      const withVat = numberAt(total, 'cbc:TaxInclusiveAmount');
      if (!withVat) return null;
      const expected = add(
        subtract(withVat, amountAt(total, 'cbc:PrepaidAmount')),
        amountAt(total, 'cbc:PayableRoundingAmount'),
      );
      const flaw = unequal(
        total,
        'cbc:PayableAmount',
        'The amount due for payment (BT-115)',
        expected,
        'the total with VAT less what is paid plus rounding gives',
      );
      if (!flaw || !total.parent || !exists(total.parent, 'cac:PrepaidPayment')) return flaw;
      return {
        ...flaw,
        message: `${flaw.message} Claims of third parties (BG-DEX-09 of the XRechnung extension) are not part of EN 16931.`,
      };
    },
  },
];

function totalWithVat(root: XmlElement): Flaw | null {
  const currency = textAt(root, 'cbc:DocumentCurrencyCode');
  if (currency === null) return null;
  const taxes = select(root, 'cac:TaxTotal/cbc:TaxAmount').filter(
    (amount) => amount.attributes.get('currencyID') === currency,
  );
  if (taxes.length !== 1) {
    const message = `There are ${taxes.length} VAT totals (BT-110) in ${currency}, the currency of the document. Give exactly one.`;
    return { message, at: 'cac:TaxTotal/cbc:TaxAmount' };
  }
  const tax = parseDecimal(taxes[0]?.text ?? '');
  const withoutVat = numberAt(root, 'cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount');
  if (!tax || !withoutVat) return null;
  const explanation = `${show(withoutVat)} without VAT (BT-109) plus ${show(tax)} VAT (BT-110) gives`;
  return unequal(
    root,
    'cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount',
    'The total with VAT (BT-112)',
    add(withoutVat, tax),
    explanation,
  );
}

function sumOfAllowanceCharges(
  total: XmlElement,
  isKind: (element: XmlElement) => boolean,
  path: string,
  what: string,
): Flaw | null {
  const all = total.parent ? select(total.parent, 'cac:AllowanceCharge').filter(isKind) : [];
  if (all.length === 0 && !exists(total, path)) return null;
  const expected = sumAt(all, 'cbc:Amount');
  if (!exists(total, path)) return { message: `${what} is missing; it is ${show(expected)}. Add ${path}.`, at: path };
  return unequal(total, path, what, expected, `the ${all.length} given on the document add up to`);
}

/** Says nothing where the amount is missing or no number: other rules do. */
function unequal(element: XmlElement, path: string, what: string, expected: Decimal, explanation: string): Flaw | null {
  const given = numberAt(element, path);
  if (!given || isEqual(given, round(expected, 2))) return null;
  const message = `${what} is ${show(given)}, but ${explanation} ${show(round(expected, 2))}. Correct the amounts where the invoice was made.`;
  return { message, at: path };
}

function sumAt(elements: readonly XmlElement[], path: string): Decimal {
  return sum(elements.map((element) => amountAt(element, path)));
}

function amountAt(element: XmlElement, path: string): Decimal {
  return numberAt(element, path) ?? zero;
}
