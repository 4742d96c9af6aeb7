import type { PostalAddress } from '@quittance/shared/document.ts';
import type { Language } from '@quittance/shared/language.ts';
import { fernhouse, groenkamer, type SeedEntity } from './seed-entities.ts';

export type SeedContact = { name: string; email: string; language: Language | null };

export type SeedCustomer = {
  name: string;
  language: Language;
  audience: 'b2b' | 'b2c';
  vatNumber: string | null;
  address: PostalAddress;
  contacts: [SeedContact, ...SeedContact[]];
  currency: string;
  /** Who sends it invoices. */
  entities: SeedEntity[];
  /** From the first of them; from the others it does so now and then. */
  buys: 'monthly' | 'now_and_then';
  /** Of what it buys: 1 is a small office. */
  size: number;
  /** Days after the due date; below zero is in time. */
  paysAfterDays: [from: number, to: number];
  method: 'transfer' | 'card' | 'debit';
};

export const customers = {
  vanHulle: business('Advocaten Van Hulle & Wouters BV', 'nl', 'BE0999990222', ['Coupure 88', '9000', 'Gent', 'BE'], {
    contacts: [
      contact('An Van Hulle', 'an@vanhulle.test'),
      contact('Bart Wouters', 'bart@vanhulle.test'),
      contact('Boekhouding', 'facturen@vanhulle.test'),
      bookKeeper(),
    ],
    size: 3,
    paysAfterDays: [-8, 3],
  }),
  brasserie: business('Brasserie du Midi SRL', 'fr', 'BE0999990321', ['Avenue Fonsny 40', '1060', 'Bruxelles', 'BE'], {
    contacts: [
      contact('Nadia Benali', 'nadia@brasseriemidi.test'),
      contact('Comptabilité', 'compta@brasseriemidi.test'),
    ],
    size: 2,
    paysAfterDays: [-4, 25],
    method: 'card',
  }),
  clinique: business('Clinique Saint-Aubin ASBL', 'fr', 'BE0999990420', ['Rue du Parc 7', '5000', 'Namur', 'BE'], {
    contacts: [
      contact('Luc Delvaux', 'luc.delvaux@saintaubin.test'),
      contact('Service achats', 'achats@saintaubin.test'),
    ],
    size: 8,
    paysAfterDays: [-10, -1],
  }),
  drukkerij: business(
    'Drukkerij Het Vlot NV',
    'nl',
    'BE0999990519',
    ['Leuvensesteenweg 210', '2800', 'Mechelen', 'BE'],
    {
      contacts: [contact('Griet Adams', 'griet@hetvlot.test')],
      buys: 'now_and_then',
      size: 2,
      paysAfterDays: [-12, -2],
      method: 'debit',
    },
  ),
  coworking: business(
    'Havenkwartier Coworking BV',
    'nl',
    'NL999999990B01',
    ['Maashaven 3', '3081 AE', 'Rotterdam', 'NL'],
    {
      contacts: [contact('Sem de Wit', 'sem@havenkwartier.test'), contact('Inkoop', 'inkoop@havenkwartier.test', 'en')],
      buys: 'now_and_then',
      size: 5,
      paysAfterDays: [-6, 4],
    },
  ),
  maes: consumer('Lotte Maes', 'nl', 'lotte.maes@post.test', ['Naamsestraat 61', '3000', 'Leuven', 'BE'], groenkamer),
  carlier: consumer(
    'Julien Carlier',
    'fr',
    'julien.carlier@post.test',
    ['Rue Hors-Château 15', '4000', 'Liège', 'BE'],
    groenkamer,
  ),
  harbourRow: business(
    'Harbour Row Architects LLP',
    'en',
    'GB999999981',
    ['19 Narrow Quay', 'BS1 4XX', 'Bristol', 'GB'],
    {
      contacts: [contact('Priya Shah', 'priya@harbourrow.test'), contact('Office', 'office@harbourrow.test')],
      entities: [fernhouse],
      size: 3,
      paysAfterDays: [-8, 3],
      method: 'card',
    },
  ),
  quayside: business(
    'Quayside Dental Practice Ltd',
    'en',
    'GB999999999',
    ['2 Gas Ferry Road', 'BS1 6YY', 'Bristol', 'GB'],
    {
      contacts: [contact('Tom Okafor', 'tom@quaysidedental.test')],
      entities: [fernhouse],
      size: 1,
      paysAfterDays: [-2, 30],
    },
  ),
  verlag: business('Nordkap Verlag GmbH', 'de', 'DE999999990', ['Elbchaussee 300', '22605', 'Hamburg', 'DE'], {
    contacts: [
      contact('Jens Petersen', 'j.petersen@nordkap-verlag.test'),
      contact('Buchhaltung', 'buchhaltung@nordkap-verlag.test'),
      bookKeeper(),
    ],
    entities: [fernhouse],
    buys: 'now_and_then',
    size: 4,
    paysAfterDays: [-14, -4],
  }),
  hotels: business('Tidewater Hotels DAC', 'en', 'IE9999999WA', ['8 Custom House Quay', 'D01 XX00', 'Dublin', 'IE'], {
    contacts: [
      contact('Aoife Byrne', 'aoife@tidewaterhotels.test'),
      contact('Accounts payable', 'ap@tidewaterhotels.test'),
    ],
    entities: [fernhouse, groenkamer],
    buys: 'now_and_then',
    size: 9,
    paysAfterDays: [-5, 12],
  }),
  rochat: business(
    'Atelier Rochat Sàrl',
    'fr',
    'CHE999999996',
    ['Rue de la Coulouvrenière 21', '1204', 'Genève', 'CH'],
    {
      contacts: [contact('Camille Rochat', 'camille@atelier-rochat.test')],
      entities: [fernhouse],
      currency: 'CHF',
      buys: 'now_and_then',
      size: 2,
      paysAfterDays: [-9, -1],
    },
  ),
  thorne: consumer(
    'Amelia Thorne',
    'en',
    'amelia.thorne@post.test',
    ['31 Cliftonwood Terrace', 'BS8 4XX', 'Bristol', 'GB'],
    fernhouse,
  ),
  ferrer: consumer(
    'Lucía Ferrer',
    'es',
    'lucia.ferrer@post.test',
    ['Rue Franklin 62', '1000', 'Bruxelles', 'BE'],
    groenkamer,
  ),
  conti: consumer(
    'Paolo Conti',
    'it',
    'paolo.conti@post.test',
    ['14 Redland Grove', 'BS6 6XX', 'Bristol', 'GB'],
    fernhouse,
  ),
} satisfies Record<string, SeedCustomer>;

type Place = [street: string, postalCode: string, city: string, country: string];
type Extra = Pick<SeedCustomer, 'contacts' | 'size' | 'paysAfterDays'> &
  Partial<Pick<SeedCustomer, 'entities' | 'buys' | 'currency' | 'method'>>;

function business(name: string, language: Language, vatNumber: string, place: Place, extra: Extra): SeedCustomer {
  const inGbp = place[3] === 'GB';
  return {
    name,
    language,
    audience: 'b2b',
    vatNumber,
    address: addressOf(place),
    currency: inGbp ? 'GBP' : 'EUR',
    entities: [groenkamer],
    buys: 'monthly',
    method: 'transfer',
    ...extra,
  };
}

function consumer(name: string, language: Language, email: string, place: Place, entity: SeedEntity): SeedCustomer {
  return {
    name,
    language,
    audience: 'b2c',
    vatNumber: null,
    address: addressOf(place),
    contacts: [contact(name, email)],
    currency: entity.currency,
    entities: [entity],
    buys: 'now_and_then',
    size: 1,
    paysAfterDays: [-20, 6],
    method: 'card',
  };
}

function contact(name: string, email: string, language: Language | null = null): SeedContact {
  return { name, email, language };
}

/** Keeps the books of several customers, with one address for all of them. */
function bookKeeper(): SeedContact {
  return contact('Ledger & Lane', 'clients@ledgerlane.test', 'en');
}

function addressOf([street, postalCode, city, country]: Place): PostalAddress {
  return { lines: [street], city, postalCode, region: null, country };
}
