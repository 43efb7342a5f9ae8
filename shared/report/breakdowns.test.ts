import { describe, expect, it } from 'vitest';
import { answered, itemsWith, makeSample } from '../../tests/support/made-sample.ts';
import type { MadeSample } from '../../tests/support/made-sample.ts';
import { benjaminiHochberg } from '../statistics/multiplicity.ts';
import { stratifiedProportion } from '../statistics/proportion.ts';
import { composeReport } from './compose.ts';
import { weeksBetween } from './week-names.ts';

const firstOf = (of: MadeSample) => composeReport(makeSample(of)).questions[0]!;

describe('a breakdown', () => {
  const made: MadeSample = {
    strata: { de: 4000, en: 8000 },
    items: [
      ...itemsWith('de', 60, 12, (i) => ({ facets: { model: `m${i % 3}` } })),
      ...itemsWith('en', 90, 6, (i) => ({ facets: { model: `m${i % 2}` } })),
    ],
  };

  it('sets each value against all others, with q-values over its rows', () => {
    const { breakdowns, overall } = firstOf(made);
    expect(breakdowns.map((of) => of.dimension)).toEqual(['language', 'model']);
    for (const { rows } of breakdowns) {
      const p = rows.map((of) => of.contrast!.p!);
      rows.forEach((row, at) => expect(row.contrast!.q).toBeCloseTo(benjaminiHochberg(p)[at]!, 12));
    }
    const [de, en] = breakdowns[0]!.rows;
    expect(de!.contrast!.difference.estimate).toBeCloseTo(12 / 60 - 6 / 90, 12);
    expect(en!.contrast!.difference.estimate).toBeCloseTo(-(12 / 60 - 6 / 90), 12);
    expect(de!.contrast!.p).toBeCloseTo(en!.contrast!.p!, 9);
    expect(overall.events).toBe(18);
    expect(breakdowns[1]!.rows.reduce((sum, of) => sum + of.rate.events, 0)).toBe(18);
  });

  it('has for every value the figure that the units of its domain give', () => {
    const { manifest, reviews } = makeSample(made);
    const { breakdowns } = firstOf(made);
    for (const row of breakdowns[1]!.rows) {
      const result = stratifiedProportion({
        units: manifest.items.map((item) => ({
          stratum: item.stratum,
          isInDomain: item.facets['model'] === row.value,
          isEvent: reviews.some(
            (of) => of.itemId === item.id && JSON.stringify(of.answers).includes('factual'),
          ),
        })),
        strata: manifest.strata,
        alpha: 0.05,
        ciMethod: 'kgStar',
      });
      if (result.estimate === null) throw new Error(result.reason);
      expect(row.rate.figure.estimate).toBeCloseTo(result.estimate, 12);
      expect(row.rate.figure.low).toBeCloseTo(result.low, 12);
      expect(row.rate.figure.high).toBeCloseTo(result.high, 12);
    }
  });

  it('does not break down by week or by what a judge said', () => {
    const items = itemsWith('de', 20, 2, (i) => ({
      facets: { week: `2026-W4${i % 2}`, 'judge.checker': i % 2 === 0 ? 'supported' : 'unsupported' },
    }));
    expect(firstOf({ strata: { de: 100 }, items }).breakdowns).toEqual([]);
  });

  it('takes an item without a value for one that says (none), and has no contrast where a side is empty', () => {
    const items = [
      ...itemsWith('de', 20, 2, (i) => ({ facets: i < 10 ? { intent: 'refund' } : {} })),
      { stratum: 'de', given: ['ada'], facets: { intent: 'never reviewed' } },
    ];
    const [byIntent] = firstOf({ strata: { de: 100 }, items }).breakdowns;
    expect(byIntent!.rows.map((of) => [of.value, of.contrast === null])).toEqual([
      ['(none)', false],
      ['never reviewed', true],
      ['refund', false],
    ]);
  });
});

describe('the weeks of a report', () => {
  const byWeek = (weeks: string[], eventsOf: (t: number) => number): MadeSample => ({
    strata: { de: 50_000 },
    items: weeks.flatMap((week, t) => itemsWith('de', 40, eventsOf(t), () => ({ facets: { week } }))),
  });

  it('stand in order, with those in which nothing was drawn', () => {
    const { weeks } = firstOf(byWeek(['2026-W52', '2027-W02', '2026-W50'], () => 2));
    expect(weeks!.rows.map((of) => [of.week, of.rate.figure.n])).toEqual([
      ['2026-W50', 40],
      ['2026-W51', 0],
      ['2026-W52', 40],
      ['2026-W53', 0],
      ['2027-W01', 0],
      ['2027-W02', 40],
    ]);
    expect(weeks!.rows[1]!.rate.figure.reason).toBe('NO_DATA');
    expect(weeks!.trend).toMatchObject({ estimate: null, reason: 'TOO_FEW_WEEKS', n: 3 });
    expect(weeks!.trendP).toBeNull();
  });

  it('have a trend from six weeks on, at their true distance', () => {
    const six = ['2026-W40', '2026-W41', '2026-W42', '2026-W43', '2026-W44', '2026-W45'];
    const rising = firstOf(byWeek(six, (t) => 2 + 2 * t)).weeks!;
    expect(rising.trend.estimate).toBeCloseTo(0.05, 2);
    expect(rising.trendP).toBeLessThan(0.001);
    expect(rising.trend.low).toBeGreaterThan(0);
    const apart = [...six.slice(0, 5), '2026-W50'];
    expect(firstOf(byWeek(apart, (t) => 2 + 2 * t)).weeks!.trend.estimate).toBeLessThan(0.04);
  });

  it('leave out what is no week, and do not fill a gap of a wrong century', () => {
    expect(weeksBetween(['2026-W47', 'soon', '2026-W60', ''])).toEqual(['2026-W47']);
    expect(weeksBetween(['1970-W01', '2026-W47'])).toEqual(['1970-W01', '2026-W47']);
    expect(weeksBetween([])).toEqual([]);
    expect(weeksBetween(['2020-W53', '2021-W01', '2020-W52'])).toEqual(['2020-W52', '2020-W53', '2021-W01']);
  });
});

describe('contested items', () => {
  it('bound the rate by what their reviewers said', () => {
    const contested = Array.from({ length: 10 }, () => ({
      stratum: 'de',
      isOverlap: true,
      answers: { ada: answered('none'), ben: answered('factual') },
    }));
    const { overall, contested: bounds } = firstOf({
      strata: { de: 5000 },
      items: [...contested, ...itemsWith('de', 90, 5)],
    });
    expect(overall.figure.estimate).toBeCloseTo(0.05, 12);
    expect(bounds).toEqual({
      count: 10,
      lowest: expect.closeTo(0.05, 12),
      highest: expect.closeTo(0.15, 12),
    });
  });
});
