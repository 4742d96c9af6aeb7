import type { Transaction } from 'kysely';
import type { LateChargePolicyJson } from '@quittance/shared/late-charge/policy-codec.ts';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { customers, type SeedCustomer } from './seed-customers.ts';
import { fernhouse, groenkamer, type SeedEntity } from './seed-entities.ts';
import { archedWindow, drawLogo, leaf } from './seed-logo.ts';
import type { Database } from './tables.ts';

/** The rows behind the names of the plan. */
export type SeedMerchant = {
  scope: MerchantScope;
  entityIds: ReadonlyMap<SeedEntity, string>;
  customerIds: ReadonlyMap<SeedCustomer, string>;
};

/** The merchant with its entities, their policies since `validFromDate`, its customers and their contacts; no documents yet. */
export async function insertSeedMerchant(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'files'>,
  validFromDate: CalendarDate,
): Promise<SeedMerchant> {
  const merchant = await trx
    .insertInto('merchants')
    .values({ name: 'Groenkamer Group' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const merchantId = merchant.id;
  const entityIds = new Map<SeedEntity, string>();
  for (const entity of [groenkamer, fernhouse]) {
    const entityId = await insertEntity(trx, deps, merchantId, entity);
    await insertPolicies(trx, { merchantId, entityId, validFromDate }, entity);
    entityIds.set(entity, entityId);
  }
  const customerIds = new Map<SeedCustomer, string>();
  for (const customer of Object.values<SeedCustomer>(customers)) {
    customerIds.set(customer, await insertCustomer(trx, merchantId, customer));
  }
  return { scope: { merchantId }, entityIds, customerIds };
}

async function insertEntity(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'files'>,
  merchantId: string,
  entity: SeedEntity,
): Promise<string> {
  const { accent, accentDark, legalFooter } = entity;
  const logoFileKey = await deps.files.put(drawLogo(entity === groenkamer ? leaf : archedWindow, accent));
  const { id } = await trx
    .insertInto('entities')
    .values({
      merchant_id: merchantId,
      slug: entity.slug,
      legal_name: entity.legalName,
      trading_name: entity.tradingName,
      vat_number: entity.vatNumber,
      registration_number: entity.registrationNumber,
      address: JSON.stringify(entity.address),
      email: entity.email,
      phone: entity.phone,
      website: entity.website,
      language: entity.language,
      time_zone: entity.timeZone,
      iban: entity.iban,
      bic: entity.bic,
      account_name: entity.legalName,
      branding: JSON.stringify({ accent, accentDark, logoFileKey, iconFileKey: logoFileKey, legalFooter }),
      payment_providers: ['sandbox', 'bank'],
      administrator_emails: entity.administratorEmails,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function insertPolicies(
  trx: Transaction<Database>,
  { merchantId, entityId, validFromDate }: { merchantId: string; entityId: string; validFromDate: CalendarDate },
  entity: SeedEntity,
): Promise<void> {
  for (const [index, rules] of entity.policies.entries()) {
    const version = index + 1;
    const policy: LateChargePolicyJson = { schema: 'latefee-policy/1', version, valid_from: validFromDate, ...rules };
    await trx
      .insertInto('late_charge_policies')
      .values({
        merchant_id: merchantId,
        entity_id: entityId,
        customer_id: null,
        document_id: null,
        version,
        valid_from_date: validFromDate,
        policy: JSON.stringify(policy),
      })
      .execute();
  }
}

async function insertCustomer(trx: Transaction<Database>, merchantId: string, customer: SeedCustomer): Promise<string> {
  const { id } = await trx
    .insertInto('customers')
    .values({
      merchant_id: merchantId,
      name: customer.name,
      vat_number: customer.vatNumber,
      address: JSON.stringify(customer.address),
      language: customer.language,
      audience: customer.audience,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const contacts = customer.contacts.map((contact) => ({ merchant_id: merchantId, customer_id: id, ...contact }));
  await trx.insertInto('contacts').values(contacts).execute();
  return id;
}
