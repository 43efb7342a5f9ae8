// Owns the verdict on each disagreement: evidence missing, unclear taxonomy, a reviewer, a hard item, or a slip. Must not
// know who rules on it. Invariant: a verdict names its ground; with too little data for a rule the verdict is
// "cannot tell yet" with what is missing, never a guess.
// Source: ours (statistics, D5); thresholds from simulation, to be revisited.
import {
  fitDawidSkene,
  isIdentifiable,
  PRODUCT_SMOOTHING,
  type DawidSkeneInput,
  type ObservedLabel,
} from './dawid-skene.ts';
import { checkReviewers, MIN_REVIEWERS_JUDGED, type ReviewerChecks } from './reviewer-check.ts';
import { classPairs, type ClassPair } from './taxonomy-pairs.ts';

export type Verdict =
  | { readonly kind: 'evidence missing'; readonly naming: number; readonly reviews: number }
  | { readonly kind: 'taxonomy'; readonly pair: readonly [number, number] }
  | { readonly kind: 'reviewer'; readonly reviewers: readonly number[] }
  /** Entropy of the posterior in bits. */
  | { readonly kind: 'hard'; readonly entropy: number }
  | { readonly kind: 'slip'; readonly likelyLabel: number; readonly posterior: number }
  | { readonly kind: 'cannot tell yet'; readonly missing: readonly MissingGround[] };

export type MissingGround =
  /** Three reviewers or fewer in the audit. */
  | 'MORE_REVIEWERS'
  /** Fewer than three labels on this item. */
  | 'MORE_LABELS_ON_ITEM'
  /** Fewer than three labels on the median item. */
  | 'MORE_LABELS'
  /** Enough data, but no rule applies. */
  | 'NO_RULE_APPLIES';

export interface TriageInput {
  /** First independent labels of the overlap; items, reviewers and classes as numbers from 0. */
  readonly labels: readonly ObservedLabel[];
  readonly items: number;
  readonly reviewers: number;
  readonly classes: number;
  /**
   * Per item, how many of its reviews name missing or stale evidence as the cause, or mark the disputed claim "not in
   * context" where the evidence finder finds no support.
   */
  readonly evidenceMissing?: ReadonlyMap<number, number>;
}

export interface Triage {
  /** One verdict per item whose labels differ, in the order of the item numbers. */
  readonly verdicts: readonly { readonly item: number; readonly verdict: Verdict }[];
  readonly pairs: readonly ClassPair[];
  readonly reviewers: ReviewerChecks;
}

const HARD_BITS = 0.5;
const SURE_POSTERIOR = 0.95;
const MIN_LABELS = 3;
const MIN_NAMING = 2;

/** Order of attribution: evidence (people said so) → taxonomy pair → flagged reviewer → hard item → slip. */
export function triageDisagreements(input: TriageInput): Triage {
  const { labels, classes } = input;
  const pairs = classPairs(labels, classes);
  const reviewers = checkReviewers(labels, classes);
  const model: DawidSkeneInput = { ...input, smoothing: PRODUCT_SMOOTHING };
  const fit = isIdentifiable(model) ? fitDawidSkene(model) : null;
  const activeReviewers = new Set(labels.map((label) => label.reviewer)).size;
  const disputed = [...Map.groupBy(labels, (label) => label.item)]
    .filter(([, list]) => new Set(list.map((label) => label.label)).size > 1)
    .toSorted(([a], [b]) => a - b);
  return {
    pairs,
    reviewers,
    verdicts: disputed.map(([item, list]) => ({ item, verdict: verdictOn(item, list) })),
  };

  function verdictOn(item: number, list: readonly ObservedLabel[]): Verdict {
    const naming = input.evidenceMissing?.get(item) ?? 0;
    if (isEvidenceMissing(naming, list.length))
      return { kind: 'evidence missing', naming, reviews: list.length };
    if (activeReviewers <= MIN_REVIEWERS_JUDGED)
      return { kind: 'cannot tell yet', missing: ['MORE_REVIEWERS'] };
    return (
      byTaxonomy(list, pairs) ??
      byReviewer(list, reviewers.flagged) ??
      byPosterior(list, fit?.posterior[item] ?? null)
    );
  }
}

/** At least half of the disputing reviews, and two of them, name it. */
export function isEvidenceMissing(naming: number, reviews: number): boolean {
  return naming >= MIN_NAMING && naming >= reviews / 2;
}

function byTaxonomy(list: readonly ObservedLabel[], pairs: readonly ClassPair[]): Verdict | null {
  const named = new Set(list.map((label) => label.label));
  const pair = pairs.find((one) => one.isTaxonomyProblem && named.has(one.a) && named.has(one.b));
  return pair === undefined ? null : { kind: 'taxonomy', pair: [pair.a, pair.b] };
}

/** Without the flagged reviewers' labels the rest agree. */
function byReviewer(list: readonly ObservedLabel[], flagged: readonly number[]): Verdict | null {
  const involved = flagged.filter((reviewer) => list.some((label) => label.reviewer === reviewer));
  const rest = new Set(list.filter((label) => !flagged.includes(label.reviewer)).map((label) => label.label));
  return involved.length > 0 && rest.size === 1 ? { kind: 'reviewer', reviewers: involved } : null;
}

function byPosterior(list: readonly ObservedLabel[], posterior: readonly number[] | null): Verdict {
  if (posterior === null) return { kind: 'cannot tell yet', missing: ['MORE_LABELS'] };
  const entropy = posterior.reduce((sum, p) => sum - (p > 0 ? p * Math.log2(p) : 0), 0);
  if (entropy >= HARD_BITS && list.length >= MIN_LABELS) return { kind: 'hard', entropy };
  const best = Math.max(...posterior);
  if (best >= SURE_POSTERIOR) return { kind: 'slip', likelyLabel: posterior.indexOf(best), posterior: best };
  const isThin = list.length < MIN_LABELS;
  return { kind: 'cannot tell yet', missing: [isThin ? 'MORE_LABELS_ON_ITEM' : 'NO_RULE_APPLIES'] };
}
