// The pure rules of disagreements: what is a case and who sees it, effect, filter and facets, wording, clusters, long tail.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseFilter } from '../contract/disagreements.ts';
import { hallucinationAudit, hallucinationTaxonomy } from '../domain/defaults.ts';
import type { AuditId, EventId, ItemId, PersonId, ReviewId } from '../domain/ids.ts';
import type { Answers, Review } from '../domain/review.ts';
import type { ClusterItem } from './clusters.ts';
import { findClusters } from './clusters.ts';
import {
  byEffect,
  effectOf,
  nearness,
  pointsOf,
  scoreOf,
  severityOf,
  severityQuestion,
  splitOf,
} from './effect.ts';
import type { FilterableCase } from './filter-cases.ts';
import { facetNames, FacetTable, filterCases, keepCases } from './filter-cases.ts';
import { choiceQuestions, findCase, isShownTo, pairsOf } from './find-cases.ts';
import { groupOthers, growthOf, otherOption } from './long-tail.ts';
import { rateItem, rateRanges } from './rate-range.ts';
import { caseVerdictOf, triageQuestion } from './triage-question.ts';
import { TermIndex } from './wording.ts';

const [question] = choiceQuestions(hallucinationAudit);
const auditId = 'audit' as AuditId;
const itemId = 'item' as ItemId;

function review(person: string, option: string, more: Answers = {}, item = itemId): Review {
  return {
    id: `review of ${item} by ${person}` as ReviewId,
    auditId,
    itemId: item,
    personId: person as PersonId,
    eventId: 'event' as EventId,
    scorecard: { id: 'hallucination_audit', version: 1 },
    answers: { hallucination: { type: 'choice', option }, ...more },
    submittedAt: '2026-01-07T10:00:00.000Z',
    elapsedMs: 1000,
    supersedes: null,
    isLate: false,
    isCurrent: true,
  };
}

const choice = (option: string) => ({ type: 'choice' as const, option });

describe('a case', () => {
  test('is there when two people differ, whatever the order in which they were read, and not when they agree', () => {
    const reviews = [review('b', 'factual'), review('a', 'none'), review('c', 'factual')];
    const found = findCase(auditId, itemId, question!, reviews)!;
    expect(found.options).toEqual([
      { option: 'factual', count: 2 },
      { option: 'none', count: 1 },
    ]);
    expect(found.isCrossing).toBe(true);
    expect(findCase(auditId, itemId, question!, reviews.toReversed())).toEqual(found);
    expect(findCase(auditId, itemId, question!, reviews.slice(0, 1))).toBeNull();
    expect(findCase(auditId, itemId, question!, [review('a', 'none'), review('b', 'none')])).toBeNull();
  });

  test('counts a person once, and no answer that the question does not offer', () => {
    expect(findCase(auditId, itemId, question!, [review('a', 'none'), review('b', 'invented')])).toBeNull();
    expect(
      pairsOf(findCase(auditId, itemId, question!, [review('a', 'policy'), review('b', 'citation')])!),
    ).toEqual(['citation policy']);
  });

  test('is shown before the close only when everybody is done, and never to who still has to judge', () => {
    const of = (change: object) => ({
      isClosed: false,
      holders: ['a', 'b'],
      submitted: new Set(['a', 'b']),
      skipped: new Set<string>(),
      asked: new Set<string>(),
      ...change,
    });
    expect(isShownTo('lead', of({}))).toBe(true);
    expect(isShownTo('lead', of({ submitted: new Set(['a']) }))).toBe(false);
    expect(isShownTo('lead', of({ submitted: new Set(['a']), skipped: new Set(['b']) }))).toBe(true);
    expect(isShownTo('b', of({ submitted: new Set(['a']), skipped: new Set(['b']) }))).toBe(false);
    expect(isShownTo('b', of({ asked: new Set(['b']) }))).toBe(false);
    expect(isShownTo('lead', of({ holders: [] }))).toBe(false);
    expect(isShownTo('b', of({ isClosed: true, submitted: new Set() }))).toBe(true);
  });
});

describe('the effect of a ruling', () => {
  const facts = {
    severity: { part: 0.5, words: null },
    weight: { of: 5, most: 10 },
    cluster: { of: 3, most: 6 },
    range: { low: 0.01, high: 0.03, limit: 0.015 },
    isCrossing: true,
    rateTitle: 'hallucination rate',
  };

  test('is full where the limit lies between both rates, and falls with the distance from it', () => {
    expect(nearness(facts.range)).toBe(1);
    expect(nearness({ low: 0.03, high: 0.05, limit: 0.015 })).toBeCloseTo(0.5, 12);
    expect(nearness({ low: 0.1, high: 0.2, limit: 0.015 })).toBeLessThan(0.2);
  });

  test('rises with each of its parts, stays between 0 and 1, and says what it is made of', () => {
    const base = scoreOf(facts).score;
    expect(scoreOf({ ...facts, severity: { part: 0.9, words: null } }).score).toBeGreaterThan(base);
    expect(scoreOf({ ...facts, weight: { of: 9, most: 10 } }).score).toBeGreaterThan(base);
    expect(scoreOf({ ...facts, cluster: { of: 6, most: 6 } }).score).toBeGreaterThan(base);
    expect(scoreOf({ ...facts, range: null }).score).toBeLessThan(base);
    const full = {
      ...facts,
      severity: { part: 1, words: 'called critical' },
      weight: { of: 1, most: 1 },
      cluster: { of: 1, most: 1 },
    };
    expect(scoreOf(full).score).toBeCloseTo(1, 12);
    expect(effectOf(facts).sentence).toMatch(
      /open cases can still move that rate between 1.0 % and 3.0 %, across its limit of 1.5 %\.$/,
    );
    expect(effectOf(full).sentence).toMatch(/^Called critical; speaks for itself alone; decides /);
    const settled = { ...facts, range: { low: 0.02, high: 0.03, limit: 0.015 } };
    expect(effectOf(settled).sentence).toMatch(/above its limit of 1.5 %\.$/);
    expect(effectOf(facts).sentence).toMatch(
      /^Speaks for 5 answers of the frame; 3 cases are alike; decides /,
    );
    expect(effectOf({ ...facts, weight: { of: 4.993, most: 5 } }).sentence).toContain('for about 5 answers');
  });

  test('takes the worst severity that anybody named, halved where the event stays what it is', () => {
    const severity = severityQuestion(hallucinationAudit, question!)!;
    expect(severity.id).toBe('severity');
    const reviews = [review('a', 'none'), review('b', 'factual', { severity: choice('critical') })];
    const crossing = findCase(auditId, itemId, question!, reviews)!;
    expect(severityOf(crossing, question!, severity, reviews)).toEqual({ part: 1, words: 'called critical' });
    const same = [review('a', 'policy', { severity: choice('minor') }), review('b', 'factual')];
    const inner = findCase(auditId, itemId, question!, same)!;
    expect(severityOf(inner, question!, severity, same).part).toBeCloseTo(1 / 6, 12);
    expect(severityOf(inner, question!, severity, []).words).toBeNull();
    const scale = { ...severity, options: severity.options.map((of) => ({ ...of })) };
    const apart = findCase(auditId, itemId, scale, [
      review('a', 'factual', { severity: choice('minor') }),
      review('b', 'factual', { severity: choice('critical') }),
    ])!;
    expect(severityOf(apart, scale, null, [])).toMatchObject({ words: 'answers lie 2 steps apart' });
  });

  test('puts of cases with as many points the more evenly split first, and slips last', () => {
    const split = (...options: string[]) =>
      splitOf(
        findCase(
          auditId,
          itemId,
          question!,
          options.map((of, at) => review(`p${at}`, of)),
        )!,
      );
    expect(split('none', 'none', 'none', 'none', 'policy')).toBeCloseTo(0.2, 12);
    expect(split('factual', 'policy', 'policy', 'factual', 'none')).toBeCloseTo(0.6, 12);
    const ranks = [
      { points: pointsOf(0.8809), split: 0.2, verdict: 'slip' },
      { points: pointsOf(0.8806), split: 0.2, verdict: 'unknown' },
      { points: pointsOf(0.8806), split: 0.6, verdict: 'slip' },
      { points: pointsOf(0.91), split: 0.2, verdict: 'slip' },
    ] as const;
    expect(ranks.toSorted(byEffect)).toEqual([ranks[3], ranks[2], ranks[1], ranks[0]]);
  });

  test('the range of a rate closes with every ruling', () => {
    const thresholds = [{ question: 'hallucination', limit: 0.2 }];
    const items = ['one', 'two', 'three'].map((id, n) => {
      const reviews = [review('a', 'none'), review('b', n === 2 ? 'none' : 'factual')];
      return rateItem({ itemId: id, weight: 1 + n, reviews }, thresholds, [question!]);
    });
    const rangeWith = (ruled: Record<string, string>) =>
      rateRanges({
        thresholds,
        questions: [question!],
        items,
        ruled: (id) => ruled[id] ?? null,
      }).get('hallucination');
    expect(rangeWith({})).toEqual({ low: 0, high: 0.5, limit: 0.2 });
    expect(rangeWith({ one: 'factual' })).toEqual({ low: 1 / 6, high: 0.5, limit: 0.2 });
    expect(rangeWith({ one: 'factual', two: 'none' })).toEqual({ low: 1 / 6, high: 1 / 6, limit: 0.2 });
  });
});

describe('the filter', () => {
  const arbitrary = fc.record({
    auditId: fc.constantFrom('a1', 'a2'),
    question: fc.constantFrom('q1', 'q2'),
    pairs: fc.subarray(['x y', 'x z', 'y z'], { minLength: 1 }),
    stratumKey: fc.constantFrom('["en"]', '["de"]'),
    reviewerIds: fc.subarray(['p', 'q', 'r'], { minLength: 2 }),
    model: fc.constantFrom(null, 'm1', 'm2'),
    state: fc.constantFrom('open' as const, 'ruled' as const),
    verdict: fc.constantFrom('hard' as const, 'slip' as const),
    clusterId: fc.constant(null),
    isIn: fc.constant(() => false),
    folded: fc.constantFrom('refund late', 'parcel lost'),
  });
  const filters = fc.record(
    {
      question: fc.constantFrom('q1', 'q2'),
      stratum: fc.constantFrom('["en"]', '["de"]'),
      model: fc.constantFrom('m1', 'm2'),
      verdict: fc.constantFrom('hard' as const, 'slip' as const),
      text: fc.constantFrom('Réfund', 'lost'),
    },
    { requiredKeys: [] },
  );

  test('keeps what each condition keeps, and counts in every facet what choosing a value there would show', () => {
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 30 }), filters, (bare: FilterableCase[], some) => {
        const filter = { auditIds: [], ...some } as CaseFilter;
        const table = new FacetTable();
        const all = bare.map((one) => ({ ...one, codes: table.codesOf(one) }));
        const { kept, counts } = filterCases(all, table, filter);
        const plain = all.filter(
          (one) =>
            (some.question === undefined || one.question === some.question) &&
            (some.stratum === undefined || one.stratumKey === some.stratum) &&
            (some.model === undefined || one.model === some.model) &&
            (some.verdict === undefined || one.verdict === some.verdict) &&
            (some.text === undefined || one.folded.includes(some.text === 'lost' ? 'lost' : 'refund')),
        );
        expect(kept).toEqual(plain);
        expect(keepCases(all, table, filter)).toEqual(plain);
        for (const [value, n] of counts.questions)
          expect(filterCases(all, table, { ...filter, question: value }).kept).toHaveLength(n);
        for (const [value, n] of counts.strata)
          expect(filterCases(all, table, { ...filter, stratum: value }).kept).toHaveLength(n);
        expect(facetNames.every((name) => [...counts[name].values()].every((n) => n > 0))).toBe(true);
      }),
    );
  });

  test('a case whose state changed has the numbers that it would have been given anew', () => {
    fc.assert(
      fc.property(arbitrary, fc.constantFrom('open' as const, 'ruled' as const), (one, state) => {
        const table = new FacetTable();
        const sorted = (of: FilterableCase): number[] => table.codesOf(of).toSorted((a, b) => a - b);
        const changed = table.withState(table.codesOf(one), state).toSorted((a, b) => a - b);
        expect(changed).toEqual(sorted({ ...one, state }));
      }),
    );
  });
});

const terms = (text: string) => new Map(text.split(' ').map((word) => [word, 1]));

describe('wording', () => {
  test('likeness is 1 to itself, the same both ways, and none without a word in common', () => {
    const texts = ['refund late card', 'refund card fee', 'parcel lost'].map(terms);
    const index = new TermIndex();
    for (const one of texts) index.add(one);
    expect(index.likeness(texts[0]!).get(0)).toBeCloseTo(1, 9);
    expect(index.likeness(texts[0]!).get(1)).toBeCloseTo(index.likeness(texts[1]!).get(0)!, 9);
    expect(index.likeness(texts[0]!).has(2)).toBe(false);
  });

  test('notes about the same thing come together under their words; what is like nothing else stays by itself', () => {
    const notes = [
      'invented phone call',
      'phone call invented yesterday',
      'invented phone call again',
      'colour blue',
    ];
    const groups = groupOthers(
      notes.map((text, n) => ({
        itemId: `i${n}`,
        terms: terms(text),
        words: new Map(text.split(' ').map((word) => [word, word])),
      })),
    );
    expect(groups.map((one) => one.itemIds)).toEqual([['i0', 'i1', 'i2'], ['i3']]);
    expect(groups[0]!.words.toSorted()).toEqual(['call', 'invented', 'phone']);
    expect(groups[1]!.title).toBe('On their own');
  });
});

describe('the long tail', () => {
  test('is the class with the tone of something else, or the option of that name', () => {
    expect(otherOption(question!, hallucinationTaxonomy)).toBe('other');
    const renamed = { ...question!, options: question!.options.filter((of) => of.id !== 'other') };
    expect(otherOption(renamed, hallucinationTaxonomy)).toBeNull();
  });

  test('alarms when it grows by two points and more than chance, or is more than a tenth', () => {
    expect(growthOf('Other', { x: 15, n: 260 }, { x: 4, n: 300 }).isAlarming).toBe(true);
    expect(growthOf('Other', { x: 5, n: 300 }, { x: 4, n: 300 }).isAlarming).toBe(false);
    expect(growthOf('Other', { x: 40, n: 300 }, null)).toMatchObject({ isAlarming: true, growth: null });
    expect(growthOf('Other', { x: 0, n: 0 }, null)).toMatchObject({ isAlarming: false, growth: null });
  });
});

describe('clusters', () => {
  const item = (n: number, change: Partial<ClusterItem>): ClusterItem => ({
    itemId: `i${String(n).padStart(3, '0')}`,
    stratumKey: '["en"]',
    stratum: ['en'],
    passageKeys: [],
    passageTitles: new Map(),
    terms: new Map(),
    options: ['none'],
    ...change,
  });

  test('a passage gathers cases only where people differ clearly more often than elsewhere', () => {
    const titles = new Map([['stale', 'Fees 2019']]);
    const items = Array.from({ length: 120 }, (_, n) =>
      item(n, {
        passageKeys: n < 20 ? ['stale'] : ['fine'],
        passageTitles: titles,
        options: n < 15 || n % 10 === 0 ? ['none', 'factual'] : ['none'],
      }),
    );
    const passages = findClusters(items, 'audit').filter((one) => one.kind === 'passage');
    expect(passages.map((one) => [one.words, one.itemIds.length])).toEqual([['Fees 2019', 15]]);
  });

  test('a case is in one cluster of pairs, by the two classes that most people gave and its stratum', () => {
    const items = Array.from({ length: 6 }, (_, n) =>
      item(n, {
        options: n % 2 === 0 ? ['factual', 'none', 'policy'] : ['none', 'factual'],
        stratumKey: n < 4 ? '["en"]' : '["de"]',
      }),
    );
    const pairs = findClusters(items, 'audit').filter((one) => one.kind === 'pair');
    expect(pairs.map((one) => [one.pair, one.itemIds.length])).toEqual([
      [['factual', 'none'], 4],
      [['factual', 'none'], 2],
    ]);
  });
});

describe('a verdict in words', () => {
  test('reviews that name missing passages make it a matter of evidence; who saw no error was not asked', () => {
    const missing = { cause: choice('retrieval_missed') };
    const items = [
      {
        itemId,
        reviews: [review('a', 'none'), review('b', 'factual', missing), review('c', 'policy', missing)],
      },
    ];
    const of = triageQuestion({
      scorecard: hallucinationAudit,
      question: question!,
      items,
      isUnsupported: () => false,
    });
    expect(caseVerdictOf(of, itemId)).toMatchObject({ kind: 'evidence', route: 'engineer' });
    expect(caseVerdictOf(of, itemId).reason).toContain('2 of 2 reviews');
  });

  test('too little is said as such, with what is missing', () => {
    const items = [{ itemId, reviews: [review('a', 'none'), review('b', 'factual')] }];
    const of = triageQuestion({
      scorecard: hallucinationAudit,
      question: question!,
      items,
      isUnsupported: () => false,
    });
    expect(caseVerdictOf(of, itemId)).toMatchObject({ kind: 'unknown', route: 'nobody_yet' });
    expect(caseVerdictOf(of, itemId).reason).toMatch(/^Cannot tell yet: with three reviewers or fewer/);
  });
});
