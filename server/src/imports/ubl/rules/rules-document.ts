import { at, mustBeFilled, mustExist, mustHaveAttribute, rule, where } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { everywhere } from '../ubl-document.ts';
import { exists, normalText, select, textAt, texts } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

const root = at('/');
const linePeriods = at('cac:InvoiceLine/cac:InvoicePeriod', 'cac:CreditNoteLine/cac:InvoicePeriod');
const otherPeriods = where(at('cac:InvoicePeriod'), (period) => !isOfLine(period));

/** The document as a whole, its references and its periods. */
export const documentRules: readonly Rule[] = [
  mustBeFilled('BR-01', root, 'cbc:CustomizationID', 'The specification identifier (BT-24)'),
  mustBeFilled('BR-02', root, 'cbc:ID', 'The invoice number (BT-1)'),
  mustBeFilled('BR-03', root, 'cbc:IssueDate', 'The issue date (BT-2)'),
  rule(
    'BR-04',
    root,
    (element) => textAt(element, 'cbc:InvoiceTypeCode') !== null || textAt(element, 'cbc:CreditNoteTypeCode') !== null,
    'The type code (BT-3) is missing or empty. Fill in cbc:InvoiceTypeCode, or cbc:CreditNoteTypeCode in a credit note.',
  ),
  mustBeFilled('BR-05', root, 'cbc:DocumentCurrencyCode', 'The currency (BT-5)'),
  rule(
    'BR-16',
    root,
    (element) => exists(element, 'cac:InvoiceLine') || exists(element, 'cac:CreditNoteLine'),
    'There is no line (BG-25). Add at least one cac:InvoiceLine, or cac:CreditNoteLine in a credit note.',
  ),
  mustExist('BR-CO-18', root, 'cac:TaxTotal/cac:TaxSubtotal', 'The VAT breakdown (BG-23)'),
  {
    id: 'BR-53',
    context: root,
    check: (element, document) => {
      const currencies = new Set(
        everywhere(document, 'cac:TaxTotal/cbc:TaxAmount').map((amount) => amount.attributes.get('currencyID')),
      );
      const missing = texts(element, 'cbc:TaxCurrencyCode').find((currency) => !currencies.has(currency));
      if (missing === undefined) return null;
      return {
        at: 'cbc:TaxCurrencyCode',
        message: `The VAT accounting currency (BT-6) is ${missing}, but no VAT total (BT-111) is given in it. Add a cac:TaxTotal in ${missing}, or leave the code out.`,
      };
    },
  },
  rule(
    'BR-CO-03',
    root,
    (element) => !exists(element, 'cbc:TaxPointDate') || !exists(element, 'cac:InvoicePeriod/cbc:DescriptionCode'),
    'The VAT point is given twice, as a date (BT-7) and as a code (BT-8). Keep one of the two.',
    'cbc:TaxPointDate',
  ),
  ...periodRules('BR-29', 'BR-CO-19', otherPeriods),
  ...periodRules('BR-30', 'BR-CO-20', linePeriods),
  mustBeFilled(
    'BR-52',
    at('cac:AdditionalDocumentReference'),
    'cbc:ID',
    'The reference of a supporting document (BT-122)',
  ),
  mustExist(
    'BR-55',
    at('cac:BillingReference'),
    'cac:InvoiceDocumentReference/cbc:ID',
    'The number of the preceding invoice (BT-25)',
  ),
  rule(
    'BR-54',
    at('cac:AdditionalItemProperty'),
    (property) => exists(property, 'cbc:Name') && exists(property, 'cbc:Value'),
    'An item attribute (BG-32) needs both a name (BT-160) and a value (BT-161). Add cbc:Name and cbc:Value.',
  ),
  mustHaveAttribute(
    'BR-64',
    at('cac:Item/cac:StandardItemIdentification/cbc:ID'),
    'schemeID',
    'The item standard identifier (BT-157)',
  ),
  mustHaveAttribute(
    'BR-65',
    at('cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode'),
    'listID',
    'The item classification (BT-158)',
  ),
];

function periodRules(orderId: string, presenceId: string, context: Rule['context']): Rule[] {
  return [
    {
      id: orderId,
      context,
      check: (period) => {
        const start = textAt(period, 'cbc:StartDate');
        const end = textAt(period, 'cbc:EndDate');
        if (!start || !end || start.slice(0, 10) <= end.slice(0, 10)) return null;
        return {
          message: `The period ends on ${end}, before it starts on ${start}. Correct one of the dates.`,
          at: 'cbc:EndDate',
        };
      },
    },
    rule(
      presenceId,
      context,
      (period) => exists(period, 'cbc:StartDate') || exists(period, 'cbc:EndDate') || mayBeOnlyCode(period),
      'The period has neither a start nor an end. Add cbc:StartDate or cbc:EndDate, or leave the period out.',
    ),
  ];
}

/** On the document, the period may hold nothing but the code of the VAT point (BT-8). */
function mayBeOnlyCode(period: XmlElement): boolean {
  return !isOfLine(period) && select(period, 'cbc:DescriptionCode').some((code) => normalText(code) !== '');
}

function isOfLine(period: XmlElement): boolean {
  return period.parent?.name === 'cac:InvoiceLine' || period.parent?.name === 'cac:CreditNoteLine';
}
