/**
 * How long to wait after failures in a row: exponential with full jitter, so that many devices do not come back to a
 * hub at the same moment.
 */

const firstMs = 1_000;
const mostMs = 5 * 60_000;

/**
 * Milliseconds until the next attempt after `failures` (≥ 1) in a row: uniform over 0 … min(5 min, 1 s · 2^(failures−1)),
 * at least what the hub asked for. `random` is uniform on [0, 1).
 */
export function backoffMs(failures: number, random: number, askedMs: number | null = null): number {
  const ceiling = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 20));
  return Math.max(Math.round(random * ceiling), Math.min(askedMs ?? 0, mostMs));
}
