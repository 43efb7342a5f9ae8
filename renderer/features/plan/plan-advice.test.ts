import { describe, expect, it } from 'vitest';
import { adviseOn, planWork, weightRatio } from './plan-advice.ts';

const stratum = (population: number, drawn: number) => ({
  values: ['x'],
  population,
  drawn,
  weight: drawn === 0 ? null : population / drawn,
  overlap: 0,
});
const preview = {
  frameSize: 4000,
  total: 200,
  overlapTotal: 40,
  strata: [stratum(2000, 100), stratum(2000, 100)],
};
const wanted = { size: 200, overlapSize: 40, reviewersPerItem: 2, reviewerCount: 2 };

describe('the work that a draw means', () => {
  it('counts overlap items once more for every further reviewer', () => {
    expect(planWork(preview, 3, 4, 40)).toEqual({
      reviews: 280,
      hours: (280 * 40) / 3600,
      hoursEach: (280 * 40) / 3600 / 4,
    });
  });

  it('never counts more reviews of an item than there are reviewers', () => {
    expect(planWork(preview, 3, 2, 40).reviews).toBe(240);
    expect(planWork(preview, 3, 1, 40).reviews).toBe(200);
  });
});

describe('advice on a preview', () => {
  it('is silent about a sound plan', () => {
    expect(adviseOn(preview, wanted)).toEqual([]);
  });

  it('says that a sample larger than the frame is a census', () => {
    expect(adviseOn({ ...preview, frameSize: 150 }, wanted)[0]).toContain('census');
  });

  it('says which share of the frame no item speaks for', () => {
    const said = adviseOn({ ...preview, strata: [stratum(3900, 200), stratum(100, 0)] }, wanted);
    expect(said).toEqual([expect.stringContaining('2.5 % of the frame')]);
  });

  it('warns when weights differ by more than ten', () => {
    const strata = [stratum(3950, 100), stratum(50, 50)];
    expect(weightRatio(strata)).toBeCloseTo(39.5, 12);
    expect(adviseOn({ ...preview, strata }, wanted)[0]).toContain('39.5');
    expect(adviseOn({ ...preview, strata: [stratum(1000, 10), stratum(1000, 100)] }, wanted)).toEqual([]);
  });

  it('says when agreement cannot be measured or has no interval', () => {
    expect(adviseOn(preview, { ...wanted, reviewerCount: 1 })[0]).toContain('With one reviewer');
    expect(adviseOn(preview, { ...wanted, reviewersPerItem: 3 })[0]).toContain('Only 2 reviewers');
    expect(adviseOn({ ...preview, overlapTotal: 20 }, { ...wanted, overlapSize: 20 })[0]).toContain(
      'below 30',
    );
    expect(adviseOn({ ...preview, overlapTotal: 0 }, { ...wanted, overlapSize: 0 })).toEqual([]);
  });

  it('has no ratio of weights when nothing is drawn', () => {
    expect(weightRatio([stratum(10, 0)])).toBeNull();
  });
});
