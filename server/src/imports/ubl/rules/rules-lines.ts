import { compare, zero } from '../decimal.ts';
import { at, isAllowance, isCharge, isVat, mustBeFilled, mustExist, numberAt, rule, where } from '../rule.ts';
import type { Context, Rule } from '../rule.ts';
import { exists, first, select } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

const lines = at('cac:InvoiceLine', 'cac:CreditNoteLine');
const lineAllowanceCharges = at('cac:InvoiceLine/cac:AllowanceCharge', 'cac:CreditNoteLine/cac:AllowanceCharge');

/** Lines, and allowances and charges on lines and on the document. */
export const lineRules: readonly Rule[] = [
  mustBeFilled('BR-21', lines, 'cbc:ID', "The line's identifier (BT-126)"),
  rule(
    'BR-22',
    lines,
    (line) => quantityOf(line) !== null,
    'The quantity (BT-129) is missing. Add cbc:InvoicedQuantity or cbc:CreditedQuantity.',
  ),
  rule(
    'BR-23',
    lines,
    (line) => quantityOf(line)?.attributes.has('unitCode') ?? false,
    'The unit of the quantity (BT-130) is missing. Add the attribute unitCode, for example C62 for pieces.',
  ),
  mustExist('BR-24', lines, 'cbc:LineExtensionAmount', "The line's net amount (BT-131)"),
  mustBeFilled('BR-25', lines, 'cac:Item/cbc:Name', "The item's name (BT-153)"),
  mustExist('BR-26', lines, 'cac:Price/cbc:PriceAmount', "The item's net price (BT-146)"),
  mustNotBeNegative('BR-27', 'cac:Price/cbc:PriceAmount', 'The net price (BT-146)'),
  mustNotBeNegative('BR-28', 'cac:Price/cac:AllowanceCharge/cbc:BaseAmount', 'The gross price (BT-148)'),
  rule(
    'BR-CO-04',
    lines,
    (line) =>
      select(line, 'cac:Item/cac:ClassifiedTaxCategory').some(
        (category) => isVat(category) && exists(category, 'cbc:ID'),
      ),
    "The line's VAT category (BT-151) is missing. Add cac:Item/cac:ClassifiedTaxCategory/cbc:ID with the tax scheme VAT.",
    'cac:Item/cac:ClassifiedTaxCategory/cbc:ID',
  ),
  ...allowanceChargeRules('a discount on the line (BG-27)', where(lineAllowanceCharges, isAllowance), 'BR-41', [
    'BR-42',
    'BR-CO-23',
  ]),
  ...allowanceChargeRules('a charge on the line (BG-28)', where(lineAllowanceCharges, isCharge), 'BR-43', [
    'BR-44',
    'BR-CO-24',
  ]),
  ...documentLevelRules(
    'a discount on the document (BG-20)',
    where(at('/cac:AllowanceCharge'), isAllowance),
    'BR-31',
    'BR-32',
    ['BR-33', 'BR-CO-21'],
  ),
  ...documentLevelRules(
    'a charge on the document (BG-21)',
    where(at('/cac:AllowanceCharge'), isCharge),
    'BR-36',
    'BR-37',
    ['BR-38', 'BR-CO-22'],
  ),
];

function quantityOf(line: XmlElement): XmlElement | null {
  return first(line, 'cbc:InvoicedQuantity') ?? first(line, 'cbc:CreditedQuantity');
}

function mustNotBeNegative(id: string, path: string, what: string): Rule {
  return {
    id,
    context: where(lines, (line) => exists(line, path)),
    check: (line) => {
      const number = numberAt(line, path);
      if (!number || compare(number, zero) >= 0) return null;
      return {
        message: `${what} is below zero. Give a positive price, and a negative quantity where something is taken back.`,
        at: path,
      };
    },
  };
}

function allowanceChargeRules(what: string, context: Context, amountId: string, reasonIds: string[]): Rule[] {
  return [
    mustExist(amountId, context, 'cbc:Amount', `The amount of ${what}`),
    ...reasonIds.map((id) =>
      rule(
        id,
        context,
        (element) => exists(element, 'cbc:AllowanceChargeReason') || exists(element, 'cbc:AllowanceChargeReasonCode'),
        `The reason for ${what} is missing. Add cbc:AllowanceChargeReason or cbc:AllowanceChargeReasonCode.`,
        'cbc:AllowanceChargeReason',
      ),
    ),
  ];
}

function documentLevelRules(
  what: string,
  context: Context,
  amountId: string,
  categoryId: string,
  reasonIds: string[],
): Rule[] {
  return [
    ...allowanceChargeRules(what, context, amountId, reasonIds),
    rule(
      categoryId,
      context,
      (element) => select(element, 'cac:TaxCategory').some((category) => isVat(category) && exists(category, 'cbc:ID')),
      `The VAT category of ${what} is missing. Add cac:TaxCategory/cbc:ID with the tax scheme VAT.`,
      'cac:TaxCategory/cbc:ID',
    ),
  ];
}
