import { countryCodes } from '@quittance/shared/country-codes.ts';
import { allowanceReasonCodes, chargeReasonCodes } from '../code-lists/allowance-charge-codes.ts';
import { currencyCodes } from '../code-lists/currency-codes.ts';
import { creditNoteTypeCodes, invoiceTypeCodes } from '../code-lists/document-type-codes.ts';
import { exemptionReasonCodes } from '../code-lists/exemption-codes.ts';
import { addressSchemes, identifierSchemes } from '../code-lists/identifier-schemes.ts';
import { itemClassificationSchemes } from '../code-lists/item-classification-codes.ts';
import { noteSubjectCodes } from '../code-lists/note-subject-codes.ts';
import { paymentMeansCodes } from '../code-lists/payment-means-codes.ts';
import { referenceCodes } from '../code-lists/reference-codes.ts';
import { unitCodes } from '../code-lists/unit-codes.ts';
import { at, isAllowance, isCharge, where } from '../rule.ts';
import type { Context, Rule } from '../rule.ts';
import { normalText, textAt } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

const vatPointCodes: ReadonlySet<string> = new Set(['3', '35', '432']);
const vatCategoryCodes: ReadonlySet<string> = new Set(['AE', 'L', 'M', 'E', 'S', 'Z', 'G', 'O', 'K', 'B']);
const mediaTypes: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.spreadsheet',
]);

const amounts = at(
  ...[
    'Amount',
    'BaseAmount',
    'PriceAmount',
    'TaxAmount',
    'TaxableAmount',
    'LineExtensionAmount',
    'TaxExclusiveAmount',
    'TaxInclusiveAmount',
  ].map(cbc),
  ...['AllowanceTotalAmount', 'ChargeTotalAmount', 'PrepaidAmount', 'PayableRoundingAmount', 'PayableAmount'].map(cbc),
);
const invoicedObjects = at('cac:AdditionalDocumentReference/cbc:ID', 'cac:DocumentReference/cbc:ID');
const reasonCodes = at('cac:AllowanceCharge/cbc:AllowanceChargeReasonCode');
const upperCased = (element: XmlElement) => normalText(element).toUpperCase();

/** Codes that everyone reads alike, or nobody can. */
export const codeListRules: readonly Rule[] = [
  inList(
    'BR-CL-01',
    at('cbc:InvoiceTypeCode'),
    normalText,
    invoiceTypeCodes,
    'a type code of an invoice (UNCL 1001), as 380 is',
  ),
  inList(
    'BR-CL-01',
    at('cbc:CreditNoteTypeCode'),
    normalText,
    creditNoteTypeCodes,
    'a type code of a credit note (UNCL 1001), as 381 is',
  ),
  inList('BR-CL-03', amounts, attribute('currencyID'), currencyCodes, 'a currency in currencyID (ISO 4217), as EUR is'),
  inList('BR-CL-04', at('cbc:DocumentCurrencyCode'), normalText, currencyCodes, 'a currency (ISO 4217), as EUR is'),
  inList('BR-CL-05', at('cbc:TaxCurrencyCode'), normalText, currencyCodes, 'a currency (ISO 4217), as EUR is'),
  inList(
    'BR-CL-06',
    at('cac:InvoicePeriod/cbc:DescriptionCode'),
    normalText,
    vatPointCodes,
    'a code of the VAT point: 3, 35 or 432',
  ),
  inList(
    'BR-CL-07',
    where(having(invoicedObjects, 'schemeID'), isInvoicedObject),
    attribute('schemeID'),
    referenceCodes,
    'a reference code in schemeID (UNCL 1153)',
  ),
  {
    id: 'BR-CL-08',
    context: at('/cbc:Note'),
    check: (note) => {
      const code = /^[^#]*#([^#]{3})#/.exec(note.text)?.[1];
      if (code === undefined || noteSubjectCodes.has(code)) return null;
      return {
        message: `The note begins with the subject #${code}#, which is no subject code (UNCL 4451). Use one, as #AAI#, or leave it out.`,
      };
    },
  },
  inList(
    'BR-CL-10',
    where(having(at('cac:PartyIdentification/cbc:ID'), 'schemeID'), isNotCreditor),
    attribute('schemeID'),
    identifierSchemes,
    'a scheme in schemeID (ISO 6523), as 0088 is',
  ),
  inList(
    'BR-CL-11',
    having(at('cac:PartyLegalEntity/cbc:CompanyID'), 'schemeID'),
    attribute('schemeID'),
    identifierSchemes,
    'a scheme in schemeID (ISO 6523), as 0088 is',
  ),
  inList(
    'BR-CL-13',
    having(at('cac:CommodityClassification/cbc:ItemClassificationCode'), 'listID'),
    attribute('listID'),
    itemClassificationSchemes,
    'a classification in listID (UNCL 7143), as STI is',
  ),
  inList(
    'BR-CL-14',
    at('cac:Country/cbc:IdentificationCode'),
    normalText,
    countryCodes,
    'a country (ISO 3166-1), as BE is',
  ),
  inList(
    'BR-CL-15',
    at('cac:OriginCountry/cbc:IdentificationCode'),
    normalText,
    countryCodes,
    'a country (ISO 3166-1), as BE is',
  ),
  inList(
    'BR-CL-16',
    at('cac:PaymentMeans/cbc:PaymentMeansCode'),
    normalText,
    paymentMeansCodes,
    'a means of payment (UNCL 4461), as 30 is',
  ),
  inList('BR-CL-17', at('cac:TaxCategory/cbc:ID'), normalText, vatCategoryCodes, 'a VAT category (UNCL 5305), as S is'),
  inList(
    'BR-CL-18',
    at('cac:ClassifiedTaxCategory/cbc:ID'),
    normalText,
    vatCategoryCodes,
    'a VAT category (UNCL 5305), as S is',
  ),
  inList(
    'BR-CL-19',
    where(reasonCodes, ofParent(isAllowance)),
    normalText,
    allowanceReasonCodes,
    'a reason for a discount (UNCL 5189), as 95 is',
  ),
  inList(
    'BR-CL-20',
    where(reasonCodes, ofParent(isCharge)),
    normalText,
    chargeReasonCodes,
    'a reason for a charge (UNCL 7161), as FC is',
  ),
  inList(
    'BR-CL-21',
    having(at('cac:StandardItemIdentification/cbc:ID'), 'schemeID'),
    attribute('schemeID'),
    identifierSchemes,
    'a scheme in schemeID (ISO 6523), as 0160 is',
  ),
  inList(
    'BR-CL-22',
    at('cbc:TaxExemptionReasonCode'),
    upperCased,
    exemptionReasonCodes,
    'a reason for an exemption (VATEX), as VATEX-EU-AE is',
  ),
  inList(
    'BR-CL-23',
    having(at('cbc:InvoicedQuantity', 'cbc:CreditedQuantity', 'cbc:BaseQuantity'), 'unitCode'),
    attribute('unitCode'),
    unitCodes,
    'a unit in unitCode (UN/ECE Recommendation 20 or 21), as C62 is',
  ),
  inList(
    'BR-CL-24',
    having(at('cbc:EmbeddedDocumentBinaryObject'), 'mimeCode'),
    (element) => element.attributes.get('mimeCode') ?? '',
    mediaTypes,
    'a media type that an invoice may embed: PDF, PNG, JPEG, CSV, XLSX or ODS',
  ),
  inList(
    'BR-CL-25',
    having(at('cbc:EndpointID'), 'schemeID'),
    attribute('schemeID'),
    addressSchemes,
    'an address scheme in schemeID (EAS), as 0088 is',
  ),
  inList(
    'BR-CL-26',
    having(at('cac:DeliveryLocation/cbc:ID'), 'schemeID'),
    attribute('schemeID'),
    identifierSchemes,
    'a scheme in schemeID (ISO 6523), as 0088 is',
  ),
];

function inList(
  id: string,
  context: Context,
  codeOf: (element: XmlElement) => string,
  list: ReadonlySet<string>,
  what: string,
): Rule {
  return {
    id,
    context,
    check: (element) => {
      const code = codeOf(element);
      return list.has(code) ? null : { message: `"${code.slice(0, 40)}" is not ${what}. Use a code of that list.` };
    },
  };
}

function cbc(name: string): string {
  return `cbc:${name}`;
}

function attribute(name: string): (element: XmlElement) => string {
  return (element) => element.attributes.get(name)?.trim() ?? '';
}

function having(context: Context, name: string): Context {
  return where(context, (element) => element.attributes.has(name));
}

function ofParent(holds: (parent: XmlElement) => boolean): (element: XmlElement) => boolean {
  return (element) => element.parent !== null && holds(element.parent);
}

function isInvoicedObject(id: XmlElement): boolean {
  return id.parent !== null && textAt(id.parent, 'cbc:DocumentTypeCode') === '130';
}

/** A seller or payee may carry its SEPA creditor identifier (BT-90), which is no ISO 6523 scheme. */
function isNotCreditor(id: XmlElement): boolean {
  if (id.attributes.get('schemeID')?.trim() !== 'SEPA') return true;
  for (let current = id.parent; current; current = current.parent) {
    if (current.name === 'cac:AccountingSupplierParty' || current.name === 'cac:PayeeParty') return false;
  }
  return true;
}
