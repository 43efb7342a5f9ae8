import { describe, expect, test } from 'vitest';
import { perClassAgreement, perPairAgreement, perReviewerAgreement } from './agreement-detail.ts';
import { agreementSummary, type AgreementUnit } from './agreement.ts';
import { cohenKappa } from './cohen.ts';
import { drawBinomial, randomStream, type RandomStream } from './random-stream.ts';

const base = { categories: ['a', 'b', 'c'], scale: 'nominal', seed: 'x', replicates: 300 } as const;
const same = (count: number, labels: (string | null)[]): AgreementUnit[] =>
  Array.from({ length: count }, () => ({ labels }));

describe('agreement by class', () => {
  test('has α and the chance of being said again, with limits, for every declared class', () => {
    const units = [...same(40, ['a', 'a']), ...same(20, ['b', 'b']), ...same(10, ['a', 'b'])];
    const [a, b, c] = perClassAgreement({ ...base, units });
    expect([a!.labels, b!.labels, c!.labels]).toEqual([90, 50, 0]);
    expect(a!.specific).toMatchObject({ n: 50 });
    expect(a!.specific.estimate).toBeCloseTo(80 / 90, 12);
    expect(b!.specific.estimate).toBeCloseTo(40 / 50, 12);
    // Two classes only: each against the rest is the same question.
    expect(a!.alpha.estimate).toBeCloseTo(b!.alpha.estimate!, 12);
    for (const figure of [a!.specific, b!.specific, a!.alpha, b!.alpha]) {
      if (figure.estimate === null || figure.low === null || figure.high === null)
        throw new Error('no limits');
      expect(figure.low).toBeLessThan(figure.estimate);
      expect(figure.high).toBeGreaterThan(figure.estimate);
    }
    expect(c).toMatchObject({
      alpha: { estimate: null, reason: 'NO_VARIATION' },
      specific: { estimate: null, reason: 'NO_DATA' },
    });
  });

  test('of a class that everyone always repeats is 1 and still not certain', () => {
    const units = [...same(6, ['a', 'a']), ...same(30, ['b', 'c'])];
    const [a] = perClassAgreement({ ...base, units });
    expect(a!.specific).toMatchObject({ estimate: 1, high: 1, n: 6 });
    // Six items of six: Clopper–Pearson.
    expect((a!.specific as { low: number }).low).toBeCloseTo(0.025 ** (1 / 6), 10);
  });

  test('without overlap says so for every class', () => {
    const details = perClassAgreement({ ...base, units: same(5, ['a', null]) });
    for (const { alpha, specific } of details) {
      expect(alpha).toMatchObject({ reason: 'NO_OVERLAP' });
      expect(specific).toMatchObject({ reason: 'NO_OVERLAP' });
    }
  });
});

describe('agreement by pair', () => {
  test('hides κ below 20 common items, shows the share with its limits, and does not call 25 of 25 certain', () => {
    const units = [
      ...same(13, ['a', 'a', null]),
      ...same(12, ['b', 'b', null]),
      ...same(19, ['a', null, 'b']),
      ...same(21, [null, 'c', 'c']),
    ];
    const pairs = perPairAgreement({ ...base, units, reviewers: 3 });
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(pairs[0]!.kappa).toMatchObject({ estimate: 1, n: 25, high: 1 });
    const { low } = pairs[0]!.kappa as { low: number };
    expect(low).toBeGreaterThan(0.6);
    expect(low).toBeLessThan(0.9);
    expect(pairs[1]!.kappa).toMatchObject({ estimate: null, reason: 'TOO_FEW_PAIRS', n: 19 });
    expect(pairs[1]!.percent).toMatchObject({ estimate: 0, low: 0, n: 19 });
    expect(pairs[2]!.kappa).toMatchObject({ estimate: null, reason: 'NO_VARIATION' });
    expect(perPairAgreement({ ...base, units: same(3, ['a', null]), reviewers: 2 })).toMatchObject([
      { percent: { reason: 'NO_OVERLAP' }, kappa: { reason: 'NO_OVERLAP' } },
    ]);
  });

  test('has κ limits that hold the κ of the population in 93 % or more of 400 samples, at any strength', () => {
    // Two reviewers on two classes: agreeing on a with p, on b with q, the rest split evenly.
    for (const [p, q, n] of [
      [0.45, 0.45, 40],
      [0.85, 0.1, 60],
      [0.4, 0.2, 25],
      [0.97, 0.02, 100],
    ] as const) {
      const rest = 1 - p - q;
      const share = p + rest / 2;
      const expected = share ** 2 + (1 - share) ** 2;
      const truth = (p + q - expected) / (1 - expected);
      const random = randomStream(`kappa ${p}`);
      let covered = 0;
      let defined = 0;
      for (let run = 0; run < 400; run += 1) {
        const units = drawPairs(random, n, p, q);
        const [pair] = perPairAgreement({ ...base, categories: ['a', 'b'], units, reviewers: 2 });
        if (pair!.kappa.estimate === null) continue;
        defined += 1;
        const { low, high } = pair!.kappa as { low: number; high: number };
        if (low <= truth && truth <= high) covered += 1;
      }
      expect(defined).toBeGreaterThan(300);
      expect(covered / defined, `p ${p}`).toBeGreaterThanOrEqual(0.93);
    }
  });

  test('weighs κ by distance on an ordered scale', () => {
    const units = [
      ...same(10, ['a', 'a']),
      ...same(10, ['c', 'c']),
      ...same(5, ['a', 'b']),
      ...same(5, ['b', 'c']),
    ];
    const [pair] = perPairAgreement({ ...base, scale: 'ordinal', units, reviewers: 2 });
    const expected = cohenKappa(
      units.map(({ labels }) => base.categories.indexOf(labels[0] as 'a')),
      units.map(({ labels }) => base.categories.indexOf(labels[1] as 'a')),
      3,
      'linear',
    );
    expect(pair!.kappa.estimate).toBe(expected!.kappa);
  });
});

describe('agreement by reviewer', () => {
  test('shows who disagrees, and that α rises without them', () => {
    const random = randomStream('odd one out');
    const units = Array.from({ length: 120 }, (): AgreementUnit => {
      const truth = random() < 0.5 ? 'a' : 'b';
      return { labels: [truth, random() < 0.05 ? 'c' : truth, random() < 0.5 ? 'a' : 'b'] };
    });
    const details = perReviewerAgreement({ ...base, units, reviewers: 3 });
    const all = agreementSummary({ ...base, units }).alpha.estimate!;
    expect(details[2]!.alphaWithout.estimate).toBeGreaterThan(all + 0.3);
    expect(details[0]!.alphaWithout.estimate).toBeLessThan(all);
    expect(details[2]!.peer.estimate).toBeLessThan(0.6);
    for (const { peer } of details) {
      expect(peer.n).toBe(120);
      const { low, high } = peer as { low: number; high: number };
      expect(high - low).toBeGreaterThan(0.02);
      expect(high - low).toBeLessThan(0.25);
    }
  });

  test('who shares no item with anyone has no figure, and without one of two there is no α', () => {
    const units = [...same(10, ['a', 'b', null]), ...same(4, [null, null, 'a'])];
    const details = perReviewerAgreement({ ...base, units, reviewers: 3 });
    expect(details[2]!.peer).toMatchObject({ estimate: null, reason: 'NO_OVERLAP' });
    expect(details[0]!.alphaWithout).toMatchObject({ estimate: null, reason: 'NO_OVERLAP' });
    expect(details[0]!.peer).toMatchObject({ estimate: 0, n: 10 });
  });
});

test('weighted α from few units per stratum has an interval that holds the α of the frame', () => {
  // Strata differ in accuracy and in size; with 1 or 2 units each, resampling m of m would show too little variance.
  const accuracy = [0.65, 0.8, 0.95];
  const draw = (random: RandomStream, perStratum: number) =>
    Array.from({ length: 30 }, (_, h) => h).flatMap((h) =>
      Array.from({ length: perStratum }, (): AgreementUnit => {
        const truth = anyOf(random);
        const labels = Array.from({ length: 3 }, () => (random() < accuracy[h % 3]! ? truth : anyOf(random)));
        return { labels, weight: (100 + (h % 5) * 200) / perStratum, stratum: `s${h}` };
      }),
    );
  const truth = agreementSummary({ ...base, units: draw(randomStream('frame'), 1000), replicates: 2 }).alpha;
  for (const perStratum of [1, 2]) {
    const random = randomStream(`overlap of ${perStratum}`);
    let covered = 0;
    for (let run = 0; run < 150; run += 1) {
      const { alpha } = agreementSummary({ ...base, units: draw(random, perStratum), seed: `${run}` });
      if (alpha.estimate === null || alpha.low === null || alpha.high === null)
        throw new Error('no interval');
      if (alpha.low <= truth.estimate! && truth.estimate! <= alpha.high) covered += 1;
    }
    expect(covered / 150).toBeGreaterThan(0.88);
  }
});

function anyOf(random: RandomStream): string {
  return base.categories[Math.floor(random() * 3)]!;
}

function drawPairs(random: RandomStream, n: number, p: number, q: number): AgreementUnit[] {
  const both = drawBinomial(random, n, p);
  const neither = drawBinomial(random, n - both, q / (1 - p));
  const first = drawBinomial(random, n - both - neither, 0.5);
  return [
    ...same(both, ['a', 'a']),
    ...same(neither, ['b', 'b']),
    ...same(first, ['a', 'b']),
    ...same(n - both - neither - first, ['b', 'a']),
  ];
}
