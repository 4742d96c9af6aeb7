import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findLockEnd, hasFailures, hasTried, holdPrincipal, liftLock } from './payment-lock-queries.ts';

/** Lets a stopped payer try again at once. Doing it twice does nothing more; the reason is kept. */
export async function unlockPayments(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  request: { principal: string; reason: string },
): Promise<{ wasLocked: boolean }> {
  const principal = { merchantId: scope.merchantId, principal: request.principal };
  return deps.db.transaction().execute(async (trx) => {
    if (!(await hasTried(trx, principal))) throw new AppError('not_found', 'this payer has never tried to pay');
    await holdPrincipal(trx, principal);
    const lockedUntil = await findLockEnd(trx, principal);
    if (lockedUntil || (await hasFailures(trx, principal))) await liftLock(trx, principal, request.reason);
    return { wasLocked: lockedUntil !== null };
  });
}
