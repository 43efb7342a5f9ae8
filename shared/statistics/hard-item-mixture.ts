// Owns the question whether the labels of one item can come from what reviewers do in general: a mixture of regular items,
// labelled by each reviewer's confusion of the classes, and hard items, each with a spread of answers of its own. Must
// not know what labels mean. Invariant: equal labels give equal answers, whatever their order.
// Source: Dawid & Skene (1979) for regular items; Dirichlet-multinomial spread for hard ones (Mosimann 1962); the mixture
// and its priors are ours, from simulation (docs/decisions/0022-triage.md).
import type { ObservedLabel } from './dawid-skene.ts';
import { spreadOf, waysOf, type Ways } from './hard-item-ways.ts';
import { zeros } from './lists.ts';
import { sum } from './quantile.ts';

export interface MixtureInput {
  readonly labels: readonly ObservedLabel[];
  readonly items: number;
  readonly reviewers: number;
  readonly classes: number;
  /** Their rows are their own; everybody else's are drawn towards those of all together. */
  readonly flagged: ReadonlySet<number>;
  /** Pairs of classes that are known to be confused, as `a * classes + b`, both ways. */
  readonly pairs: ReadonlySet<number>;
}

export interface MixtureFit {
  /** Chance that the item is hard, by item; 0 without labels. */
  readonly hard: readonly number[];
  /** Chance of each class given that the item is regular, [item][class]. */
  readonly truth: readonly (readonly number[])[];
  /** Share of hard items. */
  readonly hardShare: number;
  /** What everybody together but the flagged calls a class, [true class][observed class]. */
  readonly pooled: readonly (readonly number[])[];
  /** [reviewer][true class][observed class]. */
  readonly confusion: readonly (readonly (readonly number[])[])[];
  /** Expected labels behind `confusion`, without priors, [reviewer][true class][observed class]. */
  readonly counts: readonly (readonly (readonly number[])[])[];
}

/** Labels that everybody's rows count for in a reviewer's own row. */
const SHRINKAGE = 20;
const SHRINKAGE_FLAGGED = 4;
/**
 * What everybody's rows are drawn towards counts for so many labels of each class, and at least for this share of what a
 * class has on average: with less, the rows of rare classes take in hard items and explain them away.
 */
const PRIOR_LABELS = 60;
const PRIOR_SHARE = 0.5;
/** Slips before there are labels: one label in twenty. */
const PRIOR_SLIPS = { slips: 2, labels: 40 };
/** Hard items before there are labels: one in twenty, worth twenty items. */
const HARD_PRIOR = { hard: 1, regular: 19 };
/** Against a class's own name, where two are known to be confused. */
const PRIOR_CONFUSED = 0.6;
/** Ways of being hard before there are labels, in items: guessed, torn, a spread of its own. */
const PRIOR_WAYS = [2, 2, 2];
const ITERATIONS = 60;
const TOLERANCE = 1e-5;

export function fitMixture(input: MixtureInput): MixtureFit {
  const { classes } = input;
  const { patterns, patternOf } = patternsOf(input);
  let wayShares = PRIOR_WAYS.map(() => 1 / PRIOR_WAYS.length);
  let beliefs: readonly Belief[] = patterns.map(({ list }) => ({
    hard: list.length > 0 ? startHard(list) : 0,
    truth: shares(list, classes),
  }));
  let model = maximise(input, patterns, beliefs);
  for (let step = 0; step < ITERATIONS; step += 1) {
    const logs = logsOf(model, classes);
    const next = patterns.map((one) => expect(one, spreadOf(one.ways, wayShares), model.prior, logs));
    const before = beliefs;
    const moved = next.reduce((most, one, at) => Math.max(most, Math.abs(one.hard - before[at]!.hard)), 0);
    beliefs = next;
    wayShares = shareWays(patterns, wayShares, beliefs);
    model = maximise(input, patterns, beliefs);
    if (moved < TOLERANCE) break;
  }
  const { hardShare, pooled, confusion, counts } = model;
  return {
    hard: patternOf.map((at) => beliefs[at]!.hard),
    truth: patternOf.map((at) => beliefs[at]!.truth),
    hardShare,
    pooled,
    confusion,
    counts,
  };
}

/** Of the items of a pattern. */
interface Belief {
  readonly hard: number;
  /** Chance of each class given that they are regular. */
  readonly truth: readonly number[];
}

/** Items with the same labels from the same people are one: most items of an audit are like many others. */
interface Pattern {
  readonly list: readonly ObservedLabel[];
  /** Of each label, where its row [reviewer][observed class] starts in tables by true class. */
  readonly rows: readonly number[];
  readonly times: number;
  readonly ways: Ways;
}

function patternsOf({ labels, items, classes }: MixtureInput): { patterns: Pattern[]; patternOf: number[] } {
  const byItem: ObservedLabel[][] = Array.from({ length: items }, () => []);
  for (const label of labels) byItem[label.item]!.push(label);
  const found = new Map<string, { at: number; list: readonly ObservedLabel[]; times: number }>();
  const patternOf = byItem.map((list) => {
    const ordered = list.toSorted((a, b) => a.reviewer - b.reviewer || a.label - b.label);
    const key = ordered.map(({ reviewer, label }) => `${reviewer}:${label}`).join(' ');
    const known = found.get(key) ?? { at: found.size, list: ordered, times: 0 };
    known.times += 1;
    found.set(key, known);
    return known.at;
  });
  const patterns = [...found.values()].map(({ list, times }) => ({
    list,
    rows: list.map(({ reviewer, label }) => (reviewer * classes + label) * classes),
    times,
    ways: waysOf(list, classes),
  }));
  return { patterns, patternOf };
}

function shareWays(
  patterns: readonly Pattern[],
  shares: readonly number[],
  beliefs: readonly Belief[],
): number[] {
  const counts: number[] = [...PRIOR_WAYS];
  patterns.forEach(({ ways, times }, at) => {
    const all = spreadOf(ways, shares);
    ways.forEach((one, w) => (counts[w]! += (times * beliefs[at]!.hard * one * shares[w]!) / all));
  });
  const total = sum(counts);
  return counts.map((one) => one / total);
}

interface Model {
  hardShare: number;
  prior: number[];
  pooled: number[][];
  confusion: number[][][];
  counts: number[][][];
}

/**
 * Where the search begins: two labels or more that are not the item's most frequent one speak for a hard item. Begun the
 * other way round, the rows of rare classes take hard items in and never give them back.
 */
function startHard(list: readonly ObservedLabel[]): number {
  const counts = new Map<number, number>();
  for (const { label } of list) counts.set(label, (counts.get(label) ?? 0) + 1);
  return list.length - Math.max(...counts.values()) >= 2 ? 0.9 : 0.05;
}

function shares(list: readonly ObservedLabel[], classes: number): number[] {
  const row = zeros(classes);
  for (const { label } of list) row[label]! += 1 / list.length;
  return list.length > 0 ? row : row.map(() => 1 / classes);
}

/** Of a model: what each class and each label of a regular item adds to the logarithm of a chance. */
interface Logs {
  readonly hard: number;
  /** By class: that an item is regular and of it. */
  readonly regular: readonly number[];
  /** [reviewer][observed class][true class]. */
  readonly labels: Float64Array;
}

function logsOf({ hardShare, prior, confusion }: Model, classes: number): Logs {
  const labels = new Float64Array(confusion.length * classes * classes);
  confusion.forEach((rows, r) =>
    rows.forEach((row, t) =>
      row.forEach((one, y) => {
        labels[(r * classes + y) * classes + t] = Math.log(one);
      }),
    ),
  );
  const isRegular = Math.log(1 - hardShare);
  return {
    hard: Math.log(hardShare),
    regular: prior.map((chance) => isRegular + Math.log(chance)),
    labels,
  };
}

function expect({ rows }: Pattern, spread: number, prior: readonly number[], logs: Logs): Belief {
  if (rows.length === 0) return { hard: 0, truth: prior.slice() };
  const truth = logs.regular.slice();
  for (const row of rows) {
    for (let t = 0; t < truth.length; t += 1) truth[t]! += logs.labels[row + t]!;
  }
  const logHard = logs.hard + Math.log(spread);
  let most = logHard;
  for (let t = 0; t < truth.length; t += 1) most = Math.max(most, truth[t]!);
  let all = 0;
  for (let t = 0; t < truth.length; t += 1) {
    truth[t] = Math.exp(truth[t]! - most);
    all += truth[t]!;
  }
  const hard = Math.exp(logHard - most);
  for (let t = 0; t < truth.length; t += 1) truth[t] = all > 0 ? truth[t]! / all : 1 / prior.length;
  return { hard: hard / (hard + all), truth };
}

function maximise(
  { labels, reviewers, classes, flagged, pairs }: MixtureInput,
  patterns: readonly Pattern[],
  beliefs: readonly Belief[],
): Model {
  const masses = new Float64Array(reviewers * classes * classes);
  const prior = zeros(classes);
  let hardItems = 0;
  patterns.forEach(({ rows, times }, at) => {
    const { hard, truth } = beliefs[at]!;
    const regular = times * (1 - hard);
    hardItems += times * hard;
    for (let t = 0; t < classes; t += 1) {
      const mass = regular * truth[t]!;
      prior[t]! += mass;
      for (const row of rows) masses[row + t]! += mass;
    }
  });
  const counts = Array.from({ length: reviewers }, (_, r) =>
    Array.from({ length: classes }, (__, t) =>
      Array.from({ length: classes }, (___, y) => masses[(r * classes + y) * classes + t]!),
    ),
  );
  const regularItems = sum(prior);
  const expected = expectedRows(classes, pairs, counts, flagged);
  const strength = Math.max(PRIOR_LABELS, (PRIOR_SHARE * labels.length) / classes);
  const pooled = Array.from({ length: classes }, (_, t) => {
    const row = Array.from({ length: classes }, (__, y) => {
      const before = strength * expected[t]![y]!;
      return counts.reduce((n, one, r) => (flagged.has(r) ? n : n + one[t]![y]!), before);
    });
    const total = sum(row);
    return row.map((one) => one / total);
  });
  const confusion = counts.map((tables, r) =>
    tables.map((row, t) => {
      const strength = flagged.has(r) ? SHRINKAGE_FLAGGED : SHRINKAGE;
      const total = sum(row) + strength;
      return row.map((one, y) => (one + strength * pooled[t]![y]!) / total);
    }),
  );
  return {
    hardShare:
      (hardItems + HARD_PRIOR.hard) / (hardItems + regularItems + HARD_PRIOR.hard + HARD_PRIOR.regular),
    prior: prior.map((one) => (one + 1) / (regularItems + classes)),
    pooled,
    confusion,
    counts,
  };
}

/**
 * What is expected of everybody: each class by its name or by that of one that it is confused with; any other name is a
 * slip, as likely as slips are over all classes, and as likely as any other.
 */
function expectedRows(
  classes: number,
  pairs: ReadonlySet<number>,
  counts: readonly (readonly (readonly number[])[])[],
  flagged: ReadonlySet<number>,
): number[][] {
  let slips = PRIOR_SLIPS.slips;
  let all = PRIOR_SLIPS.labels;
  counts.forEach((tables, r) => {
    if (flagged.has(r)) return;
    tables.forEach((row, t) =>
      row.forEach((one, y) => {
        all += one;
        if (y !== t && !pairs.has(t * classes + y)) slips += one;
      }),
    );
  });
  return Array.from({ length: classes }, (_, t) => {
    const confused = Array.from({ length: classes }, (__, y) => pairs.has(t * classes + y));
    const partners = confused.filter(Boolean).length;
    const slip = slips / all / Math.max(1, classes - 1 - partners);
    const right = (1 - slips / all) / (1 + PRIOR_CONFUSED * partners);
    return confused.map((isPartner, y) => (y === t ? right : isPartner ? right * PRIOR_CONFUSED : slip));
  });
}
