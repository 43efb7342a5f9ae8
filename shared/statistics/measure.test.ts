import { expect, test } from 'vitest';
import { listStatistics, measureFile } from './measure.ts';

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
      { id: 'b', statistic: 'difference.binomial', input: { x1: 0, n1: 0, x2: 1, n2: 9, alpha: 0.05 } },
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

test('a file of another shape is refused as a whole', () => {
  expect(() => measureFile({ rows: [] })).toThrow();
  expect(() => measureFile(null)).toThrow();
});

test('lists what it can measure', () => {
  expect(listStatistics()).toContain('stratified.proportion');
  expect(listStatistics().some((name) => name.startsWith('roi'))).toBe(false);
});
