// Owns the standard deviation that allocation expects of a stratum with little or no history. Invariant: never 0, so
// that no stratum is starved because nothing has gone wrong in it yet.
import { logGamma } from '../statistics/distributions.ts';

export interface PriorSdInput {
  /** Events and reviewed items of the stratum so far. */
  readonly x: number;
  readonly n: number;
  /** Pooled rate of the weeks before, in (0, 1). */
  readonly pooledRate: number;
  /** Items that the pooled rate counts for, by default 20. */
  readonly strength?: number;
}

const DEFAULT_STRENGTH = 20;

/** E√(p(1−p)) under Beta(x + m·p0, n − x + m(1 − p0)) = Γ(a+½)Γ(b+½)/(Γ(a)Γ(b)(a+b)) (specification A2). */
export function priorSd({ x, n, pooledRate, strength = DEFAULT_STRENGTH }: PriorSdInput): number {
  const a = x + strength * pooledRate;
  const b = n - x + strength * (1 - pooledRate);
  return Math.exp(logGamma(a + 0.5) - logGamma(a) + logGamma(b + 0.5) - logGamma(b)) / (a + b);
}
