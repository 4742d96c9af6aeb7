import { readableBrand } from '@quittance/shared/accent.ts';
import type { ApiBrand } from '@quittance/shared/merchant-api/brand.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { originOf } from '../http/site.ts';
import { findBrand } from './brand-queries.ts';

/** An entity's brand, with its colours as they are shown. */
export async function getBrand(
  deps: Pick<Deps, 'db' | 'config'>,
  scope: MerchantScope,
  entityId: string,
): Promise<ApiBrand> {
  const brand = await findBrand(deps.db, scope, entityId);
  if (!brand) throw new AppError('not_found');
  const { accent, accentDark, legalFooter, senderName = null, logoFileKey, iconFileKey = null } = brand.branding;
  const urlOf = (key: string | null) => key && `${originOf(deps.config, brand.host)}/brand/${brand.slug}/${key}`;
  return {
    name: brand.name,
    senderName,
    accent,
    accentDark,
    legalFooter,
    logoUrl: urlOf(logoFileKey),
    iconUrl: urlOf(iconFileKey),
    shown: readableBrand({ accent, accentDark }),
  };
}
