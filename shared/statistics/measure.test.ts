import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { listStatistics, measureFile, type MeasureResult } from './measure.ts';

function measureOne(statistic: string, input: unknown): MeasureResult | undefined {
  return measureFile({ vectors: [{ id: 'v', statistic, input }] }).results[0];
}

function errorOf(statistic: string, input: unknown): string | null | undefined {
  return measureOne(statistic, input)?.error;
}

const vector = { id: 'v', statistic: 'ci.binomial', input: { x: 0, n: 30, alpha: 0.05 } };

test('what is expected of a vector changes nothing of what is computed for it', () => {
  const plain = measureFile({ vectors: [vector] });
  const told = measureFile({
    vectors: [{ ...vector, expected: { wilson: [0.4, 0.6], extra: 1 }, notes: 'x' }],
  });
  expect(told).toEqual(plain);
  expect(plain.results[0]?.error).toBeNull();
  expect(Object.keys(plain.results[0]?.got ?? {})).toContain('clopperPearson');
});

test('a statistic that is not there answers with an error and no value', () => {
  for (const statistic of ['roi.point', 'did', 'toString', '__proto__', '']) {
    const [result] = measureFile({ vectors: [{ id: 'v', statistic, input: {} }] }).results;
    expect(result).toEqual({ id: 'v', statistic, got: null, error: `statistic not available: ${statistic}` });
  }
});

test('input that does not fit, or has no finite answer, is an error of its vector only', () => {
  const { results } = measureFile({
    vectors: [
      { ...vector, id: 'a', input: { x: 'none' } },
      { id: 'b', statistic: 'trend.wls', input: { t: [1, 2, 1e308], p: [0.1, 0.2, 0.3], V: [1, 1, 1] } },
      { id: 'c', statistic: 'edge', input: { categories: [1], ratings: [[2, 2]] } },
      { ...vector, id: 'd' },
      { id: 'e', statistic: 'ci.binomial' },
    ],
  });
  expect(results.map((result) => result.error === null)).toEqual([false, false, false, true, false]);
  expect(results[0]?.error).toContain('input:');
  expect(results[1]?.error).toContain('not a finite number');
  expect(results[2]?.error).toContain('outside the declared scale');
});

test('a vector that is none answers with its own error, beside the others', () => {
  const { results } = measureFile({
    vectors: [
      null,
      7,
      'x',
      [],
      {},
      { id: 3, statistic: 'ci.binomial' },
      { ...vector, id: 12 },
      { id: 'e', input: 1 },
    ],
  });
  expect(results.map(({ id }) => id)).toEqual(['#0', '#1', '#2', '#3', '#4', '3', '12', 'e']);
  expect(results.map(({ error }) => error === null)).toEqual([...Array(6).fill(false), true, false]);
  for (const { error, got } of results) expect(error === null).toBe(got !== null);
});

test.each([
  ['ci.binomial', { x: 0, n: 0 }, ['wilson', 'clopperPearson', 'agrestiCoull', 'jeffreys']],
  [
    'difference.binomial',
    { x1: 0, n1: 0, x2: 1, n2: 9 },
    ['difference', 'newcombe', 'moverCP', 'pooledZ', 'pooledP'],
  ],
  ['stratified.proportion', { strata: [] }, ['estimate', 'se', 'nStar', 'ciDefault']],
  ['stratified.gamma', { strata: [{ N: 9, n: 0, x: 0 }] }, ['estimate', 'lower', 'upper']],
  ['category_shift', { baseline: [0, 0], current: [1, 2] }, ['chisq', 'psi', 'psiCritical95', 'jsDistance']],
  ['fleiss.kappa', { counts: [[3, 0]] }, ['kappa', 'zNull']],
  ['rogan_gladen.known', { pos: 0, n: 0, se: 0.9, sp: 0.9 }, ['apparent', 'true']],
  ['ppi.power_tuned', { y: [1], f: [1], uN: 5, uSum: 1 }, ['estimate', 'se', 'lower', 'upper', 'lambda_']],
  ['stratified.mean', { columns: { stratum: [], y: [] }, N: {} }, ['estimate', 'se', 'ci', 'total']],
] as const)(
  '%s without data is undefined in every field, not 0 and not an error',
  (statistic, input, fields) => {
    const [result] = measureFile({ vectors: [{ id: 'v', statistic, input }] }).results;
    expect(result?.error).toBeNull();
    for (const field of fields) expect(result?.got).toHaveProperty(field, null);
  },
);

test('strata without a reviewed item are outside the target', () => {
  const strata = [
    { N: 400, n: 40, x: 3 },
    { N: 600, n: 50, x: 2 },
  ];
  const got = measureOne('stratified.proportion', { strata });
  expect(got?.error).toBeNull();
  expect(measureOne('stratified.proportion', { strata: [...strata, { N: 90, n: 0, x: 0 }] })).toEqual(got);
});

test('optional fields have their defaults: an error of .05 and a smallest number of 30', () => {
  const input = { x: 1, n: 29, tau: 0.2 };
  const bare = measureOne('threshold.binomial', input);
  expect(bare).toEqual(measureOne('threshold.binomial', { ...input, alpha: 0.05, minN: 30 }));
  expect(bare?.got).toMatchObject({ decision: 'INSUFFICIENT' });
  expect(measureOne('threshold.binomial', { ...input, alpha: 0.2, minN: 5 })?.got).toMatchObject({
    decision: 'PASS',
  });
});

test('repeated or unknown categories, uneven lists and impossible counts are named', () => {
  expect(errorOf('edge', { categories: [1, 1], ratings: [[1, 1]] })).toContain('declared twice');
  expect(errorOf('cohen.kappa', { categories: [1, 2], r1: [1], r2: [1, 2] })).toContain('equally long');
  expect(errorOf('ci.binomial', { x: 4, n: 3 })).toContain('more events than items');
  expect(errorOf('stratified.gamma', { strata: [{ N: 3, n: 4, x: 1 }] })).toContain('x <= n <= N');
  expect(
    errorOf('krippendorff.weighted', { categories: [1], ratings: [[1, 1]], unitWeights: [-1] }),
  ).toContain('input');
  expect(
    errorOf('bootstrap.deterministic', { categories: [1, 2], ratings: [[1, 2]], resamples: [[1]] }),
  ).toContain('not there');
  expect(errorOf('size.acceptance', { tau: 0, c: [0] })).toContain('input');
  expect(errorOf('size.acceptance', { tau: 1e-300, c: [0] })).toContain('countable');
  expect(errorOf('dawid_skene', { nClasses: 2, labels: [['i', 'r', 2]], iterations: [1] })).toContain(
    'classes',
  );
});

test('counts at their edges have an answer in every statistic of counts: empty, one, all, take-all strata, a million', () => {
  const counts = fc
    .constantFrom(0, 1, 2, 30, 5000, 1_000_000)
    .chain((n) => fc.record({ n: fc.constant(n), x: fc.constantFrom(0, n, Math.min(1, n), n >> 1) }));
  const stratum = fc
    .tuple(counts, fc.constantFrom(0, 1, 10_000_000))
    .map(([{ n, x }, more]) => ({ N: n + more, n, x }));
  const list = fc.array(stratum, { minLength: 1, maxLength: 5 });
  const alpha = fc.constantFrom(0.05, 0.1, 1e-6, 0.9);
  const cases: Record<string, fc.Arbitrary<object>> = {
    'ci.binomial': fc.tuple(counts, alpha).map(([c, a]) => ({ ...c, alpha: a })),
    'threshold.stratified': fc.record({ strata: list, alpha, tau: fc.constantFrom(0, 0.015, 1) }),
    'stratified.proportion': fc.record({ strata: list, alpha }),
    'stratified.gamma': fc.record({ strata: list, alpha }),
    'stratified.zero_events': fc.record({ strata: list, alpha }),
    'stratified.take_all': fc.record({
      strata: list,
      alpha,
      certainty: fc.constantFrom({ N: 0, x: 0 }, { N: 3, x: 3 }),
    }),
    'difference.stratified': fc.record({ period1: list, period2: list, alpha }),
    other_growth: fc.record({ baseline: counts, current: counts, alpha }),
    'sequential.beta_binomial': fc
      .tuple(counts, alpha, fc.constantFrom(1e-6, 0.015, 0.999))
      .map(([c, a, tau]) => ({ ...c, alpha: a, tau })),
    'rogan_gladen.known': fc
      .tuple(counts, fc.constantFrom(0, 0.5, 1), fc.constantFrom(0, 0.5, 1))
      .map(([{ n, x }, se, sp]) => ({ pos: x, n, se, sp })),
  };
  for (const [statistic, input] of Object.entries(cases)) {
    fc.assert(
      fc.property(input, (value) => {
        expect(errorOf(statistic, value), statistic).toBeNull();
      }),
      { numRuns: 60, seed: 12 },
    );
  }
}, 30_000);

test('a file of another shape is refused as a whole', () => {
  expect(() => measureFile({ rows: [] })).toThrow();
  expect(() => measureFile(null)).toThrow();
});

test('lists what it can measure', () => {
  expect(listStatistics()).toContain('stratified.proportion');
  expect(listStatistics().some((name) => name.startsWith('roi'))).toBe(false);
});
