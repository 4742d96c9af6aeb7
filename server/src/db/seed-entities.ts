import type { PostalAddress } from '@quittance/shared/document.ts';
import type { Language } from '@quittance/shared/language.ts';
import type { LateChargePolicyJson } from '@quittance/shared/late-charge/policy-codec.ts';

/** A legal entity of the demo merchant. Accounts are the published examples of the IBAN standard: no money ever arrives there. */
export type SeedEntity = {
  slug: string;
  legalName: string;
  tradingName: string;
  vatNumber: string;
  registrationNumber: string;
  address: PostalAddress;
  email: string;
  phone: string;
  website: string;
  language: Language;
  timeZone: string;
  currency: string;
  iban: string;
  bic: string;
  accent: string;
  accentDark: string;
  legalFooter: string;
  administratorEmails: string[];
  invoiceNumber: (year: string, count: number) => string;
  creditNoteNumber: (year: string, count: number) => string;
  paymentReference: (year: string, count: number) => string;
  policies: Omit<LateChargePolicyJson, 'schema' | 'valid_from' | 'version'>[];
};

const pad = (count: number, digits: number) => String(count).padStart(digits, '0');

export const groenkamer: SeedEntity = {
  slug: 'groenkamer',
  legalName: 'Groenkamer BV',
  tradingName: 'Groenkamer',
  vatNumber: 'BE0999990123',
  registrationNumber: '0999.990.123',
  address: { lines: ['Vogelmarkt 12'], city: 'Gent', postalCode: '9000', region: null, country: 'BE' },
  email: 'facturen@groenkamer.test',
  phone: '+32 9 000 00 00',
  website: 'https://www.groenkamer.test',
  language: 'nl',
  timeZone: 'Europe/Brussels',
  currency: 'EUR',
  iban: 'BE71096123456769',
  bic: 'TESTBEBB',
  accent: '#1f7a4d',
  accentDark: '#5cc48f',
  legalFooter: 'Groenkamer BV · Vogelmarkt 12, 9000 Gent · BTW BE 0999.990.123 · RPR Gent, afdeling Gent',
  administratorEmails: ['boekhouding@groenkamer.test'],
  invoiceNumber: (year, count) => `${year}-${pad(count, 4)}`,
  creditNoteNumber: (year, count) => `CN ${year}-${pad(count, 3)}`,
  paymentReference: (year, count) => structuredMessage(`${year.slice(2)}${pad(count, 8)}`),
  // Consumers are charged nothing: without a reminder first, Belgian law allows nothing.
  policies: [
    {
      id: 'groenkamer-b2b',
      audience: 'b2b',
      charges: [
        { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }], law: 'Law of 2 August 2002, art. 6' },
        {
          kind: 'interest',
          code: 'interest',
          rate: { series: 'ECB_MRO', add: '8', round_up_to: '0.50' },
          law: 'Law of 2 August 2002, art. 5',
        },
      ],
    },
  ],
};

export const fernhouse: SeedEntity = {
  slug: 'fernhouse',
  legalName: 'Fernhouse Planting Ltd',
  tradingName: 'Fernhouse',
  vatNumber: 'GB999999973',
  registrationNumber: '00999973',
  address: {
    lines: ['The Glasshouse', '4 Redcliffe Wharf Lane'],
    city: 'Bristol',
    postalCode: 'BS1 6XX',
    region: null,
    country: 'GB',
  },
  email: 'accounts@fernhouse.test',
  phone: '+44 117 496 0123',
  website: 'https://www.fernhouse.test',
  language: 'en',
  timeZone: 'Europe/London',
  currency: 'GBP',
  iban: 'GB82WEST12345698765432',
  bic: 'WESTGB2L',
  accent: '#7a3e9d',
  accentDark: '#c9a3e0',
  legalFooter: 'Fernhouse Planting Ltd · Registered in England, no. 00999973 · VAT GB 999 9999 73',
  administratorEmails: ['accounts@fernhouse.test', 'owner@fernhouse.test'],
  invoiceNumber: (year, count) => `FH${year.slice(2)}/${pad(count, 4)}`,
  creditNoteNumber: (year, count) => `FHC${year.slice(2)}/${pad(count, 3)}`,
  paymentReference: (year, count) => `FH${year.slice(2)}${pad(count, 4)}`,
  policies: [
    {
      id: 'fernhouse-b2b',
      audience: 'b2b',
      charges: [
        {
          kind: 'once',
          code: 'fixed_sum',
          scale: [
            { from: 1, plus: 4000 },
            { from: 100_000, plus: 7000 },
            { from: 1_000_000, plus: 10_000 },
          ],
          law: 'Late Payment of Commercial Debts (Interest) Act 1998, s. 5A',
        },
        {
          kind: 'interest',
          code: 'interest',
          rate: { percent: '8.00', per: 'year' },
          law: 'Terms of business, section 5',
        },
      ],
    },
  ],
};

/** Belgian structured message: ten digits and their remainder by 97, which is 97 where it would be 0. */
function structuredMessage(digits: string): string {
  const check = pad(Number(digits) % 97 || 97, 2);
  return `+++${digits.slice(0, 3)}/${digits.slice(3, 7)}/${digits.slice(7)}${check}+++`;
}
