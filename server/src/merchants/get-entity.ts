import type { MerchantScope } from '../access/scope.ts';
import { findEntityBySlug } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';

/** The merchant's entity of this name, as a person types it. */
export async function getEntity(deps: Pick<Deps, 'db'>, scope: MerchantScope, slug: string) {
  const entity = await findEntityBySlug(deps.db, slug);
  if (entity?.merchantId === scope.merchantId) return entity;
  throw new AppError('not_found', `There is no entity ${slug}. See: quittance entities list`);
}
