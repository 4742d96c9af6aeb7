import type { EntityChange } from '@quittance/shared/merchant-api/entity.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { updateEntity } from './entity-queries.ts';

/** A name serves one entity, over all merchants of the installation. */
export async function changeEntity(
  deps: Pick<Deps, 'db' | 'config'>,
  scope: MerchantScope,
  { entityId, change }: { entityId: string; change: EntityChange },
): Promise<void> {
  const { host } = change;
  if (host === new URL(deps.config.publicUrl).hostname) {
    throw new AppError('already_exists', `${host} is the installation's own name (PUBLIC_URL)`);
  }
  const outcome = await updateEntity(deps.db, scope, entityId, change);
  if (outcome === 'taken') throw new AppError('already_exists', `another entity is under ${host}`);
  if (outcome === 'not_found') throw new AppError('not_found');
}
