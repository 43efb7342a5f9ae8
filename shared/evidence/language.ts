/**
 * The language that a text is read in: from the tag that the trace carries, or guessed by script and stop words; and the
 * stop words themselves. Knows no stemmer: those are larger and are loaded one by one (stemmers.ts).
 *
 * Invariant: answers with one of `knownLanguages`; a language that is not among them is read as English, without harm,
 * because its words are in no list.
 */
import { stopwords as ar } from '@orama/stopwords/arabic';
import { stopwords as bg } from '@orama/stopwords/bulgarian';
import { stopwords as da } from '@orama/stopwords/danish';
import { stopwords as nl } from '@orama/stopwords/dutch';
import { stopwords as en } from '@orama/stopwords/english';
import { stopwords as fi } from '@orama/stopwords/finnish';
import { stopwords as fr } from '@orama/stopwords/french';
import { stopwords as de } from '@orama/stopwords/german';
import { stopwords as el } from '@orama/stopwords/greek';
import { stopwords as hu } from '@orama/stopwords/hungarian';
import { stopwords as hi } from '@orama/stopwords/indian';
import { stopwords as it } from '@orama/stopwords/italian';
import { stopwords as ja } from '@orama/stopwords/japanese';
import { stopwords as zh } from '@orama/stopwords/mandarin';
import { stopwords as no } from '@orama/stopwords/norwegian';
import { stopwords as pt } from '@orama/stopwords/portuguese';
import { stopwords as ro } from '@orama/stopwords/romanian';
import { stopwords as ru } from '@orama/stopwords/russian';
import { stopwords as es } from '@orama/stopwords/spanish';
import { stopwords as sv } from '@orama/stopwords/swedish';
import { stopwords as tr } from '@orama/stopwords/turkish';
import { stopwords as uk } from '@orama/stopwords/ukrainian';

const lists = { en, de, es, fr, it, pt, nl, sv, da, no, fi, hu, ro, tr, ru, uk, bg, el, ar, hi, ja, zh };

export type FinderLanguage = keyof typeof lists;
export const knownLanguages = Object.keys(lists) as readonly FinderLanguage[];

/** Scripts that tell the language, or narrow it down; the first of several is taken where no stop word decides. */
const scripts: readonly (readonly [RegExp, readonly FinderLanguage[]])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, ['ja']],
  [/\p{Script=Han}/gu, ['zh']],
  [/\p{Script=Devanagari}/gu, ['hi']],
  [/\p{Script=Arabic}/gu, ['ar']],
  [/\p{Script=Greek}/gu, ['el']],
  [/\p{Script=Cyrillic}/gu, ['ru', 'uk', 'bg']],
];
const latin: readonly FinderLanguage[] = [
  'en',
  'de',
  'es',
  'fr',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'no',
  'fi',
  'hu',
  'ro',
  'tr',
];

/** Characters of each text that a guess reads. */
const GUESS_CHARS = 4000;
const sets = new Map<FinderLanguage, ReadonlySet<string>>();

/** Stop words of a language, in lower case as written. */
export function stopWordsOf(language: FinderLanguage): ReadonlySet<string> {
  const held = sets.get(language);
  if (held !== undefined) return held;
  const made = new Set(lists[language].map((word) => word.toLowerCase().normalize('NFC')));
  sets.set(language, made);
  return made;
}

/** The language to read in: that of the tag where it is known, else guessed from the text. */
export function readingLanguage(tag: string | undefined, text: string): FinderLanguage {
  const base = /^([a-z]{2,3})(?:[-_]|$)/i.exec(tag ?? '')?.[1]?.toLowerCase();
  const named = base === 'nb' || base === 'nn' ? 'no' : base;
  return knownLanguages.find((one) => one === named) ?? guessLanguage(text);
}

/** By script, then by how many of its words are stop words of a language. English where nothing tells. */
function guessLanguage(text: string): FinderLanguage {
  const sample = text.slice(0, GUESS_CHARS);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const byScript = scripts.find(([script]) => (sample.match(script)?.length ?? 0) > letters * 0.2);
  const candidates = byScript?.[1] ?? latin;
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) return only;
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? [];
  let best: { language: FinderLanguage; hits: number } = { language: only ?? 'en', hits: 0 };
  for (const language of candidates) {
    const stops = stopWordsOf(language);
    const hits = words.filter((word) => stops.has(word)).length;
    if (hits > best.hits) best = { language, hits };
  }
  return best.language;
}
