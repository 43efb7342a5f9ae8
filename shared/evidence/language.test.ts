import { expect, it } from 'vitest';
import { knownLanguages, readingLanguage, stopWordsOf } from './language.ts';
import { loadStemmer } from './stemmers.ts';

it('takes the language of the tag, whatever follows in it', () => {
  expect(readingLanguage('de-AT', 'the cat is on the table')).toBe('de');
  expect(readingLanguage('pt_BR', '')).toBe('pt');
  expect(readingLanguage('nb', '')).toBe('no');
});

it('guesses by script and stop words where the tag is missing, unknown or none', () => {
  const german = 'Das Haus ist nicht klein und wir haben es gern.';
  expect(readingLanguage(undefined, german)).toBe('de');
  expect(readingLanguage('tlh', german)).toBe('de');
  expect(readingLanguage('not a tag!', german)).toBe('de');
  expect(readingLanguage(undefined, 'El gato está en la mesa y no se mueve.')).toBe('es');
  expect(readingLanguage(undefined, 'Le chat est sur la table et il dort.')).toBe('fr');
  expect(readingLanguage(undefined, 'これは猫です')).toBe('ja');
  expect(readingLanguage(undefined, 'यह एक घर है')).toBe('hi');
  expect(readingLanguage(undefined, 'هذا بيت صغير')).toBe('ar');
  expect(readingLanguage(undefined, '')).toBe('en');
});

it('has stop words for every language, and a stemmer but where pairs of characters do', async () => {
  const without: string[] = [];
  for (const language of knownLanguages) {
    expect(stopWordsOf(language).size, language).toBeGreaterThan(20);
    const stem = await loadStemmer(language);
    if (stem === undefined) without.push(language);
    else expect(typeof stem('running'), language).toBe('string');
  }
  expect(without).toEqual(['ja', 'zh']);
});
