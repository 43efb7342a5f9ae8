import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MadeSample, SampleItem } from '../../tests/support/made-sample.ts';
import { answered, itemsWith, makeSample } from '../../tests/support/made-sample.ts';
import { report as reportSchema } from '../contract/report.ts';
import type { Report } from '../contract/report.ts';
import { hallucinationAudit } from '../domain/defaults.ts';
import { composeReport } from './compose.ts';
import type { ReportInput } from './evidence-base.ts';

/** The report as the wire would carry it: it must fulfil the contract and survive JSON. */
function wired(input: ReportInput): Report {
  const report = composeReport(input);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  return reportSchema.parse(report);
}
const reportOf = (of: MadeSample): Report => wired(makeSample(of));
const firstOf = (of: MadeSample) => reportOf(of).questions[0]!;

/** Every number anywhere in a value, with its path. */
function listNumbers(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => listNumbers(held, `${path}.${key}`));
}

describe('a report of poor evidence', () => {
  it('with one reviewer has rates and no agreement, with the reason', () => {
    const { overall, agreement } = firstOf({ strata: { de: 500 }, items: itemsWith('de', 40, 4) });
    expect(overall.figure.estimate).toBeCloseTo(0.1, 12);
    expect(agreement.alpha).toMatchObject({ estimate: null, reason: 'NO_OVERLAP' });
  });

  it('with several reviewers and no overlap has no agreement, with the reason', () => {
    const items = itemsWith('de', 40, 4, (i) => ({
      answers: { [i % 2 === 0 ? 'ada' : 'ben']: answered(i < 4 ? 'factual' : 'none') },
    }));
    const { agreement } = firstOf({ strata: { de: 500 }, items });
    expect(agreement.alpha).toMatchObject({ estimate: null, reason: 'NO_OVERLAP' });
    expect(agreement.itemCount).toBe(0);
  });

  it('in which all labels are the same has a bound instead of a rate of certain 0, and no α', () => {
    const items = itemsWith('de', 60, 0, () => ({
      isOverlap: true,
      answers: { ada: answered('none'), ben: answered('none') },
    }));
    const { overall, agreement } = firstOf({ strata: { de: 5000 }, items });
    expect(overall.figure.estimate).toBe(0);
    expect(overall.figure.high).toBeGreaterThan(0.03);
    expect(overall.cell).toBe('ZERO_OR_FULL');
    expect(agreement.alpha).toMatchObject({ estimate: null, reason: 'NO_VARIATION' });
  });

  it('shows a class that nobody used as 0 of n with its upper bound', () => {
    const { options } = firstOf({ strata: { de: 5000 }, items: itemsWith('de', 60, 6) });
    const unused = options.find((of) => of.option === 'citation')!;
    expect(unused.rate).toMatchObject({ events: 0, cell: 'ZERO_OR_FULL' });
    expect(unused.rate.figure.estimate).toBe(0);
    expect(unused.rate.figure.high).toBeGreaterThan(0);
  });

  it('with one item in a stratum says that its variance is a guess', () => {
    const { overall } = firstOf({
      strata: { de: 500, en: 300 },
      items: [...itemsWith('de', 40, 4), ...itemsWith('en', 1, 0)],
    });
    expect(overall.figure.estimate).not.toBeNull();
    expect(overall.figure.notes).toContain(
      'a stratum has one reviewed item only; its variance is a cautious guess',
    );
  });

  it('leaves a stratum of which nothing was drawn out of the target, and says so', () => {
    const { questions, coverage } = reportOf({ strata: { de: 500, en: 500 }, items: itemsWith('de', 40, 4) });
    expect(coverage.uncoveredShare).toBeCloseTo(0.5, 12);
    expect(coverage.strata.map((of) => [of.drawn, of.weight])).toEqual([
      [40, 12.5],
      [0, 0],
    ]);
    expect(questions[0]!.overall.figure.estimate).toBeCloseTo(0.1, 12);
    expect(questions[0]!.overall.figure.notes).toContain(
      'more than 5 % of the frame lies in strata without any review',
    );
  });

  it('counts a review without an answer as reviewed and outside the question', () => {
    const { questions } = reportOf({
      strata: { de: 500 },
      items: itemsWith('de', 40, 4, (i) => (i >= 30 ? { answers: { ada: { policy: 'complies' } } } : {})),
    });
    expect(questions.find((of) => of.question === 'hallucination')!.overall.figure.n).toBe(30);
    expect(questions.find((of) => of.question === 'policy')!.overall.figure.n).toBe(40);
  });

  it('of a review without any answer has reasons everywhere', () => {
    const report = reportOf({
      strata: { de: 500 },
      items: itemsWith('de', 10, 0, () => ({ answers: { ada: {} } })),
    });
    for (const of of report.questions) expect(of.overall.figure.reason).toBe('NO_DATA');
  });

  it('without a registration has none, and without limits asks for no step', () => {
    const report = reportOf({ strata: { de: 500 }, items: itemsWith('de', 40, 4) });
    expect(report.registered).toBeNull();
    expect(report.questions.every((of) => of.threshold === null)).toBe(true);
    expect(report.nextStep.step).toBe('none');
    expect(report.primaryQuestion).toBe('hallucination');
  });

  it('without weeks in the manifest has no weeks', () => {
    expect(firstOf({ strata: { de: 500 }, items: itemsWith('de', 40, 4) }).weeks).toBeNull();
  });

  it('of which every item was skipped has bounds from 0 to 1 and the reasons of the skips', () => {
    const items = Array.from({ length: 30 }, (_, i) => ({
      stratum: 'de',
      skips: { ada: i < 20 ? 'not_my_language' : 'broken_item' },
    }));
    const report = reportOf({
      strata: { de: 500 },
      items,
      plan: { thresholds: [{ question: 'hallucination', limit: 0.05 }] },
    });
    expect(report.coverage.skipReasons).toEqual([
      { reason: 'not_my_language', count: 20 },
      { reason: 'broken_item', count: 10 },
    ]);
    const [question] = report.questions;
    expect(question!.overall.figure).toMatchObject({ estimate: null, reason: 'NO_DATA' });
    expect(question!.skipBounds).toEqual({ lowest: 0, highest: 1 });
    expect(question!.threshold).toMatchObject({ verdict: 'INSUFFICIENT', moreNeeded: null, lower: null });
    expect(report.nextStep.step).toBe('review more');
  });

  it('of a single item has the reason why there is no interval', () => {
    const { overall, threshold, contested } = firstOf({
      strata: { de: 500 },
      items: itemsWith('de', 1, 1),
      plan: { thresholds: [{ question: 'hallucination', limit: 0.05 }] },
    });
    expect(overall.figure).toMatchObject({ estimate: null, reason: 'TOO_FEW_PSU', n: 1 });
    expect(overall.events).toBe(1);
    expect(threshold?.verdict).toBe('INSUFFICIENT');
    expect(contested.count).toBe(0);
  });

  it('of a whole frame of one item knows its rate exactly', () => {
    const { overall } = firstOf({ strata: { de: 1 }, items: itemsWith('de', 1, 1) });
    expect(overall.figure).toMatchObject({ estimate: 1, low: 1, high: 1 });
    expect(overall.figure.notes).toContain(
      'every item of the frame was reviewed: there is no sampling error',
    );
  });

  it('whose primary question the scorecard does not have falls back to one that it has', () => {
    const report = reportOf({
      strata: { de: 500 },
      items: itemsWith('de', 40, 4),
      plan: {
        registration: { primaryQuestion: 'gone', hypotheses: [], stopRule: { kind: 'verdict' } },
        thresholds: [{ question: 'policy', limit: 0.1 }],
      },
    });
    expect(report.primaryQuestion).toBe('policy');
    expect(report.registered?.stop.isReached).toBe(false);
    expect(report.registered?.anytime).toBeNull();
  });
});

const labels = fc.constantFrom('none', 'none', 'factual', 'policy', 'other');
const people = fc.subarray(['ada', 'ben', 'cleo'], { minLength: 0 });
const facetSets = fc.record(
  {
    model: fc.constantFrom('m1', 'm2'),
    week: fc.constantFrom('2026-W45', '2026-W52', '2027-W02', 'nonsense'),
    'judge.checker': fc.constantFrom('unsupported', 'supported', 'odd'),
  },
  { requiredKeys: [] },
);
const madeItems: fc.Arbitrary<SampleItem> = fc
  .record({
    stratum: fc.constantFrom('de', 'en', 'es'),
    facets: facetSets,
    isOverlap: fc.boolean(),
    who: people,
    skippers: people,
    label: labels,
    other: labels,
    isBlank: fc.boolean(),
    cause: fc.constantFrom('retrieval_missed', 'model_ignored', 'prompt_or_policy', 'unclear'),
  })
  .map(({ stratum, facets, isOverlap, who, skippers, label, other, isBlank, cause }) => ({
    stratum,
    facets: facets as Record<string, string>,
    isOverlap,
    given: ['ada', 'ben'],
    answers: Object.fromEntries(
      who.map((name, i) => [name, isBlank ? {} : answered(i === 0 ? label : other, { cause })]),
    ),
    skips: Object.fromEntries(skippers.map((name) => [name, 'cannot_judge'])),
  }));
const stopRules = fc.constantFrom(
  { kind: 'fixed' },
  { kind: 'precision', halfWidth: 0.2 },
  { kind: 'verdict' },
  { kind: 'looks', count: 3, spending: 'pocock' },
  { kind: 'looks', count: 20, spending: 'obrienFleming' },
) as fc.Arbitrary<NonNullable<NonNullable<MadeSample['plan']>['registration']>['stopRule']>;
const samples: fc.Arbitrary<MadeSample> = fc
  .record({
    items: fc.array(madeItems, { minLength: 1, maxLength: 30 }),
    state: fc.constantFrom('open', 'closed'),
    ciMethod: fc.constantFrom('kgStar', 'gamma'),
    stopRule: stopRules,
    spare: fc.integer({ min: 0, max: 400 }),
  })
  .map(({ items, state, ciMethod, stopRule, spare }) => ({
    items,
    state: state as 'open' | 'closed',
    strata: Object.fromEntries(
      ['de', 'en', 'es'].map((key) => [
        key,
        Math.max(1, items.filter((of) => of.stratum === key).length + spare),
      ]),
    ),
    plan: {
      ciMethod: ciMethod as 'kgStar' | 'gamma',
      thresholds: [
        { question: 'hallucination', limit: 0.2 },
        { question: 'severity', limit: 0.4 },
      ],
      registration: {
        primaryQuestion: 'hallucination',
        stopRule,
        hypotheses: [
          {
            statement: 'below a third',
            claim: { kind: 'rate', question: 'hallucination', part: null, direction: 'below', limit: 0.33 },
          },
          {
            statement: 'm1 is worse',
            claim: {
              kind: 'difference',
              question: 'hallucination',
              dimension: 'model',
              a: 'm1',
              b: 'm2',
              direction: 'higher',
            },
          },
          { statement: 'agreed', claim: { kind: 'agreement', question: 'hallucination', atLeast: 0.667 } },
        ],
      },
    },
  }));

describe('any report', () => {
  it('fulfils the contract, holds no NaN and no infinity, and keeps every estimate inside its limits', () => {
    fc.assert(
      fc.property(samples, (made) => {
        const report = reportOf(made);
        for (const [path, value] of listNumbers(report)) {
          if (!Number.isFinite(value)) throw new Error(`${path} is ${value}`);
        }
        for (const { overall, options } of report.questions) {
          for (const { figure } of [overall, ...options.map((of) => of.rate)]) {
            if (figure.estimate === null) {
              expect(figure.reason).not.toBeNull();
              continue;
            }
            expect(figure.low ?? 0).toBeLessThanOrEqual(figure.estimate + 1e-9);
            expect(figure.high ?? 1).toBeGreaterThanOrEqual(figure.estimate - 1e-9);
          }
        }
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it('is the same whatever the order of items, reviews, skips and assignments', () => {
    fc.assert(
      fc.property(samples, fc.integer(), (made, turn) => {
        const input = makeSample(made);
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((of, i) => ({ of, key: Math.imul(i + 1, turn | 1) % 1009 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ of }) => of);
        const other: ReportInput = {
          ...input,
          manifest: { ...input.manifest, items: shuffled(input.manifest.items) },
          assignments: shuffled(input.assignments),
          reviews: shuffled(input.reviews),
          skips: shuffled(input.skips),
        };
        expect(composeReport(other)).toEqual(composeReport(input));
      }),
      { numRuns: 20, seed: 8 },
    );
  });

  it('is the same with a memo, cold or warm, as without one', () => {
    const input = makeSample({
      strata: { de: 900 },
      items: itemsWith('de', 60, 6, (i) => ({
        isOverlap: true,
        answers: { ada: answered(i < 6 ? 'factual' : 'none'), ben: answered(i < 4 ? 'factual' : 'none') },
      })),
    });
    const memo = new Map<string, unknown>();
    const plain = composeReport(input);
    expect(composeReport(input, memo)).toEqual(plain);
    expect(memo.size).toBeGreaterThan(0);
    expect(composeReport(input, memo)).toEqual(plain);
  });

  it('survives a scorecard whose conditions run in a circle', () => {
    const questions = hallucinationAudit.questions.map((of) =>
      of.id === 'hallucination'
        ? { ...of, showIf: { question: 'severity', operator: 'isNot' as const, options: ['minor'] } }
        : of,
    );
    const input = makeSample({ strata: { de: 500 }, items: itemsWith('de', 40, 4) });
    expect(wired({ ...input, scorecard: { ...hallucinationAudit, questions } }).questions).toHaveLength(5);
  });
});
