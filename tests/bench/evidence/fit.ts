/**
 * Fits the support model: logistic regression with a ridge penalty, by Newton's method. Knows nothing of texts.
 */
import { solve } from '../../../shared/statistics/small-matrix.ts';

/** One row of features without the constant, and whether it is positive. */
export interface Example {
  x: readonly number[];
  isPositive: boolean;
}

const STEPS = 25;
const TOLERANCE = 1e-8;

/** Weights, the constant first, that maximise the likelihood less `ridge`/2 times the squared weights but the constant. */
export function fitLogistic(examples: readonly Example[], ridge: number): number[] {
  const rows = examples.map(({ x, isPositive }) => ({ x: [1, ...x], y: Number(isPositive) }));
  const size = rows[0]?.x.length ?? 1;
  let weights = Array.from({ length: size }, () => 0);
  for (let step = 0; step < STEPS; step += 1) {
    const { gradient, hessian } = slopes(rows, weights, ridge);
    const change = solve(
      hessian,
      gradient.map((value) => [value]),
    );
    if (change === null) throw new RangeError('the features depend on each other');
    weights = weights.map((weight, at) => weight + change[at]![0]!);
    if (change.every(([by]) => Math.abs(by!) < TOLERANCE)) break;
  }
  return weights;
}

function slopes(
  rows: readonly { x: readonly number[]; y: number }[],
  weights: readonly number[],
  ridge: number,
) {
  const size = weights.length;
  const gradient = weights.map((weight, at) => (at === 0 ? 0 : -ridge * weight));
  const hessian = weights.map((_, at) => weights.map((__, other) => (at === other && at > 0 ? ridge : 0)));
  for (const { x, y } of rows) {
    let sum = 0;
    for (let at = 0; at < size; at += 1) sum += weights[at]! * x[at]!;
    const chance = 1 / (1 + Math.exp(-sum));
    const spread = chance * (1 - chance);
    for (let at = 0; at < size; at += 1) {
      gradient[at]! += (y - chance) * x[at]!;
      for (let other = 0; other < size; other += 1) hessian[at]![other]! += spread * x[at]! * x[other]!;
    }
  }
  return { gradient, hessian };
}
