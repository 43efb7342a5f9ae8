import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assignment, Audit, Manifest } from '../domain/audit.ts';
import { audit as auditSchema, itemIdOf, manifest as manifestSchema } from '../domain/audit.ts';
import { sha256Hex, uuidFromText } from '../domain/canonical.ts';
import { hallucinationAudit } from '../domain/defaults.ts';
import type { AuditId, TraceId } from '../domain/ids.ts';
import type { Answers, Review } from '../domain/review.ts';
import { report as reportSchema } from '../contract/report.ts';
import { composeReport } from './compose.ts';
import type { ReportInput } from './evidence-base.ts';

const auditId = uuidFromText('audit') as AuditId;
const at = '2026-11-09T08:00:00.000Z';
const ada = uuidFromText('ada');
const ben = uuidFromText('ben');
/** Two strata: 400 traces of model a, 100 of model b; 40 items of each, the first ten of each overlap. */
const strata = [
  { key: '["a"]', values: ['a'], population: 400, drawn: 40, isTakeAll: false },
  { key: '["b"]', values: ['b'], population: 100, drawn: 40, isTakeAll: false },
];
const plan = {
  title: 'Week 46',
  source: { id: uuidFromText('source'), name: 'file', fingerprint: sha256Hex('file') },
  filter: { dimensions: [] },
  dimensions: ['model'],
  allocation: { rule: 'equal', size: 80, minPerStratum: 2, takeAllBelow: 0 },
  overlap: { size: 20, reviewersPerItem: 2 },
  seed: '0'.repeat(32),
  selection: 'bottomK',
  scorecard: { id: hallucinationAudit.id, version: 1 },
  thresholds: [{ question: 'hallucination', limit: 0.35 }],
  ciMethod: 'kgStar',
  alpha: 0.05,
  blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
};

const manifest: Manifest = manifestSchema.parse({
  v: 1,
  auditId,
  plan,
  frameSize: 500,
  strata,
  items: strata.flatMap((stratum, h) =>
    Array.from({ length: 40 }, (_, i) => {
      const traceId = `${stratum.values[0]}-${i}` as TraceId;
      return {
        id: itemIdOf(auditId, traceId),
        traceId,
        stratum: stratum.key,
        key: sha256Hex(traceId),
        rank: i + 1,
        inclusionProbability: 40 / stratum.population,
        weight: stratum.population / 40,
        isOverlap: i < 10,
        position: 2 * i + h + 1,
        contentDigest: sha256Hex(`content ${traceId}`),
        sealedDigest: null,
        facets: { model: stratum.values[0], riskClass: i % 2 === 0 ? 'low' : 'high' },
      };
    }),
  ),
  drawnAt: at,
});

const auditOf = (state: Audit['state']): Audit =>
  auditSchema.parse({
    id: auditId,
    title: 'Week 46',
    state,
    plan,
    leadId: ada,
    manifestDigest: sha256Hex('manifest'),
    plannedAt: at,
    drawnAt: at,
    closedAt: state === 'closed' ? at : null,
    isDemo: false,
  });

const assignments = manifest.items.map((item) => ({
  itemId: item.id,
  personIds: item.isOverlap ? [ben, ada] : [ada],
})) as Assignment[];

const choice = (option: string) => ({ type: 'choice' as const, option });

function answersOf(hallucination: string): Answers {
  const severity: Answers = hallucination === 'none' ? {} : { severity: choice('major') };
  return {
    hallucination: choice(hallucination),
    ...severity,
    policy: choice('complies'),
    actionability: choice('actionable_as_is'),
  };
}

function reviewBy(
  person: string,
  traceId: string,
  hallucination: string,
  extra: Partial<Review> = {},
): Review {
  return {
    id: uuidFromText(`${person} ${traceId}`),
    auditId,
    itemId: itemIdOf(auditId, traceId as TraceId),
    personId: person,
    eventId: uuidFromText(`event ${person} ${traceId}`),
    scorecard: plan.scorecard,
    answers: answersOf(hallucination),
    submittedAt: at,
    elapsedMs: 20_000,
    supersedes: null,
    isLate: false,
    isCurrent: true,
    ...extra,
  } as Review;
}

/** Ada reviews everything: 10 of 40 in a and 20 of 40 in b hallucinate. Ben reviews the overlap and differs on a-9. */
const byAda = manifest.items.map((item) => {
  const i = Number(item.traceId.slice(2));
  return reviewBy(ada, item.traceId, i < (item.traceId.startsWith('a') ? 10 : 20) ? 'factual' : 'none');
});
const byBen = manifest.items
  .filter((item) => item.isOverlap)
  .map((item) => reviewBy(ben, item.traceId, item.traceId === 'a-9' ? 'none' : 'factual'));

const input = (over: Partial<ReportInput> = {}): ReportInput => ({
  audit: auditOf('closed'),
  manifest,
  assignments,
  reviews: [...byAda, ...byBen],
  skips: [],
  secondLooks: [],
  refusedCount: 0,
  scorecard: hallucinationAudit,
  names: new Map([[ada, 'Ada']]),
  computedAt: at,
  ...over,
});

const hallucinationOf = (of: ReportInput) => {
  const found = composeReport(of).questions.find((one) => one.question === 'hallucination');
  if (found === undefined) throw new Error('the scorecard has no such question');
  return found;
};

describe('the report', () => {
  it('fulfils its own contract', () => {
    expect(reportSchema.parse(composeReport(input()))).toBeTruthy();
  });

  it('weights each stratum by its population, with the first-assigned label where reviews differ', () => {
    // Ben is first-assigned on a-9, so that a has 9 events of 40; b has 20 of 40: (400·9/40 + 100·20/40) / 500.
    const { overall, contested, threshold } = hallucinationOf(input());
    expect(overall.figure.estimate).toBeCloseTo((400 * (9 / 40) + 100 * (20 / 40)) / 500, 12);
    expect(overall.figure.n).toBe(80);
    expect(overall.events).toBe(29);
    expect(contested).toEqual({
      count: 1,
      lowest: expect.closeTo(0.28, 12),
      highest: expect.closeTo(0.3, 12),
    });
    expect(threshold?.verdict).toBe('INCONCLUSIVE');
    expect(threshold?.moreNeeded).toBeGreaterThan(0);
  });

  it('breaks down by planned dimensions with their population and by carried ones without', () => {
    const { breakdowns } = hallucinationOf(input());
    expect(breakdowns.map((of) => [of.dimension, of.rows.map((row) => [row.value, row.population])])).toEqual(
      [
        [
          'model',
          [
            ['a', 400],
            ['b', 100],
          ],
        ],
        [
          'riskClass',
          [
            ['high', null],
            ['low', null],
          ],
        ],
      ],
    );
    expect(breakdowns[0]?.rows.map((row) => row.rate.figure.estimate)).toEqual([
      expect.closeTo(9 / 40, 12),
      expect.closeTo(20 / 40, 12),
    ]);
  });

  it('measures agreement on the overlap only', () => {
    const { agreement } = hallucinationOf(input());
    expect(agreement.itemCount).toBe(20);
    expect(agreement.raterCount).toBe(2);
    expect(agreement.pairwise.estimate).toBeCloseTo(19 / 20, 12);
  });

  it('asks a conditional question of the items with an error only', () => {
    const severity = composeReport(input()).questions.find((one) => one.question === 'severity');
    expect(severity?.overall.figure.n).toBe(29);
    expect(severity?.options.find((one) => one.option === 'major')?.rate.figure.estimate).toBe(1);
  });

  it('leaves late and superseded reviews out and counts the late ones', () => {
    const late = reviewBy(ben, 'a-20', 'factual', { isLate: true });
    const old = reviewBy(ben, 'b-20', 'factual', { isCurrent: false });
    const with2 = composeReport(input({ reviews: [...byAda, ...byBen, late, old] }));
    expect(with2.coverage.late).toBe(1);
    expect({ ...with2, coverage: { ...with2.coverage, late: 0 } }).toEqual(composeReport(input()));
  });

  it('uses the longest completed prefix of the queue before the close, and says that it is interim', () => {
    const open = {
      audit: auditOf('open'),
      reviews: [...byAda.filter((of) => of.itemId !== manifest.items[15]?.id), ...byBen],
    };
    const interim = composeReport(input(open));
    // a-15 stands at position 31: the first thirty positions count, fifteen of each stratum.
    expect(interim.isInterim).toBe(true);
    const question = interim.questions.find((one) => one.question === 'hallucination');
    expect(question?.overall.figure.n).toBe(30);
    expect(question?.overall.figure.estimate).toBeCloseTo((400 * (9 / 15) + 100 * 1) / 500, 12);
  });

  it('counts a skipped item as not reviewed, adjusts within its stratum and says so in the coverage', () => {
    const reviews = byAda.filter((of) => of.itemId !== manifest.items[39]?.id);
    const skips = [{ itemId: manifest.items[39]?.id ?? '', personId: ada, reason: 'cannot_judge' }];
    const skipped = composeReport(input({ reviews: [...reviews, ...byBen], skips }));
    expect(skipped.coverage).toMatchObject({ drawn: 80, reviewed: 79, skipped: 1, open: 0 });
    expect(skipped.questions[0]?.overall.figure.estimate).toBeCloseTo((400 * (9 / 39) + 100 * 0.5) / 500, 12);
  });

  it('has no figure, but a reason, when nobody has reviewed anything', () => {
    const empty = hallucinationOf(input({ reviews: [] }));
    expect(empty.overall.figure).toMatchObject({ estimate: null, low: null, high: null, reason: 'NO_DATA' });
    expect(empty.agreement.alpha.reason).toBe('NO_OVERLAP');
    expect(empty.threshold?.verdict).toBe('INSUFFICIENT');
  });

  it('does not depend on the order of reviews and assignments', () => {
    const expected = composeReport(input());
    const all = [...byAda, ...byBen];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.shuffledSubarray(assignments, { minLength: assignments.length }),
        (reviews, dealt) => {
          expect(composeReport(input({ reviews, assignments: dealt }))).toEqual(expected);
        },
      ),
      { numRuns: 10 },
    );
  });
});
