import { expect, test } from 'vitest';
import { formatDate } from './format.ts';
import { formatLocale, pickLanguage } from './language.ts';

test.each([
  [['nl'], 'nl'],
  [['nl-BE'], 'nl'],
  [['DE-de'], 'de'],
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
