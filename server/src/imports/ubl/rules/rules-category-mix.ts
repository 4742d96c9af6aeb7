import { at, isAllowance, isCharge, isVat, rule } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { everywhere } from '../ubl-document.ts';
import type { UblDocument } from '../ubl-document.ts';
import { normalText, select, textAt } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

const root = at('/');
const breakdown = '/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory';

/** What one VAT category asks of the rest of the document: K of the delivery, O of the other categories, B of the country. */
export const categoryMixRules: readonly Rule[] = [
  rule(
    'BR-IC-11',
    root,
    (element, document) =>
      !hasRow(document, 'K') ||
      textAt(element, 'cac:Delivery/cbc:ActualDeliveryDate') !== null ||
      select(element, 'cac:InvoicePeriod').some((period) => period.children.length > 0),
    'An intra-Community supply (VAT category K) needs the date of delivery (BT-72) or the period (BG-14). Add cac:Delivery/cbc:ActualDeliveryDate or cac:InvoicePeriod.',
  ),
  rule(
    'BR-IC-12',
    root,
    (element, document) =>
      !hasRow(document, 'K') ||
      (textAt(element, 'cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode')?.length ??
        0) > 1,
    'An intra-Community supply (VAT category K) needs the country delivered to (BT-80). Add cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country.',
  ),
  notBesideO('BR-O-11', 'the VAT breakdown', (document) => everywhere(document, breakdown)),
  notBesideO('BR-O-12', 'a line', (document) => everywhere(document, 'cac:ClassifiedTaxCategory')),
  notBesideO('BR-O-13', 'a discount', (document) => ofAllowanceCharges(document, isAllowance)),
  notBesideO('BR-O-14', 'a charge', (document) => ofAllowanceCharges(document, isCharge)),
  rule(
    'BR-B-01',
    root,
    (_element, document) =>
      !uses(document, 'B') ||
      (document.named.get('cbc:IdentificationCode') ?? []).every((code) => normalText(code) === 'IT'),
    'Split payment (VAT category B) exists only within Italy, and another country is named. Use another VAT category.',
  ),
  rule(
    'BR-B-02',
    root,
    (_element, document) => !uses(document, 'B') || !uses(document, 'S'),
    'Split payment (VAT category B) cannot stand beside the standard rate (S). Use one of the two.',
  ),
];

function notBesideO(id: string, where: string, categories: (document: UblDocument) => readonly XmlElement[]): Rule {
  return rule(
    id,
    root,
    (_element, document) =>
      !hasRow(document, 'O') ||
      categories(document).every((category) => !isVat(category) || textAt(category, 'cbc:ID') === 'O'),
    `The VAT breakdown says "not subject to VAT" (category O), but ${where} has another category. All of the document is category O, or nothing is.`,
  );
}

function hasRow(document: UblDocument, code: string): boolean {
  return everywhere(document, breakdown).some((category) => isVat(category) && textAt(category, 'cbc:ID') === code);
}

function ofAllowanceCharges(document: UblDocument, isKind: (element: XmlElement) => boolean): XmlElement[] {
  return everywhere(document, 'cac:AllowanceCharge/cac:TaxCategory').filter(
    ({ parent }) => parent !== null && isKind(parent),
  );
}

function uses(document: UblDocument, code: string): boolean {
  const categories = [...everywhere(document, 'cac:TaxCategory'), ...everywhere(document, 'cac:ClassifiedTaxCategory')];
  return categories.some((category) => textAt(category, 'cbc:ID') === code);
}
