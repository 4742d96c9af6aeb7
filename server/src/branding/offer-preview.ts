import type { ApiBrandPreview, BrandChange } from '@quittance/shared/merchant-api/brand.ts';
import type { MerchantScope } from '../access/scope.ts';
import { newSecret, sha256 } from '../access/secrets.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { originOf } from '../http/site.ts';
import { findBrand } from './brand-queries.ts';
import { brandPatch } from './change-brand.ts';
import { insertPreview } from './preview-queries.ts';

const lifeMs = 60 * 60 * 1000;
const prefix = 'prv1_';

/** A link to the three faces of a brand as it would be with this change; nothing of the entity changes. */
export async function offerPreview(
  deps: Pick<Deps, 'db' | 'clock' | 'random' | 'config' | 'files' | 'pictures'>,
  scope: MerchantScope,
  { entityId, change }: { entityId: string; change: BrandChange },
): Promise<ApiBrandPreview> {
  const brand = await findBrand(deps.db, scope, entityId);
  if (!brand) throw new AppError('not_found');
  const patch = await brandPatch(deps, change);
  const token = `${prefix}${newSecret(deps.random)}`;
  const expiresAt = new Date(deps.clock.now().getTime() + lifeMs);
  await insertPreview(deps.db, scope, { entityId, tokenSha256: sha256(token), patch, expiresAt });
  return { url: `${originOf(deps.config, brand.host)}/brand-previews/${token}`, expiresAt: expiresAt.toISOString() };
}
