// Tests of truth inference and triage on planted worlds: a generator of labels with a known cause of disagreement.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitDawidSkene, isIdentifiable, iterate, type ObservedLabel } from './dawid-skene.ts';
import { isEvidenceMissing, triageDisagreements, type TriageInput } from './disagreement-triage.ts';
import { randomStream } from './random-stream.ts';
import { checkReviewers } from './reviewer-check.ts';
import { reviewerDrift } from './reviewer-drift.ts';
import { finalLabel, normalisedEntropy, summariseVotes, unresolvedBounds } from './votes.ts';

const CLASSES = 4;

interface World {
  readonly seed: string;
  readonly items?: number;
  readonly reviewers?: number;
  /** How often a reviewer names another class than the true one. */
  readonly error?: number;
  /** Everyone takes class 1 for class 2 (and back) half of the time. */
  readonly perItem?: number;
  readonly isConfusing?: boolean;
  /** This reviewer calls class 0 what is class 3. */
  readonly biased?: number;
}

function plant({
  seed,
  items = 400,
  reviewers = 6,
  perItem = 3,
  error = 0.04,
  isConfusing = false,
  biased = -1,
}: World): TriageInput {
  const random = randomStream(seed);
  const pick = (n: number) => Math.floor(random() * n);
  const labels: ObservedLabel[] = [];
  for (let item = 0; item < items; item += 1) {
    const truth = pick(CLASSES);
    const first = pick(reviewers);
    for (let k = 0; k < Math.min(perItem, reviewers); k += 1) {
      const reviewer = (first + k) % reviewers;
      let label = random() < error ? pick(CLASSES) : truth;
      if (isConfusing && (truth === 1 || truth === 2) && random() < 0.5) label = 3 - truth;
      if (reviewer === biased && truth === 3) label = 0;
      labels.push({ item, reviewer, label });
    }
  }
  return { labels, items, reviewers, classes: CLASSES };
}

function kinds(input: TriageInput): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict } of triageDisagreements(input).verdicts)
    counts[verdict.kind] = (counts[verdict.kind] ?? 0) + 1;
  return counts;
}

describe('triage of planted disagreements', () => {
  test('blames an unclear taxonomy when everybody confuses two classes, and nobody in particular', () => {
    for (const seed of ['t1', 't2', 't3', 't4', 't5']) {
      const triage = triageDisagreements(plant({ seed, isConfusing: true }));
      expect(triage.pairs.filter((pair) => pair.isTaxonomyProblem).map(({ a, b }) => [a, b])).toEqual([
        [1, 2],
      ]);
      expect(triage.reviewers.flagged).toEqual([]);
      const taxonomy = triage.verdicts.filter(({ verdict }) => verdict.kind === 'taxonomy').length;
      expect(taxonomy / triage.verdicts.length).toBeGreaterThan(0.6);
    }
  });

  test('blames the one reviewer who reads a class differently, not the taxonomy and not the others', () => {
    for (const seed of ['r1', 'r2', 'r3', 'r4', 'r5']) {
      const triage = triageDisagreements(plant({ seed, biased: 2 }));
      expect(triage.reviewers.flagged).toEqual([2]);
      expect(triage.pairs.filter((pair) => pair.isTaxonomyProblem)).toEqual([]);
      expect(kinds(plant({ seed, biased: 2 }))['reviewer']).toBeGreaterThan(20);
    }
  });

  test('flags nobody in a clean world and calls most differences slips', () => {
    let flagged = 0;
    for (let world = 0; world < 20; world += 1)
      flagged += checkReviewers(plant({ seed: `c${world}` }).labels, CLASSES).flagged.length;
    expect(flagged).toBeLessThanOrEqual(3);
    const counts = kinds(plant({ seed: 'clean', perItem: 5 }));
    expect(counts['slip']).toBeGreaterThan(0.7 * Object.values(counts).reduce((a, b) => a + b, 0));
    // With three labels an item one that differs may as well be of a hard item.
    const thin = triageDisagreements(plant({ seed: 'clean' })).verdicts.map((of) => of.verdict);
    expect(thin.some((of) => of.kind === 'slip')).toBe(false);
    expect(thin).toContainEqual({ kind: 'cannot tell yet', missing: ['MORE_LABELS_FOR_SLIP'] });
  });

  test('cannot tell with three reviewers or two labels per item, and says what is missing', () => {
    const three = triageDisagreements(plant({ seed: 'three', reviewers: 3 }));
    expect(three.verdicts.length).toBeGreaterThan(0);
    for (const { verdict } of three.verdicts) {
      expect(verdict).toEqual({ kind: 'cannot tell yet', missing: ['MORE_REVIEWERS'] });
    }
    const full = plant({ seed: 'two labels' });
    const twoLabels = { ...full, labels: full.labels.filter((_, i) => i % 3 !== 0) };
    expect(isIdentifiable({ ...twoLabels, smoothing: 0.01 })).toBe(false);
    for (const { verdict } of triageDisagreements(twoLabels).verdicts) {
      if (verdict.kind === 'cannot tell yet') expect(verdict.missing).toEqual(['MORE_LABELS']);
    }
    expect(kinds(twoLabels)['cannot tell yet']).toBeGreaterThan(0);
  });

  test('believes the reviewers when enough of them say that evidence is missing', () => {
    const input = plant({ seed: 'evidence' });
    const item = triageDisagreements(input).verdicts[0]!.item;
    const triage = triageDisagreements({ ...input, evidenceMissing: new Map([[item, 2]]) });
    expect(triage.verdicts[0]).toEqual({
      item,
      verdict: { kind: 'evidence missing', naming: 2, reviews: 3 },
    });
    expect([isEvidenceMissing(1, 2), isEvidenceMissing(2, 4), isEvidenceMissing(2, 5)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('does not depend on the order of the labels', () => {
    const input = plant({ seed: 'order', biased: 1 });
    const turned = triageDisagreements({ ...input, labels: input.labels.toReversed() });
    const plain = triageDisagreements(input);
    expect(turned.reviewers.flagged).toEqual(plain.reviewers.flagged);
    expect(turned.verdicts.map(({ item, verdict }) => [item, verdict.kind])).toEqual(
      plain.verdicts.map(({ item, verdict }) => [item, verdict.kind]),
    );
  });
});

describe('Dawid–Skene', () => {
  test('never lets the likelihood fall, and its rows are distributions', () => {
    const labels = fc.array(fc.tuple(fc.nat(11), fc.nat(3), fc.nat(2)), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(labels, (list) => {
        const input = {
          items: 12,
          reviewers: 4,
          classes: 3,
          smoothing: 0,
          labels: list.map(([item, reviewer, label]) => ({ item, reviewer, label })),
        };
        let before = -Infinity;
        for (const { state, logLikelihood } of iterate(input).take(15)) {
          expect(logLikelihood).toBeGreaterThanOrEqual(before - 1e-6);
          before = logLikelihood;
          expect(state.prior.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
          for (const row of [...state.posterior, ...state.confusion.flat()]) {
            expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
          }
        }
      }),
    );
  });

  test('says the same of every item and reviewer whatever the order of items, reviewers and labels', () => {
    const world = plant({ seed: 'permuted', items: 120, reviewers: 5, error: 0.2, isConfusing: true });
    const fit = fitDawidSkene({ ...world, smoothing: 0.01 });
    // Permutations as multiplication by a number without a common factor.
    const itemAs = (item: number) => (item * 77 + 5) % 120;
    const reviewerAs = (reviewer: number) => (reviewer * 3 + 1) % 5;
    const turned = fitDawidSkene({
      ...world,
      smoothing: 0.01,
      labels: world.labels
        .map(({ item, reviewer, label }) => ({ item: itemAs(item), reviewer: reviewerAs(reviewer), label }))
        .toReversed(),
    });
    expect(turned.logLikelihoods.length).toBe(fit.logLikelihoods.length);
    fit.posterior.forEach((row, item) =>
      row.forEach((p, t) => expect(turned.posterior[itemAs(item)]![t]).toBeCloseTo(p, 9)),
    );
    fit.confusion.forEach((rows, reviewer) =>
      rows
        .flat()
        .forEach((p, i) => expect(turned.confusion[reviewerAs(reviewer)]!.flat()[i]).toBeCloseTo(p, 9)),
    );
    expect(new Set(fit.posterior.map((row) => row.indexOf(Math.max(...row)))).size).toBe(CLASSES);
  });

  test('finds the planted confusion, and known truth is never overruled', () => {
    const { labels, items, reviewers, classes } = plant({ seed: 'planted', biased: 2, items: 800 });
    const input = { labels, items, reviewers, classes, smoothing: 0.01 };
    const fit = fitDawidSkene(input);
    expect(fit.confusion[2]![3]![0]).toBeGreaterThan(0.8);
    expect(fit.confusion[1]![3]![3]).toBeGreaterThan(0.85);
    const wrong = (labels[0]!.label + 1) % classes;
    const clamped = fitDawidSkene({ ...input, gold: new Map([[labels[0]!.item, wrong]]) });
    expect(clamped.posterior[labels[0]!.item]![wrong]).toBe(1);
  });
});

test('a reviewer who changes over time is found, a steady one is not, and few labels are not judged', () => {
  const { labels } = plant({ seed: 'drift', items: 600, error: 0.02 });
  const ordered = labels.map((label) => ({ ...label, order: label.item }));
  const random = randomStream('drifting');
  const changed = ordered.map((label) =>
    label.reviewer === 4 && label.item > 300 && random() < 0.3
      ? { ...label, label: (label.label + 1) % CLASSES }
      : label,
  );
  expect(
    reviewerDrift(changed, CLASSES)
      .filter((check) => check.isDrifting)
      .map((check) => check.reviewer),
  ).toEqual([4]);
  expect(reviewerDrift(ordered, CLASSES).filter((check) => check.isDrifting)).toEqual([]);
  expect(reviewerDrift(ordered.slice(0, 150), CLASSES)).toEqual([]);
});

describe('votes', () => {
  test('a tie has no plurality, and no votes have no entropy', () => {
    expect(summariseVotes([0, 1, null], 3)).toMatchObject({
      plurality: null,
      isTie: true,
      isStrictMajority: false,
    });
    expect(summariseVotes([null], 3)).toMatchObject({ n: 0, plurality: null, isTie: false, entropy: null });
    expect(summariseVotes([2, 2, 1], 3)).toMatchObject({ plurality: 2, isStrictMajority: true });
    expect(summariseVotes([0, 1, 2, 2], 3)).toMatchObject({ plurality: 2, isStrictMajority: false });
    expect(normalisedEntropy([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(1, 12);
  });

  test('the label of an item is the ruling, else the consensus, else that of the first-assigned reviewer', () => {
    expect(finalLabel(['a', 'b'], 'c')).toEqual({ label: 'c', source: 'adjudicated', isUnresolved: false });
    expect(finalLabel(['a', 'a', null], null)).toEqual({
      label: 'a',
      source: 'consensus',
      isUnresolved: false,
    });
    expect(finalLabel([null, 'b', 'a'], null)).toEqual({
      label: 'b',
      source: 'first-assigned',
      isUnresolved: true,
    });
    expect(finalLabel([null], null)).toBeNull();
  });

  test('unresolved items bound the rate each way', () => {
    const items = [
      { weight: 2, isEvent: true, isUnresolved: false },
      { weight: 1, isEvent: true, isUnresolved: true },
      { weight: 1, isEvent: false, isUnresolved: true },
      { weight: 4, isEvent: false, isUnresolved: false },
    ];
    expect(unresolvedBounds(items)).toEqual({ low: 0.25, high: 0.5 });
    expect(unresolvedBounds([])).toBeNull();
  });
});
