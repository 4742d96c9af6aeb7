import { timingSafeEqual } from 'node:crypto';
import { macOf } from './keys.ts';

const prefix = 'sgn1_';
const idBytes = 16;
const proofBytes = 16;
const shape = /^sgn1_[A-Za-z0-9_-]{43}$/;

/**
 * `sgn1_` and 32 bytes: the challenge's id and the proof that we made it. Like the code it is a function of the id and a key outside
 * the database, so a second mail says the same as the first, and nothing in the database opens anything.
 */
export function buildSignInToken(key: Buffer, challengeId: string): string {
  return prefix + Buffer.concat([bytesOf(challengeId), proofOf(key, challengeId)]).toString('base64url');
}

/** The challenge's id; null when we never made such a token. Whether the challenge is alive only its row can tell. */
export function readSignInToken(key: Buffer, token: string): string | null {
  if (!shape.test(token)) return null;
  const bytes = Buffer.from(token.slice(prefix.length), 'base64url');
  const challengeId = uuidOf(bytes.subarray(0, idBytes));
  return timingSafeEqual(bytes.subarray(idBytes), proofOf(key, challengeId)) ? challengeId : null;
}

/** Six digits. The MAC is read as one number, of which a millionth part is all that could be biased: less than one in 2^236. */
export function signInCode(key: Buffer, challengeId: string): string {
  const number = BigInt(`0x${macOf(key, ['sign-in-code', challengeId]).toString('hex')}`);
  return String(number % 1_000_000n).padStart(6, '0');
}

function proofOf(key: Buffer, challengeId: string): Buffer {
  return macOf(key, ['sign-in-link', challengeId]).subarray(0, proofBytes);
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
