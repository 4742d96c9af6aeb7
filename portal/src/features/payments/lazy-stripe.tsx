import { lazy } from 'react';
import type { MethodInput } from '@quittance/shared/payment.ts';

/** What a provider's widget does when the button is pressed: hands over what stands for the typed data, or says what is in the way. */
export type Widget = { collect(): Promise<{ input: MethodInput } | { problem: string | null }> };

// Whoever pays in another way loads nothing of it.

export const StripeFields = lazy(async () => ({ default: (await import('./stripe-fields.tsx')).StripeFields }));

export const StripeChallenge = lazy(async () => ({
  default: (await import('./stripe-challenge.tsx')).StripeChallenge,
}));
