import { createCipheriv, createDecipheriv } from 'node:crypto';
import { z } from 'zod';
import { deriveKey } from '../access/keys.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';

/** What an account at a provider is worked with. Nothing of it but the publishable key leaves the server. */
const providerKeysSchema = z.strictObject({
  apiKey: z.string(),
  publishableKey: z.string().nullable(),
  /** Newest first. One that was replaced goes on for a day, because messages signed with it are still on their way. */
  webhookSecrets: z.array(z.strictObject({ secret: z.string(), until: z.iso.datetime().nullable() })),
});
export type ProviderKeys = z.infer<typeof providerKeysSchema>;

/** Whose keys they are. Bound into the ciphertext, so that a row moved to another account does not open. */
export type KeyOwner = { merchantId: string; entityId: string; provider: string; mode: string };

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key derived from SECRET_KEY: nonce, tag, ciphertext. */
export function sealKeys(deps: Pick<Deps, 'config' | 'random'>, owner: KeyOwner, keys: ProviderKeys): Buffer {
  const nonce = deps.random.bytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(deps.config.secretKey, 'provider-keys'), nonce);
  cipher.setAAD(boundTo(owner));
  const text = Buffer.concat([cipher.update(JSON.stringify(keys), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

export function unsealKeys({ config }: Pick<Deps, 'config'>, owner: KeyOwner, sealed: Buffer): ProviderKeys {
  const nonce = sealed.subarray(0, nonceBytes);
  const options = { authTagLength: tagBytes };
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(config.secretKey, 'provider-keys'), nonce, options);
  decipher.setAAD(boundTo(owner));
  try {
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    const text = Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return providerKeysSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    const detail = `The keys of ${owner.provider} do not open: SECRET_KEY is not the one they were set under. Set them again: quittance providers set`;
    throw new AppError('not_ready', detail);
  }
}

function boundTo({ merchantId, entityId, provider, mode }: KeyOwner): Buffer {
  return Buffer.from(JSON.stringify([merchantId, entityId, provider, mode]));
}
