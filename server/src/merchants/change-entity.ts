import type { EntityChange } from '@quittance/shared/merchant-api/entity.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findHostHolder, updateHost } from './entity-queries.ts';

/** A name serves one entity, over all merchants of the installation. */
export async function changeEntity(
  deps: Pick<Deps, 'db' | 'config'>,
  scope: MerchantScope,
  { entityId, change: { host } }: { entityId: string; change: EntityChange },
): Promise<void> {
  if (host === new URL(deps.config.publicUrl).hostname) {
    throw new AppError('already_exists', `body.host: ${host} is the installation's own (PUBLIC_URL)`);
  }
  const holder = host === null ? undefined : await findHostHolder(deps.db, host);
  if (holder && holder !== entityId) {
    throw new AppError('already_exists', `body.host: another entity is under ${host}`);
  }
  if (!(await updateHost(deps.db, scope, entityId, host))) throw new AppError('not_found');
}
