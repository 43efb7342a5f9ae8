import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BAD,
  GOOD,
  judgedItem as item,
  judgeOf,
  questionOf,
  times,
} from '../../tests/support/judged-evidence.ts';
import type { MadeItem } from '../../tests/support/made-evidence.ts';
import { errorQuestion, makeEvidence } from '../../tests/support/made-evidence.ts';
import { judgeMetrics } from '../statistics/judge.ts';

/** 3 and 2 both, 1 and 4 judge only, 2 and 1 people only, 14 and 13 neither; an item of `a` stands for 10, of `b` for 5. */
const twoByTwo = [
  ...times(3, () => item(true, true)),
  ...times(1, () => item(false, true)),
  ...times(2, () => item(true, false)),
  ...times(14, () => item(false, false)),
  ...times(2, () => item(true, true, 'b')),
  ...times(4, () => item(false, true, 'b')),
  ...times(1, () => item(true, false, 'b')),
  ...times(13, () => item(false, false, 'b')),
];
const strata = { a: { population: 200 }, b: { population: 100 } };

/** Where the report gives a figure at all: it refuses what has too few items. */
function expectSame({ estimate }: { estimate: number | null }, expected: number | null): void {
  if (expected === null) expect(estimate).toBeNull();
  else if (estimate !== null) expect(estimate).toBeCloseTo(expected, 9);
}

describe('a judge against people', () => {
  it('has the metrics of the weighted table', () => {
    const got = judgeOf(makeEvidence({ items: twoByTwo, strata }));
    const [tp, fp, fn, tn] = [30 + 10, 10 + 20, 20 + 5, 140 + 65];
    expect(got.counts).toEqual({ both: 5, judgeOnly: 5, peopleOnly: 3, neither: 27 });
    expect(got.itemCount).toBe(40);
    expect(got.precision.estimate).toBeCloseTo(tp / (tp + fp), 12);
    expect(got.recall.estimate).toBeCloseTo(tp / (tp + fn), 12);
    expect(got.specificity.estimate).toBeCloseTo(tn / (tn + fp), 12);
    expect(got.f1.estimate).toBeCloseTo((2 * tp) / (2 * tp + fp + fn), 12);
    const root = Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
    expect(got.mcc.estimate).toBeCloseTo((tp * tn - fp * fn) / root, 12);
    const expected = ((tp + fp) * (tp + fn) + (tn + fp) * (tn + fn)) / 300 ** 2;
    expect(got.kappa.estimate).toBeCloseTo(((tp + tn) / 300 - expected) / (1 - expected), 12);
    expect(got.apparentRate.estimate).toBeCloseTo((tp + fp) / 300, 12);
  });

  it('agrees with the unit form of the statistics, and every interval holds its estimate', () => {
    const unit = fc.record({
      stratum: fc.constantFrom('a', 'b'),
      people: fc.boolean(),
      judge: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(unit, { minLength: 6, maxLength: 60 }), (units) => {
        const items = units.map((of) => item(of.people, of.judge, of.stratum));
        const got = judgeOf(makeEvidence({ items, strata }));
        const reference = judgeMetrics(
          units.map((of) => ({ stratum: of.stratum, isHumanPositive: of.people, isJudgePositive: of.judge })),
          Object.entries(strata).map(([key, of]) => ({ key, ...of })),
        );
        expectSame(got.mcc, reference.mcc);
        expectSame(got.kappa, reference.kappa);
        expectSame(got.f1, reference.f1?.estimate ?? null);
        expectSame(got.precision, reference.precision?.estimate ?? null);
        for (const name of ['precision', 'recall', 'specificity', 'f1', 'mcc', 'kappa'] as const) {
          const { estimate, low, high, reason } = got[name];
          expect(estimate === null).toBe(reason !== null);
          if (estimate === null || low === null || high === null) continue;
          expect(low).toBeLessThanOrEqual(estimate + 1e-12);
          expect(high).toBeGreaterThanOrEqual(estimate - 1e-12);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order of reviews', () => {
    const input = makeEvidence({ items: twoByTwo, strata });
    const expected = questionOf(input).judges;
    fc.assert(
      fc.property(fc.shuffledSubarray([...input.reviews], { minLength: input.reviews.length }), (reviews) => {
        expect(questionOf({ ...input, reviews }).judges).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('names the reason where it or people never saw the event', () => {
    const never = judgeOf(makeEvidence({ items: times(30, () => item(false, false)), strata }));
    expect(never.precision.reason).toBe('NO_JUDGE_POSITIVES');
    expect(never.recall.reason).toBe('NO_PEOPLE_POSITIVES');
    expect(never.f1.reason).toBe('NO_POSITIVES');
    expect(never.mcc.reason).toBe('EMPTY_MARGIN');
    expect(never.kappa.reason).toBe('NO_VARIATION');
    expect(never.specificity).toMatchObject({ estimate: 1, reason: null });
    const always = judgeOf(makeEvidence({ items: times(30, () => item(true, true)), strata }));
    expect(always.specificity.reason).toBe('NO_PEOPLE_NEGATIVES');
    expect(always.recall.estimate).toBe(1);
  });

  it('has no interval for a correlation without any error, and an honest one for shares of 1', () => {
    const items = [...times(20, () => item(true, true)), ...times(20, () => item(false, false))];
    const got = judgeOf(makeEvidence({ items, strata }));
    expect(got.kappa).toMatchObject({ estimate: 1, low: null, high: null });
    expect(got.kappa.notes).toHaveLength(1);
    expect(got.f1.estimate).toBe(1);
    expect(got.f1.low).toBeLessThan(0.9);
    expect(got.precision.low).toBeLessThan(0.9);
  });

  it('counts words that it does not understand, lists them, and takes nothing from them', () => {
    const known = judgeOf(makeEvidence({ items: twoByTwo, strata }));
    const odd = ['maybe', 'perhaps', 'maybe'].map((word) => item(true, word));
    const got = judgeOf(makeEvidence({ items: [...twoByTwo, ...odd], strata }));
    expect(got).toMatchObject({
      itemCount: known.itemCount,
      unknownCount: 3,
      unknownVerdicts: ['maybe', 'perhaps'],
      counts: known.counts,
    });
    const only = judgeOf(makeEvidence({ items: times(10, () => item(true, 'maybe')), strata }));
    expect(only).toMatchObject({ itemCount: 0, unknownCount: 10, unknownVerdicts: ['maybe'] });
    expect(only.precision.reason).toBe('NO_JUDGE_POSITIVES');
    expect(only.kappa.reason).toBe('NO_DATA');
    expect(only.apparentRate.reason).toBe('NO_DATA');
  });

  it('keeps items that a judge did not judge in the design, so that they widen intervals and move no estimate', () => {
    const part = judgeOf(
      makeEvidence({ items: [...twoByTwo, ...times(20, () => item(true, null))], strata }),
    );
    // 40 items of `a` now stand for 5 each: the weights of what was judged there halve.
    expect(part.itemCount).toBe(40);
    expect(part.precision.estimate).toBeCloseTo((15 + 10) / (15 + 10 + 5 + 20), 12);
  });

  it('takes two versions for two judges, and common words for the primary question only', () => {
    const policy = { ...errorQuestion, id: 'policy', title: 'Policy' };
    const items = twoByTwo.map((of): MadeItem => {
      const verdict = of.verdicts?.['checker'] ?? GOOD;
      return {
        ...of,
        more: { policy: { ada: 'none' } },
        verdicts: { 'checker@1': verdict, 'checker@2': GOOD, classes: verdict === BAD ? 'Factual' : 'None' },
      };
    });
    const input = makeEvidence({ items, strata, questions: [errorQuestion, policy] });
    expect(questionOf(input).judges.map((of) => of.judge)).toEqual(['checker@1', 'checker@2', 'classes']);
    expect(questionOf(input, 'policy').judges.map((of) => of.judge)).toEqual(['classes']);
  });
});
