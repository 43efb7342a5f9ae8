import { describe, expect, it } from 'vitest';
import { adviseOn, planWork } from './plan-advice.ts';

const stratum = (population: number, drawn: number) => ({ population, drawn });
const preview = {
  total: 200,
  overlapTotal: 40,
  assumedRate: 0.05,
  strata: [stratum(2000, 100), stratum(2000, 100)],
  warnings: [],
};
const wanted = {
  overlapSize: 40,
  reviewersPerItem: 2,
  reviewerCount: 2,
  stopRule: 'fixed' as const,
  hasSecondLook: false,
};

describe('the work that a draw means', () => {
  it('counts overlap items once more for every further reviewer', () => {
    expect(planWork(preview, 3, 4, 40, null)).toEqual({
      reviews: 280,
      hours: (280 * 40) / 3600,
      hoursEach: (280 * 40) / 3600 / 4,
    });
  });

  it('never counts more reviews of an item than there are reviewers', () => {
    expect(planWork(preview, 3, 2, 40, null).reviews).toBe(240);
    expect(planWork(preview, 3, 1, 40, null).reviews).toBe(200);
  });
});

describe('the work of a second look', () => {
  it('comes on top at the expected rate, and not for one person alone', () => {
    const look = { cleanShare: 0.1, flaggedShare: 1 };
    expect(planWork(preview, 2, 2, 40, look).reviews).toBe(240 + 19 + 10);
    expect(planWork(preview, 2, 1, 40, look).reviews).toBe(200);
  });
});

describe('advice on a preview', () => {
  it('is silent about a sound plan', () => {
    expect(adviseOn(preview, wanted)).toEqual([]);
  });

  it('passes on what is said of the sizes, but nothing of an overlap that one person cannot have', () => {
    const warnings = [
      { code: 'noVariance', sentence: 'A single item.' },
      { code: 'smallOverlap', sentence: 'Too few.' },
    ];
    expect(adviseOn({ ...preview, warnings }, wanted)).toEqual(['A single item.', 'Too few.']);
    expect(adviseOn({ ...preview, warnings }, { ...wanted, reviewerCount: 1 })).toEqual([
      'A single item.',
      expect.stringContaining('With one reviewer'),
    ]);
  });

  it('puts first that a stop rule would be refused where weights differ', () => {
    const strata = [stratum(3000, 100), stratum(1000, 100)];
    const warnings = [{ code: 'smallCells', sentence: 'Greyed.' }];
    for (const stopRule of ['precision', 'verdict'] as const) {
      expect(adviseOn({ ...preview, strata, warnings }, { ...wanted, stopRule })[0]).toContain(
        'equal weights',
      );
      expect(adviseOn(preview, { ...wanted, stopRule })).toEqual([]);
    }
    expect(adviseOn({ ...preview, strata }, { ...wanted, stopRule: 'looks' })).toEqual([]);
  });

  it('says when agreement cannot be measured, and when a second look cannot begin', () => {
    expect(adviseOn(preview, { ...wanted, reviewersPerItem: 3 })[0]).toContain('Only 2 reviewers');
    expect(adviseOn(preview, { ...wanted, overlapSize: 201 })[0]).toContain('larger than the sample');
    const alone = { ...wanted, overlapSize: 0, reviewerCount: 1 };
    expect(adviseOn(preview, alone)).toEqual([]);
    expect(adviseOn(preview, { ...alone, hasSecondLook: true })[0]).toContain('second person');
  });
});
