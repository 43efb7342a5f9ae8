import { describe, expect, it } from 'vitest';
import { planWarnings, type WarnedPlan } from './plan-warnings.ts';

const stratum = (name: string, population: number, drawn: number) => ({
  key: `["${name}"]`,
  values: [name],
  population,
  drawn,
  isTakeAll: drawn === population,
});
const sound: WarnedPlan = {
  strata: [stratum('a', 2000, 100), stratum('b', 2000, 100)],
  frameSize: 4000,
  overlapTotal: 40,
  limit: null,
  halfWidth: 0.03,
  target: null,
};
const codes = (change: Partial<WarnedPlan>) => planWarnings({ ...sound, ...change }).map((one) => one.code);
const sentence = (change: Partial<WarnedPlan>, at = 0) => planWarnings({ ...sound, ...change })[at]?.sentence;

describe('warnings about a plan', () => {
  it('are none where the plan is sound', () => {
    expect(planWarnings(sound)).toEqual([]);
    expect(codes({ limit: 0.015 + 0.001, target: { halfWidth: 0.03, size: 200 } })).toEqual([]);
  });

  it('name a census', () => {
    expect(codes({ strata: [stratum('a', 100, 100)], frameSize: 100 })).toEqual(['census']);
  });

  it('say which share of the frame no item speaks for, and when it is more than 5 %', () => {
    const little = { strata: [stratum('a', 3900, 200), stratum('b', 100, 0)] };
    expect(codes(little)).toEqual(['uncovered']);
    expect(sentence(little)).toContain('2.5\u00a0%');
    expect(sentence(little)).not.toContain('more than');
    expect(sentence({ strata: [stratum('a', 3000, 200), stratum('b', 1000, 0)] })).toContain(
      'more than the 5',
    );
  });

  it('say that a limit cannot be passed even without an error, by the effective size', () => {
    expect(codes({ limit: 0.01 })).toEqual(['cannotPass']);
    expect(sentence({ limit: 0.01 })).toContain('takes 299 equally weighted items');
    const uneven = { strata: [stratum('a', 3000, 50), stratum('b', 1000, 150)], limit: 0.015 };
    expect(codes(uneven)).toEqual(['cannotPass']);
    expect(codes({ limit: 0.2, strata: [stratum('a', 4000, 29)] })).toEqual(['cannotPass', 'smallCells']);
  });

  it('tell a target that is not reached from one that cannot be', () => {
    expect(codes({ target: { halfWidth: 0.02, size: 412 } })).toEqual(['targetNotReached']);
    expect(sentence({ target: { halfWidth: 0.02, size: 412 } })).toContain('412');
    expect(codes({ target: { halfWidth: 0.02, size: null } })).toEqual(['impossibleTarget']);
  });

  it('name strata without a spread, with few items, or with weights far apart', () => {
    expect(codes({ strata: [stratum('a', 3990, 199), stratum('b', 20, 1)] })).toEqual([
      'noVariance',
      'smallCells',
    ]);
    expect(codes({ strata: [stratum('a', 3900, 50), stratum('b', 100, 50)] })).toEqual(['unequalWeights']);
    expect(codes({ strata: [stratum('a', 3950, 150), stratum('b', 50, 50)] })).toEqual([]);
  });

  it('name strata that are too many for the sample', () => {
    const many = Array.from({ length: 50 }, (_, at) => stratum(String(at), 80, 4));
    expect(codes({ strata: many })).toEqual(['tooManyStrata', 'smallCells']);
    expect(sentence({ strata: many }, 1)).toContain('All 50 strata get fewer than 30');
  });

  it('say when agreement would have no interval', () => {
    expect(codes({ overlapTotal: 29 })).toEqual(['smallOverlap']);
    expect(codes({ overlapTotal: 0 })).toEqual([]);
  });
});
