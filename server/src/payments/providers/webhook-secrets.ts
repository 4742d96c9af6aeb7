import { dayMs } from '../../access/duration.ts';
import type { ProviderKeys } from '../seal-keys.ts';

type Secrets = ProviderKeys['webhookSecrets'];

/** With a new secret in front. The ones it replaces stay good for a day: messages signed with them are still on their way. */
export function rotateSecrets(given: string, kept: Secrets, now: Date): Secrets {
  const until = new Date(now.getTime() + dayMs).toISOString();
  const replaced = kept
    .filter(({ secret }) => secret !== given)
    .map((each) => ({ ...each, until: each.until ?? until }));
  return [{ secret: given, until: null }, ...goodSecrets(replaced, now)];
}

export function goodSecrets(secrets: Secrets, now: Date): Secrets {
  return secrets.filter(({ secret, until }) => secret.trim() !== '' && (until === null || new Date(until) > now));
}
