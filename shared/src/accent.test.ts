import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, readableAccent } from './accent.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  test.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#000000', 21],
    ['#777777', '#ffffff', 4.48],
    ['#1a7f5a', '#1a7f5a', 1],
  ])('%s on %s is %d', (a, b, ratio) => {
    expect(contrast(a, b)).toBeCloseTo(ratio, 2);
  });
});

describe('readableAccent', () => {
  test.each(['#ffffff', '#f6f7f8', '#14171a', '#000000'])(
    'every colour becomes readable on %s, and text on it too',
    (background) => {
      fc.assert(
        fc.property(colour, (accent) => {
          const readable = readableAccent(accent, background);
          expect(contrast(readable.accent, background)).toBeGreaterThanOrEqual(4.5);
          expect(contrast(readable.onAccent, readable.accent)).toBeGreaterThanOrEqual(4.5);
        }),
      );
    },
  );

  test('a colour that reads already stays the merchant’s own', () => {
    expect(readableAccent('#1a7f5a', '#ffffff')).toEqual({
      accent: '#1a7f5a',
      onAccent: '#ffffff',
      wasAdjusted: false,
    });
  });

  test('a pale yellow is darkened on white, kept on black', () => {
    expect(readableAccent('#ffd400', '#ffffff').wasAdjusted).toBe(true);
    expect(readableAccent('#ffd400', '#14171a')).toEqual({
      accent: '#ffd400',
      onAccent: '#000000',
      wasAdjusted: false,
    });
  });

  test('what is no colour is refused by its value', () => {
    expect(() => readableAccent('teal', '#ffffff')).toThrow('teal is not a colour like #1a7f5a');
  });
});
