import type { Deps } from '../../deps.ts';
import type { ProviderConnector } from '../payment-provider.ts';
import { circuit } from './circuit.ts';
import { readStripeKeys, stripeKeyNames } from './stripe-keys.ts';

/** Between tries of the same request; tests wait less. */
const pausesBetweenTriesMs = [400, 1200, 3000] as const;

/** Stripe, of which nothing is loaded before an account is opened: its package alone has more than 200 modules. */
export function stripeConnector(
  deps: Pick<Deps, 'clock' | 'log'>,
  { pausesMs = pausesBetweenTriesMs }: { pausesMs?: readonly number[] } = {},
): ProviderConnector {
  const health = circuit(deps.clock);
  return {
    id: 'stripe',
    keyNames: stripeKeyNames,
    readKeys: readStripeKeys,
    async connect(account) {
      const { stripeProvider } = await import('./stripe-provider.ts');
      return stripeProvider(account, { deps, health, pausesMs });
    },
    async check(account) {
      const { checkStripe } = await import('./stripe-check.ts');
      return checkStripe(deps, account);
    },
  };
}
