import { currencyDigits, isCurrency } from '@quittance/shared/currency.ts';
import { parseMinor } from '@quittance/shared/money.ts';
import { parseDecimal } from '../decimal.ts';
import { at, where } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { everywhere } from '../ubl-document.ts';
import type { UblDocument } from '../ubl-document.ts';
import { normalText, textAt } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

/** Amounts that become money here: all but prices, which may be finer than any coin. */
const moneyPaths = [
  ...[
    'LineExtensionAmount',
    'TaxExclusiveAmount',
    'TaxInclusiveAmount',
    'AllowanceTotalAmount',
    'ChargeTotalAmount',
    'PrepaidAmount',
  ].map(ofTotals),
  ...['PayableRoundingAmount', 'PayableAmount'].map(ofTotals),
  '/cac:AllowanceCharge/cbc:Amount',
  '/cac:InvoiceLine/cbc:LineExtensionAmount',
  '/cac:CreditNoteLine/cbc:LineExtensionAmount',
  '/cac:InvoiceLine/cac:AllowanceCharge/cbc:Amount',
  '/cac:CreditNoteLine/cac:AllowanceCharge/cbc:Amount',
];

const taxPaths = [
  '/cac:TaxTotal/cbc:TaxAmount',
  '/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount',
  '/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount',
];
const pricePaths = ['/cac:InvoiceLine/cac:Price/cbc:PriceAmount', '/cac:CreditNoteLine/cac:Price/cbc:PriceAmount'];

/**
 * EN 16931 has one currency for all amounts but the VAT total in accounting currency (BT-5, BT-111). Its validation does
 * not look; adding euros to dollars would.
 */
export const currencyRules: readonly Rule[] = [
  {
    id: 'CURRENCY',
    context: where(at('/cbc:DocumentCurrencyCode'), (element) => /^[A-Z]{3}$/.test(normalText(element))),
    check: (element) => {
      const currency = normalText(element);
      return isCurrency(currency)
        ? null
        : { message: `${currency} is not a currency that can be paid in. Use the one the buyer shall pay in.` };
    },
  },
  {
    id: 'CURRENCY',
    context: at(...moneyPaths, ...pricePaths, ...taxPaths.slice(1)),
    check: (amount, document) => {
      const currency = currencyOf(document);
      const own = amount.attributes.get('currencyID')?.trim();
      if (currency === null || own === undefined || own === currency || isInAccountingCurrency(amount, document))
        return null;
      return {
        message: `This amount is in ${own}, but the currency of the document (BT-5) is ${currency}. Give all amounts in ${currency}.`,
      };
    },
  },
  {
    id: 'CURRENCY',
    context: at(...moneyPaths, ...taxPaths),
    check: (amount, document) => {
      const currency = currencyOf(document);
      if (currency === null || !isCurrency(currency) || !parseDecimal(amount.text)) return null;
      if (isInAccountingCurrency(amount, document) || parseMinor(amount.text, currency) !== null) return null;
      return {
        message: `${normalText(amount)} is not an amount of ${currency}, which has ${currencyDigits(currency)} decimals. Round it where the invoice was made.`,
      };
    },
  },
];

/** A VAT total (with its breakdown, if any) that repeats the VAT in the seller's own currency and asks nobody for money. */
function isInAccountingCurrency(amount: XmlElement, document: UblDocument): boolean {
  const total = taxTotalOf(amount);
  const currency = total?.children.find(({ name }) => name === 'cbc:TaxAmount')?.attributes.get('currencyID');
  return (
    currency !== undefined &&
    currency !== currencyOf(document) &&
    currency === textAt(document.root, 'cbc:TaxCurrencyCode')
  );
}

function taxTotalOf(amount: XmlElement): XmlElement | null {
  for (let current = amount.parent; current; current = current.parent)
    if (current.name === 'cac:TaxTotal') return current;
  return null;
}

/** From the index and not from the root, whose children may be thousands of lines. */
function currencyOf(document: UblDocument): string | null {
  const [code] = everywhere(document, 'cbc:DocumentCurrencyCode');
  return code ? normalText(code) : null;
}

function ofTotals(name: string): string {
  return `/cac:LegalMonetaryTotal/cbc:${name}`;
}
