import { AppError } from '../../http/errors.ts';
import type { ReadKeys } from '../payment-provider.ts';
import type { ProviderKeys } from '../seal-keys.ts';
import { goodSecrets, rotateSecrets } from './webhook-secrets.ts';

export const mollieKeyNames = ['MOLLIE_API_KEY', 'MOLLIE_WEBHOOK_SECRET'] as const;

/** The key says its mode. A secret is only needed for webhooks that Mollie signs; each payment is told of without one. */
export function readMollieKeys(
  given: Readonly<Record<string, string>>,
  kept: ProviderKeys | null,
  now: Date,
): ReadKeys {
  const apiKey = given['MOLLIE_API_KEY'] ?? kept?.apiKey ?? '';
  if (/^(access|refresh)_/.test(apiKey)) {
    throw refusal(
      'MOLLIE_API_KEY is a token of an organisation. Give the API key of a profile: it begins with test_ or live_',
    );
  }
  const mode = /^(test|live)_[A-Za-z0-9]{20,}$/.exec(apiKey)?.[1];
  if (!mode)
    throw refusal('MOLLIE_API_KEY is not an API key: it begins with test_ or live_, and 30 letters and digits follow');
  const webhookSecrets = readSecrets(given['MOLLIE_WEBHOOK_SECRET'], kept?.webhookSecrets ?? [], now);
  return { mode: mode === 'live' ? 'live' : 'test', keys: { apiKey, publishableKey: null, webhookSecrets } };
}

type Secrets = ProviderKeys['webhookSecrets'];

function readSecrets(given: string | undefined, kept: Secrets, now: Date): Secrets {
  if (given === undefined || given === kept[0]?.secret) return goodSecrets(kept, now);
  if (!/^[\x21-\x7e]{16,200}$/.test(given)) {
    throw refusal(
      'MOLLIE_WEBHOOK_SECRET is not the secret of a webhook: copy it whole, it is shown once when the webhook is made',
    );
  }
  return rotateSecrets(given, kept, now);
}

function refusal(detail: string): AppError {
  return new AppError('invalid_request', detail);
}
