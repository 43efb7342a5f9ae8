/**
 * Texts as terms: words of their language cut to stems where this program has a stemmer at hand, facts as one term each.
 * Must not know what the terms are for. Reads with the evidence finder's reader, so that both see the same words.
 */
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import type { FinderLanguage } from '../../../shared/evidence/language.ts';
import { readingLanguage } from '../../../shared/evidence/language.ts';
import type { Stemmer } from '../../../shared/evidence/stemmers.ts';
import { Reader } from '../../../shared/evidence/words.ts';
import type { Terms } from '../../../shared/disagreements/wording.ts';

/** At hand without waiting; words of other languages are compared as they are written. */
const stemmers: Partial<Record<FinderLanguage, Stemmer>> = {
  de: german,
  en: english,
  es: spanish,
  fr: french,
};

/** Characters of a text that are read: what it is about is said by then. */
const readLength = 1200;

/** As much of a text as is read. */
export function readStart(text: string): string {
  return text.slice(0, readLength);
}

/** Terms of a text that say something, with how often each occurs. */
export function termsOf(text: string, language: string | undefined): Terms {
  const cut = readStart(text);
  const reader = readerOf(readingLanguage(language, cut));
  const terms = new Map<string, number>();
  for (const { term, isStop } of reader.read(cut).tokens) {
    if (!isStop && term.length > 1) terms.set(term, (terms.get(term) ?? 0) + 1);
  }
  return terms;
}

/** A word of the text that stands for each of its terms, as people write it. */
export function wordsOfTerms(text: string, language: string | undefined): Map<string, string> {
  const cut = readStart(text);
  const words = new Map<string, string>();
  for (const { term, start, end } of readerOf(readingLanguage(language, cut)).read(cut).tokens) {
    if (!words.has(term)) words.set(term, cut.slice(start, end).toLowerCase());
  }
  return words;
}

/** Made anew each time: what it remembers of a language is kept, within bounds, by the vocabulary. */
function readerOf(language: FinderLanguage): Reader {
  return new Reader(language, stemmers[language]);
}
