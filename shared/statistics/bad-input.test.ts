// Input that an audit can produce or a hostile reader can try: each has a defined answer or a named reason, never NaN.
import { describe, expect, test } from 'vitest';
import { allocate } from '../sampling/allocate.ts';
import { responseSummary } from '../sampling/weights.ts';
import { perClassAgreement, perPairAgreement, perReviewerAgreement } from './agreement-detail.ts';
import { agreementSummary, type AgreementRequest } from './agreement.ts';
import { fitDawidSkene, isIdentifiable, warningsOf } from './dawid-skene.ts';
import { domainContrast } from './domain-contrast.ts';
import { doubleSamplingRate } from './double-sampling.ts';
import { judgeMetrics } from './judge.ts';
import { judgedOnly, ppiDefault, tunedLambda } from './ppi.ts';
import { stratifiedProportionFromCounts, type StratumTally } from './proportion-counts.ts';
import { stratifiedProportion } from './proportion.ts';
import { randomStream } from './random-stream.ts';
import { checkReviewers } from './reviewer-check.ts';
import { classPairs } from './taxonomy-pairs.ts';
import { weeklyTrend } from './trend.ts';
import { summariseVotes } from './votes.ts';

/** Fails on the first number anywhere in a result that is not finite. */
function expectFinite(value: unknown, path = 'result'): void {
  if (typeof value === 'number') expect(Number.isFinite(value), `${path} is ${value}`).toBe(true);
  else if (value !== null && typeof value === 'object') {
    for (const [key, part] of Object.entries(value)) expectFinite(part, `${path}.${key}`);
  }
}

const request = { categories: ['a', 'b', 'never'], scale: 'ordinal', seed: 's', replicates: 100 } as const;
const pairs = (count: number, ...labels: (string | null)[]) =>
  Array.from({ length: count }, () => ({ labels }));

describe('agreement of awkward labels', () => {
  test.each([
    ['no units', [], 'NO_OVERLAP'],
    ['one reviewer', pairs(40, 'a'), 'NO_OVERLAP'],
    ['no overlap', [...pairs(20, 'a', null), ...pairs(20, null, 'b')], 'NO_OVERLAP'],
    ['missing answers only', pairs(5, null, null), 'NO_OVERLAP'],
    ['all the same label', pairs(40, 'a', 'a'), 'NO_VARIATION'],
    [
      'weights of zero',
      pairs(40, 'a', 'b').map((unit) => ({ ...unit, weight: 0, stratum: 's' })),
      'NO_OVERLAP',
    ],
  ] satisfies [string, AgreementRequest['units'], string][])(
    '%s: a reason for every figure',
    (_, units, reason) => {
      const summary = agreementSummary({ ...request, units });
      expect(summary.alpha).toMatchObject({ estimate: null, reason });
      const reviewers = 2;
      const details = [
        perClassAgreement({ ...request, units }),
        perPairAgreement({ ...request, units, reviewers }),
        perReviewerAgreement({ ...request, units, reviewers }),
      ];
      for (const part of [summary, ...details]) expectFinite(part);
    },
  );

  test('a class that is never used changes no coefficient that does not count classes', () => {
    const units = [...pairs(30, 'a', 'a'), ...pairs(10, 'b', 'b'), ...pairs(6, 'a', 'b')];
    const withClass = agreementSummary({ ...request, units });
    const without = agreementSummary({ ...request, categories: ['a', 'b'], units });
    expect(withClass.alpha).toEqual(without.alpha);
    expect(withClass.percent).toEqual(without.percent);
    expectFinite(withClass);
  });

  test('units of weight zero do not count, whatever they say', () => {
    const units = [...pairs(30, 'a', 'a'), ...pairs(20, 'b', 'b'), ...pairs(6, 'a', 'b')];
    const weighted = units.map((unit) => ({ ...unit, weight: 2, stratum: 'x' }));
    const ignored = pairs(9, 'never', 'a').map((unit) => ({ ...unit, weight: 0, stratum: 'y' }));
    const { alpha } = agreementSummary({ ...request, units: [...weighted, ...ignored] });
    const plain = agreementSummary({ ...request, units: weighted }).alpha;
    // Units of weight 0 still count as units when weights are brought to a mean of 1: a term of the order 1/n.
    expect(Math.abs(alpha.estimate! - plain.estimate!)).toBeLessThan(0.01);
  });

  test('weights and labels that cannot be are refused by name', () => {
    for (const weight of [Number.NaN, -1, Infinity]) {
      const units = [{ labels: ['a', 'b'], weight, stratum: 's' }];
      expect(() => agreementSummary({ ...request, units })).toThrow(/weigh/);
    }
    expect(() => agreementSummary({ ...request, units: [{ labels: ['a', 'x'] }] })).toThrow(/outside/);
  });
});

describe('rates of awkward strata', () => {
  const good: StratumTally = { key: 'a', population: 500, drawn: 40, reviewed: 38, inDomain: 38, events: 3 };
  const settings = { alpha: 0.05, ciMethod: 'kgStar' } as const;
  const rate = (...strata: StratumTally[]) => stratifiedProportionFromCounts({ strata, ...settings });

  test.each([
    ['no strata', [], 'NO_DATA'],
    ['nothing drawn', [{ ...good, drawn: 0, reviewed: 0, inDomain: 0, events: 0 }], 'NO_DATA'],
    ['an empty domain', [{ ...good, inDomain: 0, events: 0 }], 'NO_DATA'],
    [
      'strata with one item each',
      [1, 2].map((h) => ({ ...good, key: `${h}`, drawn: 1, reviewed: 1, inDomain: 1, events: 0 })),
      'TOO_FEW_PSU',
    ],
    ['populations of 0', [{ ...good, population: 0 }], 'UNDEFINED'],
    ['a population that is no number', [{ ...good, population: Number.NaN }], 'UNDEFINED'],
    ['an infinite population', [{ ...good, population: Infinity }], 'UNDEFINED'],
    ['a population in text', [{ ...good, population: '500' as unknown as number }], 'UNDEFINED'],
    ['more events than items', [{ ...good, events: 39 }], 'UNDEFINED'],
    ['counts below 0', [{ ...good, events: -1 }], 'UNDEFINED'],
    ['counts that are no numbers', [{ ...good, events: Number.NaN }], 'UNDEFINED'],
  ] satisfies [string, StratumTally[], string][])('%s: a named reason', (_, strata, reason) => {
    const result = rate(...strata);
    expect(result).toMatchObject({ estimate: null, reason });
    expectFinite(result);
    const parts = strata.map((s) => ({ ...s, first: s, second: { inDomain: 0, events: 0 } }));
    expect(domainContrast({ strata: parts, ...settings })).toMatchObject({ estimate: null, reason });
  });

  test('a stratum with one item, one without review and one of population 0 beside good ones stay finite', () => {
    const result = rate(
      good,
      { ...good, key: 'one', population: 1, drawn: 1, reviewed: 1, inDomain: 1, events: 1 },
      { ...good, key: 'lonely', population: 50, drawn: 1, reviewed: 1, inDomain: 1, events: 0 },
      { ...good, key: 'unseen', drawn: 4, reviewed: 0, inDomain: 0, events: 0 },
      { ...good, key: 'nothing', population: 0, drawn: 0, reviewed: 0, inDomain: 0, events: 0 },
    );
    expectFinite(result);
    expect(result.estimate).toBeGreaterThan(0);
    expect(result.notes).toEqual(expect.arrayContaining(['LONELY_PSU', 'UNCOVERED_STRATA']));
  });

  test('the unit form has the same reasons', () => {
    const unit = { stratum: 'a', isEvent: true };
    for (const [population, reason] of [
      [Number.NaN, 'UNDEFINED'],
      [0, 'UNDEFINED'],
      [9, 'TOO_FEW_PSU'],
    ] as const) {
      const strata = [{ key: 'a', population, drawn: 1 }];
      expect(stratifiedProportion({ units: [unit], strata, ...settings })).toMatchObject({
        estimate: null,
        reason,
      });
    }
    expectFinite(responseSummary([]));
    expectFinite(responseSummary([{ population: 0, drawn: 0, reviewed: 0 }]));
  });

  test('second looks that cannot be have a reason', () => {
    const sample = { n: 100, nKish: 100, alpha: 0.05 };
    const clean = { share: 1, second: { judged: 10, positive: 1 } };
    for (const [request_, reason] of [
      [{ ...sample, n: 0, classes: [clean] }, 'UNDEFINED'],
      [{ ...sample, nKish: Number.NaN, classes: [clean] }, 'UNDEFINED'],
      [{ ...sample, classes: [{ ...clean, share: Number.NaN }] }, 'UNDEFINED'],
      [{ ...sample, classes: [{ share: 1, second: { judged: 10, positive: 11 } }] }, 'UNDEFINED'],
      [{ ...sample, classes: [{ share: 1, second: { judged: 0, positive: 0 } }] }, 'TOO_FEW_SECOND_LOOKS'],
      [{ n: 1, nKish: 1, alpha: 0.05, classes: [{ share: 1, second: { certainRate: 0 } }] }, 'TOO_FEW_PSU'],
    ] as const) {
      expect(doubleSamplingRate(request_)).toMatchObject({ estimate: null, reason });
    }
  });
});

describe('awkward plans, judges, weeks and votes', () => {
  test('an allocation of nothing, over nothing, or over empty strata', () => {
    const plan = { rule: 'proportional', n: 10, minPerStratum: 0, takeAllBelow: 0 } as const;
    expect(allocate({ ...plan, strata: [] })).toEqual({ ok: true, isCensus: true, allocation: [] });
    const strata = [
      { key: 'a', population: 0 },
      { key: 'b', population: 100 },
    ];
    expect(allocate({ ...plan, strata })).toMatchObject({ ok: true, allocation: [{ n: 0 }, { n: 10 }] });
    expect(allocate({ ...plan, n: 0, strata })).toMatchObject({ ok: true, allocation: [{ n: 0 }, { n: 0 }] });
    for (const n of [Number.NaN, -1, Infinity])
      expect(() => allocate({ ...plan, n, strata })).toThrow(/number of items/);
  });

  test('a judge without units, without positives, or with nothing left to judge', () => {
    const none = judgeMetrics([], []);
    expect(none).toMatchObject({
      precision: null,
      recall: null,
      f1: null,
      accuracy: null,
      mcc: null,
      kappa: null,
    });
    const negatives = Array.from({ length: 4 }, () => ({
      stratum: 'a',
      isHumanPositive: false,
      isJudgePositive: false,
    }));
    const clean = judgeMetrics(negatives, [{ key: 'a', population: 100 }]);
    expect(clean).toMatchObject({ precision: null, recall: null, mcc: null, accuracy: { estimate: 1 } });
    expectFinite(clean);
    const stratum = { y: [0, 1, 0], f: [0, 1, 1], u: judgedOnly([]), population: 3 };
    expect(tunedLambda(stratum)).toBe(0);
    expectFinite(ppiDefault([stratum], 0.05));
    expect(() => ppiDefault([{ ...stratum, y: [], f: [] }], 0.05)).toThrow(/no human label/);
  });

  test('weeks without items are no weeks of a trend', () => {
    const week = (t: number, n: number) => ({ t, n, x: 0, rate: n > 0 ? 0 : Number.NaN, variance: 0 });
    const five = [1, 2, 3, 4, 5].map((t) => week(t, 20));
    expect(weeklyTrend([...five, week(6, 0)], 0.05)).toMatchObject({ reason: 'TOO_FEW_WEEKS', n: 5 });
    const trend = weeklyTrend([...five, week(6, 0), week(7, 20)], 0.05);
    expectFinite(trend);
    expect(trend.estimate).toBeCloseTo(0, 12);
  });

  test.each([
    ['no labels', []],
    ['one reviewer', [0, 1, 2].map((item) => ({ item, reviewer: 0, label: 0 }))],
    [
      'all the same',
      [0, 1, 2].flatMap((item) => [0, 1, 2].map((reviewer) => ({ item, reviewer, label: 0 }))),
    ],
    ['one item', [0, 1, 2].map((reviewer) => ({ item: 1, reviewer, label: reviewer }))],
  ])('truth inference from %s', (_, labels) => {
    const input = { items: 3, reviewers: 3, classes: 3, labels, smoothing: 0.01 };
    const fit = fitDawidSkene(input);
    for (const part of [fit, warningsOf(input, fit), classPairs(labels, 3), checkReviewers(labels, 3)])
      expectFinite(part);
    expect(isIdentifiable(input)).toBe(labels.length >= 3 && labels.some((one) => one.reviewer === 2));
    expectFinite(fitDawidSkene({ ...input, items: 0, labels: [] }));
    expectFinite(summariseVotes([], 1));
  });
});

test('a million labels are counted, compared and inferred from', () => {
  const random = randomStream('a million');
  const units = 333_334;
  const labels = Array.from({ length: units }, () => {
    const truth = Math.floor(random() * 4);
    return [0, 1, 2].map(() => (random() < 0.1 ? Math.floor(random() * 4) : truth));
  });
  const categories = ['0', '1', '2', '3'];
  const texts = labels.map((row) => ({ labels: row.map((label) => categories[label]!) }));
  const summary = agreementSummary({
    categories,
    scale: 'ordinal',
    units: texts,
    seed: 's',
    replicates: 200,
  });
  expect(summary.pairableLabels).toBe(3 * units);
  expect(summary.alpha.estimate).toBeGreaterThan(0.75);
  expectFinite(summary);
  const fit = fitDawidSkene({
    items: units,
    reviewers: 3,
    classes: 4,
    smoothing: 0.01,
    labels: labels.flatMap((row, item) => row.map((label, reviewer) => ({ item, reviewer, label }))),
  });
  expect(fit.hasConverged).toBe(true);
  expect(fit.confusion[0]![0]![0]).toBeCloseTo(0.925, 1);
  const rate = stratifiedProportion({
    units: labels.flatMap((row, i) => row.map((label) => ({ stratum: `s${i % 20}`, isEvent: label === 0 }))),
    strata: Array.from({ length: 20 }, (_, h) => ({ key: `s${h}`, population: 100_000, drawn: 50_100 })),
    alpha: 0.05,
    ciMethod: 'gamma',
  });
  expect(rate.estimate).toBeCloseTo(0.25, 2);
  expectFinite(rate);
}, 120_000);
