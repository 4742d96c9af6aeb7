import { isDeepStrictEqual } from 'node:util';
import type { ApiLateChargePolicy, NewLateChargePolicy } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findHolder, holdEntity } from './holder-queries.ts';
import { findPolicyVersion, insertPolicy } from './policy-queries.ts';

/**
 * Adds a version of a policy. What was added never changes, so that what was claimed by it stays explained: the same again does
 * nothing, other rules need a higher version.
 */
export async function savePolicy(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  { policy, ...wanted }: NewLateChargePolicy,
): Promise<ApiLateChargePolicy> {
  return deps.db.transaction().execute(async (trx) => {
    const holder = await findHolder(trx, scope, wanted);
    if (!holder) throw new AppError('not_found', 'There is no such entity, customer or invoice.');
    if (wanted.entityId !== undefined && wanted.entityId !== holder.entityId)
      throw new AppError('invalid_request', 'entityId: the invoice is of another entity; leave it out');
    // Two at once would both find the version free.
    await holdEntity(trx, scope, holder.entityId);
    const there = await findPolicyVersion(trx, scope, holder, policy);
    if (!there) return insertPolicy(trx, scope, { holder, policy, now: deps.clock.now() });
    if (isDeepStrictEqual(there.policy, policy)) return there;
    throw new AppError(
      'already_exists',
      `Version ${policy.version} of the policy ${policy.id} is there with other rules, which stay as they are. Save these as a higher version.`,
    );
  });
}
