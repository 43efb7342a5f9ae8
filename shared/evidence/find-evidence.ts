/**
 * The evidence finder: for each claim of an output the passages that support it and where, and what in the output occurs
 * nowhere in what the model was given. It needs no network and no model, and it never judges: its scores say what to
 * look at first.
 *
 * Pure: the same input and stemmer give the same answer. `FINDER_VERSION` is recorded with what was shown; raise it with
 * every change of what is found.
 */
import { cutSentences, type Cut } from './claims.ts';
import { codePointsOf } from './code-points.ts';
import type { FinderInput, FoundClaim, FoundEvidence, Place, Unfound } from './found-evidence.ts';
import { gatherGiven, type Given } from './given.ts';
import { readingLanguage, type FinderLanguage } from './language.ts';
import { indexPassages, type PassageIndex } from './passage-index.ts';
import { rankPassages } from './rank-passages.ts';
import type { Stemmer } from './stemmers.ts';
import { featuresOf, supportOf, type ClaimFeatures } from './support.ts';
import { listUnfound } from './unfound.ts';
import type { Reading, Token } from './tokens.ts';
import { Reader } from './words.ts';

export const FINDER_VERSION = '1';

/** The language that an input is read in: load its stemmer before (stemmers.ts). Passages do not sway it. */
export function languageOfInput({ language, output, prompt }: FinderInput): FinderLanguage {
  return readingLanguage(language, `${output.slice(0, 3000)}\n${prompt.at(-1)?.slice(0, 1000) ?? ''}`);
}

/**
 * Finds what supports the claims of an output. `stemmer` is that of `languageOfInput`; without one, words are compared as
 * they are written.
 */
export function findEvidence(input: FinderInput, stemmer?: Stemmer): FoundEvidence {
  const { output, claims, unfound, index } = readInput(input, stemmer);
  const toCodePoint = codePointsOf(output.text);
  const byPassage = input.passages.map(({ text }) => codePointsOf(text));
  return {
    version: FINDER_VERSION,
    claims: claims.map(({ cut, tokens, features }): FoundClaim => ({
      ...place(cut, toCodePoint),
      support: supportOf(features),
      passages: rankPassages(tokens, index).map(({ passage, score, places }) => ({
        rank: input.passages[passage]!.rank,
        score,
        places: places.map((one) => place(one, byPassage[passage]!)),
      })),
    })),
    unfound: unfound.map(({ kind, reason, ...at }) => ({ ...place(at, toCodePoint), kind, reason })),
  };
}

function place({ start, end }: Place, to: (offset: number) => number): Place {
  return { start: to(start), end: to(end) };
}

/** A claim with what the support model sees of it; null when there is nothing to support. */
export interface ReadClaim {
  cut: Cut;
  tokens: readonly Token[];
  features: ClaimFeatures | null;
}

interface ReadInput {
  output: Reading;
  index: PassageIndex;
  claims: readonly ReadClaim[];
  /** In UTF-16 offsets. */
  unfound: readonly Unfound[];
}

/** Everything but the ranking: what the bench fits and measures. */
export function readInput(input: FinderInput, stemmer?: Stemmer): ReadInput {
  const reader = new Reader(languageOfInput(input), stemmer);
  const output = reader.read(input.output);
  const index = indexPassages(input.passages, reader, output);
  const given = gatherGiven(
    index.passages.flatMap(({ reading, title }) => [reading, title]),
    input.prompt.map((text) => reader.read(text)),
    output,
    reader,
  );
  const cuts = cutSentences(input.output, input.language);
  const ranks = input.passages.map(({ rank }) => rank);
  const { language } = reader;
  const unfound = listUnfound({ output, cuts, given, index, ranks, language });
  return { output, index, unfound, claims: readClaims(output, cuts, unfound, given) };
}

function readClaims(
  { text, tokens }: Reading,
  cuts: readonly Cut[],
  unfound: readonly Unfound[],
  given: Given,
): ReadClaim[] {
  const nextTokens = walk<Token>(tokens);
  const nextUnfound = walk<Unfound>(unfound);
  return cuts.map((cut) => {
    const own = nextTokens(cut);
    const missing = nextUnfound(cut);
    const names = missing.filter(({ kind }) => kind === 'name').length;
    const view = { tokens: own, unfoundFacts: missing.length - names, unfoundNames: names };
    return { cut, tokens: own, features: featuresOf(view, text, given) };
  });
}

/** Hands out the parts that begin in one place after the other; both are in the order of the text. */
function walk<Part extends Place>(parts: readonly Part[]): (within: Place) => Part[] {
  let next = 0;
  return ({ start, end }) => {
    while (next < parts.length && parts[next]!.start < start) next += 1;
    const from = next;
    while (next < parts.length && parts[next]!.start < end) next += 1;
    return parts.slice(from, next);
  };
}
