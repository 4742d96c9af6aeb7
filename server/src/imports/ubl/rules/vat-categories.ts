import type { Decimal } from '../decimal.ts';
import { compare, zero } from '../decimal.ts';

/**
 * What the nine VAT categories that have rules of their own ask for. One row is the ten rules BR-<prefix>-01 to -10;
 * the texts differ only in what stands here.
 */
export type VatCategory = {
  /** UNCL 5305 */
  code: string;
  prefix: string;
  name: string;
  /** How often the category stands in the VAT breakdown when it is used at all: several rates, or one row. */
  breakdown: 'by_rate' | 'once';
  /** What identifies the parties for tax, -02 to -04. */
  parties: 'seller' | 'seller_vat' | 'seller_and_buyer' | 'seller_vat_and_buyer_vat' | 'none_for_vat';
  /** What the rate is, -05 to -07. */
  rate: { holds: (rate: Decimal | null) => boolean; says: string };
  /** Whether the breakdown says why there is no VAT, -10. */
  exemptionReason: 'required' | 'forbidden';
};

const positive = {
  holds: (rate: Decimal | null) => rate !== null && compare(rate, zero) > 0,
  says: 'shall be greater than 0',
};
const notNegative = {
  holds: (rate: Decimal | null) => rate !== null && compare(rate, zero) >= 0,
  says: 'shall be 0 or greater',
};
const nought = { holds: (rate: Decimal | null) => rate !== null && compare(rate, zero) === 0, says: 'shall be 0' };
const absent = { holds: (rate: Decimal | null) => rate === null, says: 'shall be left out' };

export const vatCategories: readonly VatCategory[] = [
  {
    code: 'S',
    prefix: 'S',
    name: 'standard rate',
    breakdown: 'by_rate',
    parties: 'seller',
    rate: positive,
    exemptionReason: 'forbidden',
  },
  {
    code: 'Z',
    prefix: 'Z',
    name: 'zero rated',
    breakdown: 'once',
    parties: 'seller',
    rate: nought,
    exemptionReason: 'forbidden',
  },
  {
    code: 'E',
    prefix: 'E',
    name: 'exempt from VAT',
    breakdown: 'once',
    parties: 'seller',
    rate: nought,
    exemptionReason: 'required',
  },
  {
    code: 'AE',
    prefix: 'AE',
    name: 'reverse charge',
    breakdown: 'once',
    parties: 'seller_and_buyer',
    rate: nought,
    exemptionReason: 'required',
  },
  {
    code: 'K',
    prefix: 'IC',
    name: 'intra-Community supply',
    breakdown: 'once',
    parties: 'seller_vat_and_buyer_vat',
    rate: nought,
    exemptionReason: 'required',
  },
  {
    code: 'G',
    prefix: 'G',
    name: 'export outside the EU',
    breakdown: 'once',
    parties: 'seller_vat',
    rate: nought,
    exemptionReason: 'required',
  },
  {
    code: 'O',
    prefix: 'O',
    name: 'not subject to VAT',
    breakdown: 'once',
    parties: 'none_for_vat',
    rate: absent,
    exemptionReason: 'required',
  },
  {
    code: 'L',
    prefix: 'AF',
    name: 'IGIC, Canary Islands',
    breakdown: 'by_rate',
    parties: 'seller',
    rate: notNegative,
    exemptionReason: 'forbidden',
  },
  {
    code: 'M',
    prefix: 'AG',
    name: 'IPSI, Ceuta and Melilla',
    breakdown: 'by_rate',
    parties: 'seller',
    rate: notNegative,
    exemptionReason: 'forbidden',
  },
];
