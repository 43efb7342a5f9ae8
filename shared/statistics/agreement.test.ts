import { describe, expect, test } from 'vitest';
import { agreementSummary, bandOf, type AgreementRequest, type AgreementUnit } from './agreement.ts';
import { bootstrapPercentile, canCarryInterval } from './agreement-bootstrap.ts';
import { agreementDrift } from './agreement-drift.ts';
import { compileAlpha } from './krippendorff.ts';
import { tabulate } from './label-table.ts';
import { randomStream } from './random-stream.ts';
import { alphaWithoutReviewer, pairwiseAgreement, peerAgreement } from './reviewer-agreement.ts';

const base = { categories: ['no', 'yes'], scale: 'nominal', seed: 'x', replicates: 300 } as const;

/** Two reviewers who follow a hidden truth and err by chance. */
function simulate(units: number, error: number, seed: string, prevalence = 0.5): AgreementUnit[] {
  const random = randomStream(seed);
  return Array.from({ length: units }, () => {
    const truth = random() < prevalence;
    return { labels: [0, 1].map(() => (random() < error !== truth ? 'yes' : 'no')) };
  });
}

describe('an agreement summary', () => {
  test('holds its estimates between their limits and is the same whatever the order of units', () => {
    const units = simulate(120, 0.1, 'order');
    const summary = agreementSummary({ ...base, units });
    expect(agreementSummary({ ...base, units: units.toReversed() })).toEqual(summary);
    for (const figure of [summary.percent, summary.alpha, summary.ac1]) {
      if (figure.estimate === null || figure.low === null || figure.high === null)
        throw new Error('no interval');
      expect(figure.low).toBeLessThan(figure.estimate);
      expect(figure.high).toBeGreaterThan(figure.estimate);
    }
    expect(agreementSummary({ ...base, units, seed: 'y' }).alpha).not.toEqual(summary.alpha);
  });

  test('gives no interval below 30 overlapping units, or where the rarer class is touched by fewer than 5', () => {
    const few = agreementSummary({ ...base, units: simulate(29, 0.2, 'few') });
    expect(few.alpha).toMatchObject({ low: null, high: null, notes: ['TOO_SMALL_FOR_INTERVAL'] });
    expect(few.percent).toMatchObject({ low: null, high: null });
    const rare = [...Array.from({ length: 60 }, () => ({ labels: ['no', 'no'] })), { labels: ['no', 'yes'] }];
    const summary = agreementSummary({ ...base, units: rare });
    expect(summary.alpha).toMatchObject({
      low: null,
      notes: ['PREVALENCE_EFFECT', 'TOO_SMALL_FOR_INTERVAL'],
    });
    expect(summary.ac1.estimate).toBeGreaterThan(0.9);
  });

  test.each([
    ['nothing', [], 'NO_OVERLAP', null],
    ['one reviewer', [{ labels: ['yes'] }, { labels: ['no'] }], 'NO_OVERLAP', null],
    ['no unit with two labels', [{ labels: ['yes', null] }, { labels: [null, 'no'] }], 'NO_OVERLAP', null],
    ['one class only', [{ labels: ['no', 'no'] }, { labels: ['no', 'no'] }], 'NO_VARIATION', 1],
  ])('of %s has no α and says why', (_, units, reason, percent) => {
    const summary = agreementSummary({ ...base, units });
    expect(summary.alpha).toMatchObject({ estimate: null, reason });
    expect(summary.band).toBeNull();
    expect(summary.isReliable).toBe(false);
    expect(summary.percent.estimate).toBe(percent);
  });

  test('without any disagreement is 1 and still not certain: fewer units, wider limits', () => {
    const agreeing = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ labels: i % 2 === 0 ? ['no', 'no'] : ['yes', 'yes'] }));
    const lows = [40, 400].map((count) => {
      const { percent, alpha, ac1, isReliable } = agreementSummary({ ...base, units: agreeing(count) });
      expect(isReliable).toBe(true);
      const least = 0.025 ** (1 / count);
      expect(percent).toMatchObject({ estimate: 1, high: 1 });
      expect((percent as { low: number }).low).toBeCloseTo(least, 10);
      // Half of the labels differ by chance: 1 − α is twice the share of disagreement.
      expect((ac1 as { low: number }).low).toBeCloseTo(1 - 2 * (1 - least), 10);
      expect(alpha).toMatchObject({ estimate: 1, high: 1 });
      return (alpha as { low: number }).low;
    });
    expect(lows[0]).toBeCloseTo(1 - 2 * (1 - 0.025 ** (1 / 40)), 2);
    expect(lows[1]).toBeGreaterThan(lows[0]!);
    expect(lows[1]).toBeLessThan(1);
    const rare = [
      ...Array.from({ length: 35 }, () => ({ labels: ['no', 'no'] })),
      ...Array.from({ length: 5 }, () => ({ labels: ['yes', 'yes'] })),
    ];
    // Forty units of which five are of another class: one disagreement more would have cost a lot.
    expect(agreementSummary({ ...base, units: rare })).toMatchObject({ band: 'reliable', isReliable: false });
  });

  test('of one split unit is 0 and says that n is too small', () => {
    const summary = agreementSummary({ ...base, units: [{ labels: ['yes', 'no'] }] });
    expect(summary.alpha).toMatchObject({ estimate: 0, low: null, notes: ['N_TOO_SMALL'] });
  });

  test('wears the badge only when the lower limit is reliable too', () => {
    const strong = agreementSummary({ ...base, units: simulate(400, 0.01, 'strong') });
    expect(strong).toMatchObject({ band: 'reliable', isReliable: true });
    const pairs = (count: number, labels: string[]) => Array.from({ length: count }, () => ({ labels }));
    const unsure = agreementSummary({
      ...base,
      units: [...pairs(15, ['no', 'no']), ...pairs(14, ['yes', 'yes']), ...pairs(3, ['no', 'yes'])],
    });
    expect(unsure.alpha.estimate).toBeGreaterThan(0.8);
    expect(unsure.isReliable).toBe(false);
    expect([0.8, 0.7999, 0.667, 0.6669].map(bandOf)).toEqual([
      'reliable',
      'tentative',
      'tentative',
      'not reliable',
    ]);
  });

  test('refuses labels off the scale and interval scales without numbers', () => {
    expect(() => agreementSummary({ ...base, units: [{ labels: ['maybe', 'yes'] }] })).toThrow(/maybe/);
    const interval: AgreementRequest = { ...base, scale: 'interval', units: [{ labels: ['no', 'yes'] }] };
    expect(() => agreementSummary(interval)).toThrow(/numbers/);
  });
});

describe('the bootstrap of units', () => {
  test('covers the α of the population in 90 to 99 % of 200 simulated overlaps', () => {
    const metric = { scale: 'nominal' } as const;
    const table = (units: readonly AgreementUnit[]) =>
      tabulate(
        units.map(({ labels }) => ({ labels: labels.map((label) => (label === 'yes' ? 1 : 0)) })),
        2,
      );
    // Two reviewers with error e on even classes disagree on 2e(1 − e) of the units: α = 1 − 4e(1 − e) in the limit.
    const truth = 1 - 4 * 0.15 * 0.85;
    let covered = 0;
    for (let run = 0; run < 200; run += 1) {
      const sample = table(simulate(80, 0.15, `coverage ${run}`));
      const options = { replicates: 300, random: randomStream(`bootstrap ${run}`), alpha: 0.05 };
      const interval = bootstrapPercentile(sample.patterns, compileAlpha(sample, metric), options)!;
      if (interval.low <= truth && truth <= interval.high) covered += 1;
    }
    expect(covered).toBeGreaterThanOrEqual(180);
    expect(covered).toBeLessThanOrEqual(198);
  });

  test('keeps the size of each stratum in every replicate', () => {
    const table = tabulate(
      Array.from({ length: 50 }, (_, i) => ({
        labels: [i % 2, i % 3 === 0 ? 1 : 0],
        stratum: i < 10 ? 'a' : 'b',
      })),
      2,
    );
    const sizes = new Set<string>();
    const spy = (frequencies: ArrayLike<number>) => {
      const size = (stratum: string) =>
        table.patterns.reduce((sum, p, i) => sum + (p.stratum === stratum ? frequencies[i]! : 0), 0);
      sizes.add(`${size('a').toFixed(9)}/${size('b').toFixed(9)}`);
      return size('a');
    };
    bootstrapPercentile(table.patterns, spy, { replicates: 100, random: randomStream('s'), alpha: 0.05 });
    expect([...sizes]).toEqual(['10.000000000/40.000000000']);
  });

  test('drops replicates in which the figure is undefined and reports their share', () => {
    const table = tabulate(
      [...Array.from({ length: 39 }, () => ({ labels: [0, 0] })), { labels: [1, 1] }],
      2,
    );
    const figure = compileAlpha(table, { scale: 'nominal' });
    const interval = bootstrapPercentile(table.patterns, figure, {
      replicates: 400,
      random: randomStream('dropped'),
      alpha: 0.05,
    });
    expect(interval?.undefinedShare).toBeGreaterThan(0.25);
    expect(interval?.undefinedShare).toBeLessThan(0.5);
    expect(canCarryInterval(table)).toBe(false);
  });
});

test('drift of agreement has no interval where one period is too small, and finds a fall where both are large', () => {
  const table = (units: readonly AgreementUnit[]) =>
    tabulate(
      units.map(({ labels }) => ({ labels: labels.map((label) => (label === 'yes' ? 1 : 0)) })),
      2,
    );
  const options = () => ({ replicates: 400, random: randomStream('drift'), alpha: 0.05 });
  const before = table(simulate(300, 0.03, 'before'));
  const after = agreementDrift(before, table(simulate(300, 0.25, 'after')), { scale: 'nominal' }, options());
  expect(after.estimate).toBeLessThan(-0.3);
  expect(after).toMatchObject({ notes: [] });
  if (after.estimate !== null) expect(after.high).toBeLessThan(0);
  const small = agreementDrift(before, table(simulate(10, 0.25, 'small')), { scale: 'nominal' }, options());
  expect(small).toMatchObject({ low: null, notes: ['TOO_SMALL_FOR_INTERVAL'] });
  const none = agreementDrift(before, table([]), { scale: 'nominal' }, options());
  expect(none).toMatchObject({ estimate: null, reason: 'NO_OVERLAP' });
});

test('agreement by reviewer rests on common units only, and pairs below 20 units are not shown', () => {
  const matrix = [
    ...Array.from({ length: 20 }, (_, i) => [i % 2, i % 2, null]),
    ...Array.from({ length: 5 }, () => [0, null, 1]),
  ];
  expect(pairwiseAgreement(matrix, 3, 2)).toMatchObject([
    { a: 0, b: 1, n: 20, agreement: 1, kappa: 1, isShown: true },
    { a: 0, b: 2, n: 5, agreement: 0, isShown: false },
    { a: 1, b: 2, n: 0, agreement: null, kappa: null, isShown: false },
  ]);
  expect(peerAgreement(matrix, 0)).toEqual({ pairs: 25, agreement: 0.8 });
  expect(alphaWithoutReviewer(matrix, 2, 2, { scale: 'nominal' }).alpha).toBe(1);
  expect(alphaWithoutReviewer(matrix, 0, 2, { scale: 'nominal' })).toEqual({
    alpha: null,
    reason: 'NO_OVERLAP',
  });
});
