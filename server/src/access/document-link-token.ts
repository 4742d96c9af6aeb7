import { timingSafeEqual } from 'node:crypto';
import { macOf } from './keys.ts';

/** What a link's token vouches for. Another generation is another token: raising it revokes every copy in the world. */
export type DocumentLinkClaim = { id: string; documentId: string; contactId: string; generation: number };

const prefix = 'inv1_';
const idBytes = 10;
const macBytes = 20;
const shape = /^inv1_[A-Za-z0-9_-]{40}$/;

/** `inv1_` and 30 bytes: an id to look up by, and the proof that we made it. Always the same for the same claim. */
export function buildDocumentLinkToken(key: Buffer, claim: DocumentLinkClaim): string {
  const bytes = Buffer.concat([Buffer.from(claim.id, 'base64url'), proofOf(key, claim)]);
  return prefix + bytes.toString('base64url');
}

/** Null when the text is not of the shape; whether it is genuine only its claim can tell. */
export function parseDocumentLinkToken(token: string): { id: string; proof: Buffer } | null {
  if (!shape.test(token)) return null;
  const bytes = Buffer.from(token.slice(prefix.length), 'base64url');
  return { id: bytes.subarray(0, idBytes).toString('base64url'), proof: bytes.subarray(idBytes) };
}

/** Takes the same time whatever the proof is. */
export function isProofOf(key: Buffer, claim: DocumentLinkClaim, proof: Buffer): boolean {
  return timingSafeEqual(proofOf(key, claim), proof);
}

function proofOf(key: Buffer, { id, documentId, contactId, generation }: DocumentLinkClaim): Buffer {
  return macOf(key, ['invoice-link', id, documentId, contactId, generation]).subarray(0, macBytes);
}
