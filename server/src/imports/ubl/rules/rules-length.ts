import { keyCharactersMax } from '../limits.ts';
import { at } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { normalText } from '../xml-element.ts';

const buyer = '/cac:AccountingCustomerParty/cac:Party';

/** EN 16931 sets no lengths. What documents and customers are found by has one all the same: an index holds no novel. */
export const lengthRules: readonly Rule[] = [
  keyLength('The invoice number (BT-1)', '/cbc:ID'),
  keyLength('The payment reference (BT-83)', '/cac:PaymentMeans/cbc:PaymentID'),
  keyLength("The buyer's electronic address (BT-49)", `${buyer}/cbc:EndpointID`),
  keyLength("The buyer's VAT number (BT-48)", `${buyer}/cac:PartyTaxScheme/cbc:CompanyID`),
];

function keyLength(what: string, path: string): Rule {
  return {
    id: 'LIMIT',
    context: at(path),
    check: (element) => {
      const { length } = normalText(element);
      if (length <= keyCharactersMax) return null;
      return { message: `${what} has ${length} characters, more than ${keyCharactersMax}. Shorten it.` };
    },
  };
}
