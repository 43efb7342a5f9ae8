import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MadeItem } from '../../tests/support/made-evidence.ts';
import { makeEvidence } from '../../tests/support/made-evidence.ts';
import { reviewerPage } from '../contract/reviewers.ts';
import type { AuditId, ItemId, PersonId } from '../domain/ids.ts';
import type { Answers } from '../domain/review.ts';
import { gatherEvidence } from '../report/evidence-base.ts';
import { composePage } from './compose-page.ts';
import type { PageAudit } from './page-input.ts';

const ada = 'ada' as PersonId;
const item = (answers: Record<string, string>): MadeItem => ({ stratum: 'a', isOverlap: true, answers });
const times = (count: number, of: MadeItem): MadeItem[] => Array.from({ length: count }, () => of);
const said = (option: string): Answers => ({ hallucination: { type: 'choice', option } });

interface Facts {
  rulings?: Record<number, string>;
  gold?: readonly (readonly [known: string, given: string])[];
  hidden?: boolean;
  elapsedMs?: readonly number[];
}

/** An audit of these items as Ada's page takes it; times rise with the queue. */
function auditOf(items: readonly MadeItem[], facts: Facts = {}): PageAudit {
  const input = makeEvidence({ items, strata: { a: { population: 10_000 } } });
  const reviews = input.reviews.map((review) => {
    const at = input.manifest.items.findIndex((one) => one.id === review.itemId);
    const submittedAt = new Date(Date.parse('2026-11-09T08:00:00.000Z') + at * 1_000).toISOString();
    return { ...review, submittedAt, elapsedMs: facts.elapsedMs?.[at] ?? 20_000 + at };
  });
  const itemId = (at: number): string => input.manifest.items[at]!.id;
  const hidden = { isTold: false as const, reason: 'AUDIT_OPEN' as const };
  return {
    auditId: input.audit.id as AuditId,
    title: 'Week 46',
    closedAt: facts.hidden === true ? null : '2026-11-20T08:00:00.000Z',
    alpha: 0.05,
    scorecard: input.scorecard,
    own: reviews.filter((of) => of.personId === ada),
    others: facts.hidden === true ? hidden : { isTold: true, of: gatherEvidence({ ...input, reviews }) },
    rulings:
      facts.hidden === true
        ? hidden
        : {
            isTold: true,
            of: new Map(
              Object.entries(facts.rulings ?? {}).map(([at, option]) => [
                `${itemId(Number(at))}:hallucination`,
                option,
              ]),
            ),
          },
    gold:
      facts.gold === undefined
        ? { isTold: false, reason: 'NOT_HERE' }
        : {
            isTold: true,
            of: facts.gold.map(([known, given], n) => ({
              itemId: `gold ${n}` as ItemId,
              known: said(known),
              given: said(given),
            })),
          },
  };
}

const pageOf = (...audits: PageAudit[]) => composePage({ personId: ada, audits });
const first = (items: readonly MadeItem[], facts: Facts = {}) => {
  const page = pageOf(auditOf(items, facts));
  return { page, question: page.audits[0]!.questions[0]! };
};
const alike = { ada: 'none', ben: 'none', cleo: 'none' };
const mistaken = { ada: 'factual', ben: 'procedural', cleo: 'procedural' };

describe('a reviewer’s page', () => {
  it('tells the share of one’s answers that rulings confirmed, with exact limits', () => {
    const rulings = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [at, at < 9 ? 'none' : 'factual']),
    );
    const { question } = first(times(12, item(alike)), { rulings });
    expect(question.withRulings).toMatchObject({ estimate: 0.75, n: 12, reason: null });
    // Clopper–Pearson for 9 of 12, as R's binom.test gives it.
    expect(question.withRulings.low).toBeCloseTo(0.4281, 4);
    expect(question.withRulings.high).toBeCloseTo(0.9451, 4);
  });

  it('says what is too little instead of a share of a few answers', () => {
    const { page, question } = first(times(9, item(alike)), {
      rulings: { 0: 'none' },
      gold: [['none', 'none']],
    });
    expect(question.withRulings).toMatchObject({ estimate: null, reason: 'TOO_FEW_ITEMS', n: 1 });
    expect(question.withOthers).toMatchObject({ estimate: null, reason: 'TOO_FEW_ITEMS', n: 9 });
    expect(question.withGold).toMatchObject({ estimate: null, reason: 'TOO_FEW_ITEMS', n: 1 });
    expect(page.drift[0]).toMatchObject({ isDrifting: false, earlier: { n: 4 }, later: { n: 5 } });
    expect(page.drift[0]!.sentence).toContain('Cannot tell yet: 9 of your answers');
    expect(page.advice).toEqual([expect.stringContaining('too little to go by')]);
  });

  it('holds nothing of what may not be told, and says why it is not there', () => {
    const { page, question } = first(times(40, item(mistaken)), { hidden: true });
    expect(question.withOthers).toMatchObject({ estimate: null, reason: 'AUDIT_OPEN' });
    expect(question.withRulings).toMatchObject({ estimate: null, reason: 'AUDIT_OPEN' });
    expect(question.withGold).toMatchObject({ estimate: null, reason: 'NOT_HERE' });
    expect(question.confusion.flat().every((count) => count === 0)).toBe(true);
    expect(page.drift).toEqual([]);
    expect(page.speed[0]).toMatchObject({ items: 40 });
  });

  it('names the row in which answers differ most, and advises on it', () => {
    const { page, question } = first([...times(40, item(alike)), ...times(12, item(mistaken))]);
    expect(question.confusion).toEqual([
      [40, 0, 0],
      [0, 0, 0],
      [0, 12, 0],
    ]);
    expect(question.standsOut!.replaceAll('\u00a0', ' ')).toBe(
      'Where “Procedural” was ruled, or said by most others, you said something else in 12 of 12 (100 %, 73.5–100 %), most often “Factual” (12).',
    );
    expect(page.advice[0]).toContain(question.standsOut);
  });

  it('lets a ruling stand above what most others said', () => {
    const { question } = first(times(12, item(mistaken)), { rulings: { 0: 'factual', 1: 'factual' } });
    expect(question.confusion[1]).toEqual([0, 2, 0]);
    expect(question.confusion[2]).toEqual([0, 10, 0]);
  });

  it('lets no row stand out that chance would explain', () => {
    const { page, question } = first([
      ...times(20, item(alike)),
      ...times(2, item({ ada: 'factual', ben: 'none', cleo: 'none' })),
      ...times(10, item({ ada: 'procedural', ben: 'procedural', cleo: 'procedural' })),
      item({ ada: 'none', ben: 'procedural', cleo: 'procedural' }),
    ]);
    expect(question.standsOut).toBeNull();
    expect(page.advice).toEqual(['Nothing in these figures calls for a change.']);
  });

  it('tells the median time with an interval, and nothing of reviews that do not know their time', () => {
    const elapsedMs = [10, 20, 30, 40, 50, 60, 70, 0, 0].map((of) => of * 1_000);
    const { page } = first(times(9, item(alike)), { elapsedMs });
    expect(page.speed[0]).toMatchObject({
      items: 7,
      medianMs: { estimate: 40_000, low: 10_000, high: 70_000, n: 7 },
    });
  });

  it('notices a change over time that chance would not explain, and not one that it would', () => {
    const moved = first([...times(40, item(alike)), ...times(20, item(alike)), ...times(20, item(mistaken))]);
    expect(moved.page.drift[0]).toMatchObject({ isDrifting: true, earlier: { estimate: 1, n: 40 } });
    expect(moved.page.drift[0]!.later).toMatchObject({ estimate: 0.5, n: 40 });
    expect(moved.page.drift[0]!.sentence).toContain('moved away');
    expect(moved.page.advice.join(' ')).toContain('moved away');
    expect(first(times(80, item(alike))).page.drift[0]).toMatchObject({ isDrifting: false });
  });

  it('advises on gold only where even the upper limit is low', () => {
    const gold = (right: number, of: number) =>
      Array.from({ length: of }, (_, n) => ['none', n < right ? 'none' : 'factual'] as const);
    const poor = first(times(12, item(alike)), { gold: gold(2, 10) });
    expect(poor.question.withGold).toMatchObject({ estimate: 0.2, n: 10 });
    expect(poor.page.advice.join(' ')).toContain('gold');
    expect(first(times(12, item(alike)), { gold: gold(9, 10) }).page.advice.join(' ')).not.toContain('gold');
  });

  it('fits the contract and never holds an estimate outside its limits, whatever people said', () => {
    const option = fc.constantFrom('none', 'factual', 'procedural');
    const anyItem = fc.record({ ada: option, ben: option, cleo: option });
    fc.assert(
      fc.property(fc.array(anyItem, { minLength: 1, maxLength: 80 }), (answers) => {
        const page = pageOf(auditOf(answers.map((of) => item(of))));
        const id = '0198a6a0-0000-7000-8000-000000000001';
        const audits = page.audits.map((of) => ({ ...of, auditId: id }));
        const speed = page.speed.map((of) => ({ ...of, auditId: id }));
        reviewerPage.parse({ ...page, audits, speed, personId: id, name: 'Ada', isMine: true, privacy: '' });
        const figures = [
          ...page.audits.flatMap((of) =>
            of.questions.flatMap((q) => [q.withOthers, q.withRulings, q.withGold]),
          ),
          ...page.speed.map((of) => of.medianMs),
          ...page.drift.flatMap((of) => [of.earlier, of.later]),
        ];
        for (const { estimate, low, high, reason } of figures) {
          if (estimate === null) expect(reason).not.toBeNull();
          else if (low !== null && high !== null) expect(low <= estimate && estimate <= high).toBe(true);
        }
        expect(page.advice.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});
