import { expect, it } from 'vitest';
import type { MadeItem } from '../../tests/support/made-evidence.ts';
import { makeEvidence } from '../../tests/support/made-evidence.ts';
import type { PersonId } from '../domain/ids.ts';
import { gatherEvidence } from './evidence-base.ts';
import { hasOwnStanding, ownStandingOf } from './own-standing.ts';

const item = (answers: Record<string, string>, more: Partial<MadeItem> = {}): MadeItem => ({
  stratum: 'a',
  isOverlap: true,
  answers,
  ...more,
});
const times = (count: number, of: MadeItem): MadeItem[] => Array.from({ length: count }, () => of);

function standing(items: readonly MadeItem[], person = 'ada') {
  const input = makeEvidence({ items, strata: { a: { population: 1000 } } });
  return ownStandingOf(gatherEvidence(input), input.scorecard, person as PersonId, 0.05);
}

it('compares a person with the others on the items of the overlap that they judged too', () => {
  const [of] = standing([
    ...times(8, item({ ada: 'none', ben: 'none', cleo: 'none' })),
    ...times(4, item({ ada: 'none', ben: 'factual', cleo: 'factual' })),
    // Not Ada's, and not of the overlap: neither counts.
    ...times(30, item({ ben: 'none', cleo: 'factual' })),
    ...times(30, item({ ada: 'none', ben: 'none' }, { isOverlap: false })),
  ]);
  expect(of).toMatchObject({ question: 'hallucination', items: 12 });
  // With Ada: 16 of 24 pairs alike; Ben and Cleo: 12 of 12.
  expect(of!.mine.estimate).toBeCloseTo(16 / 24, 12);
  expect(of!.others).toMatchObject({ estimate: 1, high: 1, n: 12 });
  expect(of!.others.low).toBeCloseTo(0.025 ** (1 / 12), 10);
  expect(of!.mine.low).toBeLessThan(of!.mine.estimate!);
});

it('says that there is too little in common instead of a share of a few items', () => {
  const of = standing(times(9, item({ ada: 'none', ben: 'none' })));
  expect(of[0]!.mine).toMatchObject({ estimate: null, low: null, reason: 'TOO_FEW_ITEMS', n: 9 });
  expect(hasOwnStanding(of)).toBe(false);
  expect(hasOwnStanding(standing(times(10, item({ ada: 'none', ben: 'none' }))))).toBe(true);
});

it('counts no second look, and nothing of somebody who judged nothing', () => {
  const looked = item({ ben: 'none' }, { second: { ada: 'none' } });
  expect(standing(times(20, looked))[0]).toMatchObject({ items: 0 });
  expect(standing(times(20, item({ ben: 'none', cleo: 'none' })))[0]!.mine.reason).toBe('NO_OVERLAP');
});
