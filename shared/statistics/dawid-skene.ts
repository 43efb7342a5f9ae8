// Owns truth inference from several noisy reviewers: the EM of Dawid and Skene. Must not know what labels mean.
// Invariant: the log-likelihood never falls from one iteration to the next (without smoothing).
// Source: Dawid & Skene (1979), "Maximum likelihood estimation of observer error-rates using the EM algorithm".
import { zeroTable, zeros } from './lists.ts';

/** One label: item, reviewer and observed class, all as numbers from 0. Repeated labels count separately. */
export interface ObservedLabel {
  readonly item: number;
  readonly reviewer: number;
  readonly label: number;
}

export interface DawidSkeneInput {
  readonly items: number;
  readonly reviewers: number;
  readonly classes: number;
  readonly labels: readonly ObservedLabel[];
  /** Added to every cell of a reviewer's confusion counts; the product uses 0.01. */
  readonly smoothing: number;
  /** Known truth by item number: its posterior is fixed. */
  readonly gold?: ReadonlyMap<number, number>;
}

export interface DawidSkeneState {
  /** [item][class], floored at 1e-10 and therefore summing to 1 within 1e-9. */
  readonly posterior: readonly (readonly number[])[];
  readonly prior: readonly number[];
  /** [reviewer][true class][observed class]. */
  readonly confusion: readonly (readonly (readonly number[])[])[];
}

export interface DawidSkeneFit extends DawidSkeneState {
  /** Log-likelihood at the parameters that entered each E-step. */
  readonly logLikelihoods: readonly number[];
  readonly hasConverged: boolean;
}

export const PRODUCT_SMOOTHING = 0.01;
const FLOOR = 1e-10;
const MAX_ITERATIONS = 200;
const TOLERANCE = 1e-7;

/** Runs until the log-likelihood moves by less than 1e-7 of itself, or 200 iterations. */
export function fitDawidSkene(input: DawidSkeneInput): DawidSkeneFit {
  const logLikelihoods: number[] = [];
  let hasConverged = false;
  const model = compile(input);
  for (const logLikelihood of run(model)) {
    const before = logLikelihoods.at(-1);
    logLikelihoods.push(logLikelihood);
    hasConverged =
      before !== undefined && Math.abs(logLikelihood - before) < TOLERANCE * Math.abs(logLikelihood);
    if (hasConverged || logLikelihoods.length === MAX_ITERATIONS) break;
  }
  return { ...stateOf(model), logLikelihoods, hasConverged };
}

/** One EM iteration after another (E-step, M-step), from the vote proportions, without end. */
export function* iterate(
  input: DawidSkeneInput,
): Generator<{ state: DawidSkeneState; logLikelihood: number }, never> {
  const model = compile(input);
  const steps = run(model);
  for (;;) {
    const logLikelihood = steps.next().value;
    yield { state: stateOf(model), logLikelihood };
  }
}

/** Vote proportions as posteriors, with the M-step done. Items without a label start even. */
export function startState(input: DawidSkeneInput): DawidSkeneState {
  return stateOf(compile(input));
}

/** Labels and parameters side by side in flat arrays: an iteration then costs a few passes over the labels. */
interface Model {
  readonly items: number;
  readonly classes: number;
  readonly reviewers: number;
  readonly smoothing: number;
  readonly gold: ReadonlyMap<number, number>;
  readonly itemOf: Int32Array;
  /** Where the row [reviewer][observed class] of a label starts in `confusion`. */
  readonly rowOf: Int32Array;
  /** [item][class]. */
  readonly posterior: Float64Array;
  readonly prior: Float64Array;
  /** [reviewer][observed class][true class]. */
  readonly confusion: Float64Array;
}

function compile(input: DawidSkeneInput): Model {
  const { items, classes, reviewers, smoothing, labels } = input;
  const model: Model = {
    items,
    classes,
    reviewers,
    smoothing,
    gold: input.gold ?? new Map(),
    itemOf: Int32Array.from(labels, (one) => one.item * classes),
    rowOf: Int32Array.from(labels, (one) => (one.reviewer * classes + one.label) * classes),
    posterior: new Float64Array(items * classes),
    prior: new Float64Array(classes),
    confusion: new Float64Array(reviewers * classes * classes),
  };
  for (const { item, label } of labels) model.posterior[item * classes + label]! += 1;
  for (let at = 0; at < model.posterior.length; at += classes) {
    const row = model.posterior.subarray(at, at + classes);
    const total = row.reduce((a, b) => a + b, 0);
    if (total > 0) for (let t = 0; t < classes; t += 1) row[t]! /= total;
    else row.fill(1 / classes);
  }
  fixGold(model);
  maximisation(model);
  return model;
}

/** Yields the log-likelihood at the parameters that entered each E-step; the model then holds the next ones. */
function* run(model: Model): Generator<number, never> {
  for (;;) {
    const logLikelihood = expectation(model);
    fixGold(model);
    maximisation(model);
    yield logLikelihood;
  }
}

function expectation({ posterior, prior, confusion, classes, itemOf, rowOf }: Model): number {
  const logPrior = prior.map((p) => Math.log(Math.max(p, FLOOR)));
  const logConfusion = confusion.map(Math.log);
  for (let at = 0; at < posterior.length; at += classes) posterior.set(logPrior, at);
  for (let i = 0; i < itemOf.length; i += 1) {
    const at = itemOf[i]!;
    const row = rowOf[i]!;
    for (let t = 0; t < classes; t += 1) posterior[at + t]! += logConfusion[row + t]!;
  }
  let logLikelihood = 0;
  for (let at = 0; at < posterior.length; at += classes) {
    let largest = -Infinity;
    for (let t = 0; t < classes; t += 1) largest = Math.max(largest, posterior[at + t]!);
    let total = 0;
    for (let t = 0; t < classes; t += 1) {
      const shifted = Math.exp(posterior[at + t]! - largest);
      posterior[at + t] = shifted;
      total += shifted;
    }
    logLikelihood += largest + Math.log(total);
    for (let t = 0; t < classes; t += 1) posterior[at + t] = Math.max(posterior[at + t]! / total, FLOOR);
  }
  return logLikelihood;
}

function maximisation({
  posterior,
  prior,
  confusion,
  classes,
  items,
  smoothing,
  itemOf,
  rowOf,
}: Model): void {
  prior.fill(0);
  for (let at = 0; at < posterior.length; at += classes) {
    for (let t = 0; t < classes; t += 1) prior[t]! += posterior[at + t]!;
  }
  for (let t = 0; t < classes; t += 1) prior[t]! /= Math.max(1, items);
  confusion.fill(smoothing);
  for (let i = 0; i < itemOf.length; i += 1) {
    const at = itemOf[i]!;
    const row = rowOf[i]!;
    for (let t = 0; t < classes; t += 1) confusion[row + t]! += posterior[at + t]!;
  }
  const size = classes * classes;
  for (let reviewer = 0; reviewer < confusion.length; reviewer += size) {
    for (let t = 0; t < classes; t += 1) normalise(confusion, reviewer + t, classes);
  }
}

/** Makes the chances of the observed classes, given one true class, add up to 1 with none at 0. */
function normalise(confusion: Float64Array, from: number, classes: number): void {
  let total = 0;
  for (let c = 0; c < classes; c += 1) {
    const at = from + c * classes;
    confusion[at] = Math.max(confusion[at]!, FLOOR);
    total += confusion[at]!;
  }
  for (let c = 0; c < classes; c += 1) confusion[from + c * classes]! /= total;
}

function fixGold({ gold, posterior, classes }: Model): void {
  for (const [item, truth] of gold) {
    posterior.fill(FLOOR, item * classes, (item + 1) * classes);
    posterior[item * classes + truth] = 1;
  }
}

function stateOf({ items, classes, reviewers, posterior, prior, confusion }: Model): DawidSkeneState {
  const table = (rows: number, at: (row: number, column: number) => number) =>
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: classes }, (__, column) => at(row, column)),
    );
  return {
    posterior: table(items, (item, t) => posterior[item * classes + t]!),
    prior: [...prior],
    confusion: Array.from({ length: reviewers }, (_, r) =>
      table(classes, (t, c) => confusion[(r * classes + c) * classes + t]!),
    ),
  };
}

/** Whether the model can be told from the labels: at least a median of 3 per item, or known truth for some. */
export function isIdentifiable(input: DawidSkeneInput): boolean {
  if (input.gold !== undefined && input.gold.size > 0) return true;
  const perItem = zeros(input.items);
  for (const { item } of input.labels) perItem[item]! += 1;
  const sorted = perItem.filter((count) => count > 0).toSorted((a, b) => a - b);
  return sorted.length > 0 && sorted[Math.floor((sorted.length - 1) / 2)]! >= 3;
}

export interface DawidSkeneWarnings {
  /** Reviewers who name some class rightly less than half of the time. */
  readonly weakReviewers: readonly number[];
  /** Share of the items with a unique plurality whose most likely class differs from it. */
  readonly flippedShare: number;
  /** More than 10 % of the items flipped. */
  readonly isFlipped: boolean;
}

const MAX_FLIPPED_SHARE = 0.1;

export function warningsOf(input: DawidSkeneInput, fit: DawidSkeneState): DawidSkeneWarnings {
  const votes = zeroTable(input.items, input.classes);
  for (const { item, label } of input.labels) votes[item]![label]! += 1;
  let decided = 0;
  let flipped = 0;
  votes.forEach((row, item) => {
    const most = Math.max(...row);
    if (most === 0 || row.filter((count) => count === most).length > 1) return;
    decided += 1;
    const posterior = fit.posterior[item]!;
    if (posterior.indexOf(Math.max(...posterior)) !== row.indexOf(most)) flipped += 1;
  });
  const flippedShare = decided > 0 ? flipped / decided : 0;
  return {
    weakReviewers: fit.confusion.flatMap((rows, r) => (rows.some((row, t) => row[t]! < 0.5) ? [r] : [])),
    flippedShare,
    isFlipped: flippedShare > MAX_FLIPPED_SHARE,
  };
}
