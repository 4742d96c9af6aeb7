import type { Branding } from '@quittance/shared/branding.ts';
import { logoBytesMax, type BrandChange } from '@quittance/shared/merchant-api/brand.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { updateBrand } from './brand-queries.ts';
import { pictureType } from './picture-type.ts';

/** What differs from the brand that is saved. */
export type BrandPatch = { name?: string; branding: Partial<Branding> };

type DrawDeps = Pick<Deps, 'files' | 'pictures'>;

/** Changes what is named and nothing else; two changes at once of different things are both kept. */
export async function changeBrand(
  deps: DrawDeps & Pick<Deps, 'db'>,
  scope: MerchantScope,
  { entityId, change }: { entityId: string; change: BrandChange },
): Promise<void> {
  const patch = await brandPatch(deps, change);
  if (!(await updateBrand(deps.db, scope, entityId, patch))) throw new AppError('not_found');
}

/** A change with its logo drawn anew and stored. */
export async function brandPatch(deps: DrawDeps, { name, logo, ...rest }: BrandChange): Promise<BrandPatch> {
  const branding = { ...rest, ...(logo !== undefined && (await logoKeys(deps, logo))) };
  return { ...(name !== undefined && { name }), branding };
}

async function logoKeys({ files, pictures }: DrawDeps, logo: string | null): Promise<Partial<Branding>> {
  if (logo === null) return { logoFileKey: null, iconFileKey: null, homeIconFileKey: null };
  const bytes = Buffer.from(logo, 'base64');
  if (bytes.length > logoBytesMax) throw refusal(`is larger than ${logoBytesMax} bytes`, 'payload_too_large');
  const type = pictureType(bytes);
  if (!type) {
    // An SVG may hold scripts and addresses to load, and neither mails nor paper show it.
    throw refusal('is not PNG, JPEG or WebP. Export an SVG as PNG, at least 120 pixels high', 'invalid_request');
  }
  const drawn = await pictures.drawLogo(bytes, type);
  if ('refusal' in drawn) {
    if (drawn.refusal === 'too_large') throw refusal('has more than 25 million pixels', 'payload_too_large');
    throw refusal('cannot be read: the picture is damaged', 'invalid_request');
  }
  return {
    logoFileKey: await files.put(drawn.logo),
    iconFileKey: drawn.icon && (await files.put(drawn.icon)),
    homeIconFileKey: drawn.homeIcon && (await files.put(drawn.homeIcon)),
  };
}

function refusal(message: string, code: 'invalid_request' | 'payload_too_large'): AppError {
  return new AppError(code, `body.logo: ${message}`, { issues: [{ path: 'body.logo', message }] });
}
