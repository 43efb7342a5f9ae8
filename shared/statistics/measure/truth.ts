// Owns the measuring format's statistics of truth inference and triage (topic D): names and field names here, arithmetic
// elsewhere.
import { z } from 'zod';
import {
  iterate,
  startState,
  type DawidSkeneInput,
  type DawidSkeneState,
  type ObservedLabel,
} from '../dawid-skene.ts';
import { indexLabels } from '../label-table.ts';
import { checkReviewers } from '../reviewer-check.ts';
import { classPairs } from '../taxonomy-pairs.ts';
import { summariseVotes } from '../votes.ts';
import { classCount, measure, nothing, ratings, scale, type MeasureTable } from './handler.ts';

const plainName = z.union([z.string(), z.number()]);
const labels = z.array(z.tuple([plainName, plainName, z.int().min(0)]));
const labelled = z
  .object({ nClasses: classCount, labels })
  .refine(({ nClasses, labels: rows }) => rows.every(([, , label]) => label < nClasses), {
    message: 'a label is not one of the classes 0 … nClasses - 1',
  });
/** How much of the log-likelihood trace the format asks for. */
const TRACE_LENGTH = 10;
const MAX_ITERATIONS = 2000;

export const truthMeasures: MeasureTable = {
  dawid_skene: measure(
    labelled.safeExtend({
      items: z.array(plainName).optional(),
      reviewers: z.array(plainName).optional(),
      iterations: z.array(z.int().min(0).max(MAX_ITERATIONS)),
      smoothing: z.number().min(0).max(1e6).default(0),
    }),
    ({ nClasses, labels: rows, iterations, smoothing, ...given }) => {
      const items = given.items ?? distinct(rows.map(([item]) => item));
      const reviewers = given.reviewers ?? distinct(rows.map(([, reviewer]) => reviewer));
      const wantedFields = iterations.map(String);
      if (items.length === 0) return nothing(...wantedFields, 'logLikTrace');
      const input: DawidSkeneInput = {
        items: items.length,
        reviewers: reviewers.length,
        classes: nClasses,
        labels: observed(rows, items, reviewers),
        smoothing,
      };
      const states = new Map<number, DawidSkeneState>([[0, startState(input)]]);
      const trace: number[] = [];
      const last = Math.max(TRACE_LENGTH, ...iterations);
      let round = 0;
      for (const step of iterate(input)) {
        round += 1;
        if (trace.length < TRACE_LENGTH) trace.push(step.logLikelihood);
        if (iterations.includes(round)) states.set(round, step.state);
        if (round === last) break;
      }
      const wanted = iterations.map((count) => [String(count), { ...states.get(count) }] as const);
      return { ...Object.fromEntries(wanted), logLikTrace: trace };
    },
  ),
  majority_entropy: measure(z.object({ categories: scale, ratings }), (input) => ({
    items: indexLabels(input.categories, input.ratings).map((row) => {
      const votes = summariseVotes(row, input.categories.length);
      return {
        n: votes.n,
        counts: votes.counts,
        majority: votes.plurality === null ? null : input.categories[votes.plurality],
        tie: votes.isTie,
        strictMajority: votes.isStrictMajority,
        voteEntropyNorm: votes.entropy,
      };
    }),
  })),
  triage: measure(
    labelled.safeExtend({
      planted: z
        .object({ pair: z.tuple([z.int(), z.int()]).nullish(), reviewer: plainName.nullish() })
        .optional(),
    }),
    ({ nClasses, labels: rows, planted }) => {
      const reviewers = distinct(rows.map(([, reviewer]) => reviewer));
      const items = distinct(rows.map(([item]) => item));
      const list = observed(rows, items, reviewers);
      const pairs = classPairs(list, nClasses);
      const checks = checkReviewers(list, nClasses);
      const taxonomyPairs = pairs.filter((pair) => pair.isTaxonomyProblem).map(({ a, b }) => [a, b]);
      const flaggedReviewers = checks.flagged.map((r) => reviewers[r]);
      return {
        pairs: pairs.map(({ observed: o, isTaxonomyProblem, ...rest }) => ({
          ...rest,
          o,
          taxonomyFlag: isTaxonomyProblem,
        })),
        reviewers: checks.reviewers.map((check) => ({
          reviewer: reviewers[check.reviewer],
          n: check.n,
          agreeWithLoo: check.agreement,
          agreeOthers: check.agreementOfOthers,
          G2: check.g2,
          df: check.df,
          p: check.p,
          maxRowJs: check.maxRowDistance,
          worstRow: check.worstRow,
          q: check.q,
          flag: check.isFlagged,
        })),
        taxonomyPairs,
        flaggedReviewers,
        plantedRecovered:
          planted === undefined
            ? null
            : same(taxonomyPairs, planted.pair == null ? [] : [planted.pair]) &&
              same(flaggedReviewers, planted.reviewer == null ? [] : [planted.reviewer]),
      };
    },
  ),
};

type Name = z.infer<typeof plainName>;

function observed(
  rows: readonly (readonly [Name, Name, number])[],
  items: readonly Name[],
  reviewers: readonly Name[],
): ObservedLabel[] {
  const itemOf = new Map(items.map((item, i) => [item, i]));
  const reviewerOf = new Map(reviewers.map((reviewer, r) => [reviewer, r]));
  return rows.map(([itemName, reviewerName, label]) => {
    const item = itemOf.get(itemName);
    const reviewer = reviewerOf.get(reviewerName);
    if (item === undefined || reviewer === undefined)
      throw new RangeError('a label names an unknown item or reviewer');
    return { item, reviewer, label };
  });
}

function distinct(list: readonly Name[]): Name[] {
  return [...new Set(list)].toSorted(byText);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function byText(a: Name, b: Name): number {
  return String(a) < String(b) ? -1 : 1;
}
