import { countryCodes } from '@quittance/shared/country-codes.ts';
import { at, isVat, mustBeFilled, mustExist, mustHaveAttribute, rule } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { exists, normalText, select, texts } from '../xml-element.ts';

const root = at('/');
const seller = 'cac:AccountingSupplierParty/cac:Party';
const buyer = 'cac:AccountingCustomerParty/cac:Party';
const countryCode = 'cac:Country/cbc:IdentificationCode';

/** Seller, buyer, payee, tax representative and where the goods go. */
export const partyRules: readonly Rule[] = [
  mustBeFilled('BR-06', root, `${seller}/cac:PartyLegalEntity/cbc:RegistrationName`, "The seller's name (BT-27)"),
  mustBeFilled('BR-07', root, `${buyer}/cac:PartyLegalEntity/cbc:RegistrationName`, "The buyer's name (BT-44)"),
  mustExist('BR-08', root, `${seller}/cac:PostalAddress`, "The seller's postal address (BG-5)"),
  mustBeFilled('BR-09', at(`${seller}/cac:PostalAddress`), countryCode, "The seller's country (BT-40)"),
  mustExist('BR-10', root, `${buyer}/cac:PostalAddress`, "The buyer's postal address (BG-8)"),
  mustBeFilled('BR-11', at(`${buyer}/cac:PostalAddress`), countryCode, "The buyer's country (BT-55)"),
  {
    id: 'BR-17',
    context: at('cac:PayeeParty'),
    check: (payee, document) => {
      if (!exists(payee, 'cac:PartyName/cbc:Name')) {
        return {
          message: "The payee's name (BT-59) is missing. Add cac:PartyName/cbc:Name.",
          at: 'cac:PartyName/cbc:Name',
        };
      }
      const isSeller = ['cac:PartyName/cbc:Name', 'cac:PartyIdentification/cbc:ID'].some((path) => {
        const ofSeller = texts(document.root, `${seller}/${path}`);
        return texts(payee, path).some((text) => ofSeller.includes(text));
      });
      return isSeller
        ? { message: 'The payee (BG-10) is the seller. Leave cac:PayeeParty out, or name who is paid instead.' }
        : null;
    },
  },
  mustBeFilled(
    'BR-18',
    at('cac:TaxRepresentativeParty'),
    'cac:PartyName/cbc:Name',
    "The tax representative's name (BT-62)",
  ),
  mustExist(
    'BR-19',
    at('cac:TaxRepresentativeParty'),
    'cac:PostalAddress',
    "The tax representative's postal address (BG-12)",
  ),
  mustBeFilled(
    'BR-20',
    at('cac:TaxRepresentativeParty/cac:PostalAddress'),
    countryCode,
    "The tax representative's country (BT-69)",
  ),
  rule(
    'BR-56',
    at('cac:TaxRepresentativeParty'),
    (party) => select(party, 'cac:PartyTaxScheme').some((scheme) => isVat(scheme) && exists(scheme, 'cbc:CompanyID')),
    "The tax representative's VAT number (BT-63) is missing. Add cac:PartyTaxScheme/cbc:CompanyID with the tax scheme VAT.",
    'cac:PartyTaxScheme/cbc:CompanyID',
  ),
  mustExist(
    'BR-57',
    at('cac:Delivery/cac:DeliveryLocation/cac:Address'),
    countryCode,
    'The country delivered to (BT-80)',
  ),
  mustHaveAttribute('BR-62', at(`${seller}/cbc:EndpointID`), 'schemeID', "The seller's electronic address (BT-34)"),
  mustHaveAttribute('BR-63', at(`${buyer}/cbc:EndpointID`), 'schemeID', "The buyer's electronic address (BT-49)"),
  {
    id: 'BR-CO-09',
    context: (document) => at('cac:PartyTaxScheme')(document).filter(isVat),
    check: (scheme) => {
      const number = select(scheme, 'cbc:CompanyID')[0];
      const text = number ? normalText(number) : '';
      if (text === '' || countryCodes.has(text.slice(0, 2)) || text.startsWith('EL')) return null;
      return {
        at: 'cbc:CompanyID',
        message: `The VAT number is "${text}", which does not begin with the code of a country (GR or EL for Greece). Write it with its country code, as in DE123456789.`,
      };
    },
  },
  rule(
    'BR-CO-26',
    at('cac:AccountingSupplierParty'),
    (party) =>
      select(party, 'cac:Party/cac:PartyTaxScheme').some(
        (scheme) => isVat(scheme) && exists(scheme, 'cbc:CompanyID'),
      ) ||
      select(party, 'cac:Party/cac:PartyIdentification/cbc:ID').some(
        (id) => id.attributes.get('schemeID') !== 'SEPA',
      ) ||
      exists(party, 'cac:Party/cac:PartyLegalEntity/cbc:CompanyID'),
    'Nothing identifies the seller. Give its identifier (BT-29), its registration number (BT-30) or its VAT number (BT-31).',
    'cac:Party',
  ),
];
