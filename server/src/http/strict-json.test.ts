import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonFlaw } from './strict-json.ts';

describe('JSON that says two things at once is found (T54)', () => {
  test.each([
    ['{"a":1,"a":2}', 'has the key "a" twice'],
    ['{"a":1,"\\u0061":2}', 'has the key "a" twice'],
    ['{"x":{"a":1,"b":[{"c":1,"c":1}]}}', 'has the key "c" twice'],
    ['{"a" :1 , "a"\n:2}', 'has the key "a" twice'],
    ['{"__proto__":{"admin":true}}', 'has the key __proto__'],
    ['{"a":{"\\u005f_proto__":1}}', 'has the key __proto__'],
    ['{"a":"x\\u0000"}', 'holds the NUL character \\u0000; leave it out'],
    ['{"a":"\\\\\\u0000"}', 'holds the NUL character \\u0000; leave it out'],
    ['['.repeat(21) + ']'.repeat(21), 'is nested deeper than 20 levels'],
  ])('%s', (text, flaw) => {
    expect(findJsonFlaw(text)).toBe(flaw);
  });

  test.each([
    '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
    '{"a":"b\\":\\"a","b":"__proto__"}',
    '"x"',
    '[]',
    '[":",":"]',
    '{"a":"\\\\u0000"}',
    '{"a":"{","b":"["}',
  ])('and nothing in %s', (text) => {
    expect(findJsonFlaw(text)).toBeNull();
  });

  test('and nothing in what JSON.stringify writes', () => {
    const written = fc.jsonValue({ maxDepth: 6 }).map((value) => JSON.stringify(value, null, 1));
    fc.assert(
      fc.property(
        written.filter((text) => !text.includes('__proto__')),
        (text) => {
          expect(findJsonFlaw(text)).toBeNull();
        },
      ),
    );
  });

  test('a megabyte of open brackets costs nothing', () => {
    expect(findJsonFlaw('['.repeat(1_000_000))).toBe('is nested deeper than 20 levels');
  });
});
