import { AppError } from '../http/errors.ts';
import { findProviderOfAccount, type ProviderDeps } from './find-provider.ts';
import type { MethodIcon } from './payment-provider.ts';

/** A method's picture, by way of us: a browser that is about to pay asks no other host. */
export async function getMethodIcon(
  deps: ProviderDeps,
  { provider: id, account, method }: { provider: string; account: string; method: string },
): Promise<MethodIcon> {
  const provider = await findProviderOfAccount(deps, { provider: id, accountId: account });
  const icon = await provider?.methodIcon?.(method);
  if (!icon) throw new AppError('not_found');
  return icon;
}
