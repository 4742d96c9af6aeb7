import type { PaymentMode } from '@quittance/shared/payment.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { openAccount } from './find-provider.ts';
import type { ProviderConnector } from './payment-provider.ts';
import {
  findProviderAccount,
  lockPaymentSettings,
  updatePaymentSettings,
  upsertProviderAccount,
} from './provider-account-queries.ts';
import { sealKeys } from './seal-keys.ts';

type SaveDeps = Pick<Deps, 'db' | 'clock' | 'random' | 'config' | 'connectors'>;

export type SavedKeys = { mode: PaymentMode; keyHint: string; webhookUrl: string };

/**
 * Keeps an entity's keys of one provider, encrypted, and switches the provider on. Only keys of the entity's mode are taken. What is not
 * given stays as it was.
 */
export async function saveProviderKeys(
  deps: SaveDeps,
  scope: MerchantScope,
  { entityId, provider, given }: { entityId: string; provider: string; given: Readonly<Record<string, string>> },
): Promise<SavedKeys> {
  const connector = getConnector(deps, provider);
  return deps.db.transaction().execute(async (trx) => {
    const { mode, providers } = await lockPaymentSettings(trx, scope, entityId);
    const owner = { merchantId: scope.merchantId, entityId, provider, mode };
    const known = await findProviderAccount(trx, scope, owner);
    const kept = known ? openAccount(deps, known).keys : null;
    const read = connector.readKeys(given, kept, deps.clock.now());
    if (read.mode !== mode) throw otherMode(provider, mode, read.mode);
    const keyHint = read.keys.apiKey.slice(-4);
    const sealedKeys = sealKeys(deps, owner, read.keys);
    const account = { ...owner, sealedKeys, keyHint, updatedAt: deps.clock.now() };
    const id = await upsertProviderAccount(trx, scope, account);
    if (!providers.includes(provider)) {
      await updatePaymentSettings(trx, scope, entityId, { providers: [...providers, provider] });
    }
    return { mode, keyHint, webhookUrl: `${deps.config.publicUrl}/webhooks/${provider}/${id}` };
  });
}

export function getConnector({ connectors }: Pick<Deps, 'connectors'>, provider: string): ProviderConnector {
  const connector = connectors.get(provider);
  if (connector) return connector;
  const known = [...connectors.keys()].join(', ');
  throw new AppError('invalid_request', `${provider} is no provider with keys. There are: ${known}`);
}

function otherMode(provider: string, mode: PaymentMode, given: PaymentMode): AppError {
  const detail = `This is a ${given} key of ${provider}, and the entity takes ${mode} payments. Give a ${mode} key, or change the mode first: quittance providers mode ${given}`;
  return new AppError('invalid_request', detail);
}
