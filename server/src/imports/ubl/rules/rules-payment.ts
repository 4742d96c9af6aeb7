import { at, mustBeFilled, mustExist, where } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { exists, normalText, textAt } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';

const paymentMeans = at('cac:PaymentMeans');

export const paymentRules: readonly Rule[] = [
  mustExist('BR-49', paymentMeans, 'cbc:PaymentMeansCode', 'How to pay (payment means type code, BT-81)'),
  mustBeFilled(
    'BR-50',
    where(
      at('cac:PaymentMeans/cac:PayeeFinancialAccount'),
      (account) => account.parent !== null && isCreditTransfer(account.parent),
    ),
    'cbc:ID',
    'The account to pay to (BT-84)',
  ),
  mustExist(
    'BR-61',
    where(paymentMeans, isCreditTransfer),
    'cac:PayeeFinancialAccount/cbc:ID',
    'The account of the credit transfer (BT-84)',
  ),
  {
    id: 'BR-51',
    isWarning: true,
    context: at('cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID'),
    check: (number) =>
      normalText(number).length <= 10
        ? null
        : { message: 'A whole card number may stand here (BT-87). Keep at most the first six and last four digits.' },
  },
];

/** UNCL 4461: 30 is a credit transfer, 58 a SEPA credit transfer. */
function isCreditTransfer(means: XmlElement): boolean {
  const code = textAt(means, 'cbc:PaymentMeansCode');
  return exists(means, 'cbc:PaymentMeansCode') && (code === '30' || code === '58');
}
