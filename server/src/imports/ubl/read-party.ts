import type { Identifier, Party, PostalAddress } from '@quittance/shared/document.ts';
import { isVat } from './rule.ts';
import { first, normalText, select, textAt, texts } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** BG-4 or BG-7 from `cac:Party`. */
export function readParty(party: XmlElement): Party {
  return {
    name: textAt(party, 'cac:PartyLegalEntity/cbc:RegistrationName') ?? '',
    tradingName: textAt(party, 'cac:PartyName/cbc:Name'),
    vatNumber: vatNumberOf(party),
    registrationNumber: textAt(party, 'cac:PartyLegalEntity/cbc:CompanyID'),
    endpoint: readEndpoint(party),
    address: readAddress(first(party, 'cac:PostalAddress')),
    contactName: textAt(party, 'cac:Contact/cbc:Name'),
    email: textAt(party, 'cac:Contact/cbc:ElectronicMail'),
    phone: textAt(party, 'cac:Contact/cbc:Telephone'),
  };
}

/** The VAT number only (BT-31, BT-48): a local tax registration (BT-32) identifies nobody outside its tax office. */
function vatNumberOf(party: XmlElement): string | null {
  const scheme = select(party, 'cac:PartyTaxScheme').find(isVat);
  return scheme ? textAt(scheme, 'cbc:CompanyID') : null;
}

function readEndpoint(party: XmlElement): Identifier | null {
  const endpoint = first(party, 'cbc:EndpointID');
  if (!endpoint || normalText(endpoint) === '') return null;
  return { scheme: endpoint.attributes.get('schemeID')?.trim() ?? null, value: normalText(endpoint) };
}

function readAddress(address: XmlElement | null): PostalAddress {
  if (!address) return { lines: [], city: null, postalCode: null, region: null, country: null };
  return {
    lines: ['cbc:StreetName', 'cbc:AdditionalStreetName', 'cac:AddressLine/cbc:Line'].flatMap((path) =>
      texts(address, path),
    ),
    city: textAt(address, 'cbc:CityName'),
    postalCode: textAt(address, 'cbc:PostalZone'),
    region: textAt(address, 'cbc:CountrySubentity'),
    country: textAt(address, 'cac:Country/cbc:IdentificationCode'),
  };
}
