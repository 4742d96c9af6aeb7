import { sql, type Kysely } from 'kysely';
import pg from 'pg';
import type { LinkOpens } from '@quittance/shared/access.ts';
import type { ApiEntity, EntityChange } from '@quittance/shared/merchant-api/entity.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { EndpointKey } from '../imports/party-key.ts';

export type EntityPosition = { after: string | null; limit: number };

/** In the order in which they were added; ids grow with time. */
export async function listEntities(
  db: Kysely<Database>,
  scope: MerchantScope,
  { after, limit }: EntityPosition,
): Promise<ApiEntity[]> {
  let query = entities(db, scope).orderBy('id').limit(limit);
  if (after !== null) query = query.where('id', '>', after);
  return (await query.execute()).map(apiEntity);
}

export async function findApiEntity(
  db: Kysely<Database>,
  scope: MerchantScope,
  entityId: string,
): Promise<ApiEntity | undefined> {
  const row = await entities(db, scope).where('id', '=', entityId).executeTakeFirst();
  return row && apiEntity(row);
}

function entities(db: Kysely<Database>, scope: MerchantScope) {
  return db.selectFrom('entities').selectAll().where('merchant_id', '=', scope.merchantId);
}

type EntityRow = Awaited<ReturnType<ReturnType<typeof entities>['executeTakeFirstOrThrow']>>;

function apiEntity(row: EntityRow): ApiEntity {
  return {
    id: row.id,
    slug: row.slug,
    legalName: row.legal_name,
    tradingName: row.trading_name,
    vatNumber: row.vat_number,
    registrationNumber: row.registration_number,
    endpoint: row.endpoint_value === null ? null : { scheme: row.endpoint_scheme, value: row.endpoint_value },
    address: row.address,
    email: row.email,
    phone: row.phone,
    website: row.website,
    language: row.language,
    timeZone: row.time_zone,
    transfer: row.iban === null ? null : { iban: row.iban, bic: row.bic, accountName: row.account_name },
    linkOpens: row.link_opens,
    host: row.host,
    paymentProviders: row.payment_providers,
    referenceForm: row.reference_form,
    partPaymentMinMinor: row.part_payment_min_minor,
    createdAt: row.created_at.toISOString(),
  };
}

/**
 * What is left out stays as it is. `taken`: another entity is under this name, whoever's it is. Not within a transaction, which that would
 * end.
 */
export async function updateEntity(
  db: Kysely<Database>,
  scope: MerchantScope,
  entityId: string,
  { host, referenceForm, partPaymentMinMinor }: EntityChange,
): Promise<'done' | 'taken' | 'not_found'> {
  try {
    const { numUpdatedRows } = await db
      .updateTable('entities')
      .set({
        ...(host !== undefined && { host }),
        ...(referenceForm !== undefined && { reference_form: referenceForm }),
        ...(partPaymentMinMinor !== undefined && { part_payment_min_minor: partPaymentMinMinor }),
      })
      .where('merchant_id', '=', scope.merchantId)
      .where('id', '=', entityId)
      .executeTakeFirst();
    return numUpdatedRows > 0n ? 'done' : 'not_found';
  } catch (error) {
    // Asked beforehand, two at once would both hear that it is free.
    if (error instanceof pg.DatabaseError && error.constraint === 'entities_host_key') return 'taken';
    throw error;
  }
}

type EntityKeys = { vatNumber: string | null; registrationNumber: string | null; endpoint: EndpointKey | null };

/** An entity that cannot be told apart from a new one. A slug is unique over the installation, so its holder may be another merchant's. */
export async function findEntityClash(
  db: Kysely<Database>,
  scope: MerchantScope,
  { slug, vatNumber, registrationNumber, endpoint }: EntityKeys & { slug: string },
): Promise<{ slug: string; what: string } | undefined> {
  const { rows } = await sql<{ slug: string; what: string }>`
    select slug, what from (
      select slug, case
        when slug = ${slug} then 'slug'
        when merchant_id <> ${scope.merchantId} then null
        when vat_number = ${vatNumber} then 'VAT number'
        when endpoint_scheme = ${endpoint?.scheme} and endpoint_value = ${endpoint?.value} then 'endpoint'
        when registration_number = ${registrationNumber} then 'registration number' end as what
      from entities) as clash
    where what is not null limit 1`.execute(db);
  return rows[0];
}

export type EntityRecord = EntityKeys & {
  slug: string;
  legalName: string;
  tradingName?: string | undefined;
  street?: string | undefined;
  postalCode?: string | undefined;
  city?: string | undefined;
  country: string;
  email: string;
  phone?: string | undefined;
  website?: string | undefined;
  language: string;
  timeZone: string;
  iban?: string | undefined;
  bic?: string | undefined;
  accountName?: string | undefined;
  accent: string;
  linkOpens: LinkOpens;
  provider: string[];
  adminEmail: string[];
};

export async function insertEntity(db: Kysely<Database>, scope: MerchantScope, entity: EntityRecord): Promise<string> {
  const { street, city = null, postalCode = null, country } = entity;
  const address = { lines: street === undefined ? [] : [street], city, postalCode, region: null, country };
  const branding = { accent: entity.accent, accentDark: null, logoFileKey: null, legalFooter: null };
  const { id } = await db
    .insertInto('entities')
    .values({
      merchant_id: scope.merchantId,
      slug: entity.slug,
      legal_name: entity.legalName,
      trading_name: entity.tradingName ?? entity.legalName,
      vat_number: entity.vatNumber,
      registration_number: entity.registrationNumber,
      endpoint_scheme: entity.endpoint?.scheme ?? null,
      endpoint_value: entity.endpoint?.value ?? null,
      address: JSON.stringify(address),
      email: entity.email,
      phone: entity.phone ?? null,
      website: entity.website ?? null,
      language: entity.language,
      time_zone: entity.timeZone,
      iban: entity.iban?.replaceAll(' ', '').toUpperCase() ?? null,
      bic: entity.bic ?? null,
      account_name: entity.accountName ?? null,
      branding: JSON.stringify(branding),
      link_opens: entity.linkOpens,
      payment_providers: entity.provider,
      administrator_emails: entity.adminEmail,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
