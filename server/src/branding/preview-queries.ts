import type { Kysely } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { BrandPatch } from './change-brand.ts';

export async function insertPreview(
  db: Kysely<Database>,
  scope: MerchantScope,
  preview: { entityId: string; tokenSha256: Buffer; patch: BrandPatch; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('brand_previews')
    .values({
      merchant_id: scope.merchantId,
      entity_id: preview.entityId,
      token_sha256: preview.tokenSha256,
      patch: JSON.stringify(preview.patch),
      expires_at: preview.expiresAt,
    })
    .execute();
}

export type PreviewRecord = { id: string; merchantId: string; entityId: string; patch: BrandPatch; expiresAt: Date };

/** By its secret: whoever has the link may look. */
export async function findPreview(
  db: Kysely<Database>,
  { tokenSha256, now }: { tokenSha256: Buffer; now: Date },
): Promise<PreviewRecord | undefined> {
  return db
    .selectFrom('brand_previews')
    .select(['id', 'merchant_id as merchantId', 'entity_id as entityId', 'patch', 'expires_at as expiresAt'])
    .where('token_sha256', '=', tokenSha256)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}
