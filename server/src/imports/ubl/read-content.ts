import type {
  AllowanceCharge,
  DocumentContent,
  DocumentLine,
  DocumentTotals,
  TaxSubtotal,
  TransferDetails,
} from '@quittance/shared/document.ts';
import { parseMinor } from '@quittance/shared/money.ts';
import { parseDecimal, toText } from './decimal.ts';
import { readParty } from './read-party.ts';
import { isCharge } from './rule.ts';
import { first, normalText, select, textAt, texts } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** The content of a document that has passed the rules; what they guarantee is not checked again. */
export function readContent(root: XmlElement): DocumentContent {
  const currency = required(root, 'cbc:DocumentCurrencyCode');
  const taxTotal = select(root, 'cac:TaxTotal').find(
    (total) => first(total, 'cbc:TaxAmount')?.attributes.get('currencyID') === currency,
  );
  const lines = [...select(root, 'cac:InvoiceLine'), ...select(root, 'cac:CreditNoteLine')];
  return {
    kind: root.name === 'CreditNote' ? 'credit_note' : 'invoice',
    number: required(root, 'cbc:ID'),
    issueDate: required(root, 'cbc:IssueDate').slice(0, 10),
    dueDate: dateAt(root, 'cbc:DueDate') ?? dateAt(root, 'cac:PaymentMeans/cbc:PaymentDueDate'),
    currency,
    seller: readParty(child(root, 'cac:AccountingSupplierParty/cac:Party')),
    buyer: readParty(child(root, 'cac:AccountingCustomerParty/cac:Party')),
    buyerReference: textAt(root, 'cbc:BuyerReference'),
    orderReference: textAt(root, 'cac:OrderReference/cbc:ID'),
    paymentReference: texts(root, 'cac:PaymentMeans/cbc:PaymentID')[0] ?? null,
    paymentTerms: longTextAt(root, 'cac:PaymentTerms/cbc:Note'),
    transfers: readTransfers(root),
    notes: select(root, 'cbc:Note')
      .map(noteText)
      .filter((note) => note !== ''),
    periodStartDate: dateAt(root, 'cac:InvoicePeriod/cbc:StartDate'),
    periodEndDate: dateAt(root, 'cac:InvoicePeriod/cbc:EndDate'),
    deliveryDate: dateAt(root, 'cac:Delivery/cbc:ActualDeliveryDate'),
    precedingInvoices: texts(root, 'cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID'),
    lines: lines.map((line) => readLine(line, currency)),
    allowanceCharges: select(root, 'cac:AllowanceCharge').map((element) => readAllowanceCharge(element, currency)),
    taxSubtotals: (taxTotal ? select(taxTotal, 'cac:TaxSubtotal') : []).map((subtotal) =>
      readTaxSubtotal(subtotal, currency),
    ),
    totals: readTotals(child(root, 'cac:LegalMonetaryTotal'), taxTotal, currency),
  };
}

function readLine(line: XmlElement, currency: string): DocumentLine {
  const quantity = first(line, 'cbc:InvoicedQuantity') ?? child(line, 'cbc:CreditedQuantity');
  const category = child(line, 'cac:Item/cac:ClassifiedTaxCategory');
  return {
    lineId: required(line, 'cbc:ID'),
    name: required(line, 'cac:Item/cbc:Name'),
    description: longTextAt(line, 'cac:Item/cbc:Description'),
    note: longTextAt(line, 'cbc:Note'),
    quantity: decimalOf(quantity),
    unitCode: quantity.attributes.get('unitCode') ?? null,
    unitPrice: decimalOf(child(line, 'cac:Price/cbc:PriceAmount')),
    priceBaseQuantity: decimalAt(line, 'cac:Price/cbc:BaseQuantity'),
    netMinor: minorAt(line, 'cbc:LineExtensionAmount', currency),
    vatCategory: required(category, 'cbc:ID'),
    vatRate: decimalAt(category, 'cbc:Percent'),
  };
}

function readAllowanceCharge(element: XmlElement, currency: string): AllowanceCharge {
  return {
    kind: isCharge(element) ? 'charge' : 'allowance',
    reason: longTextAt(element, 'cbc:AllowanceChargeReason'),
    amountMinor: minorAt(element, 'cbc:Amount', currency),
    vatCategory: textAt(element, 'cac:TaxCategory/cbc:ID'),
    vatRate: decimalAt(element, 'cac:TaxCategory/cbc:Percent'),
  };
}

function readTaxSubtotal(subtotal: XmlElement, currency: string): TaxSubtotal {
  const category = child(subtotal, 'cac:TaxCategory');
  return {
    taxableMinor: minorAt(subtotal, 'cbc:TaxableAmount', currency),
    taxMinor: minorAt(subtotal, 'cbc:TaxAmount', currency),
    vatCategory: required(category, 'cbc:ID'),
    vatRate: decimalAt(category, 'cbc:Percent'),
    exemptionReason: longTextAt(category, 'cbc:TaxExemptionReason') ?? textAt(category, 'cbc:TaxExemptionReasonCode'),
  };
}

function readTotals(totals: XmlElement, taxTotal: XmlElement | undefined, currency: string): DocumentTotals {
  return {
    linesNetMinor: minorAt(totals, 'cbc:LineExtensionAmount', currency),
    allowancesMinor: minorAt(totals, 'cbc:AllowanceTotalAmount', currency),
    chargesMinor: minorAt(totals, 'cbc:ChargeTotalAmount', currency),
    taxExclusiveMinor: minorAt(totals, 'cbc:TaxExclusiveAmount', currency),
    taxMinor: taxTotal ? minorAt(taxTotal, 'cbc:TaxAmount', currency) : 0,
    taxInclusiveMinor: minorAt(totals, 'cbc:TaxInclusiveAmount', currency),
    prepaidMinor: minorAt(totals, 'cbc:PrepaidAmount', currency),
    roundingMinor: minorAt(totals, 'cbc:PayableRoundingAmount', currency),
    payableMinor: minorAt(totals, 'cbc:PayableAmount', currency),
  };
}

/** Accounts to pay to; a direct debit (UNCL 4461: 49, 59) names an account too, but nobody shall pay to it. */
function readTransfers(root: XmlElement): TransferDetails[] {
  return select(root, 'cac:PaymentMeans')
    .filter((means) => !['49', '59'].includes(textAt(means, 'cbc:PaymentMeansCode') ?? ''))
    .flatMap((means) => select(means, 'cac:PayeeFinancialAccount'))
    .filter((account) => textAt(account, 'cbc:ID') !== null)
    .map((account) => ({
      iban: required(account, 'cbc:ID').replaceAll(' ', ''),
      bic: textAt(account, 'cac:FinancialInstitutionBranch/cbc:ID'),
      accountName: textAt(account, 'cbc:Name'),
    }));
}

/** Text that may have paragraphs: only its ends are trimmed. */
function longTextAt(element: XmlElement, path: string): string | null {
  return first(element, path)?.text.trim() || null;
}

/** UBL writes the subject of a note (BT-21) before its text: `#AAI#We thank you`. */
function noteText(note: XmlElement): string {
  return note.text
    .trim()
    .replace(/^#[A-Z0-9]{3}#/, '')
    .trim();
}

function dateAt(element: XmlElement, path: string): string | null {
  return textAt(element, path)?.slice(0, 10) ?? null;
}

function decimalAt(element: XmlElement, path: string): string | null {
  const found = first(element, path);
  return found && decimalOf(found);
}

function decimalOf(element: XmlElement): string {
  const decimal = parseDecimal(element.text);
  if (!decimal) throw new RangeError(`${element.name} passed the rules without being a number`);
  return toText(decimal);
}

/** Zero where the optional amount is not there. */
function minorAt(element: XmlElement, path: string, currency: string): number {
  const found = first(element, path);
  if (!found) return 0;
  const minor = parseMinor(normalText(found), currency);
  if (minor === null) throw new RangeError(`${path} passed the rules without being an amount of ${currency}`);
  return minor;
}

function required(element: XmlElement, path: string): string {
  const text = textAt(element, path);
  if (text === null) throw new RangeError(`${path} passed the rules without being there`);
  return text;
}

function child(element: XmlElement, path: string): XmlElement {
  const found = first(element, path);
  if (!found) throw new RangeError(`${path} passed the rules without being there`);
  return found;
}
