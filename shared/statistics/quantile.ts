// Owns quantiles and small summaries of plain lists of numbers. Must not know where they come from.

/** Type-7 quantile (Hyndman & Fan 1996, the default of R and numpy) of values that are sorted already. */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (position - below) * (high - low);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Variance with divisor n − ddof. */
export function variance(values: readonly number[], ddof = 1): number {
  return covariance(values, values, ddof);
}

/** Covariance with divisor n − ddof. */
export function covariance(x: readonly number[], y: readonly number[], ddof = 1): number {
  const meanX = mean(x);
  const meanY = mean(y);
  let total = 0;
  x.forEach((value, i) => {
    total += (value - meanX) * ((y[i] ?? Number.NaN) - meanY);
  });
  return total / (x.length - ddof);
}

export function median(values: readonly number[]): number {
  return sortedQuantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
