// Coverage and false alarms of the contrast of two domains of one sample (statistics B6), on simulated stratified samples
// with a known difference: small values, rare events, unequal weights. Fixed seeds.
import { expect, test } from 'vitest';
import { domainContrast, type ContrastStratum } from '../../shared/statistics/domain-contrast.ts';
import { drawBinomial, randomStream } from '../../shared/statistics/random-stream.ts';

const SAMPLES = 1500;

interface Scenario {
  readonly name: string;
  /** Per stratum: population, items reviewed, share of the first domain in it. */
  readonly strata: readonly { readonly N: number; readonly n: number; readonly share: number }[];
  readonly rates: { readonly first: number; readonly second: number };
}

const even = [
  { N: 60_000, n: 240, share: 0.3 },
  { N: 40_000, n: 160, share: 0.1 },
];
const uneven = [
  { N: 80_000, n: 150, share: 0.2 },
  { N: 20_000, n: 250, share: 0.5 },
];
const small = [
  { N: 60_000, n: 240, share: 0.05 },
  { N: 40_000, n: 160, share: 0.05 },
];
const scenarios: Scenario[] = Object.entries({ even, uneven, small }).flatMap(([name, strata]) =>
  [
    { first: 0.02, second: 0.02 },
    { first: 0.05, second: 0.05 },
    { first: 0.2, second: 0.2 },
    { first: 0.1, second: 0.02 },
    { first: 0.02, second: 0.15 },
  ].map((rates) => ({ name: `${name} ${rates.first} ${rates.second}`, strata, rates })),
);

test.each(scenarios)(
  'a contrast ($name) covers the true difference, and calls equal rates different in at most 6 % of samples',
  ({ name, strata, rates }) => {
    const random = randomStream(name);
    const truth = rates.second - rates.first;
    let covered = 0;
    let alarms = 0;
    let linearisedAlarms = 0;
    let defined = 0;
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const drawn = strata.map(({ N, n, share }, h): ContrastStratum => {
        const inFirst = drawBinomial(random, n, share);
        return {
          key: `${h}`,
          population: N,
          drawn: n,
          reviewed: n,
          first: { inDomain: inFirst, events: drawBinomial(random, inFirst, rates.first) },
          second: { inDomain: n - inFirst, events: drawBinomial(random, n - inFirst, rates.second) },
        };
      });
      const result = domainContrast({ strata: drawn, alpha: 0.05, ciMethod: 'kgStar' });
      if (result.estimate === null) continue;
      defined += 1;
      if (result.low <= truth && truth <= result.high) covered += 1;
      if ((result.p ?? 1) < 0.05) alarms += 1;
      if ((result.linearisedP ?? 1) < 0.05) linearisedAlarms += 1;
    }
    expect(defined).toBeGreaterThan(0.99 * SAMPLES);
    expect(covered / defined).toBeGreaterThanOrEqual(0.94);
    if (truth === 0) {
      expect(alarms / defined).toBeLessThanOrEqual(0.06);
      // What the normal p of the linearised contrast would do with few items and rare events.
      if (name === 'small 0.02 0.02') expect(linearisedAlarms / defined).toBeGreaterThan(0.3);
    } else {
      expect(alarms).toBeGreaterThan(0);
    }
  },
  60_000,
);
