import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered, itemsWith, makeSample } from '../../tests/support/made-sample.ts';
import type { MadeSample } from '../../tests/support/made-sample.ts';
import type { StratumTally } from '../statistics/proportion-counts.ts';
import { stratifiedProportion } from '../statistics/proportion.ts';
import type { Verdict } from '../statistics/threshold.ts';
import { decide, isSensitiveToSkips } from '../statistics/threshold.ts';
import { composeReport } from './compose.ts';
import type { Further } from './hypothetical.ts';
import { decideOn, roomIn, spread, spreadWhole, withFurther, withSkipped } from './hypothetical.ts';
import { itemsUntil, moreNeededFor } from './verdict-changes.ts';

const tau = 0.05;
const limit = { tau, ciMethod: 'kgStar' } as const;
const withLimit = (of: MadeSample): MadeSample => ({
  ...of,
  plan: { thresholds: [{ question: 'hallucination', limit: tau }], ...of.plan },
});
const thresholdOf = (of: MadeSample) => {
  const question = composeReport(makeSample(withLimit(of))).questions.find(
    (one) => one.question === 'hallucination',
  );
  if (question?.threshold == null) throw new Error('no threshold');
  return question.threshold;
};
const tally = (key: string, population: number, reviewed: number, events: number): StratumTally => ({
  key,
  population,
  drawn: reviewed,
  reviewed,
  inDomain: reviewed,
  events,
});

/** The verdict of one stratum from units spelled out, by another path than the counts. */
function verdictOfUnits(population: number, n: number, x: number): Verdict {
  const result = stratifiedProportion({
    units: Array.from({ length: n }, (_, i) => ({ stratum: 'a', isEvent: i < x })),
    strata: [{ key: 'a', population, drawn: n }],
    alpha: 0.1,
    ciMethod: 'kgStar',
  });
  if (result.estimate === null) return 'INSUFFICIENT';
  const { low: lower, high: upper, nStar, events } = result;
  return decide({ lower, upper, n, nStar, events, tau });
}

const isPass = (of: Verdict): boolean => of === 'PASS';
const isBreach = (of: Verdict): boolean => of === 'BREACH';
const isDecided = (of: Verdict): boolean => isPass(of) || isBreach(of);

const designs = fc
  .array(
    fc
      .record({ population: fc.integer({ min: 40, max: 400 }), share: fc.integer({ min: 2, max: 30 }) })
      .chain(({ population, share }) =>
        fc
          .integer({ min: 0, max: Math.min(share, 6) })
          .map((events) => ({ population, reviewed: share, events })),
      ),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) =>
    list.map(({ population, reviewed, events }, h) => tally(`s${h}`, population, reviewed, events)),
  );

describe('what would change a verdict', () => {
  it('is for one stratum what trying every number of further items gives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 500 }),
        fc.integer({ min: 5, max: 60 }),
        fc.integer({ min: 0, max: 5 }),
        (population, n, x) => {
          const counts = [tally('a', population, n, x)];
          const brute = (isWanted: (of: Verdict) => boolean, events: (k: number) => number) => {
            for (let k = 1; k <= population - n; k += 1) {
              if (isWanted(verdictOfUnits(population, n + k, x + events(k)))) return k;
            }
            return null;
          };
          expect(itemsUntil(counts, limit, 'clean', isPass)).toBe(brute(isPass, () => 0));
          expect(itemsUntil(counts, limit, 'events', isBreach)).toBe(brute(isBreach, (k) => k));
        },
      ),
      { numRuns: 25, seed: 1 },
    );
  });

  it('is for several strata the smallest number that turns it, each number tried', () => {
    fc.assert(
      fc.property(
        designs,
        fc.constantFrom<[Further, (of: Verdict) => boolean]>(
          ['asNow', isDecided],
          ['clean', isPass],
          ['events', isBreach],
          ['clean', (of) => !isBreach(of)],
          ['events', (of) => !isPass(of)],
        ),
        (counts, [further, isWanted]) => {
          const tried = Array.from({ length: roomIn(counts) }, (_, k) => k + 1).find((k) =>
            isWanted(decideOn(withFurther(counts, k, further), limit).verdict),
          );
          expect(itemsUntil(counts, limit, further, isWanted)).toBe(tried ?? null);
        },
      ),
      { numRuns: 40, seed: 2 },
    );
  });

  it('spreads further items in proportion to the frame, never more than a stratum has left', () => {
    fc.assert(
      fc.property(designs, fc.double({ min: 0, max: 1, noNaN: true }), (counts, part) => {
        const items = Math.floor(part * roomIn(counts));
        const whole = spreadWhole(counts, items);
        expect(whole.reduce((a, b) => a + b, 0)).toBe(items);
        const shares = spread(counts, items);
        whole.forEach((one, h) => {
          expect(one).toBeLessThanOrEqual(counts[h]!.population - counts[h]!.reviewed);
          expect(Math.abs(one - shares[h]!)).toBeLessThan(1 + 1e-9);
        });
      }),
      { seed: 3 },
    );
    const even = [tally('a', 1000, 10, 0), tally('b', 3000, 10, 0), tally('c', 20, 20, 0)];
    expect(spreadWhole(even, 40)).toEqual([10, 30, 0]);
  });

  it('keeps the rate of every stratum where the rate is to stay', () => {
    const counts = [tally('a', 1000, 10, 1), tally('b', 3000, 20, 2), tally('c', 500, 0, 0)];
    const after = withFurther(counts, 45, 'asNow');
    expect(after.map((of) => of.reviewed)).toEqual([20, 50, 5]);
    expect(after[0]!.events).toBeCloseTo(2, 12);
    expect(after[1]!.events).toBeCloseTo(5, 12);
    expect(after[2]!.events).toBeCloseTo(0.5, 12);
  });
});

describe('the verdict of a report', () => {
  it('of an undecided rate says how many items would decide it, pass it or breach it, and where to draw them', () => {
    const verdict = thresholdOf({
      strata: { de: 2000, en: 6000 },
      items: [...itemsWith('de', 25, 1), ...itemsWith('en', 75, 2)],
    });
    expect(verdict.verdict).toBe('INCONCLUSIVE');
    const counts = [tally('["de"]', 2000, 25, 1), tally('["en"]', 6000, 75, 2)];
    const more = moreNeededFor(counts, limit);
    expect(verdict.moreNeeded).toBe(more);
    expect(verdict.changes.map((of) => of.items)).toEqual([
      more,
      itemsUntil(counts, limit, 'clean', isPass),
      itemsUntil(counts, limit, 'events', isBreach),
    ]);
    expect(verdict.changes[0]?.sentence).toContain(`${more} more reviewed items would make it a pass`);
    expect(verdict.moreByStratum.reduce((sum, of) => sum + of.items, 0)).toBe(more);
    const [de, en] = verdict.moreByStratum;
    expect(en!.items / de!.items).toBeCloseTo(3, 0);
  });

  it('of a pass says how many events in a row would undo it', () => {
    const verdict = thresholdOf({ strata: { de: 5000 }, items: itemsWith('de', 150, 1) });
    expect(verdict.verdict).toBe('PASS');
    expect(verdict.moreNeeded).toBeNull();
    const undo = verdict.changes[0]!;
    expect(undo.sentence).toMatch(
      /^\d+ further items? in a row that count towards the hallucination rate would undo the pass\.$/,
    );
    expect(verdictOfUnits(5000, 150 + undo.items!, 1 + undo.items!)).not.toBe('PASS');
    expect(verdictOfUnits(5000, 150 + undo.items! - 1, 1 + undo.items! - 1)).toBe('PASS');
  });

  it('of a breach says how many clean items would undo it', () => {
    const verdict = thresholdOf({ strata: { de: 5000 }, items: itemsWith('de', 60, 9) });
    expect(verdict.verdict).toBe('BREACH');
    const undo = verdict.changes[0]!;
    expect(verdictOfUnits(5000, 60 + undo.items!, 9)).not.toBe('BREACH');
    expect(verdictOfUnits(5000, 60 + undo.items! - 1, 9)).toBe('BREACH');
  });

  it('is sensitive to rulings exactly when ruling every contested item one way turns it', () => {
    const contested = (first: string, second: string, n: number) =>
      Array.from({ length: n }, () => ({
        stratum: 'de',
        isOverlap: true,
        answers: { ada: answered(first), ben: answered(second) },
      }));
    const turned = thresholdOf({
      strata: { de: 5000 },
      items: [...contested('none', 'factual', 8), ...itemsWith('de', 120, 0)],
    });
    expect(turned.verdict).toBe('PASS');
    expect(turned.isSensitiveToRulings).toBe(true);
    expect(turned.changes).toContainEqual({
      sentence:
        'If all 8 contested items were ruled to be the event as far as a review says so, it would be: undecided.',
      items: 8,
    });
    const firm = thresholdOf({
      strata: { de: 5000 },
      items: [...contested('none', 'factual', 1), ...itemsWith('de', 300, 0)],
    });
    expect(firm.isSensitiveToRulings).toBe(false);
  });

  it('is sensitive to skips exactly when every skipped item good, or bad, turns it', () => {
    const skipped = Array.from({ length: 12 }, () => ({ stratum: 'de', skips: { ada: 'cannot_judge' } }));
    const verdict = thresholdOf({ strata: { de: 5000 }, items: [...itemsWith('de', 120, 0), ...skipped] });
    expect(verdict.verdict).toBe('PASS');
    expect(verdict.isSensitiveToSkips).toBe(true);
    expect(verdictOfUnits(5000, 132, 12)).toBe('BREACH');
    expect(verdict.changes).toContainEqual({
      sentence: 'If all 12 items without a review had the event, it would be: breach.',
      items: 12,
    });
    const counts = { ...tally('a', 5000, 120, 0), drawn: 132 };
    expect(withSkipped([counts], true)[0]).toMatchObject({ reviewed: 132, inDomain: 132, events: 12 });
  });

  it('is sensitive to skips where the statistics of the design say so', () => {
    fc.assert(
      fc.property(
        designs,
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 4, maxLength: 4 }),
        (counts, skips) => {
          const drawn = counts.map((of, h) => ({ ...of, drawn: of.reviewed + skips[h]! }));
          const strata = drawn.map((of) => ({
            N: of.population,
            n: of.reviewed,
            x: of.events,
            drawn: of.drawn,
          }));
          const now = decideOn(drawn, limit).verdict;
          const turns = [false, true].some((bad) => decideOn(withSkipped(drawn, bad), limit).verdict !== now);
          expect(turns).toBe(isSensitiveToSkips(strata, tau, 0.05));
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });

  it('takes thirty items of equal weight for thirty, whatever the size of the frame does to the last digits', () => {
    for (let population = 31; population < 1500; population += 1) {
      expect(decideOn([tally('a', population, 30, 0)], limit).verdict).toBe('INCONCLUSIVE');
    }
  });

  it('before the close says that it is not a decision yet, with the verdict so far behind it', () => {
    const open = thresholdOf({ strata: { de: 5000 }, items: itemsWith('de', 60, 9), state: 'open' });
    expect(open.verdict).toBe('BREACH');
    expect(open.sentence).toMatch(
      /^Not a decision yet: .*60 of 60 items are finished\. So far: With 95 % confidence/,
    );
  });

  it('is decided at the latest by the whole frame, however near the limit the rate is', () => {
    const verdict = thresholdOf({ strata: { de: 100 }, items: itemsWith('de', 40, 2) });
    expect(verdict.verdict).toBe('INCONCLUSIVE');
    expect(verdict.moreNeeded).toBeGreaterThan(0);
    expect(verdict.moreNeeded).toBeLessThanOrEqual(60);
  });
});
