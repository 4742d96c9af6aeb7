import { createHmac, hkdfSync } from 'node:crypto';

/** What a key is for. Keys of different purposes say nothing about each other, so no secret of one kind passes as another. */
type KeyPurpose =
  | 'invoice-link'
  | 'sign-in-code'
  | 'sign-in-link'
  | 'session'
  | 'rate-limit'
  | 'sandbox-webhook'
  | 'provider-keys'
  | 'provider-webhook'
  | 'comment-reply';

/** A key of 256 bits for one purpose, from SECRET_KEY by HKDF-SHA-256. Whoever changes SECRET_KEY ends every mailed link. */
export function deriveKey(secretKey: string, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', `quittance ${purpose} 1`, 32));
}

/** HMAC-SHA-256 over the parts; only the last may hold the separator, so that two lists never read the same. */
export function macOf(key: Buffer, parts: readonly (string | number)[]): Buffer {
  return createHmac('sha256', key).update(parts.join('|')).digest();
}
