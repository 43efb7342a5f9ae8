/**
 * How far what the model was given covers a claim, as one number: a logistic model of few features that a person can check
 * against the text. It knows no topic and no data set's phrases, and it never says that a claim is wrong.
 *
 * Invariant: every feature that looks at the passages can only fall in risk when a passage is added, and its weight has
 * the sign that keeps it so: one more passage never lowers support.
 */
import type { Given } from './given.ts';
import { referenceWords } from './number-words.ts';
import type { Token } from './tokens.ts';

/** What the model sees of a claim; plain counts and shares, in the order of `SUPPORT_WEIGHTS`. */
export interface ClaimFeatures {
  /** ln(1 + words that say something and stand neither in a passage nor in the conversation). */
  missing: number;
  /** Numbers, dates, prices and links that are unfound; at most 2 count. */
  unfoundFacts: number;
  /** Names that are unfound; at most 2 count. */
  unfoundNames: number;
  /** ln(1 + words): of a long claim more is missing by chance. */
  length: number;
  /** Share of its neighbouring words that are neighbours in a passage. */
  inOrder: number;
  /** The same in the conversation: a claim that repeats the question or its instruction claims little. */
  asAsked: number;
  /** Share of its words that speak about passages and steps instead of the matter. */
  referring: number;
}

/**
 * Fitted by `npm run bench -- evidence --fit`: ridge-penalised maximum likelihood (λ = 1) on the sentences of RAGTruth's
 * question-answering part, the half of the questions that is for tuning; positive is a sentence that overlaps a labelled
 * span. docs/decisions/0018-evidence-finder.md has what the other half gives.
 */
export const SUPPORT_WEIGHTS: Readonly<Record<keyof ClaimFeatures | 'constant', number>> = {
  constant: -0.945,
  missing: 1.406,
  unfoundFacts: 1.398,
  unfoundNames: 0.837,
  length: -0.613,
  inOrder: -1.697,
  asAsked: -2.216,
  referring: -2.376,
};

const MOST_COUNTED = 2;

export interface ClaimInView {
  tokens: readonly Token[];
  unfoundFacts: number;
  unfoundNames: number;
}

/** Whether a term is a fact's key and no word. */
const isFactTerm = (term: string): boolean => /^[a-z]{1,2}:/.test(term);

/** Features of a claim, or null when nothing in it could be supported: greetings, lead-ins, rules of a table. */
export function featuresOf(claim: ClaimInView, text: string, given: Given): ClaimFeatures | null {
  const { tokens, unfoundFacts, unfoundNames } = claim;
  const refers = ({ start, end }: Token) => referenceWords.has(text.slice(start, end).toLowerCase());
  const saying = tokens.filter((token) => !token.isStop && !refers(token));
  if (saying.length === 0) return null;
  const words = new Set(saying.filter(({ term }) => !isFactTerm(term)).map(({ id }) => id));
  const missing = Array.from(words).filter((id) => !given.hasTerm(id)).length + unfoundFacts;
  const pairs = Math.max(1, tokens.length - 1);
  const share = (has: (first: Token, second: Token) => boolean) =>
    tokens.filter((token, at) => at > 0 && has(tokens[at - 1]!, token)).length / pairs;
  return {
    missing: Math.log1p(missing),
    unfoundFacts: Math.min(MOST_COUNTED, unfoundFacts),
    unfoundNames: Math.min(MOST_COUNTED, unfoundNames),
    length: Math.log1p(tokens.length),
    inOrder: tokens.length < 2 ? Number(missing === 0) : share(given.areNeighboursInPassage),
    asAsked: tokens.length < 2 ? 0 : share(given.areNeighboursInConversation),
    referring: tokens.filter(refers).length / tokens.length,
  };
}

/** Support of a claim, 0 … 1; 1 where there is nothing to support. */
export function supportOf(features: ClaimFeatures | null): number {
  if (features === null) return 1;
  let risk = SUPPORT_WEIGHTS.constant;
  for (const [name, value] of Object.entries(features))
    risk += SUPPORT_WEIGHTS[name as keyof ClaimFeatures] * value;
  return 1 / (1 + Math.exp(risk));
}
