import type { PaymentMode } from '@quittance/shared/payment.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { lockPaymentSettings, updatePaymentSettings } from './provider-account-queries.ts';
import { knownProviders } from './find-provider.ts';

type SettingsDeps = Pick<Deps, 'db' | 'providers' | 'connectors'>;

/** Keys of both modes are kept; only those of the mode are used for what begins from now on. */
export async function setPaymentMode(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  { entityId, mode }: { entityId: string; mode: PaymentMode },
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    await lockPaymentSettings(trx, scope, entityId);
    await updatePaymentSettings(trx, scope, entityId, { mode });
  });
}

/** Which providers an entity offers, in this order. */
export async function setOfferedProviders(
  deps: SettingsDeps,
  scope: MerchantScope,
  { entityId, providers }: { entityId: string; providers: readonly string[] },
): Promise<void> {
  const unknown = providers.find((id) => !knownProviders(deps).includes(id));
  if (unknown !== undefined) {
    throw new AppError(
      'invalid_request',
      `There is no payment provider ${unknown}: ${knownProviders(deps).join(', ')}`,
    );
  }
  await deps.db.transaction().execute(async (trx) => {
    await lockPaymentSettings(trx, scope, entityId);
    await updatePaymentSettings(trx, scope, entityId, { providers: [...new Set(providers)] });
  });
}
