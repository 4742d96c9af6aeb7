import { queryOptions } from '@tanstack/react-query';
import { loadStripe } from '@stripe/stripe-js/pure';
import type { Stripe } from '@stripe/stripe-js';

/** Stripe's own script, from Stripe and only once somebody is to pay by it. Fails where it is blocked; a second look tries again. */
export function stripeQuery(publishableKey: string) {
  return queryOptions({
    queryKey: ['stripe', publishableKey],
    queryFn: async (): Promise<{ stripe: Stripe }> => {
      const stripe = await loadStripe(publishableKey);
      if (!stripe) throw new Error('Stripe.js is not there');
      return { stripe };
    },
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
  });
}
