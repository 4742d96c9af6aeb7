import type { MerchantScope } from '../access/scope.ts';
import type { EntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { openAccount, transferProvider } from './find-provider.ts';
import type { Finding } from './payment-provider.ts';
import { findProviderAccount } from './provider-account-queries.ts';

type CheckDeps = Pick<Deps, 'db' | 'config' | 'providers' | 'connectors'>;

/** Whether customers of this entity can pay in the ways that it offers, and what to do where they cannot. */
export async function checkProviders(
  deps: CheckDeps,
  scope: MerchantScope,
  entity: EntityProfile,
): Promise<(Finding & { provider: string })[]> {
  const nothing = { what: 'nothing is offered', todo: 'Say what is: quittance providers use …' };
  if (entity.paymentProviders.length === 0) return [{ provider: 'none', ...nothing }];
  const findings = entity.paymentProviders.map(async (provider) =>
    (await checkProvider(deps, scope, entity, provider)).map((finding) => ({ provider, ...finding })),
  );
  return (await Promise.all(findings)).flat();
}

async function checkProvider(
  deps: CheckDeps,
  scope: MerchantScope,
  entity: EntityProfile,
  provider: string,
): Promise<Finding[]> {
  const { id: entityId, paymentMode: mode } = entity;
  if (provider === transferProvider) return [checkTransfer(entity)];
  const keyless = deps.providers.get(provider);
  if (keyless) return [checkKeyless(keyless.isTestMode, mode)];
  const connector = deps.connectors.get(provider);
  if (!connector)
    return [{ what: 'this installation has no such provider', todo: 'Leave it out of: quittance providers use …' }];
  const account = await findProviderAccount(deps.db, scope, { entityId, provider, mode });
  const todo = `Give them: quittance providers set --entity ${entity.view.slug} --provider ${provider}`;
  if (!account) return [{ what: `has no ${mode} keys`, todo }];
  return connector.check(openAccount(deps, account));
}

function checkTransfer({ iban }: EntityProfile): Finding {
  if (iban) return { what: `transfers go to ${iban}`, todo: null };
  const todo = 'Offered only for documents that name an account. Give the entity an IBAN.';
  return { what: 'the entity has no account', todo };
}

function checkKeyless(isTestMode: boolean, mode: EntityProfile['paymentMode']): Finding {
  if (isTestMode === (mode === 'test')) return { what: 'needs no keys', todo: null };
  const todo = 'Leave it out of `quittance providers use …`: it moves no real money and is not offered.';
  return { what: 'is only for test payments, and the entity takes live ones', todo };
}
