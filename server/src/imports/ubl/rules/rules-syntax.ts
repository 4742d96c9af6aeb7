import { at, atMostOne, isAllowance, isCharge, isVat, mustHaveAttribute, rule, where } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { everywhere } from '../ubl-document.ts';
import { exists, normalText, select, textAt, texts } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

const root = at('/');
const lines = at('cac:InvoiceLine', 'cac:CreditNoteLine');
const payee = at('cac:PayeeParty');
const means = at('cac:PaymentMeans');
const representative = at('cac:TaxRepresentativeParty');
const seller = 'cac:AccountingSupplierParty/cac:Party';
const buyer = 'cac:AccountingCustomerParty/cac:Party';

/** What UBL would allow several times and EN 16931 knows only once: to read the first would be to guess. */
const once: readonly [id: string, context: Rule['context'], path: string, what: string][] = [
  ['UBL-SR-01', root, 'cac:ContractDocumentReference/cbc:ID', 'The contract reference (BT-12)'],
  ['UBL-SR-02', root, 'cac:ReceiptDocumentReference/cbc:ID', 'The receiving advice reference (BT-15)'],
  ['UBL-SR-03', root, 'cac:DespatchDocumentReference/cbc:ID', 'The despatch advice reference (BT-16)'],
  ['UBL-SR-05', root, 'cac:PaymentTerms/cbc:Note', 'The payment terms (BT-20)'],
  ['UBL-SR-08', root, 'cac:InvoicePeriod', 'The invoicing period (BG-14)'],
  ['UBL-SR-09', root, `${seller}/cac:PartyLegalEntity/cbc:RegistrationName`, "The seller's name (BT-27)"],
  ['UBL-SR-10', root, `${seller}/cac:PartyName/cbc:Name`, "The seller's trading name (BT-28)"],
  ['UBL-SR-11', root, `${seller}/cac:PartyLegalEntity/cbc:CompanyID`, "The seller's registration number (BT-30)"],
  ['UBL-SR-14', root, `${seller}/cac:PartyLegalEntity/cbc:CompanyLegalForm`, "The seller's legal information (BT-33)"],
  ['UBL-SR-15', root, `${buyer}/cac:PartyLegalEntity/cbc:RegistrationName`, "The buyer's name (BT-44)"],
  ['UBL-SR-16', root, `${buyer}/cac:PartyIdentification/cbc:ID`, "The buyer's identifier (BT-46)"],
  ['UBL-SR-17', root, `${buyer}/cac:PartyLegalEntity/cbc:CompanyID`, "The buyer's registration number (BT-47)"],
  ['UBL-SR-22', representative, 'cac:PartyName/cbc:Name', "The tax representative's name (BT-62)"],
  ['UBL-SR-23', representative, 'cac:PartyTaxScheme/cbc:CompanyID', "The tax representative's VAT number (BT-63)"],
  ['UBL-SR-24', root, 'cac:Delivery', 'The delivery (BG-13)'],
  ['UBL-SR-25', at('cac:Delivery'), 'cac:DeliveryParty/cac:PartyName/cbc:Name', 'The name delivered to (BT-70)'],
  ['UBL-SR-26', means, 'cbc:PaymentID', 'The payment reference (BT-83)'],
  ['UBL-SR-27', means, 'cbc:PaymentMeansCode', 'The payment means (BT-81)'],
  ['UBL-SR-28', means, 'cac:PaymentMandate/cbc:ID', 'The mandate reference (BT-89)'],
  [
    'UBL-SR-30',
    where(at('cac:AllowanceCharge'), isAllowance),
    'cbc:AllowanceChargeReason',
    'The reason for a discount',
  ],
  ['UBL-SR-31', where(at('cac:AllowanceCharge'), isCharge), 'cbc:AllowanceChargeReason', 'The reason for a charge'],
  [
    'UBL-SR-32',
    at('cac:TaxSubtotal'),
    'cac:TaxCategory/cbc:TaxExemptionReason',
    'The reason for an exemption (BT-120)',
  ],
  [
    'UBL-SR-33',
    at('cac:AdditionalDocumentReference'),
    'cbc:DocumentDescription',
    'The description of a supporting document (BT-123)',
  ],
  ['UBL-SR-34', lines, 'cbc:Note', "The line's note (BT-127)"],
  ['UBL-SR-35', lines, 'cac:OrderLineReference/cbc:LineID', 'The order line (BT-132)'],
  ['UBL-SR-36', lines, 'cac:InvoicePeriod', "The line's period (BG-26)"],
  ['UBL-SR-37', lines, 'cac:Price/cac:AllowanceCharge/cbc:Amount', 'The discount on the price (BT-147)'],
  ['UBL-SR-39', root, 'cac:ProjectReference/cbc:ID', 'The project reference (BT-11)'],
  ['UBL-SR-40', root, `${buyer}/cac:PartyName/cbc:Name`, "The buyer's trading name (BT-45)"],
  ['UBL-SR-45', root, 'cac:PaymentMeans/cbc:PaymentDueDate', 'The due date (BT-9)'],
  ['UBL-SR-49', root, 'cac:InvoicePeriod/cbc:DescriptionCode', 'The code of the VAT point (BT-8)'],
  ['UBL-SR-50', lines, 'cac:Item/cbc:Description', "The item's description (BT-154)"],
  ['UBL-SR-51', at('cac:PostalAddress', 'cac:Address'), 'cac:AddressLine', 'The third address line'],
  ['UBL-SR-52', lines, 'cac:DocumentReference', "The line's object identifier (BT-128)"],
  ['UBL-SR-54', root, 'cac:PaymentMeans/cac:CardAccount', 'The payment card (BG-18)'],
  ['UBL-SR-55', root, 'cac:PaymentMeans/cac:PaymentMandate', 'The direct debit (BG-19)'],
  ['UBL-SR-56', root, 'cac:OriginatorDocumentReference/cbc:ID', 'The tender reference (BT-17)'],
];

export const syntaxRules: readonly Rule[] = [
  ...once.map(([id, context, path, what]) => atMostOne(id, context, path, what)),
  countRule('UBL-SR-04', 'The invoiced object (BT-18)', (element) =>
    select(element, 'cac:AdditionalDocumentReference').filter(
      (reference) => textAt(reference, 'cbc:DocumentTypeCode') === '130',
    ),
  ),
  countRule('UBL-SR-12', "The seller's VAT number (BT-31)", (element) => taxNumbers(element, seller, true)),
  countRule('UBL-SR-13', "The seller's tax registration (BT-32)", (element) => taxNumbers(element, seller, false)),
  countRule('UBL-SR-18', "The buyer's VAT number (BT-48)", (element) => taxNumbers(element, buyer, true)),
  countRule('UBL-SR-29', 'The creditor identifier (BT-90)', (_element, document) =>
    everywhere(document, 'cac:PartyIdentification/cbc:ID').filter(isSepa),
  ),
  countRule('UBL-SR-44', 'The payment reference (BT-83)', (_element, document) =>
    distinct(everywhere(document, 'cbc:PaymentID')),
  ),
  countRule('UBL-SR-46', 'The text of the payment means (BT-82)', (element) =>
    select(element, 'cac:PaymentMeans/cbc:PaymentMeansCode').filter((code) => code.attributes.has('name')),
  ),
  countRule('UBL-SR-47', 'The payment means (BT-81)', (_element, document) =>
    distinct(everywhere(document, 'cbc:PaymentMeansCode')),
  ),
  ...payeeRules(),
  rule(
    'UBL-SR-42',
    at(seller),
    (party) => select(party, 'cac:PartyTaxScheme').length <= 2,
    'The seller has more than two tax numbers. Keep the VAT number (BT-31) and one tax registration (BT-32).',
    'cac:PartyTaxScheme',
  ),
  rule(
    'UBL-SR-43',
    at('cac:AdditionalDocumentReference'),
    (reference, document) => {
      const code = textAt(reference, 'cbc:DocumentTypeCode');
      if (code === '130' || (code === '50' && document.root.name === 'CreditNote')) return true;
      return (
        !exists(reference, 'cbc:DocumentTypeCode') &&
        !select(reference, 'cbc:ID').some((id) => id.attributes.has('schemeID'))
      );
    },
    'A scheme identifier or a type code belongs only to the invoiced object (BT-18, type 130). Leave out cbc:DocumentTypeCode and schemeID.',
  ),
  rule(
    'UBL-SR-48',
    lines,
    (line) => select(line, 'cac:Item/cac:ClassifiedTaxCategory').length === 1,
    'A line has exactly one VAT category (BG-30). Keep one cac:Item/cac:ClassifiedTaxCategory.',
    'cac:Item/cac:ClassifiedTaxCategory',
  ),
  rule(
    'UBL-SR-53',
    at('cac:PartyTaxScheme'),
    (scheme) => exists(scheme, 'cac:TaxScheme/cbc:ID') && exists(scheme, 'cbc:CompanyID'),
    'A tax number needs both the number and the tax. Add cbc:CompanyID and cac:TaxScheme/cbc:ID, or leave cac:PartyTaxScheme out.',
  ),
  ...objectReferenceRules(),
  mustHaveAttribute('UBL-DT-06', binaryObjects, 'mimeCode', 'An embedded document'),
  mustHaveAttribute('UBL-DT-07', binaryObjects, 'filename', 'An embedded document'),
];

function binaryObjects(document: Parameters<Rule['context']>[0]): readonly XmlElement[] {
  return [...document.named].filter(([name]) => name.endsWith('BinaryObject')).flatMap(([, elements]) => elements);
}

type Count = (element: XmlElement, document: Parameters<Rule['context']>[0]) => readonly XmlElement[];

function countRule(id: string, what: string, count: Count): Rule {
  return {
    id,
    context: root,
    check: (element, document) => {
      const found = count(element, document).length;
      return found <= 1 ? null : { message: `${what} is there ${found} times, and only one can count. Keep one.` };
    },
  };
}

function taxNumbers(element: XmlElement, party: string, isOfVat: boolean): XmlElement[] {
  return select(element, `${party}/cac:PartyTaxScheme`)
    .filter((scheme) => isVat(scheme) === isOfVat && exists(scheme, 'cac:TaxScheme/cbc:ID'))
    .flatMap((scheme) => select(scheme, 'cbc:CompanyID'));
}

function isSepa(identifier: XmlElement): boolean {
  return identifier.attributes.get('schemeID')?.toUpperCase() === 'SEPA';
}

/** The same reference may be repeated with each account; two different ones may not. */
function distinct(elements: readonly XmlElement[]): readonly XmlElement[] {
  return [...new Map(elements.map((element) => [normalText(element), element])).values()];
}

function payeeRules(): Rule[] {
  return [
    atMostOne('UBL-SR-19', payee, 'cac:PartyName/cbc:Name', "The payee's name (BT-59)"),
    rule(
      'UBL-SR-19',
      payee,
      (party, document) => {
        const sellerNames = texts(document.root, `${seller}/cac:PartyLegalEntity/cbc:RegistrationName`);
        return !texts(party, 'cac:PartyName/cbc:Name').some((name) => sellerNames.includes(name));
      },
      'The payee (BG-10) has the name of the seller. Leave cac:PayeeParty out, or name who is paid instead.',
      'cac:PartyName/cbc:Name',
    ),
    rule(
      'UBL-SR-20',
      payee,
      (party) => select(party, 'cac:PartyIdentification/cbc:ID').filter((id) => !isSepa(id)).length <= 1,
      "The payee's identifier (BT-60) is there more than once. Keep one.",
    ),
    atMostOne('UBL-SR-21', payee, 'cac:PartyLegalEntity/cbc:CompanyID', "The payee's registration number (BT-61)"),
  ];
}

/** The invoiced object (BT-18) is a bare identifier: a document of its own goes into another reference. */
function objectReferenceRules(): Rule[] {
  const objects = where(
    at('cac:AdditionalDocumentReference'),
    (reference) => textAt(reference, 'cbc:DocumentTypeCode') === '130',
  );
  return [
    rule(
      'UBL-CR-666',
      objects,
      (reference) => !exists(reference, 'cac:Attachment'),
      'The invoiced object (BT-18) cannot carry a document. Put the document into a reference of its own.',
      'cac:Attachment',
    ),
    rule(
      'UBL-CR-673',
      objects,
      (reference) => !exists(reference, 'cbc:DocumentDescription'),
      'The invoiced object (BT-18) has no description. Leave it out.',
      'cbc:DocumentDescription',
    ),
  ];
}
