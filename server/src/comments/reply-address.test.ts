import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailSchema } from '@quittance/shared/schema.ts';
import { buildReplyAddress, isReplyProof, parseReplyAddress, type ReplyClaim } from './reply-address.ts';

const key = Buffer.alloc(32, 1);
const domain = 'reply.example.com';
const ids = fc.uint8Array({ minLength: 10, maxLength: 10 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
const claims: fc.Arbitrary<ReplyClaim> = fc.record({
  id: ids,
  documentId: fc.uuid(),
  contactId: fc.option(fc.uuid()),
  email: fc.option(fc.emailAddress()),
});

describe('a reply address', () => {
  test('proves its claim, whatever case it comes back in, and fits where an address fits', () => {
    fc.assert(
      fc.property(claims, (claim) => {
        const address = buildReplyAddress(key, claim, domain);
        expect(emailSchema.safeParse(address).success).toBe(true);
        expect(address.indexOf('@')).toBeLessThanOrEqual(64);
        const parsed = parseReplyAddress(address.toUpperCase(), domain);
        expect(parsed?.id).toBe(claim.id);
        expect(parsed && isReplyProof(key, claim, parsed.proof)).toBe(true);
      }),
    );
  });

  test('proves no other claim, and none under another key', () => {
    fc.assert(
      fc.property(claims, claims, (claim, other) => {
        fc.pre(JSON.stringify(claim) !== JSON.stringify({ ...other, id: claim.id }));
        const proof = parseReplyAddress(buildReplyAddress(key, claim, domain), domain)?.proof ?? Buffer.alloc(16);
        expect(isReplyProof(key, { ...other, id: claim.id }, proof)).toBe(false);
        expect(isReplyProof(Buffer.alloc(32, 2), claim, proof)).toBe(false);
      }),
    );
  });

  test('changed in one character is another address, or none', () => {
    const claim = { id: Buffer.alloc(10, 7).toString('base64url'), documentId: 'd', contactId: 'c', email: null };
    const address = buildReplyAddress(key, claim, domain);
    for (let at = 8; at < 50; at += 1) {
      for (const character of 'abcdefghijklmnopqrstuvwxyz234567') {
        if (address[at] === character) continue;
        const parsed = parseReplyAddress(address.slice(0, at) + character + address.slice(at + 1), domain);
        expect(parsed !== null && parsed.id === claim.id && isReplyProof(key, claim, parsed.proof)).toBe(false);
      }
    }
  });

  test.each([
    'reply@reply.example.com',
    'reply+r1@reply.example.com',
    `reply+r1${'a'.repeat(41)}@reply.example.com`,
    `reply+r1${'a'.repeat(43)}@reply.example.com`,
    `reply+r1${'1'.repeat(42)}@reply.example.com`,
    `reply+r1${'a'.repeat(42)}@evil.example.com`,
    `reply+r1${'a'.repeat(42)}@reply.example.com.evil`,
    '@reply.example.com',
    '',
  ])('is not %s', (address) => {
    expect(parseReplyAddress(address, domain)).toBeNull();
  });
});
