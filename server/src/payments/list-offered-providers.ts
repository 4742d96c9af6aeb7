import type { PaymentMode } from '@quittance/shared/payment.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { EntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { listProviderAccounts } from './provider-account-queries.ts';

export type OfferedProviders = {
  mode: PaymentMode;
  offered: string[];
  accounts: { provider: string; mode: PaymentMode; keyHint: string; webhookUrl: string }[];
};

/** What an operator may see of the keys: that they are there, and by which four characters one knows them. */
export async function listOfferedProviders(
  deps: Pick<Deps, 'db' | 'config'>,
  scope: MerchantScope,
  entity: EntityProfile,
): Promise<OfferedProviders> {
  const accounts = await listProviderAccounts(deps.db, scope, entity.id);
  return {
    mode: entity.paymentMode,
    offered: entity.paymentProviders,
    accounts: accounts.map(({ id, provider, mode, keyHint }) => ({
      provider,
      mode,
      keyHint,
      webhookUrl: `${deps.config.publicUrl}/webhooks/${provider}/${id}`,
    })),
  };
}
