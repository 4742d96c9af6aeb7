import { describe, expect, test } from 'vitest';
import { languages, type Language } from '@quittance/shared/language.ts';
import { sentencesIn } from '../testing/wording.ts';

// Every language says everything that English says, in the plural forms of its own, and says the same values with it.

type Tree = { [key: string]: string | Tree };

const source = sentences(sentencesIn('en'));
const translations = languages.filter((language) => language !== 'en');

describe.each(translations)('%s', (language) => {
  const translated = sentences(sentencesIn(language));

  test('has the keys of English, no more and no fewer', () => {
    expect([...translated.keys()].toSorted()).toEqual([...keysIn(language).keys()].toSorted());
  });

  test('says the same values in each sentence', () => {
    const wanted = [...keysIn(language)].map(([key, model]) => [key, valuesOf(source.get(model))]);
    const said = [...translated].map(([key, sentence]) => [key, valuesOf(sentence)]);
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(wanted));
  });

  test('is translated', () => {
    const same = [...source].filter(
      ([key, sentence]) => /[a-z]{4} [a-z]{3}/.test(sentence) && translated.get(key) === sentence,
    );
    expect(same).toEqual([]);
  });
});

test('no sentence shouts or says oops', () => {
  for (const language of languages) {
    const shouted = [...sentences(sentencesIn(language)).values()].filter((sentence) =>
      /!|oops|oeps|ups\b/i.test(sentence),
    );
    expect(shouted).toEqual([]);
  }
});

/** Each key that a language must have, with the English one that says what is meant: `dueIn_many` of Spanish is `dueIn_other`. */
function keysIn(language: Language): Map<string, string> {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const further = forms.filter((form) => form !== 'one' && form !== 'other');
  const plurals = [...source.keys()].filter((key) => key.endsWith('_other'));
  return new Map([
    ...[...source.keys()].map((key) => [key, key] as const),
    ...plurals.flatMap((key) => further.map((form) => [key.replace(/other$/, form), key] as const)),
  ]);
}

function sentences(tree: Tree, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value]] : [...sentences(value, `${path}${key}.`)],
    ),
  );
}

function valuesOf(sentence = ''): string[] {
  return (sentence.match(/\{\{\w+\}\}/g) ?? []).toSorted();
}
