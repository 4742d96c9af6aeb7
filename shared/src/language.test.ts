import { expect, test } from 'vitest';
import { formatDate } from './format.ts';
import { formatLocale, pickLanguage, readerLocale } from './language.ts';

test.each([
  [['nl'], 'nl'],
  [['nl-BE'], 'nl'],
  [['DE-de'], 'de'],
  [['es-419'], 'es'],
  [['it-CH'], 'it'],
  [['pt', 'fr-FR', 'en'], 'fr'],
  [['pt'], 'en'],
  [[''], 'en'],
  [[], 'en'],
])('of the wanted languages %j, %s is spoken', (wanted, language) => {
  expect(pickLanguage(wanted)).toBe(language);
});

test('plain English writes dates the European way, a region writes its own', () => {
  expect(formatDate('2026-03-03', formatLocale('en'))).toBe('3 March 2026');
  expect(formatDate('2026-03-03', formatLocale('en-US'))).toBe('March 3, 2026');
});

test.each([
  [['nl-BE', 'fr'], { language: 'nl', locale: 'nl-BE' }],
  [['pt', 'fr-CH', 'de'], { language: 'fr', locale: 'fr-CH' }],
  [['pt', null], { language: 'en', locale: 'en-GB' }],
  [['de_AT!', 'nl'], { language: 'nl', locale: 'nl' }],
  [['en'], { language: 'en', locale: 'en-GB' }],
  [[null], { language: 'en', locale: 'en-GB' }],
])('a reader of %j is written to in %j', (tags, expected) => {
  expect(readerLocale(tags)).toEqual(expected);
});
