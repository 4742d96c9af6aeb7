import { describe, expect, test } from 'vitest';
import de from './de.json';
import en from './en.json';
import fr from './fr.json';
import nl from './nl.json';

// Every language says everything that English says, and says the same values with it.

const source = sentences(en);

describe.each([
  ['nl', sentences(nl)],
  ['fr', sentences(fr)],
  ['de', sentences(de)],
])('%s', (_language, translated) => {
  test('has the keys of English, no more and no fewer', () => {
    expect([...translated.keys()].toSorted()).toEqual([...source.keys()].toSorted());
  });

  test('says the same values in each sentence', () => {
    expect(valuesSaid(translated)).toEqual(valuesSaid(source));
  });

  test('is translated', () => {
    const same = [...source].filter(
      ([key, sentence]) => /[a-z]{4} [a-z]{3}/.test(sentence) && translated.get(key) === sentence,
    );
    expect(same).toEqual([]);
  });
});

test('no sentence shouts or says oops', () => {
  for (const language of [en, nl, fr, de]) {
    const shouted = [...sentences(language).values()].filter((sentence) => /!|oops|oeps|ups\b/i.test(sentence));
    expect(shouted).toEqual([]);
  }
});

function sentences(tree: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value]] : [...sentences(value, `${path}${key}.`)],
    ),
  );
}

function valuesSaid(all: Map<string, string>): Record<string, string[]> {
  return Object.fromEntries(
    [...all].map(([key, sentence]) => [key, (sentence.match(/\{\{\w+\}\}/g) ?? []).toSorted()]),
  );
}
