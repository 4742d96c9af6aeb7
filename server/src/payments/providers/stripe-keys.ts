import { AppError } from '../../http/errors.ts';
import type { ReadKeys } from '../payment-provider.ts';
import type { ProviderKeys } from '../seal-keys.ts';
import { goodSecrets, rotateSecrets } from './webhook-secrets.ts';

export const stripeKeyNames = ['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET'] as const;

/** Keys of one mode. The secret of the webhook may come later: Stripe gives it once it knows our address. */
export function readStripeKeys(
  given: Readonly<Record<string, string>>,
  kept: ProviderKeys | null,
  now: Date,
): ReadKeys {
  const apiKey = given['STRIPE_SECRET_KEY'] ?? kept?.apiKey ?? '';
  const publishableKey = given['STRIPE_PUBLISHABLE_KEY'] ?? kept?.publishableKey ?? '';
  const secretMode = /^(?:sk|rk)_(test|live)_[A-Za-z0-9]{10,}$/.exec(apiKey)?.[1];
  if (!secretMode)
    throw refusal('STRIPE_SECRET_KEY is not a secret key: it begins with sk_ or rk_, then test_ or live_');
  const publishableMode = /^pk_(test|live)_[A-Za-z0-9]{10,}$/.exec(publishableKey)?.[1];
  if (!publishableMode)
    throw refusal('STRIPE_PUBLISHABLE_KEY is not a publishable key: it begins with pk_test_ or pk_live_');
  if (secretMode !== publishableMode) {
    throw refusal(`STRIPE_SECRET_KEY is a ${secretMode} key and STRIPE_PUBLISHABLE_KEY a ${publishableMode} key`);
  }
  const webhookSecrets = readSecrets(given['STRIPE_WEBHOOK_SECRET'], kept?.webhookSecrets ?? [], now);
  return { mode: secretMode === 'live' ? 'live' : 'test', keys: { apiKey, publishableKey, webhookSecrets } };
}

type Secrets = ProviderKeys['webhookSecrets'];

function readSecrets(given: string | undefined, kept: Secrets, now: Date): Secrets {
  if (given === undefined || given === kept[0]?.secret) return goodSecrets(kept, now);
  if (!/^whsec_[A-Za-z0-9+/=_-]{16,}$/.test(given)) {
    throw refusal('STRIPE_WEBHOOK_SECRET is not the secret of a webhook: it begins with whsec_');
  }
  return rotateSecrets(given, kept, now);
}

function refusal(detail: string): AppError {
  return new AppError('invalid_request', detail);
}
