import type { Kysely } from 'kysely';
import type { EntityView } from '@quittance/shared/customer-view.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { PaymentMode } from '@quittance/shared/payment.ts';
import type { ReferenceForm } from '@quittance/shared/payment-reference.ts';
import type { PartFloor } from '@quittance/shared/payment-split.ts';
import type { Database } from '../db/tables.ts';

export type EntityProfile = {
  id: string;
  merchantId: string;
  /** A name of its own for its pages; null: the installation's. */
  host: string | null;
  language: string;
  timeZone: string;
  iban: string | null;
  bic: string | null;
  accountName: string | null;
  paymentProviders: string[];
  paymentMode: PaymentMode;
  referenceForm: ReferenceForm;
  partPaymentMinMinor: PartFloor;
  /** For home screens; beside the icon of the tab. */
  homeIconUrl: string | null;
  view: EntityView;
};

export async function findEntity(
  db: Kysely<Database>,
  scope: MerchantKey,
  entityId: string,
): Promise<EntityProfile | undefined> {
  const row = await entityRows(db)
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', entityId)
    .executeTakeFirst();
  return row && profile(row);
}

/** Of what belongs to it. */
export async function getEntityProfile(
  db: Kysely<Database>,
  scope: MerchantKey,
  entityId: string,
): Promise<EntityProfile> {
  const entity = await findEntity(db, scope, entityId);
  if (!entity) throw new Error(`entity ${entityId} is missing`);
  return entity;
}

/** By the name in an address. */
export async function findEntityBySlug(db: Kysely<Database>, slug: string): Promise<EntityProfile | undefined> {
  const row = await entityRows(db).where('slug', '=', slug).executeTakeFirst();
  return row && profile(row);
}

/** The first that was set up, of this merchant or of all. */
export async function findOldestEntity(db: Kysely<Database>, scope?: MerchantKey): Promise<EntityProfile | undefined> {
  const rows = entityRows(db).orderBy('created_at').orderBy('id').limit(1);
  const row = await (scope ? rows.where('merchant_id', '=', scope.merchantId) : rows).executeTakeFirst();
  return row && profile(row);
}

/** The only one under the installation's own name; undefined where there are several, or none. */
export async function findOnlyEntity(db: Kysely<Database>): Promise<EntityProfile | undefined> {
  const [only, ...others] = await entityRows(db).where('host', 'is', null).limit(2).execute();
  return only && others.length === 0 ? profile(only) : undefined;
}

/** Whose own name this is; lower case, without port. */
export async function findEntityByHost(db: Kysely<Database>, host: string): Promise<EntityProfile | undefined> {
  const row = await entityRows(db).where('host', '=', host).executeTakeFirst();
  return row && profile(row);
}

/** Entities that have a document for one of these customers. */
export async function listEntitiesOfCustomers(
  db: Kysely<Database>,
  reader: { merchantId: string; customerIds: readonly string[] },
): Promise<EntityProfile[]> {
  if (reader.customerIds.length === 0) return [];
  const rows = await entityRows(db)
    .where('merchant_id', '=', reader.merchantId)
    .where((where) =>
      where.exists(
        where
          .selectFrom('documents')
          .select('documents.id')
          .whereRef('documents.merchant_id', '=', 'entities.merchant_id')
          .whereRef('documents.entity_id', '=', 'entities.id')
          .where('documents.customer_id', 'in', [...reader.customerIds]),
      ),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(profile);
}

function entityRows(db: Kysely<Database>) {
  return db
    .selectFrom('entities')
    .select([
      'id',
      'merchant_id',
      'slug',
      'host',
      'legal_name',
      'trading_name',
      'email',
      'phone',
      'website',
      'language',
      'time_zone',
      'iban',
      'bic',
      'account_name',
      'branding',
      'payment_providers',
      'payment_mode',
      'address',
      'reference_form',
      'part_payment_min_minor',
    ]);
}

type EntityRow = Awaited<ReturnType<ReturnType<typeof entityRows>['execute']>>[number];

function profile(row: EntityRow): EntityProfile {
  const { accent, accentDark, logoFileKey, iconFileKey = null, homeIconFileKey = null, legalFooter } = row.branding;
  // The key is the hash of the picture, so the address changes with it and may be cached for ever.
  const addressOf = (key: string | null) => key && `/brand/${row.slug}/${key}`;
  return {
    id: row.id,
    merchantId: row.merchant_id,
    host: row.host,
    language: row.language,
    timeZone: row.time_zone,
    iban: row.iban,
    bic: row.bic,
    accountName: row.account_name,
    paymentProviders: row.payment_providers,
    paymentMode: row.payment_mode,
    referenceForm: row.reference_form ?? (row.address.country === 'BE' ? 'belgian' : 'rf'),
    partPaymentMinMinor: row.part_payment_min_minor,
    homeIconUrl: addressOf(homeIconFileKey),
    view: {
      slug: row.slug,
      name: row.trading_name,
      legalName: row.legal_name,
      email: row.email,
      phone: row.phone,
      website: row.website,
      accent,
      accentDark,
      logoUrl: addressOf(logoFileKey),
      iconUrl: addressOf(iconFileKey),
      legalFooter,
    },
  };
}
