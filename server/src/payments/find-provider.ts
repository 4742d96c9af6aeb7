import type { PaymentMode } from '@quittance/shared/payment.ts';
import type { Deps } from '../deps.ts';
import type { PaymentProvider, ProviderAccount } from './payment-provider.ts';
import { findProviderAccount, findProviderAccountById, type ProviderAccountRow } from './provider-account-queries.ts';
import { unsealKeys } from './seal-keys.ts';

export type ProviderDeps = Pick<Deps, 'db' | 'config' | 'providers' | 'connectors'>;

/** Who is asked: a provider, by the keys of one account where it needs any. */
export type AccountOfProvider = { provider: string; accountId: string | null };

type EntityThatIsPaid = { merchantId: string; id: string; paymentMode: PaymentMode };

/** The provider of this name as an entity may offer it now: in the entity's mode alone, so that test money never pays a live invoice. */
export async function findProvider(
  deps: ProviderDeps,
  entity: EntityThatIsPaid,
  id: string,
): Promise<PaymentProvider | undefined> {
  const keyless = deps.providers.get(id);
  if (keyless) return keyless.isTestMode === (entity.paymentMode === 'test') ? keyless : undefined;
  if (!deps.connectors.has(id)) return undefined;
  const account = { entityId: entity.id, provider: id, mode: entity.paymentMode };
  const row = await findProviderAccount(deps.db, entity, account);
  return row && connect(deps, row);
}

/** Whatever its entity offers today: payments that were begun and messages go on being looked after. */
export async function findProviderOfAccount(
  deps: ProviderDeps,
  { provider, accountId }: { provider: string; accountId: string | null },
): Promise<PaymentProvider | undefined> {
  if (accountId === null) return deps.providers.get(provider);
  const row = await findProviderAccountById(deps.db, accountId);
  return row?.provider === provider ? connect(deps, row) : undefined;
}

/** The name under which an entity switches on transfers: they need no provider, only an account. */
export const transferProvider = 'bank';

export function knownProviders({ providers, connectors }: Pick<Deps, 'providers' | 'connectors'>): string[] {
  return [transferProvider, ...providers.keys(), ...connectors.keys()];
}

/** The account with its keys open. */
export function openAccount(deps: Pick<Deps, 'config'>, row: ProviderAccountRow): ProviderAccount {
  const { id, mode, provider } = row;
  return {
    id,
    mode,
    keys: unsealKeys(deps, row, row.sealedKeys),
    webhookUrl: `${deps.config.publicUrl}/webhooks/${provider}/${id}`,
  };
}

async function connect(deps: ProviderDeps, row: ProviderAccountRow): Promise<PaymentProvider | undefined> {
  return deps.connectors.get(row.provider)?.connect(openAccount(deps, row));
}
