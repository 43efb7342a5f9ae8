/**
 * What in the output occurs nowhere in the passages or the conversation, and why that is worth a look, in one sentence.
 * In doubt it stays silent: an underline says "look here", and one that is wrong makes the next one worth less.
 *
 * Invariant: nothing is unfound that stands word for word in what was given.
 */
import type { Cut } from './claims.ts';
import type { Fact } from './fact-list.ts';
import type { Unfound } from './found-evidence.ts';
import type { Given } from './given.ts';
import type { FinderLanguage } from './language.ts';
import { isSpecial, listNames, type NameCandidate } from './names.ts';
import { claimAround, endWithUnit, firstFrom, NearFacts, unitAfter } from './near-facts.ts';
import type { PassageIndex } from './passage-index.ts';
import type { Reading } from './tokens.ts';

export interface UnfoundScope {
  output: Reading;
  cuts: readonly Cut[];
  given: Given;
  index: PassageIndex;
  /** Ranks as the trace tells them, by index. */
  ranks: readonly number[];
  language: FinderLanguage;
}

/** A second number in brackets after a first, as units are restated: "165 °F (74 °C)". */
const RESTATES = /(\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?\s?[°\p{L}%]{1,12})\s?\((?:\d[\d.,]*\s?[-–]\s?)?$/u;

/** What stands near is looked for so often at the most; nobody reads more reasons. */
const MOST_SEARCHED = 200;

/** In UTF-16 offsets, in order, not overlapping. */
export function listUnfound(scope: UnfoundScope): Unfound[] {
  const { output, cuts, given, language, index } = scope;
  const near = new NearFacts(index);
  const found: Unfound[] = [];
  for (const fact of output.facts) {
    if (fact.isIdle || isGiven(fact, output.text, given)) continue;
    const { start, end, kind } = fact;
    const reason = found.length < MOST_SEARCHED ? reasonFor(fact, scope, near) : plainReason(fact, scope);
    found.push({ start, end, kind, reason });
  }
  for (const name of listNames(output.text, cuts, language)) {
    const unfound = nameUnfound(name, scope);
    if (unfound !== null && !holdsFact(output.facts, name)) found.push(unfound);
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function holdsFact(facts: readonly Fact[], { start, end }: NameCandidate): boolean {
  const at = firstFrom(facts, start);
  return (facts[at]?.start ?? Infinity) < end || (facts[at - 1]?.end ?? 0) > start;
}

function isGiven(fact: Fact, text: string, given: Given): boolean {
  const [first] = fact.keys;
  if (first === undefined) return true;
  const isKnown = fact.kind === 'link' ? given.hasLink(first) : given.hasKey(first) || isImplied(fact, given);
  return isKnown || given.hasVerbatim(text.slice(fact.start, fact.end));
}

/** "1.000" has two readings, and an hour may be meant in the afternoon: one that is given is enough. */
function isImplied({ kind, keys }: Fact, given: Given): boolean {
  if (kind === 'number') return keys.some((key) => key.startsWith('n:') && given.hasKey(key));
  if (kind !== 'date') return false;
  if (keys[0]!.startsWith('t:')) return keys.some((key) => key.startsWith('t:') && given.hasKey(key));
  // A whole date is given when its day and month are, and its year stands somewhere; each reading has six keys or seven.
  return keys.some((key, at) => {
    const year = key.startsWith('md:') ? keys[at + 3] : undefined;
    return year?.startsWith('n:') === true && keys[at - 1]?.startsWith('d:') === true
      ? given.hasKey(key) && given.hasKey(year)
      : false;
  });
}

function nameUnfound(name: NameCandidate, { output, given, index, language }: UnfoundScope): Unfound | null {
  const missing = name.words.filter((word) => !given.hasWord(word.text));
  if (missing.length === 0) return null;
  // Beside a word that is known, a German noun is more likely than a surname.
  const isDoubtful = language === 'de' && missing.length < Math.max(2, name.words.length);
  if (isDoubtful && !missing.some(isSpecial)) return null;
  const words = output.text.slice(name.start, name.end);
  if (given.hasVerbatim(words)) return null;
  const isAll = missing.length === name.words.length;
  const subject = isAll ? `“${words}”` : `“${missing.map((word) => word.text).join(' ')}” of “${words}”`;
  return { start: name.start, end: name.end, kind: 'name', reason: `${subject} ${nowhere(index)}.` };
}

const nowhere = ({ passages }: PassageIndex): string =>
  passages.length === 0
    ? 'is not in the conversation, and there are no passages'
    : 'is in no passage and not in the conversation';

/** Why a fact is underlined: what a passage has in its place, or from what it may come. */
function reasonFor(fact: Fact, { output, cuts, index, ranks }: UnfoundScope, near: NearFacts): string {
  const unit = unitAfter(output.tokens, fact);
  const said = output.text.slice(fact.start, endWithUnit(fact, unit));
  const before = RESTATES.exec(output.text.slice(Math.max(0, fact.start - 40), fact.start));
  if (before !== null && fact.kind === 'number') {
    return `${said} ${nowhere(index)}; it may restate ${before[1]} in another unit.`;
  }
  const claim = claimAround(output, cuts, fact.start);
  const other = near.find(fact, unit, claim);
  if (other !== undefined) {
    const verb = fact.kind === 'link' ? 'links to' : 'says';
    return `${said} is in no passage; passage ${ranks[other.passage]} ${verb} ${other.words}.`;
  }
  const source = fact.value === undefined ? undefined : near.derive(fact.value, claim);
  if (source !== undefined) {
    const from = `${source.words} and ${source.second} in passage ${ranks[source.passage]}`;
    return `${said} is in no passage as such; it could be worked out from ${from}.`;
  }
  return plainReason(fact, { output, index });
}

function plainReason(fact: Fact, { output, index }: Pick<UnfoundScope, 'output' | 'index'>): string {
  const said = output.text.slice(fact.start, endWithUnit(fact, unitAfter(output.tokens, fact)));
  return `${said} ${nowhere(index)}.`;
}
