import type { Transaction } from 'kysely';
import type { Party } from '@quittance/shared/document.ts';
import type { Refusal } from '@quittance/shared/import-report.ts';
import { numberKey } from '@quittance/shared/party-text.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { endpointKey } from './party-key.ts';

type Entity = { id: string; name: string };

/** The merchant's own entity that issued the document: by VAT number, else endpoint, else registration number. */
export async function findEntityOfSeller(
  trx: Transaction<Database>,
  scope: MerchantScope,
  seller: Party,
): Promise<Entity | Refusal> {
  // A merchant has a handful of them; compared here, their numbers may be written in any way.
  const entities = await trx
    .selectFrom('entities')
    .select(['id', 'trading_name', 'vat_number', 'registration_number', 'endpoint_scheme', 'endpoint_value'])
    .where('merchant_id', '=', scope.merchantId)
    .orderBy('id')
    .execute();
  const keys = sellerKeys(seller);
  if (keys.length === 0) return namelessSeller(seller);
  for (const key of keys) {
    const found = entities.filter((entity) => key.isOf(entity));
    if (found.length > 1)
      return ambiguousSeller(
        key.text,
        found.map((entity) => entity.trading_name),
      );
    if (found[0]) return { id: found[0].id, name: found[0].trading_name };
  }
  return unknownSeller(
    seller,
    keys.map((key) => key.text),
  );
}

type EntityNumbers = {
  vat_number: string | null;
  registration_number: string | null;
  endpoint_scheme: string | null;
  endpoint_value: string | null;
};
type SellerKey = { text: string; isOf: (entity: EntityNumbers) => boolean };

function sellerKeys(seller: Party): SellerKey[] {
  const keys: SellerKey[] = [];
  const vatNumber = numberKey(seller.vatNumber);
  const endpoint = endpointKey(seller.endpoint);
  const registrationNumber = numberKey(seller.registrationNumber);
  if (vatNumber)
    keys.push({ text: `VAT number ${vatNumber}`, isOf: (entity) => numberKey(entity.vat_number) === vatNumber });
  if (endpoint)
    keys.push({
      text: `endpoint ${endpoint.scheme}:${endpoint.value}`,
      isOf: (entity) => {
        const own = endpointKey({ scheme: entity.endpoint_scheme, value: entity.endpoint_value ?? '' });
        return own?.scheme === endpoint.scheme && own.value === endpoint.value;
      },
    });
  if (registrationNumber)
    keys.push({
      text: `registration number ${registrationNumber}`,
      isOf: (entity) => numberKey(entity.registration_number) === registrationNumber,
    });
  return keys;
}

const element = 'cac:AccountingSupplierParty';

function unknownSeller(seller: Party, tried: string[]): Refusal {
  return {
    rule: 'unknown_entity',
    element,
    message:
      `The seller “${seller.name}” is none of your entities: none has ${tried.join(' or ')}. ` +
      'If it is yours, add it by `quittance entities add`; if not, this file belongs to somebody else.',
  };
}

function namelessSeller(seller: Party): Refusal {
  return {
    rule: 'unknown_entity',
    element,
    message:
      `The seller “${seller.name}” has no VAT number, no endpoint id and no registration number, ` +
      'so it cannot be told which of your entities it is. Have one of them written into the file.',
  };
}

function ambiguousSeller(key: string, names: string[]): Refusal {
  return {
    rule: 'ambiguous_entity',
    element,
    message: `The ${key} belongs to ${names.length} of your entities (${names.join(', ')}). Give it to one only.`,
  };
}
