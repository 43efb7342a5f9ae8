/**
 * The evidence finder: for each claim of an output the passages that support it and where, and what in the output occurs
 * nowhere in what the model was given. It needs no network and no model, and it never judges: its scores say what to
 * look at first.
 *
 * Pure: the same input and stemmer give the same answer. `FINDER_VERSION` is recorded with what was shown; raise it with
 * every change of what is found.
 */
import { cutSentences } from './claims.ts';
import { codePointsOf } from './code-points.ts';
import { coverClaim, listNeighbours, type Coverage } from './coverage.ts';
import type { FinderInput, FoundClaim, FoundEvidence, SupportingPassage } from './found-evidence.ts';
import { gatherGiven } from './given.ts';
import { readingLanguage, type FinderLanguage } from './language.ts';
import { indexPassages } from './passage-index.ts';
import { rankPassages } from './rank-passages.ts';
import type { Stemmer } from './stemmers.ts';
import { listUnfound } from './unfound.ts';
import { Reader } from './words.ts';

export const FINDER_VERSION = '1';

/** The language that an input is read in: load its stemmer before (stemmers.ts). */
export function languageOfInput({ language, output, passages }: FinderInput): FinderLanguage {
  return readingLanguage(language, `${output.slice(0, 2000)}\n${passages[0]?.text.slice(0, 2000) ?? ''}`);
}

/**
 * Finds what supports the claims of an output. `stemmer` is that of `languageOfInput`; without one, words are compared as
 * they are written.
 */
export function findEvidence(input: FinderInput, stemmer?: Stemmer): FoundEvidence {
  const reader = new Reader(languageOfInput(input), stemmer);
  const output = reader.read(input.output);
  const index = indexPassages(input.passages, reader);
  const neighbours = listNeighbours(index);
  const ranks = input.passages.map((passage) => passage.rank);
  const toCodePoint = codePointsOf(input.output);
  const byPassage = input.passages.map(({ text }) => codePointsOf(text));
  const cuts = cutSentences(input.output, input.language);
  let next = 0;
  const claims = cuts.map((cut): FoundClaim => {
    while (next < output.tokens.length && output.tokens[next]!.start < cut.start) next += 1;
    const from = next;
    while (next < output.tokens.length && output.tokens[next]!.start < cut.end) next += 1;
    const tokens = output.tokens.slice(from, next);
    const passages = rankPassages(tokens, index).map(({ passage, score, places }): SupportingPassage => {
      const toPlace = byPassage[passage]!;
      return {
        rank: ranks[passage]!,
        score,
        places: places.map(({ start, end }) => ({ start: toPlace(start), end: toPlace(end) })),
      };
    });
    const support = supportOf(coverClaim(tokens, index, neighbours));
    return { start: toCodePoint(cut.start), end: toCodePoint(cut.end), support, passages };
  });
  const given = gatherGiven(
    [
      ...index.passages.flatMap(({ reading, title }) => [reading, title]),
      ...input.prompt.map((text) => reader.read(text)),
    ],
    reader,
  );
  const unfound = listUnfound({
    output,
    cuts,
    given,
    passages: index.passages,
    ranks,
    language: reader.language,
  });
  return {
    version: FINDER_VERSION,
    claims,
    unfound: unfound.map((one) => ({ ...one, start: toCodePoint(one.start), end: toCodePoint(one.end) })),
  };
}

function supportOf({ sentence, pair, passage, anywhere, order, terms }: Coverage): number {
  if (terms === 0) return 1;
  return 0.2 * sentence + 0.2 * pair + 0.2 * passage + 0.2 * anywhere + 0.2 * order;
}
