// Owns truth inference from several noisy reviewers: the EM of Dawid and Skene. Must not know what labels mean.
// Invariant: the log-likelihood never falls from one iteration to the next (without smoothing).
// Source: Dawid & Skene (1979), "Maximum likelihood estimation of observer error-rates using the EM algorithm".
import { sum } from './quantile.ts';
import { filled, zeroTable, zeros } from './lists.ts';

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
  let state = startState(input);
  for (const step of iterate(input)) {
    state = step.state;
    const before = logLikelihoods.at(-1);
    logLikelihoods.push(step.logLikelihood);
    hasConverged =
      before !== undefined &&
      Math.abs(step.logLikelihood - before) < TOLERANCE * Math.abs(step.logLikelihood);
    if (hasConverged || logLikelihoods.length === MAX_ITERATIONS) break;
  }
  return { ...state, logLikelihoods, hasConverged };
}

/** One EM iteration after another (E-step, M-step), from the vote proportions, without end. */
export function* iterate(
  input: DawidSkeneInput,
): Generator<{ state: DawidSkeneState; logLikelihood: number }, never> {
  let state = startState(input);
  for (;;) {
    const { posterior, logLikelihood } = expectation(input, state);
    state = maximisation(input, posterior);
    yield { state, logLikelihood };
  }
}

/** Vote proportions as posteriors, with the M-step done. Items without a label start even. */
export function startState(input: DawidSkeneInput): DawidSkeneState {
  const votes = zeroTable(input.items, input.classes);
  for (const { item, label } of input.labels) votes[item]![label]! += 1;
  const posterior = votes.map((row, item) => {
    const gold = input.gold?.get(item);
    if (gold !== undefined) return certain(gold, input.classes);
    const total = sum(row);
    return row.map((count) => (total > 0 ? count / total : 1 / input.classes));
  });
  return maximisation(input, posterior);
}

function expectation(
  input: DawidSkeneInput,
  { prior, confusion }: DawidSkeneState,
): { posterior: number[][]; logLikelihood: number } {
  const logPrior = prior.map((p) => Math.log(Math.max(p, FLOOR)));
  const logConfusion = confusion.map((rows) => rows.map((row) => row.map(Math.log)));
  const logs = Array.from({ length: input.items }, () => [...logPrior]);
  for (const { item, reviewer, label } of input.labels) {
    const row = logs[item]!;
    const rows = logConfusion[reviewer]!;
    for (let t = 0; t < input.classes; t += 1) row[t]! += rows[t]![label]!;
  }
  let logLikelihood = 0;
  const posterior = logs.map((row, item) => {
    const largest = Math.max(...row);
    const shifted = row.map((value) => Math.exp(value - largest));
    const total = sum(shifted);
    logLikelihood += largest + Math.log(total);
    const gold = input.gold?.get(item);
    if (gold !== undefined) return certain(gold, input.classes);
    return shifted.map((value) => Math.max(value / total, FLOOR));
  });
  return { posterior, logLikelihood };
}

function maximisation(input: DawidSkeneInput, posterior: readonly (readonly number[])[]): DawidSkeneState {
  const { classes } = input;
  const prior = Array.from(
    { length: classes },
    (_, t) => sum(posterior.map((row) => row[t]!)) / posterior.length,
  );
  const confusion = Array.from({ length: input.reviewers }, () =>
    Array.from({ length: classes }, () => filled(classes, input.smoothing)),
  );
  for (const { item, reviewer, label } of input.labels) {
    const rows = confusion[reviewer]!;
    for (let t = 0; t < classes; t += 1) rows[t]![label]! += posterior[item]![t]!;
  }
  return {
    posterior,
    prior,
    confusion: confusion.map((rows) =>
      rows.map((row) => {
        const floored = row.map((count) => Math.max(count, FLOOR));
        const total = sum(floored);
        return floored.map((count) => count / total);
      }),
    ),
  };
}

function certain(gold: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, t) => (t === gold ? 1 : FLOOR));
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
