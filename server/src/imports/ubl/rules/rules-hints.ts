import { absolute, add, compare, divide, isEqual, multiply, negate, one, show, subtract, zero } from '../decimal.ts';
import type { Decimal } from '../decimal.ts';
import { at, isCharge, numberAt } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { exists, normalText, select } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

/** As Peppol BIS Billing 3.0 has it (PEPPOL-EN16931-R120): what rounding of price and quantity may cost. */
const tolerance: Decimal = { units: 2n, scale: 2 };

/**
 * What a merchant would want to know and EN 16931 does not forbid. Price times quantity in particular: the standard has
 * no rule for it, and its own examples break it (gross prices, quantities per period), so that no amount depends on it.
 */
export const hintRules: readonly Rule[] = [
  {
    id: 'LINE-NET',
    isWarning: true,
    context: at('/cac:InvoiceLine', '/cac:CreditNoteLine'),
    check: (line) => {
      const given = numberAt(line, 'cbc:LineExtensionAmount');
      const expected = netOf(line);
      if (!given || !expected || compare(absolute(subtract(given, expected)), tolerance) <= 0) return null;
      const message = `The line's net amount (BT-131) is ${show(given)}, but price times quantity, less discounts, plus charges, is ${show(expected)}. It is taken as it stands.`;
      return { message, at: 'cbc:LineExtensionAmount' };
    },
  },
  {
    id: 'IBAN',
    isWarning: true,
    context: at('/cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID'),
    check: (account) =>
      isIban(normalText(account))
        ? null
        : { message: 'The account (BT-84) is not an IBAN, or its check digits are wrong. Look whether it is right.' },
  },
  {
    id: 'SUB-LINES',
    isWarning: true,
    context: at('/cac:InvoiceLine', '/cac:CreditNoteLine'),
    check: (line) =>
      exists(line, 'cac:SubInvoiceLine') || exists(line, 'cac:SubCreditNoteLine')
        ? {
            message:
              'The line has sub-lines (an extension of XRechnung). The line is shown as a whole; the file has the parts.',
          }
        : null,
  },
];

/** Price / base quantity x quantity - allowances + charges; null where a part of it is missing. */
function netOf(line: XmlElement): Decimal | null {
  const quantity = numberAt(line, 'cbc:InvoicedQuantity') ?? numberAt(line, 'cbc:CreditedQuantity');
  const price = numberAt(line, 'cac:Price/cbc:PriceAmount');
  const base = numberAt(line, 'cac:Price/cbc:BaseQuantity') ?? one;
  if (!quantity || !price || isEqual(base, zero)) return null;
  const adjustments = select(line, 'cac:AllowanceCharge').map((element) => {
    const amount = numberAt(element, 'cbc:Amount') ?? zero;
    return isCharge(element) ? amount : negate(amount);
  });
  return adjustments.reduce(add, divide(multiply(price, quantity), base, 2));
}

/** ISO 13616: moved to the end, the country and check digits make the number 1 modulo 97. */
export function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  const digits = (compact.slice(4) + compact.slice(0, 4)).replaceAll(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(digits) % 97n === 1n;
}
