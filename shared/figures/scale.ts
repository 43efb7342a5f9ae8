/**
 * Owns the axis of interval charts: how far it reaches, where its ticks are, where a value lies on it. Must not know
 * what is drawn. Invariant: everything that is passed in lies on the axis; ticks are round numbers.
 */

export interface IntervalScale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

const roundSteps = [1, 2, 5, 10];

/** The smallest of 1, 2, 5 × a power of ten that is at least `rough`. */
function roundUpStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = roundSteps.find((step) => step * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/**
 * Axis for shares 0..1 from 0 to just beyond the largest value, never beyond 1, with four to seven ticks. Without
 * values, or with none above 0, it reaches to 1 %.
 */
export function scaleShares(values: readonly (number | null)[]): IntervalScale {
  const largest = Math.max(0.01, ...values.map((value) => value ?? 0));
  const step = roundUpStep(Math.min(1, largest) / 6);
  const count = Math.ceil(Math.min(1, largest) / step - 1e-9);
  const to = Math.min(1, count * step);
  const ticks = Array.from({ length: count + 1 }, (_, at) => round(at * step)).filter((tick) => tick <= 1);
  return { from: 0, to: round(Math.max(to, ticks.at(-1) ?? to)), ticks };
}

/** Axis for coefficients of agreement: from 0, or from the next fifth below a negative value, to 1, with the given marks. */
export function scaleCoefficients(
  values: readonly (number | null)[],
  marks: readonly number[],
): IntervalScale {
  const smallest = Math.min(0, ...values.map((value) => value ?? 0));
  return { from: Math.floor(round(smallest * 5)) / 5, to: 1, ticks: marks };
}

/** Axis for differences of shares: as far to the left of 0 as to the right, five ticks at most. */
export function scaleDifferences(values: readonly (number | null)[]): IntervalScale {
  const largest = Math.max(0.01, ...values.map((value) => Math.abs(value ?? 0)));
  const step = roundUpStep(Math.min(1, largest) / 2);
  return { from: -2 * step, to: 2 * step, ticks: [-2, -1, 0, 1, 2].map((at) => round(at * step)) };
}

/** Place of a value on the axis, 0..1, kept inside. */
export function placeOn(scale: IntervalScale, value: number): number {
  return Math.min(1, Math.max(0, (value - scale.from) / (scale.to - scale.from)));
}

function round(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}
