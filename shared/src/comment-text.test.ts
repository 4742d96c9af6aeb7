import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanCommentText, holdsCardNumber } from './comment-text.ts';

describe('the text of a comment', () => {
  test('cleaned twice is what it is cleaned once, and holds nothing that is not seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const clean = cleanCommentText(text);
        expect(cleanCommentText(clean)).toBe(clean);
        expect(clean).not.toMatch(/[^\P{Cc}\n\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(clean.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('a card number', () => {
  test.each([
    ['4242424242424242'],
    ['my card is 4242 4242 4242 4242.'],
    ['378282246310005 (Amex)'],
    ['5555-5555-5555-4444'],
    ['(6011111111111117)'],
  ])('is seen in %s', (text) => {
    expect(holdsCardNumber(text)).toBe(true);
  });

  test.each([
    ['BE68 5390 0754 7034'],
    ['DE89 3704 0044 0532 0130 00'],
    ['+++090/9337/55493+++'],
    ['+32 470 12 34 56'],
    ['4242424242424241'],
    ['invoice 2026-0000000000001'],
    ['1234567890123452'],
    ['we paid 1.234,56 on 2026-03-16'],
  ])('is not seen in %s', (text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });

  test('is looked for in a time that does not explode', () => {
    expect(holdsCardNumber('4 '.repeat(5000))).toBe(false);
  });
});
