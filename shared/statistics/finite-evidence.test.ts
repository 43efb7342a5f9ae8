import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logGamma } from './distributions.ts';
import { finiteEvidence } from './finite-evidence.ts';
import { finiteConfidenceSequence, logOrderedDraws } from './sequential.ts';

const prior = { a: 0.5, b: 0.5 };
const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);

const cases = fc
  .record({
    population: fc.integer({ min: 1, max: 120 }),
    tau: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
  })
  .chain(({ population, tau }) =>
    fc
      .integer({ min: 0, max: population })
      .chain((n) => fc.integer({ min: 0, max: n }).map((x) => ({ population, tau, n, x }))),
  );

describe('evidence about a finite population', () => {
  test('is the smallest over every count that the claim allows', () => {
    fc.assert(
      fc.property(cases, ({ population, tau, n, x }) => {
        const marginal = logBeta(0.5 + x, 0.5 + n - x) - logBeta(0.5, 0.5);
        const edge = Math.floor(tau * population + 1e-9);
        const smallest = (isClaimed: (K: number) => boolean) =>
          Math.min(
            Infinity,
            ...Array.from({ length: population + 1 }, (_, K) => K)
              .filter((K) => isClaimed(K) && K >= x && K <= population - (n - x))
              .map((K) => marginal - logOrderedDraws(x, n, K, population)),
          );
        const { logEPass, logEBreach } = finiteEvidence(x, n, population, tau, prior);
        const same = (got: number, wanted: number) =>
          wanted === Infinity ? expect(got).toBe(Infinity) : expect(got).toBeCloseTo(wanted, 8);
        same(
          logEPass,
          smallest((K) => K > edge),
        );
        same(
          logEBreach,
          smallest((K) => K <= edge),
        );
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  test('declares only what the confidence sequence of the same prior excludes', () => {
    fc.assert(
      fc.property(cases, ({ population, tau, n, x }) => {
        const { logEPass, logEBreach } = finiteEvidence(x, n, population, tau, prior);
        const limits = finiteConfidenceSequence(x, n, population, prior, 0.05);
        const edge = Math.floor(tau * population + 1e-9);
        if (logEPass >= Math.log(20)) expect(limits.kHigh).toBeLessThanOrEqual(edge);
        if (logEBreach >= Math.log(20)) expect(limits.kLow).toBeGreaterThan(edge);
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  test('grows large in no more than one path in twenty, however often one looks', () => {
    // 12 of 60 at a limit of 20 %: the claim "at most 20 %" is true, so a breach is declared falsely. Exact over all
    // orders by counting paths that have not yet crossed.
    const [population, K, tau] = [60, 12, 0.2];
    let alive = new Map([[0, 1]]);
    let crossed = 0;
    for (let n = 1; n <= population; n += 1) {
      const next = new Map<number, number>();
      for (const [x, mass] of alive) {
        const left = population - n + 1;
        const up = (K - x) / left;
        for (const [to, p] of [
          [x + 1, up],
          [x, 1 - up],
        ] as const) {
          if (p <= 0) continue;
          const isOver = finiteEvidence(to, n, population, tau, prior).logEBreach >= Math.log(20);
          if (isOver) crossed += mass * p;
          else next.set(to, (next.get(to) ?? 0) + mass * p);
        }
      }
      alive = next;
    }
    expect(crossed).toBeGreaterThan(0);
    expect(crossed).toBeLessThanOrEqual(0.05);
  });
});
