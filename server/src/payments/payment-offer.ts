import type { PaymentMethod, PaymentOffer } from '@quittance/shared/payment.ts';
import type { EntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { findProvider, transferProvider, type ProviderDeps } from './find-provider.ts';
import { getStanding, type Principal } from './payment-lock-queries.ts';
import { lockView } from './payment-lock.ts';
import type { MethodQuery, PaymentProvider } from './payment-provider.ts';

export type OfferDeps = ProviderDeps & Pick<Deps, 'log'>;

/** How this payer may pay this amount now, in the order that the entity has chosen. */
export async function paymentOffer(
  deps: OfferDeps,
  payer: Principal & { customerId: string },
  due: MethodQuery & { entity: EntityProfile; hasTransfer: boolean },
): Promise<PaymentOffer> {
  const { entity, amountMinor, currency, country, language, hasTransfer } = due;
  const offer: PaymentOffer = {
    methods: [],
    clientConfigs: [],
    isTestMode: false,
    unavailableProviders: [],
    lock: lockView(await getStanding(deps.db, payer)),
  };
  if (amountMinor === 0) return offer;
  for (const id of entity.paymentProviders) {
    if (id === transferProvider && hasTransfer) offer.methods.push({ provider: id, id: 'transfer', kind: 'transfer' });
    const query = { amountMinor, currency, country, language };
    const found = await askForMethods(deps, entity, id, query);
    if (found === 'unavailable') offer.unavailableProviders.push(id);
    if (found === 'unavailable' || !found || found.methods.length === 0) continue;
    offer.methods.push(...found.methods);
    offer.clientConfigs.push(found.provider.clientConfig(query));
    offer.isTestMode ||= found.provider.isTestMode;
  }
  return offer;
}

/** A provider that is down is left out and named; everything else on the page goes on. */
async function askForMethods(
  deps: OfferDeps,
  entity: EntityProfile,
  id: string,
  query: MethodQuery,
): Promise<{ provider: PaymentProvider; methods: PaymentMethod[] } | 'unavailable' | undefined> {
  try {
    const provider = await findProvider(deps, entity, id);
    return provider && { provider, methods: await provider.listMethods(query) };
  } catch (error) {
    deps.log.error({ err: error, provider: id, entityId: entity.id }, 'a payment provider cannot be offered');
    return 'unavailable';
  }
}
