/**
 * What the evidence finder finds: for each claim of an output the passages that support it, and what in the output occurs
 * nowhere in what the model was given. It points, it never judges.
 *
 * Offsets are Unicode code points of the text that they lie in, end exclusive.
 */
import type { UnfoundKind } from '../domain/review.ts';

export interface Place {
  start: number;
  end: number;
}

/** What the finder reads: plain values, so that they can be handed to a worker. */
export interface FinderInput {
  output: string;
  /** Texts of the conversation, the question last. */
  prompt: readonly string[];
  passages: readonly { rank: number; title?: string; text: string }[];
  /** As the trace tells it, which may be no valid tag; undefined lets the finder guess. */
  language?: string;
}

export interface SupportingPassage {
  rank: number;
  /** 0 … 1, comparable within one output. */
  score: number;
  /** Where in the passage's text it matches best; at least one. */
  places: readonly Place[];
}

/** A sentence or a list item of the output. */
export interface FoundClaim extends Place {
  /** 0 … 1: how much of the claim the context covers. Small is suspicious. */
  support: number;
  /** Best first; only passages that say something of it. */
  passages: readonly SupportingPassage[];
}

export interface Unfound extends Place {
  kind: UnfoundKind;
  /** Why it is underlined, one sentence for a person. */
  reason: string;
}

export interface FoundEvidence {
  version: string;
  claims: readonly FoundClaim[];
  /** In the order of the output, not overlapping. */
  unfound: readonly Unfound[];
}
