/**
 * What in a text can be looked up word for word: links, dates, prices, numbers, codes. A fact carries keys; two facts
 * agree when they share the first key of the one that is asked about. Names are read elsewhere (names.ts), because
 * whether a capital makes one depends on the sentence.
 *
 * Invariant: facts are in the order of the text and do not overlap; offsets are UTF-16.
 */
import { FactList, type Fact } from './fact-list.ts';
import { plainDigits } from './fold.ts';
import { readDateNames, readNumericDates } from './read-dates.ts';
import { readLinks } from './read-links.ts';
import { readNumberWords, readNumbers } from './read-numbers.ts';
import type { PlacedWord } from './tokens.ts';

/** Links, dates, prices and numbers of a text and its words. `language` decides how dates and separators are read. */
export function readFacts(source: string, words: readonly PlacedWord[], language: string): Fact[] {
  const facts = new FactList(source.length);
  const text = plainDigits(source);
  const meant = words.filter(({ word }) => word.meaning !== null);
  const hasDigits = /\d|[½⅓⅔¼¾⅛]/.test(text);
  readLinks(text, facts);
  if (hasDigits) readNumericDates(text, language, facts);
  readDateNames(text, meant, facts);
  if (hasDigits) readNumbers(text, language, facts);
  readNumberWords(text, meant, facts);
  return facts.inOrder();
}
