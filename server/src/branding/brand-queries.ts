import { sql, type Kysely } from 'kysely';
import type { Branding } from '@quittance/shared/branding.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { BrandPatch } from './change-brand.ts';

export type BrandRecord = { slug: string; host: string | null; name: string; branding: Branding };

export async function findBrand(
  db: Kysely<Database>,
  scope: MerchantScope,
  entityId: string,
): Promise<BrandRecord | undefined> {
  return db
    .selectFrom('entities')
    .select(['slug', 'host', 'trading_name as name', 'branding'])
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', entityId)
    .executeTakeFirst();
}

/** False where there is no such entity. Fields that the patch leaves out keep the value they have when it is written. */
export async function updateBrand(
  db: Kysely<Database>,
  scope: MerchantScope,
  entityId: string,
  { name, branding }: BrandPatch,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('entities')
    .set({
      ...(name !== undefined && { trading_name: name }),
      branding: sql`branding || ${JSON.stringify(branding)}::jsonb`,
    })
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', entityId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
