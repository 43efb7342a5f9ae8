// Owns Krippendorff's α, the headline of agreement. Must not know intervals (see agreement-bootstrap.ts). Invariant:
// only units with at least two labels count; one class among them gives no α, whatever other tools answer.
// Source: Krippendorff (2019), Content Analysis, 4th ed., ch. 12. The ordinal metric is the interval metric on the
// mid-ranks of the categories, which makes every metric linear in the number of labels.
import type { LabelTable } from './label-table.ts';
import type { ReasonCode } from './result.ts';
import { zeroTable } from './lists.ts';

export type AlphaMetric =
  | { readonly scale: 'nominal' }
  | { readonly scale: 'ordinal' }
  | { readonly scale: 'interval'; readonly values: readonly number[] };

export type AlphaResult =
  | { readonly alpha: number; readonly reason: null }
  | { readonly alpha: null; readonly reason: Extract<ReasonCode, 'NO_OVERLAP' | 'NO_VARIATION'> };

/** α of a table. Unit weights count relative to their mean over the pairable units; those of weight 0 do not count. */
export function krippendorffAlpha(table: LabelTable, metric: AlphaMetric): AlphaResult {
  const counts = table.patterns.some(({ labels, weight }) => labels >= 2 && weight > 0);
  if (!counts) return { alpha: null, reason: 'NO_OVERLAP' };
  const alpha = compileAlpha(
    table,
    metric,
  )(Float64Array.from(table.patterns, (pattern) => pattern.frequency));
  return alpha === null ? { alpha: null, reason: 'NO_VARIATION' } : { alpha, reason: null };
}

/** α as a function of the patterns' frequencies, for resampling; null where it is undefined. */
export type AlphaOfFrequencies = (frequencies: ArrayLike<number>) => number | null;

/**
 * With v the value of each category: a unit's observed disagreement over its ordered pairs is
 * 2(m·Σn_c v² − (Σn_c v)²)/(m − 1), the expected one 2(n·Σn_c v² − (Σn_c v)²); nominal in its place m² − Σn_c².
 */
export function compileAlpha(table: LabelTable, metric: AlphaMetric): AlphaOfFrequencies {
  const k = table.categories;
  const size = table.patterns.length;
  const counts = new Float64Array(size * k);
  const labels = new Float64Array(size);
  const weights = new Float64Array(size);
  table.patterns.forEach((pattern, p) => {
    counts.set(pattern.counts, p * k);
    labels[p] = pattern.labels;
    weights[p] = pattern.weight;
  });
  const totals = new Float64Array(k);
  const effective = new Float64Array(size);
  const values = new Float64Array(k);
  return (frequencies) => {
    const n = weigh(frequencies, { counts, labels, weights, totals, effective, k });
    let used = 0;
    for (let c = 0; c < k; c += 1) if (totals[c]! > 0) used += 1;
    if (used < 2) return null;
    if (metric.scale === 'nominal') return nominalAlpha(n, { counts, labels, totals, effective, k });
    if (metric.scale === 'ordinal') fillMidRanks(totals, values);
    else values.set(metric.values);
    centre(values, totals, n);
    return valueAlpha(n, values, { counts, labels, totals, effective, k });
  };
}

interface Compiled {
  readonly counts: Float64Array;
  readonly labels: Float64Array;
  readonly totals: Float64Array;
  readonly effective: Float64Array;
  readonly k: number;
}

/** Fills effective frequencies (weights with mean 1 over pairable units) and category totals; answers Σ totals. */
function weigh(frequencies: ArrayLike<number>, work: Compiled & { readonly weights: Float64Array }): number {
  const { counts, labels, weights, totals, effective, k } = work;
  let units = 0;
  let weight = 0;
  for (let p = 0; p < labels.length; p += 1) {
    if (labels[p]! < 2) continue;
    units += frequencies[p]!;
    weight += frequencies[p]! * weights[p]!;
  }
  const scale = weight > 0 ? units / weight : 0;
  totals.fill(0);
  let n = 0;
  for (let p = 0; p < labels.length; p += 1) {
    const f = labels[p]! < 2 ? 0 : frequencies[p]! * weights[p]! * scale;
    effective[p] = f;
    if (f === 0) continue;
    for (let c = 0; c < k; c += 1) totals[c]! += f * counts[p * k + c]!;
    n += f * labels[p]!;
  }
  return n;
}

function nominalAlpha(n: number, { counts, labels, totals, effective, k }: Compiled): number {
  let observed = 0;
  for (let p = 0; p < labels.length; p += 1) {
    if (effective[p] === 0) continue;
    const m = labels[p]!;
    let same = 0;
    for (let c = 0; c < k; c += 1) same += counts[p * k + c]! ** 2;
    observed += (effective[p]! * (m * m - same)) / (m - 1);
  }
  let expected = n * n;
  for (let c = 0; c < k; c += 1) expected -= totals[c]! ** 2;
  return 1 - ((n - 1) * observed) / expected;
}

function valueAlpha(n: number, values: ArrayLike<number>, work: Compiled): number | null {
  const { counts, labels, totals, effective, k } = work;
  let observed = 0;
  for (let p = 0; p < labels.length; p += 1) {
    if (effective[p] === 0) continue;
    const m = labels[p]!;
    let sum = 0;
    let squares = 0;
    for (let c = 0; c < k; c += 1) {
      const part = counts[p * k + c]! * values[c]!;
      sum += part;
      squares += part * values[c]!;
    }
    observed += (effective[p]! * (m * squares - sum * sum)) / (m - 1);
  }
  let sum = 0;
  let squares = 0;
  for (let c = 0; c < k; c += 1) {
    sum += totals[c]! * values[c]!;
    squares += totals[c]! * values[c]! ** 2;
  }
  const expected = n * squares - sum * sum;
  // Categories of equal value are no variation for this metric.
  return expected > 0 ? 1 - ((n - 1) * observed) / expected : null;
}

/** Cumulative total up to the middle of each category: |difference| of two is Krippendorff's ordinal δ. */
function fillMidRanks(totals: Float64Array, into: Float64Array): void {
  let below = 0;
  for (let c = 0; c < totals.length; c += 1) {
    into[c] = below + totals[c]! / 2;
    below += totals[c]!;
  }
}

/** Puts values about their mean: differences stay, and the sums of squares lose no digits. */
function centre(values: Float64Array, totals: Float64Array, n: number): void {
  let sum = 0;
  for (let c = 0; c < totals.length; c += 1) sum += totals[c]! * values[c]!;
  for (let c = 0; c < totals.length; c += 1) values[c]! -= sum / n;
}

/** Coincidence matrix o_ck = Σ_u (n_uc n_uk − δ_ck n_uc)/(m_u − 1), unweighted. */
export function coincidences(table: LabelTable): number[][] {
  const matrix = zeroTable(table.categories, table.categories);
  for (const { counts, labels, frequency } of table.patterns) {
    if (labels < 2) continue;
    counts.forEach((a, c) => {
      if (a === 0) return;
      counts.forEach((b, d) => {
        matrix[c]![d]! += (frequency * (a * b - (c === d ? a : 0))) / (labels - 1);
      });
    });
  }
  return matrix;
}
