import { at, isAllowance, isCharge, isVat, numberAt, rule, where } from '../rule.ts';
import type { Context, Rule } from '../rule.ts';
import { everywhere } from '../ubl-document.ts';
import type { UblDocument } from '../ubl-document.ts';
import { exists, select, textAt } from '../xml-element.ts';
import type { XmlElement } from '../xml-element.ts';
import { vatAmountRules } from './rules-vat-amounts.ts';
import { vatCategories } from './vat-categories.ts';
import type { VatCategory } from './vat-categories.ts';

const breakdown = '/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory';

/** BR-S-01 to -10, and the same for each other category. */
export const vatCategoryRules: readonly Rule[] = vatCategories.flatMap((category) => [
  breakdownRule(category),
  ...partyRules(category),
  ...rateRules(category),
  ...vatAmountRules(category),
  exemptionReasonRule(category),
]);

function isOf(category: VatCategory): (element: XmlElement) => boolean {
  return (element) => textAt(element, 'cbc:ID') === category.code && isVat(element);
}

function breakdownRule(category: VatCategory): Rule {
  const label = `VAT category ${category.code} (${category.name})`;
  return {
    id: `BR-${category.prefix}-01`,
    context: at('/'),
    check: (_root, document) => {
      const rows = everywhere(document, breakdown).filter(isOf(category)).length;
      const isUsed = usesOf(document).some(isOf(category));
      const path = 'cac:TaxTotal/cac:TaxSubtotal';
      if (isUsed && rows === 0)
        return { message: `${label} is used, but the VAT breakdown does not name it. Add a ${path} for it.`, at: path };
      if (category.breakdown === 'once') {
        return rows <= 1
          ? null
          : { message: `${label} stands ${rows} times in the VAT breakdown. Put it into one ${path}.`, at: path };
      }
      if (isUsed || rows === 0) return null;
      return {
        message: `The VAT breakdown names ${label}, but no line, discount or charge uses it. Take it out of the breakdown.`,
        at: path,
      };
    },
  };
}

/** The tax categories of lines, and of allowances and charges. */
function usesOf(document: UblDocument): XmlElement[] {
  return [
    ...everywhere(document, 'cac:ClassifiedTaxCategory'),
    ...everywhere(document, 'cac:AllowanceCharge/cac:TaxCategory'),
  ];
}

type Use = { order: number; context: Context };

/** In lines, discounts and charges, which is how the rules are numbered. Sub-lines (an extension) name a category too. */
function usesByPlace(category: VatCategory, ofLines: Context): Use[] {
  const ofAllowanceCharge = at('cac:AllowanceCharge/cac:TaxCategory');
  const places: Context[] = [
    ofLines,
    where(ofAllowanceCharge, (element) => element.parent !== null && isAllowance(element.parent)),
    where(ofAllowanceCharge, (element) => element.parent !== null && isCharge(element.parent)),
  ];
  return places.map((context, index) => ({ order: index, context: where(context, isOf(category)) }));
}

function partyRules(category: VatCategory): Rule[] {
  return usesByPlace(category, at('cac:ClassifiedTaxCategory')).map(({ order, context }) => ({
    id: `BR-${category.prefix}-0${order + 2}`,
    // The document is at fault, not each of its lines: the first is enough.
    context: (document) => context(document).slice(0, 1),
    check: (_element, document) => {
      const need = missing[category.parties](knownParties(document));
      return need ? { message: `VAT category ${category.code} (${category.name}) is used: ${need}` } : null;
    },
  }));
}

const needSeller = "give the seller's VAT number (BT-31), tax registration (BT-32) or tax representative (BT-63).";
const needSellerVat = "give the seller's VAT number (BT-31) or that of its tax representative (BT-63).";
const needBuyer = "give the buyer's VAT number (BT-48) or registration number (BT-47).";
const needBuyerVat = "give the buyer's VAT number (BT-48).";
const needNone = 'leave out the VAT numbers of seller, tax representative and buyer, or use another category.';

type Known = { seller: boolean; sellerVat: boolean; buyer: boolean; buyerVat: boolean };

const missing: Readonly<Record<VatCategory['parties'], (known: Known) => string | false>> = {
  seller: (known) => !known.seller && needSeller,
  seller_vat: (known) => !known.sellerVat && needSellerVat,
  seller_and_buyer: (known) => (!known.seller && needSeller) || (!known.buyer && needBuyer),
  seller_vat_and_buyer_vat: (known) => (!known.sellerVat && needSellerVat) || (!known.buyerVat && needBuyerVat),
  none_for_vat: (known) => (known.sellerVat || known.buyerVat) && needNone,
};

function knownParties(document: UblDocument): Known {
  const seller = 'cac:AccountingSupplierParty/cac:Party';
  const buyer = 'cac:AccountingCustomerParty/cac:Party';
  const sellerVat = hasVatNumber(document, seller) || hasVatNumber(document, 'cac:TaxRepresentativeParty');
  const buyerVat = hasVatNumber(document, buyer);
  return {
    seller: sellerVat || exists(document.root, `${seller}/cac:PartyTaxScheme/cbc:CompanyID`),
    sellerVat,
    buyer: buyerVat || exists(document.root, `${buyer}/cac:PartyLegalEntity/cbc:CompanyID`),
    buyerVat,
  };
}

function hasVatNumber(document: UblDocument, partyPath: string): boolean {
  return select(document.root, `${partyPath}/cac:PartyTaxScheme`).some(
    (scheme) => isVat(scheme) && exists(scheme, 'cbc:CompanyID'),
  );
}

function rateRules(category: VatCategory): Rule[] {
  const item = 'cac:Item/cac:ClassifiedTaxCategory';
  return usesByPlace(category, at(`cac:InvoiceLine/${item}`, `cac:CreditNoteLine/${item}`)).map(
    ({ order, context }) => ({
      id: `BR-${category.prefix}-0${order + 5}`,
      context,
      check: (element) => {
        const given = textAt(element, 'cbc:Percent');
        if (category.rate.holds(exists(element, 'cbc:Percent') ? numberAt(element, 'cbc:Percent') : null)) return null;
        const label = `In VAT category ${category.code} (${category.name}) the rate ${category.rate.says}`;
        return {
          message: `${label}; it is ${given ?? 'missing'}. Correct the rate or the category.`,
          at: 'cbc:Percent',
        };
      },
    }),
  );
}

function exemptionReasonRule(category: VatCategory): Rule {
  const isRequired = category.exemptionReason === 'required';
  const label = `VAT category ${category.code} (${category.name})`;
  return rule(
    `BR-${category.prefix}-10`,
    where(at(breakdown), isOf(category)),
    (element) =>
      (exists(element, 'cbc:TaxExemptionReason') || exists(element, 'cbc:TaxExemptionReasonCode')) === isRequired,
    isRequired
      ? `${label} needs the reason why there is no VAT. Add cbc:TaxExemptionReason or cbc:TaxExemptionReasonCode.`
      : `${label} has no reason for an exemption. Leave out cbc:TaxExemptionReason and cbc:TaxExemptionReasonCode.`,
    'cbc:TaxExemptionReason',
  );
}
