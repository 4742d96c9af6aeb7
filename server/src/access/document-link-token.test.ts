import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildDocumentLinkToken, isProofOf, parseDocumentLinkToken } from './document-link-token.ts';
import { deriveKey } from './keys.ts';

const key = deriveKey('a secret key for tests, and for nothing else', 'invoice-link');
const claims = fc.record({
  id: fc.uint8Array({ minLength: 10, maxLength: 10 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  documentId: fc.uuid(),
  contactId: fc.uuid(),
  generation: fc.integer({ min: 1, max: 1000 }),
});

test('a token leads back to its claim and proves it', () => {
  fc.assert(
    fc.property(claims, (claim) => {
      const parsed = parseDocumentLinkToken(buildDocumentLinkToken(key, claim));
      expect(parsed?.id).toBe(claim.id);
      expect(isProofOf(key, claim, parsed?.proof ?? Buffer.alloc(20))).toBe(true);
    }),
  );
});

test('a proof is worth nothing for another document, contact, generation, id or key', () => {
  const otherKey = deriveKey('a secret key for tests, and for nothing else', 'session');
  fc.assert(
    fc.property(claims, claims, (claim, other) => {
      const proof = parseDocumentLinkToken(buildDocumentLinkToken(key, claim))?.proof ?? Buffer.alloc(20);
      for (const field of ['id', 'documentId', 'contactId', 'generation'] as const) {
        fc.pre(claim[field] !== other[field]);
        expect(isProofOf(key, { ...claim, [field]: other[field] }, proof)).toBe(false);
      }
      expect(isProofOf(otherKey, claim, proof)).toBe(false);
    }),
  );
});

test('one changed character makes another token', () => {
  fc.assert(
    fc.property(claims, fc.nat({ max: 39 }), fc.constantFrom('A', 'z', '0', '9', '-', '_'), (claim, at, character) => {
      const token = buildDocumentLinkToken(key, claim);
      const place = 'inv1_'.length + at;
      fc.pre(token[place] !== character);
      const parsed = parseDocumentLinkToken(token.slice(0, place) + character + token.slice(place + 1));
      const isSame = parsed?.id === claim.id && isProofOf(key, claim, parsed.proof);
      expect(isSame).toBe(false);
    }),
  );
});

test.each([
  '',
  'x',
  'inv1_',
  'null',
  'inv2_'.padEnd(45, 'A'),
  'inv1_'.padEnd(44, 'A'),
  'inv1_'.padEnd(46, 'A'),
  'inv1_'.padEnd(44, 'A') + '=',
])('%j is no token', (text) => {
  expect(parseDocumentLinkToken(text)).toBeNull();
});
