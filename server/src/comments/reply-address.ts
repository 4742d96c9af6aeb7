import { timingSafeEqual } from 'node:crypto';
import { macOf } from '../access/keys.ts';

/** Whose reply address it is: one contact, or one address of the merchant's own people, in one conversation. */
export type ReplyClaim = { id: string; documentId: string; contactId: string | null; email: string | null };

const prefix = 'reply+r1';
const idBytes = 10;
const proofBytes = 16;
const shape = /^reply\+r1([a-z2-7]{42})$/;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * `reply+r1…@domain`: an id to look up by and the proof that we made it. Base32, because mail servers on the way may fold the part
 * before the @ to one case, and short enough for the 64 characters that it may have.
 */
export function buildReplyAddress(key: Buffer, claim: ReplyClaim, domain: string): string {
  const bytes = Buffer.concat([Buffer.from(claim.id, 'base64url'), proofOf(key, claim)]);
  return `${prefix}${toBase32(bytes)}@${domain}`;
}

/** Null when the address is none of that shape at `domain`; whether it is genuine only its claim can tell. */
export function parseReplyAddress(address: string, domain: string): { id: string; proof: Buffer } | null {
  const at = address.lastIndexOf('@');
  if (address.slice(at + 1).toLowerCase() !== domain) return null;
  const [, text] = shape.exec(address.slice(0, at).toLowerCase()) ?? [];
  const bytes = text === undefined ? null : fromBase32(text);
  if (!bytes) return null;
  return { id: bytes.subarray(0, idBytes).toString('base64url'), proof: bytes.subarray(idBytes) };
}

/** Takes the same time whatever the proof is. */
export function isReplyProof(key: Buffer, claim: ReplyClaim, proof: Buffer): boolean {
  return timingSafeEqual(proofOf(key, claim), proof);
}

function proofOf(key: Buffer, { id, documentId, contactId, email }: ReplyClaim): Buffer {
  // The address comes last: it is the one part that may hold the separator.
  return macOf(key, ['comment-reply', id, documentId, contactId ?? '', email ?? '']).subarray(0, proofBytes);
}

function toBase32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet.charAt(parseInt(group.padEnd(5, '0'), 2))).join('');
}

/** Null for text that is not how we write any bytes: the last character has bits to spare. */
function fromBase32(text: string): Buffer | null {
  const bits = Array.from(text, (character) => alphabet.indexOf(character).toString(2).padStart(5, '0')).join('');
  const whole = bits.slice(0, (idBytes + proofBytes) * 8).match(/.{8}/g) ?? [];
  const bytes = Buffer.from(whole.map((byte) => parseInt(byte, 2)));
  return toBase32(bytes) === text ? bytes : null;
}
