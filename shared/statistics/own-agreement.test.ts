import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { perReviewerAgreement } from './agreement-detail.ts';
import type { OwnUnit } from './own-agreement.ts';
import { ownAgreement } from './own-agreement.ts';

const unit = (own: string, ...others: string[]): OwnUnit => ({ own, others });
const times = (count: number, of: OwnUnit): OwnUnit[] => Array.from({ length: count }, () => of);

describe('own agreement', () => {
  it('counts pairs as one would by hand', () => {
    // Pairs with me: 2 of 2, 1 of 2, 0 of 1, 1 of 1; pairs of two others: 1 of 1, 0 of 1.
    const { mine, others } = ownAgreement(
      [unit('a', 'a', 'a'), unit('a', 'a', 'b'), unit('a', 'b'), unit('b', 'b')],
      0.05,
    );
    expect(mine).toMatchObject({ n: 4 });
    expect(mine.estimate).toBeCloseTo(4 / 6, 12);
    expect(others).toMatchObject({ n: 2 });
    expect(others.estimate).toBeCloseTo(1 / 2, 12);
  });

  it('has the limits of Clopper and Pearson where every unit has one pair', () => {
    // 10 of 10: the lower limit is 0.025^(1/10); two-sided 5 %.
    const { mine } = ownAgreement(times(10, unit('a', 'a')), 0.05);
    expect(mine).toMatchObject({ estimate: 1, high: 1, n: 10 });
    expect((mine as { low: number }).low).toBeCloseTo(0.025 ** (1 / 10), 10);
  });

  it('says of the others nothing where each unit has one of them only', () => {
    const { mine, others } = ownAgreement(times(12, unit('a', 'a')), 0.05);
    expect(mine.estimate).toBe(1);
    expect(others).toMatchObject({ estimate: null, reason: 'NO_OVERLAP' });
  });

  it('without anybody else has no figure', () => {
    const { mine } = ownAgreement(times(5, unit('a')), 0.05);
    expect(mine).toMatchObject({ estimate: null, reason: 'NO_OVERLAP', n: 0 });
  });

  it('is the reviewer’s figure of the report, whatever the answers and their order', () => {
    const label = fc.constantFrom('a', 'b', 'c');
    const row = fc.tuple(label, fc.array(label, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const units = rows.map(([own, others]) => ({ own, others }));
        const of = perReviewerAgreement({
          categories: ['a', 'b', 'c'],
          scale: 'nominal',
          seed: 'x',
          reviewers: 5,
          units: units.map(({ own, others }) => ({
            labels: [own, ...others, ...Array.from({ length: 4 - others.length }, () => null)],
          })),
        });
        const { mine } = ownAgreement(units, 0.05);
        expect(mine).toEqual(of[0]!.peer);
        expect(ownAgreement(units.toReversed(), 0.05).mine).toEqual(mine);
      }),
      { numRuns: 60 },
    );
  });
});
