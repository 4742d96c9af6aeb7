import type { PaymentOffer } from '@quittance/shared/payment.ts';
import type { EntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { getStanding, type Principal } from './payment-lock-queries.ts';
import { lockView } from './payment-lock.ts';

/** The name under which an entity switches on transfers: they need no provider, only an account. */
const transferProvider = 'bank';

/** How this payer may pay this amount now, in the order that the entity has chosen. */
export async function paymentOffer(
  deps: Pick<Deps, 'db' | 'providers'>,
  payer: Principal,
  due: { entity: EntityProfile; amountMinor: number; currency: string; hasTransfer: boolean },
): Promise<PaymentOffer> {
  const { entity, amountMinor, currency, hasTransfer } = due;
  const offer: PaymentOffer = {
    methods: [],
    clientConfigs: [],
    isTestMode: false,
    lock: lockView(await getStanding(deps.db, payer)),
  };
  if (amountMinor === 0) return offer;
  for (const id of entity.paymentProviders) {
    if (id === transferProvider && hasTransfer) offer.methods.push({ provider: id, id: 'transfer', kind: 'transfer' });
    const provider = deps.providers.get(id);
    const methods = (await provider?.listMethods({ amountMinor, currency })) ?? [];
    if (!provider || methods.length === 0) continue;
    offer.methods.push(...methods);
    offer.clientConfigs.push(provider.clientConfig());
    offer.isTestMode ||= provider.isTestMode;
  }
  return offer;
}
