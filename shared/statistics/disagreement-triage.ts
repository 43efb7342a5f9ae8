// Owns the verdict on each disagreement: evidence missing, unclear taxonomy, a reviewer, a hard item, or a slip. Must not
// know who rules on it. Invariant: a verdict names its ground; with too little data for a rule the verdict is
// "cannot tell yet" with what is missing, never a guess.
// Source: ours (statistics, D5; docs/decisions/0022-triage.md); thresholds from simulation, to be revisited.
import { causeChances, tallyOf, type CauseChances, type Suspects } from './cause-chances.ts';
import {
  fitDawidSkene,
  isIdentifiable,
  PRODUCT_SMOOTHING,
  type DawidSkeneInput,
  type ObservedLabel,
} from './dawid-skene.ts';
import { fitMixture, type MixtureFit } from './hard-item-mixture.ts';
import { checkReviewers, MIN_REVIEWERS_JUDGED, type ReviewerChecks } from './reviewer-check.ts';
import { reviewerDrift, type OrderedLabel, type ReviewerDrift } from './reviewer-drift.ts';
import { median } from './quantile.ts';
import { classPairs, type ClassPair } from './taxonomy-pairs.ts';
import { unclearPairs } from './unclear-pairs.ts';

export type Verdict =
  | { readonly kind: 'evidence missing'; readonly naming: number; readonly reviews: number }
  | { readonly kind: 'taxonomy'; readonly pair: readonly [number, number]; readonly chance: number }
  | { readonly kind: 'reviewer'; readonly reviewers: readonly number[]; readonly chance: number }
  /** Chance that the item is hard, given its labels and those of all items. */
  | { readonly kind: 'hard'; readonly chance: number }
  | { readonly kind: 'slip'; readonly likelyLabel: number; readonly chance: number }
  | { readonly kind: 'cannot tell yet'; readonly missing: readonly MissingGround[] };

export type MissingGround =
  /** Three reviewers or fewer in the audit. */
  | 'MORE_REVIEWERS'
  /** Fewer than three labels on this item. */
  | 'MORE_LABELS_ON_ITEM'
  /** Fewer than three labels on the median item. */
  | 'MORE_LABELS'
  /** Classes or a reviewer stand out, but too few labels prove it. */
  | 'MORE_ITEMS'
  /** The answers spread, and some but not enough reviews name missing evidence. */
  | 'MORE_NAMING'
  /** Fewer than five labels on the median item: a slip cannot be told from a hard item. */
  | 'MORE_LABELS_FOR_SLIP'
  /** Enough data, but several causes are about as likely. */
  | 'NO_RULE_APPLIES';

export interface TriageLabel extends ObservedLabel {
  /** Anything that rises with time; without it nobody can be seen to change. */
  readonly order?: number;
}

export interface TriageInput {
  /** First independent labels of the overlap; items, reviewers and classes as numbers from 0. */
  readonly labels: readonly TriageLabel[];
  readonly items: number;
  readonly reviewers: number;
  readonly classes: number;
  /**
   * Per item, how many of its reviews name missing or stale evidence as the cause, or mark the disputed claim "not in
   * context" where the evidence finder finds no support.
   */
  readonly evidenceMissing?: ReadonlyMap<number, number>;
  /** Per item, how many of its reviews were asked for a cause; all of them where it is not told. */
  readonly askedForCause?: ReadonlyMap<number, number>;
}

export interface Triage {
  /** One verdict per item whose labels differ, in the order of the item numbers. */
  readonly verdicts: readonly { readonly item: number; readonly verdict: Verdict }[];
  /** By D3, without items whose evidence is missing. */
  readonly pairs: readonly ClassPair[];
  /** Pairs that the taxonomy leaves unclear: by D3, with conflicts about these two classes alone that are more than slips. */
  readonly unclear: readonly (readonly [number, number])[];
  readonly reviewers: ReviewerChecks;
  readonly drift: readonly ReviewerDrift[];
  /** Reviewers who differ from all others, or changed. */
  readonly flagged: readonly number[];
  /** Chance of each class by Dawid and Skene, by item; null where the labels do not carry it. Fitted when first asked for. */
  readonly posterior: readonly (readonly number[])[] | null;
  /** Estimated share of hard items; null where it cannot be told. */
  readonly hardShare: number | null;
}

const MIN_LABELS = 3;
const MIN_NAMING = 2;
/**
 * From which chance on a cause is named: the fit is surer of itself than it may be where people slip in other ways than it
 * takes them to, and with few items anyway.
 */
const NAMED = { taxonomy: 0.9, reviewer: 0.9, hard: 0.6, slip: 0.97 } as const;
const NAMED_BY_FEW = { taxonomy: 0.95, reviewer: 0.95, hard: 0.8, slip: 0.99 } as const;
/** Where items are hard, one label that differs may be of a hard item too. */
const NAMED_AMONG_HARD = { from: 0.02, slip: 0.99 } as const;
/** With fewer labels on most items, a label that differs from a few others says too little. */
const MIN_LABELS_SLIP = 5;
const FEW_ITEMS = 200;
/** With fewer items, whatever is systematic cannot be told from slips, and slips not from it. */
const MIN_ITEMS_SLIP = 100;
/** Items that are more likely hard than not say nothing of a reviewer. */
const REGULAR = 0.5;

/**
 * Order: evidence (people said so) → the cause that most likely had a part in it, where its chance is high enough → slip.
 * @see docs/decisions/0022-triage.md
 */
export function triageDisagreements(input: TriageInput): Triage {
  const byItem = Map.groupBy(input.labels, (label) => label.item);
  const named = new Set(
    [...byItem].filter(([item, list]) => isNamed(input, item, list)).map(([item]) => item),
  );
  const labels = input.labels.filter((label) => !named.has(label.item));
  const active = new Set(input.labels.map((label) => label.reviewer)).size;
  const sizes = sizesOf([...byItem.values()].map((list) => list.length));
  const pairs = classPairs(labels, input.classes);
  const unclear = unclearPairs(pairs, labels);
  const model: DawidSkeneInput = { ...input, smoothing: PRODUCT_SMOOTHING };
  const canFit = active > MIN_REVIEWERS_JUDGED && isIdentifiable(model);
  const found = findReviewers({ ...input, labels }, unclear, canFit);
  const suspects = suspectsOf(unclear, found.flagged, input.classes);
  const fit = !canFit
    ? null
    : found.fit !== null && isSameSet(found.fit.of, suspects.reviewers)
      ? found.fit.fit
      : fitMixture({ ...input, labels, flagged: suspects.reviewers, pairs: suspects.pairs });
  let fitted: Pick<Triage, 'posterior'> | null = null;
  const tally = fit === null ? null : tallyOf(fit, suspects);
  const chancesOf = (list: readonly TriageLabel[]): CauseChances | null =>
    fit === null || tally === null ? null : causeChances(list, fit, suspects, tally);
  const verdictOn = (item: number, list: readonly TriageLabel[]): Verdict => {
    const { naming, asked } = namingOf(input, item, list);
    if (named.has(item)) return { kind: 'evidence missing', naming, reviews: asked };
    if (active <= MIN_REVIEWERS_JUDGED) return { kind: 'cannot tell yet', missing: ['MORE_REVIEWERS'] };
    const chances = chancesOf(list);
    if (chances === null || fit === null) return byRules(list, unclear, found.flagged);
    return byChances(list, chances, { unclear, flagged: found.flagged, fit, ...sizes, naming, asked });
  };
  return {
    pairs,
    unclear,
    reviewers: found.reviewers,
    drift: found.drift,
    flagged: found.flagged,
    get posterior() {
      fitted ??= { posterior: canFit ? fitDawidSkene(model).posterior : null };
      return fitted.posterior;
    },
    hardShare: fit?.hardShare ?? null,
    verdicts: [...byItem]
      .filter(([, list]) => new Set(list.map((label) => label.label)).size > 1)
      .toSorted(([a], [b]) => a - b)
      .map(([item, list]) => ({ item, verdict: verdictOn(item, list) })),
  };
}

/** At least half of the disputing reviews, and two of them, name it. */
export function isEvidenceMissing(naming: number, reviews: number): boolean {
  return naming >= MIN_NAMING && naming >= reviews / 2;
}

function namingOf(
  { evidenceMissing, askedForCause }: TriageInput,
  item: number,
  list: readonly TriageLabel[],
): { naming: number; asked: number } {
  return { naming: evidenceMissing?.get(item) ?? 0, asked: askedForCause?.get(item) ?? list.length };
}

function isNamed(input: TriageInput, item: number, list: readonly TriageLabel[]): boolean {
  const { naming, asked } = namingOf(input, item, list);
  return isEvidenceMissing(naming, asked);
}

function suspectsOf(
  unclear: readonly (readonly [number, number])[],
  flagged: readonly number[],
  classes: number,
): Suspects {
  const both = unclear.flatMap(([a, b]) => [a * classes + b, b * classes + a]);
  return { pairs: new Set(both), reviewers: new Set(flagged) };
}

interface FoundReviewers extends Pick<Triage, 'reviewers' | 'drift' | 'flagged'> {
  /** The mixture that told hard items, and whom it took for flagged. */
  readonly fit: { readonly of: ReadonlySet<number>; readonly fit: MixtureFit } | null;
}

/** By all items first; where hard items can be told, once more without them. */
function findReviewers(
  input: TriageInput,
  unclear: readonly (readonly [number, number])[],
  canFit: boolean,
): FoundReviewers {
  const first = checkAll(input.labels, input.classes);
  if (!canFit) return { ...first, fit: null };
  const suspects = suspectsOf(unclear, first.flagged, input.classes);
  const fit = fitMixture({ ...input, flagged: suspects.reviewers, pairs: suspects.pairs });
  const regular = input.labels.filter((label) => fit.hard[label.item]! < REGULAR);
  const again = regular.length === input.labels.length ? first : checkAll(regular, input.classes);
  return { ...again, fit: { of: suspects.reviewers, fit } };
}

function isSameSet(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && one.isSubsetOf(other);
}

function checkAll(
  labels: readonly TriageLabel[],
  classes: number,
): Pick<Triage, 'reviewers' | 'drift' | 'flagged'> {
  const reviewers = checkReviewers(labels, classes);
  const drift = labels.every(hasOrder) ? reviewerDrift(labels, classes) : [];
  const drifting = drift.filter((check) => check.isDrifting).map((check) => check.reviewer);
  return { reviewers, drift, flagged: [...new Set([...reviewers.flagged, ...drifting])] };
}

function hasOrder(label: TriageLabel): label is TriageLabel & OrderedLabel {
  return label.order !== undefined;
}

interface Ground extends Sizes {
  readonly unclear: readonly (readonly [number, number])[];
  readonly flagged: readonly number[];
  readonly fit: MixtureFit;
  readonly naming: number;
  readonly asked: number;
}

interface Sizes {
  /** Items with two labels or more, and labels on the median item. */
  readonly pairable: number;
  readonly medianLabels: number;
}

function sizesOf(labels: readonly number[]): Sizes {
  const pairable = labels.filter((count) => count >= 2).length;
  return { pairable, medianLabels: labels.length === 0 ? 0 : median(labels) };
}

function byChances(list: readonly TriageLabel[], chances: CauseChances, ground: Ground): Verdict {
  const { naming, asked, fit, pairable, medianLabels } = ground;
  const least = pairable < FEW_ITEMS ? NAMED_BY_FEW : NAMED;
  const kinds = ['taxonomy', 'reviewer', 'hard'] as const;
  const most = kinds.reduce((a, b) => (chances[b] > chances[a] ? b : a));
  const isThin = list.length < MIN_LABELS;
  if (chances[most] >= least[most] && !(isThin && most === 'hard')) {
    if (most === 'hard' && naming > 0 && naming >= asked / 3) return cannotTell('MORE_NAMING');
    return named(most, list, chances[most], ground);
  }
  if (isThin) return cannotTell('MORE_LABELS_ON_ITEM');
  if (pairable < MIN_ITEMS_SLIP) return cannotTell('MORE_ITEMS');
  const isAmongHard = fit.hardShare >= NAMED_AMONG_HARD.from;
  if (chances.slip >= Math.max(least.slip, isAmongHard ? NAMED_AMONG_HARD.slip : 0)) {
    if (medianLabels < MIN_LABELS_SLIP) return cannotTell('MORE_LABELS_FOR_SLIP');
    if (naming > 0 && naming >= asked / 2) return cannotTell('MORE_NAMING');
    const truth = fit.truth[list[0]!.item]!;
    return { kind: 'slip', likelyLabel: truth.indexOf(Math.max(...truth)), chance: chances.slip };
  }
  return cannotTell(chances.unproved > chances.hard ? 'MORE_ITEMS' : 'NO_RULE_APPLIES');
}

const cannotTell = (missing: MissingGround): Verdict => ({ kind: 'cannot tell yet', missing: [missing] });

function named(
  kind: 'taxonomy' | 'reviewer' | 'hard',
  list: readonly TriageLabel[],
  chance: number,
  { unclear, flagged, fit }: Ground,
): Verdict {
  if (kind === 'hard') return { kind, chance };
  if (kind === 'reviewer') return { kind, reviewers: flagged.filter((r) => differs(r, list, fit)), chance };
  const given = new Set(list.map((label) => label.label));
  const truth = fit.truth[list[0]!.item]!;
  const weight = ([a, b]: readonly [number, number]) =>
    truth[a]! + truth[b]! + Number(given.has(a)) + Number(given.has(b));
  const pair = unclear.reduce((one, other) => (weight(other) > weight(one) ? other : one));
  return { kind, pair, chance };
}

/** The reviewer gave another label than the class that is most likely. */
function differs(reviewer: number, list: readonly TriageLabel[], fit: MixtureFit): boolean {
  const truth = fit.truth[list[0]!.item]!;
  const likely = truth.indexOf(Math.max(...truth));
  return list.some((label) => label.reviewer === reviewer && label.label !== likely);
}

/** Where no model can be fitted: what the rules of pairs and reviewers say by themselves. */
function byRules(
  list: readonly TriageLabel[],
  unclear: readonly (readonly [number, number])[],
  flagged: readonly number[],
): Verdict {
  const given = new Set(list.map((label) => label.label));
  const pair = unclear.find(([a, b]) => given.has(a) && given.has(b));
  if (pair !== undefined) return { kind: 'taxonomy', pair, chance: 1 };
  const involved = flagged.filter((reviewer) => list.some((label) => label.reviewer === reviewer));
  const rest = new Set(list.filter((label) => !flagged.includes(label.reviewer)).map((label) => label.label));
  if (involved.length > 0 && rest.size === 1) return { kind: 'reviewer', reviewers: involved, chance: 1 };
  return cannotTell('MORE_LABELS');
}
