/**
 * What in the output occurs nowhere in the passages or the conversation, and why that is worth a look, in one sentence.
 * In doubt it stays silent: an underline says "look here", and one that is wrong makes the next one worth less.
 */
import type { Cut } from './claims.ts';
import type { Fact } from './facts.ts';
import type { Place, Unfound } from './found-evidence.ts';
import type { Given } from './given.ts';
import type { FinderLanguage } from './language.ts';
import { isSpecial, listNames, type NameCandidate } from './names.ts';
import type { IndexedPassage } from './passage-index.ts';
import type { Reading } from './words.ts';

export interface UnfoundScope {
  output: Reading;
  cuts: readonly Cut[];
  given: Given;
  passages: readonly IndexedPassage[];
  /** Ranks as the trace tells them, by index. */
  ranks: readonly number[];
  language: FinderLanguage;
}

/** In UTF-16 offsets, in order, not overlapping. */
export function listUnfound(scope: UnfoundScope): Unfound[] {
  const { output, cuts, given, language } = scope;
  const found: Unfound[] = [];
  for (const fact of output.facts) {
    if (fact.isIdle || isGiven(fact, output.text, given)) continue;
    found.push({ start: fact.start, end: fact.end, kind: fact.kind, reason: reasonFor(fact, scope) });
  }
  for (const name of listNames(output.text, cuts, language)) {
    const unfound = nameUnfound(name, scope);
    if (unfound !== null && !output.facts.some((fact) => overlaps(fact, unfound))) found.push(unfound);
  }
  return found.toSorted((a, b) => a.start - b.start);
}

const overlaps = (a: Place, b: Place): boolean => a.start < b.end && b.start < a.end;

function isGiven(fact: Fact, text: string, given: Given): boolean {
  const [first] = fact.keys;
  if (first === undefined) return true;
  if (fact.kind === 'link')
    return given.hasLink(first) || given.hasVerbatim(text.slice(fact.start, fact.end));
  if (given.hasKey(first)) return true;
  // "1.000" has two readings; one that is given is enough.
  if (fact.kind === 'number' && fact.keys.some((key) => key.startsWith('n:') && given.hasKey(key)))
    return true;
  if (fact.kind === 'date' && isDateGiven(fact.keys, given)) return true;
  return given.hasVerbatim(text.slice(fact.start, fact.end));
}

/** A date is given when its day and month are, and its year stands somewhere. */
function isDateGiven(keys: readonly string[], given: Given): boolean {
  if (!keys[0]!.startsWith('d:') && !keys[0]!.startsWith('t:')) return false;
  if (keys[0]!.startsWith('t:')) return keys.some((key) => key.startsWith('t:') && given.hasKey(key));
  return keys.some((key, at) => {
    const year = keys[at + 3];
    return key.startsWith('md:') && given.hasKey(key) && year !== undefined && given.hasKey(year);
  });
}

function nameUnfound(
  name: NameCandidate,
  { output, given, passages, language }: UnfoundScope,
): Unfound | null {
  const missing = name.words.filter((word) => !given.hasWord(word.text));
  if (missing.length === 0) return null;
  // Beside a word that is known, a German noun is more likely than a surname.
  if (language === 'de' && missing.length < Math.max(2, name.words.length) && !missing.some(isSpecial))
    return null;
  const words = output.text.slice(name.start, name.end);
  if (given.hasVerbatim(words)) return null;
  const where = nowhere(passages);
  const isAll = missing.length === name.words.length;
  const subject = isAll ? `“${words}”` : `“${missing.map((word) => word.text).join(' ')}” of “${words}”`;
  return { start: name.start, end: name.end, kind: 'name', reason: `${subject} ${where}.` };
}

const nowhere = (passages: readonly unknown[]): string =>
  passages.length === 0
    ? 'is not in the conversation, and there are no passages'
    : 'is in no passage and not in the conversation';

/** Why a fact is underlined; names what is near it in a passage, when the same thing is counted there. */
function reasonFor(fact: Fact, scope: UnfoundScope): string {
  const { output, passages } = scope;
  const unit = unitAfter(output, fact);
  const said = output.text.slice(fact.start, unit?.end ?? fact.end);
  const near = unit === undefined ? undefined : findNear(fact, unit.term, scope);
  if (near === undefined) return `${said} ${nowhere(passages)}.`;
  return `${said} is in no passage; passage ${near.rank} says ${near.words}.`;
}

/** The word that tells what a number counts. */
function unitAfter({ tokens }: Reading, fact: Fact): { term: string; end: number } | undefined {
  if (fact.kind !== 'number' || fact.value === undefined) return undefined;
  const at = tokens.findIndex((token) => token.start >= fact.end);
  const next = tokens[at];
  return next === undefined || next.isStop || next.start - fact.end > 2
    ? undefined
    : { term: next.term, end: next.end };
}

function findNear(
  fact: Fact,
  unit: string,
  { passages, ranks }: UnfoundScope,
): { rank: number; words: string } | undefined {
  for (const [at, { reading }] of passages.entries()) {
    for (const other of reading.facts) {
      if (other.kind !== fact.kind || other.isIdle) continue;
      const after = unitAfter(reading, other);
      if (after?.term === unit)
        return { rank: ranks[at]!, words: reading.text.slice(other.start, after.end) };
    }
  }
  return undefined;
}
