import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../deps.ts';

/** 256 random bits as text for a cookie. */
export function newSecret(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}

/** How a secret rests in the database: 256 random bits need no salt and no slow hash. */
export function sha256(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether two texts are the same, in a time that tells nothing about either. */
export function isSameText(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}
