import { isCalendarDate } from '@quittance/shared/calendar-date.ts';
import { parseDecimal } from '../decimal.ts';
import { at, isAllowance, isCharge, rule } from '../rule.ts';
import type { Context, Rule } from '../rule.ts';
import type { UblDocument } from '../ubl-document.ts';
import { exists, normalText } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

/** What stands at most once in its parent by the UBL schema, and would be guessed at if it stood twice. */
const singles: readonly [parents: readonly string[], children: readonly string[]][] = [
  [
    ['/'],
    [
      'cbc:CustomizationID',
      'cbc:ID',
      'cbc:IssueDate',
      'cbc:DueDate',
      'cbc:InvoiceTypeCode',
      'cbc:CreditNoteTypeCode',
      'cbc:DocumentCurrencyCode',
      'cbc:TaxCurrencyCode',
    ],
  ],
  [
    ['/'],
    [
      'cbc:BuyerReference',
      'cac:OrderReference',
      'cac:AccountingSupplierParty',
      'cac:AccountingCustomerParty',
      'cac:PayeeParty',
      'cac:LegalMonetaryTotal',
    ],
  ],
  [['cac:AccountingSupplierParty', 'cac:AccountingCustomerParty'], ['cac:Party']],
  [['cac:Party'], ['cbc:EndpointID', 'cac:PostalAddress', 'cac:Contact']],
  [
    ['cac:PostalAddress', 'cac:Address'],
    [
      'cbc:StreetName',
      'cbc:AdditionalStreetName',
      'cbc:CityName',
      'cbc:PostalZone',
      'cbc:CountrySubentity',
      'cac:Country',
    ],
  ],
  [['cac:Contact'], ['cbc:Name', 'cbc:Telephone', 'cbc:ElectronicMail']],
  [
    ['cac:LegalMonetaryTotal'],
    ['cbc:LineExtensionAmount', 'cbc:TaxExclusiveAmount', 'cbc:TaxInclusiveAmount', 'cbc:AllowanceTotalAmount'],
  ],
  [
    ['cac:LegalMonetaryTotal'],
    ['cbc:ChargeTotalAmount', 'cbc:PrepaidAmount', 'cbc:PayableRoundingAmount', 'cbc:PayableAmount'],
  ],
  [['cac:TaxTotal'], ['cbc:TaxAmount']],
  [['cac:TaxSubtotal'], ['cbc:TaxableAmount', 'cbc:TaxAmount', 'cac:TaxCategory']],
  [
    ['cac:TaxCategory', 'cac:ClassifiedTaxCategory'],
    ['cbc:ID', 'cbc:Percent', 'cac:TaxScheme'],
  ],
  [['cac:PartyTaxScheme'], ['cbc:CompanyID', 'cac:TaxScheme']],
  [['cac:AllowanceCharge'], ['cbc:ChargeIndicator', 'cbc:Amount', 'cbc:BaseAmount']],
  [
    ['cac:InvoiceLine', 'cac:CreditNoteLine'],
    ['cbc:ID', 'cbc:InvoicedQuantity', 'cbc:CreditedQuantity', 'cbc:LineExtensionAmount', 'cac:Item', 'cac:Price'],
  ],
  [['cac:Item'], ['cbc:Name']],
  [['cac:Country', 'cac:OriginCountry'], ['cbc:IdentificationCode']],
  [['cac:TaxScheme'], ['cbc:ID']],
  [['cac:Price'], ['cbc:PriceAmount', 'cbc:BaseQuantity']],
  [['cac:PaymentMeans'], ['cac:PayeeFinancialAccount']],
  [['cac:PayeeFinancialAccount'], ['cbc:ID', 'cbc:Name', 'cac:FinancialInstitutionBranch']],
  [['cac:Delivery'], ['cbc:ActualDeliveryDate']],
  [['cac:InvoicePeriod'], ['cbc:StartDate', 'cbc:EndDate']],
];

const ofOtherKind: Readonly<Record<string, readonly string[]>> = {
  Invoice: ['cac:CreditNoteLine', 'cbc:CreditNoteTypeCode'],
  CreditNote: ['cac:InvoiceLine', 'cbc:InvoiceTypeCode'],
};

/** What the UBL schema asks for and this reader depends on. The schema's order of elements is not: nothing here reads by order. */
export const structureRules: readonly Rule[] = [
  rule(
    'UBL',
    at('/'),
    (root) => exists(root, 'cac:LegalMonetaryTotal'),
    'The totals (BG-22) are missing. Add cac:LegalMonetaryTotal.',
    'cac:LegalMonetaryTotal',
  ),
  ...singles.map(([parents, children]) => onlyOne(at(...parents), children)),
  {
    id: 'UBL',
    context: at('/'),
    check: (root) => {
      const stray = ofOtherKind[root.name]?.find((name) => exists(root, name));
      if (stray === undefined) return null;
      return {
        message: `${stray} does not belong into a document of type ${root.name}. Send the file as what it is.`,
        at: stray,
      };
    },
  },
  {
    id: 'UBL',
    context: ({ named }) => [...named].filter(([name]) => name.startsWith('cbc:')).flatMap(([, elements]) => elements),
    check: (element) =>
      element.children.length === 0
        ? null
        : { message: `${element.name} holds a plain value and no elements. Take the elements out.` },
  },
  {
    id: 'UBL',
    context: byEnding('Amount', 'Quantity', 'Percent', 'Numeric'),
    check: (element) => {
      if (parseDecimal(element.text)) return null;
      return {
        message: `"${shorten(element)}" is not a number. Write it in digits with a full stop before the decimals, as 1234.56.`,
      };
    },
  },
  {
    id: 'UBL',
    context: byEnding('Date'),
    check: (element) => {
      const [day, zone] = [normalText(element).slice(0, 10), normalText(element).slice(10)];
      if (isCalendarDate(day) && /^(?:Z|[+-]\d\d:\d\d)?$/.test(zone)) return null;
      return { message: `"${shorten(element)}" is not a date. Write it as 2026-02-28.` };
    },
  },
  rule(
    'UBL',
    at('cac:AllowanceCharge'),
    (element) => isAllowance(element) || isCharge(element),
    'It is not said whether this amount is a discount or a charge. Set cbc:ChargeIndicator to false or true.',
    'cbc:ChargeIndicator',
  ),
];

function onlyOne(context: Context, children: readonly string[]): Rule {
  return {
    id: 'UBL',
    context,
    check: (parent) => {
      const seen = new Set<string>();
      for (const { name } of parent.children) {
        if (!children.includes(name)) continue;
        if (seen.has(name))
          return { message: `${name} is there more than once, and only one can count. Keep one.`, at: name };
        seen.add(name);
      }
      return null;
    },
  };
}

function byEnding(...endings: string[]): Context {
  return ({ named }: UblDocument) =>
    [...named]
      .filter(([name]) => name.startsWith('cbc:') && endings.some((ending) => name.endsWith(ending)))
      .flatMap(([, elements]) => elements);
}

function shorten(element: XmlElement): string {
  return normalText(element).slice(0, 40);
}
