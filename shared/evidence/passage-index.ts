/**
 * The passages as an index: which term occurs in which sentence, and how well a sentence, or two that follow each other,
 * answers a claim (BM25). Knows nothing of the output.
 *
 * BM25: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in
 * Information Retrieval 3 (2009), 333–389, with the inverse document frequency that is never negative.
 */
import { cutSentences } from './claims.ts';
import type { Place } from './found-evidence.ts';
import type { Reader, Reading, Token } from './words.ts';

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

export interface PassageIndex {
  passages: readonly IndexedPassage[];
  sentences: readonly IndexedSentence[];
  /** Term → sentences that it occurs in, ascending, each as often as it occurs there. */
  postings: ReadonlyMap<string, readonly number[]>;
  meanLength: number;
}

export function indexPassages(
  passages: readonly { title?: string; text: string }[],
  reader: Reader,
): PassageIndex {
  const sentences: IndexedSentence[] = [];
  const indexed: IndexedPassage[] = [];
  const postings = new Map<string, number[]>();
  for (const [at, { title, text }] of passages.entries()) {
    const reading = reader.read(text);
    const from = sentences.length;
    addSentences(reading, at, reader.language, sentences);
    indexed.push({ reading, title: reader.read(title ?? ''), from, to: sentences.length });
    for (let s = from; s < sentences.length; s += 1) {
      for (const { term } of sentences[s]!.tokens) post(term, s, postings);
    }
    for (const fact of reading.facts) {
      const s = sentenceAt(sentences, from, fact.start);
      // What a fact implies is evidence as well; its first key is a token already.
      if (s !== -1) for (const key of fact.keys.slice(1)) post(key, s, postings);
    }
  }
  for (const list of postings.values()) list.sort((a, b) => a - b);
  const tokens = sentences.reduce((sum, one) => sum + one.tokens.length, 0);
  return { passages: indexed, sentences, postings, meanLength: tokens / Math.max(1, sentences.length) };
}

function post(term: string, sentence: number, postings: Map<string, number[]>): void {
  const list = postings.get(term);
  if (list === undefined) postings.set(term, [sentence]);
  else list.push(sentence);
}

function sentenceAt(sentences: readonly IndexedSentence[], from: number, offset: number): number {
  for (let s = from; s < sentences.length; s += 1) if (offset < sentences[s]!.end) return s;
  return -1;
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
export function rarityOf(index: PassageIndex, term: string): number {
  const n = index.sentences.length;
  const list = index.postings.get(term);
  const df = list === undefined ? 0 : new Set(list).size;
  return Math.log(1 + (n - df + 0.5) / (df + 0.5));
}

/** Scores of single sentences, and of each with the one that follows it in the same passage, for the claim's terms. */
export interface WindowScores {
  single: Float64Array;
  pair: Float64Array;
  /** What a sentence that holds every term once would score. */
  ideal: number;
}

export function scoreWindows(index: PassageIndex, terms: ReadonlyMap<string, number>): WindowScores {
  const { sentences, postings, meanLength } = index;
  const single = new Float64Array(sentences.length);
  const pair = new Float64Array(sentences.length);
  let ideal = 0;
  for (const [term, weight] of terms) {
    const rarity = rarityOf(index, term) * weight;
    ideal += rarity;
    const list = postings.get(term) ?? [];
    let lastPair = -1;
    for (let at = 0; at < list.length;) {
      const s = list[at]!;
      let times = 0;
      while (list[at] === s) {
        times += 1;
        at += 1;
      }
      const length = sentences[s]!.tokens.length / meanLength;
      const gain = (rarity * times * (K1 + 1)) / (times + K1 * (1 - B + B * length));
      single[s]! += gain;
      for (const first of [s - 1, s]) {
        // A term counts once in a pair, at what its first sentence gives for it; a pair stays within its passage.
        if (first <= lastPair || sentences[first]?.passage !== sentences[s]!.passage) continue;
        pair[first]! += gain;
        lastPair = first;
      }
    }
  }
  return { single, pair, ideal };
}
