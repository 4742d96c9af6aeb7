import { at, isAllowance, isCharge, where } from '../rule.ts';
import type { Context, Rule } from '../rule.ts';
import { endsPath, normalText, textAt } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

const documentAllowances = where(at('/cac:AllowanceCharge'), isAllowance);
const documentCharges = where(at('/cac:AllowanceCharge'), isCharge);
const lineAllowanceCharges = at('cac:InvoiceLine/cac:AllowanceCharge', 'cac:CreditNoteLine/cac:AllowanceCharge');
const totals = at('cac:LegalMonetaryTotal');
const subtotals = at('cac:TaxTotal/cac:TaxSubtotal');

/** Amounts with a rule of their own about their decimals; all others fall under UBL-DT-01. */
const amounts: readonly [id: string, context: Context, child: string][] = [
  ['BR-DEC-01', documentAllowances, 'cbc:Amount'],
  ['BR-DEC-02', documentAllowances, 'cbc:BaseAmount'],
  ['BR-DEC-05', documentCharges, 'cbc:Amount'],
  ['BR-DEC-06', documentCharges, 'cbc:BaseAmount'],
  ['BR-DEC-09', totals, 'cbc:LineExtensionAmount'],
  ['BR-DEC-10', totals, 'cbc:AllowanceTotalAmount'],
  ['BR-DEC-11', totals, 'cbc:ChargeTotalAmount'],
  ['BR-DEC-12', totals, 'cbc:TaxExclusiveAmount'],
  ['BR-DEC-13', where(at('/cac:TaxTotal'), (total) => isIn(total, 'cbc:DocumentCurrencyCode')), 'cbc:TaxAmount'],
  ['BR-DEC-14', totals, 'cbc:TaxInclusiveAmount'],
  ['BR-DEC-15', where(at('/cac:TaxTotal'), (total) => !isIn(total, 'cbc:DocumentCurrencyCode')), 'cbc:TaxAmount'],
  ['BR-DEC-16', totals, 'cbc:PrepaidAmount'],
  ['BR-DEC-17', totals, 'cbc:PayableRoundingAmount'],
  ['BR-DEC-18', totals, 'cbc:PayableAmount'],
  ['BR-DEC-19', subtotals, 'cbc:TaxableAmount'],
  ['BR-DEC-20', subtotals, 'cbc:TaxAmount'],
  ['BR-DEC-23', at('cac:InvoiceLine', 'cac:CreditNoteLine'), 'cbc:LineExtensionAmount'],
  ['BR-DEC-24', where(lineAllowanceCharges, isAllowance), 'cbc:Amount'],
  ['BR-DEC-25', where(lineAllowanceCharges, isAllowance), 'cbc:BaseAmount'],
  ['BR-DEC-27', where(lineAllowanceCharges, isCharge), 'cbc:Amount'],
  ['BR-DEC-28', where(lineAllowanceCharges, isCharge), 'cbc:BaseAmount'],
];

/** No amount has more than two decimals, whatever its currency; prices may have more. */
export const decimalRules: readonly Rule[] = [
  ...amounts.map(([id, context, child]) =>
    twoDecimals(id, (document) =>
      context(document).flatMap((element) => element.children.filter(({ name }) => name === child)),
    ),
  ),
  twoDecimals('UBL-DT-01', (document) => {
    const covered = new Set(
      amounts.flatMap(([, context, child]) =>
        context(document).flatMap((element) => element.children.filter(({ name }) => name === child)),
      ),
    );
    return [...document.named]
      .filter(([name]) => name.endsWith('Amount') && name !== 'cbc:PriceAmount')
      .flatMap(([, elements]) => elements)
      .filter((element) => !covered.has(element) && !isOfPrice(element));
  }),
];

function twoDecimals(id: string, context: Context): Rule {
  return {
    id,
    context,
    check: (amount) => {
      const text = normalText(amount);
      const decimals = text.split('.')[1]?.length ?? 0;
      return decimals <= 2
        ? null
        : {
            message: `The amount is ${text} with ${decimals} decimals; an amount has at most 2. Round it where the invoice was made.`,
          };
    },
  };
}

function isIn(total: XmlElement, currencyPath: string): boolean {
  const amount = total.children.find(({ name }) => name === 'cbc:TaxAmount');
  return total.parent !== null && amount?.attributes.get('currencyID') === textAt(total.parent, currencyPath);
}

function isOfPrice(amount: XmlElement): boolean {
  return amount.parent !== null && endsPath(amount.parent, 'cac:Price/cac:AllowanceCharge');
}
