/**
 * The passages as an index: which term occurs in which sentence, and how well a sentence, or two that follow each other,
 * answers a claim (BM25). Knows nothing of the output.
 *
 * BM25: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in
 * Information Retrieval 3 (2009), 333–389, with the inverse document frequency that is never negative.
 */
import { cutSentences } from './claims.ts';
import type { Fact } from './fact-list.ts';
import type { Place } from './found-evidence.ts';
import type { Reading, Token } from './tokens.ts';
import type { Reader } from './words.ts';

const K1 = 1.2;
const B = 0.5;
/** A longer sentence is none: it is cut here, so that what lights up stays small. */
const MAX_SENTENCE_TOKENS = 80;

export interface IndexedSentence extends Place {
  passage: number;
  tokens: readonly Token[];
}

export interface IndexedPassage {
  reading: Reading;
  title: Reading;
  /** Sentences of this passage in the index, end exclusive. */
  from: number;
  to: number;
}

/** Sentences that hold a term, ascending, and how often each does. */
export interface Postings {
  sentences: number[];
  times: number[];
}

export interface PassageIndex {
  passages: readonly IndexedPassage[];
  sentences: readonly IndexedSentence[];
  /** By the term's id; only of what is asked for. */
  postings: ReadonlyMap<number, Postings>;
  meanLength: number;
}

export function indexPassages(
  passages: readonly { title?: string; text: string }[],
  reader: Reader,
  asked: Reading,
): PassageIndex {
  const wanted = new Set(asked.tokens.map(({ id }) => id));
  const sentences: IndexedSentence[] = [];
  const indexed: IndexedPassage[] = [];
  const postings = new Map<number, Postings>();
  for (const [at, { title, text }] of passages.entries()) {
    const reading = reader.read(text);
    const from = sentences.length;
    addSentences(reading, at, reader.language, sentences);
    indexed.push({ reading, title: reader.read(title ?? ''), from, to: sentences.length });
    postSentences(sentences.slice(from), { from, facts: reading.facts, wanted, reader, postings });
  }
  const tokens = sentences.reduce((sum, one) => sum + one.tokens.length, 0);
  return { passages: indexed, sentences, postings, meanLength: tokens / Math.max(1, sentences.length) };
}

interface Posting {
  /** Number of the first sentence in the index. */
  from: number;
  facts: readonly Fact[];
  wanted: ReadonlySet<number>;
  reader: Reader;
  postings: Map<number, Postings>;
}

/** Posts the terms of a passage's sentences, and what its facts imply: their first key is a token already. */
function postSentences(
  sentences: readonly IndexedSentence[],
  { from, facts, wanted, reader, postings }: Posting,
): void {
  let next = 0;
  for (const [at, { tokens, end }] of sentences.entries()) {
    for (const { id } of tokens) if (wanted.has(id)) post(id, from + at, postings);
    for (; next < facts.length && facts[next]!.start < end; next += 1) {
      for (const key of facts[next]!.keys.slice(1)) {
        const id = reader.vocabulary.idOf(key);
        if (wanted.has(id)) post(id, from + at, postings);
      }
    }
  }
}

function post(id: number, sentence: number, postings: Map<number, Postings>): void {
  const held = postings.get(id);
  if (held === undefined) postings.set(id, { sentences: [sentence], times: [1] });
  else if (held.sentences.at(-1) === sentence) held.times[held.times.length - 1]! += 1;
  else {
    held.sentences.push(sentence);
    held.times.push(1);
  }
}

function addSentences(reading: Reading, passage: number, language: string, into: IndexedSentence[]): void {
  const { text, tokens } = reading;
  let next = 0;
  for (const { start, end } of cutSentences(text, language)) {
    while (next < tokens.length && tokens[next]!.start < start) next += 1;
    const first = next;
    while (next < tokens.length && tokens[next]!.start < end) next += 1;
    for (let from = first; from < next; from += MAX_SENTENCE_TOKENS) {
      const to = Math.min(next, from + MAX_SENTENCE_TOKENS);
      into.push({
        start: from === first ? start : tokens[from]!.start,
        end: to === next ? end : tokens[to - 1]!.end,
        passage,
        tokens: tokens.slice(from, to),
      });
    }
  }
}

/** How rare a term is among the sentences; more than 0. */
function rarityOf({ sentences, postings }: PassageIndex, id: number): number {
  const holding = postings.get(id)?.sentences.length ?? 0;
  return Math.log(1 + (sentences.length - holding + 0.5) / (holding + 0.5));
}

/** Scores of single sentences, and of each with the one that follows it in the same passage, for the claim's terms. */
export interface WindowScores {
  single: Float64Array;
  pair: Float64Array;
  /** What a sentence that holds every term once would score. */
  ideal: number;
}

/** `terms` are weights by id. */
export function scoreWindows(index: PassageIndex, terms: ReadonlyMap<number, number>): WindowScores {
  const { sentences, postings, meanLength } = index;
  const single = new Float64Array(sentences.length);
  const pair = new Float64Array(sentences.length);
  let ideal = 0;
  for (const [id, weight] of terms) {
    const rarity = rarityOf(index, id) * weight;
    ideal += rarity;
    const held = postings.get(id);
    if (held === undefined) continue;
    let lastPair = -1;
    for (let at = 0; at < held.sentences.length; at += 1) {
      const s = held.sentences[at]!;
      const times = held.times[at]!;
      const length = sentences[s]!.tokens.length / meanLength;
      const gain = (rarity * times * (K1 + 1)) / (times + K1 * (1 - B + B * length));
      single[s]! += gain;
      // A term counts once in a pair, at what its first sentence gives for it; a pair stays within its passage.
      if (s - 1 > lastPair && sentences[s - 1]?.passage === sentences[s]!.passage) pair[s - 1]! += gain;
      if (s > lastPair) pair[s]! += gain;
      lastPair = s;
    }
  }
  return { single, pair, ideal };
}
