// Owns the measuring format's statistics of truth inference and triage (topic D): names and field names here, arithmetic
// elsewhere.
import { z } from 'zod';
import { iterate, type DawidSkeneInput, type DawidSkeneState, type ObservedLabel } from '../dawid-skene.ts';
import { indexLabels } from '../label-table.ts';
import { checkReviewers } from '../reviewer-check.ts';
import { classPairs } from '../taxonomy-pairs.ts';
import { summariseVotes } from '../votes.ts';
import { category, measure, ratings, type MeasureTable } from './handler.ts';

const name = z.union([z.string(), z.number()]);
const labels = z.array(z.tuple([name, name, z.int()]));
/** How much of the log-likelihood trace the format asks for. */
const TRACE_LENGTH = 10;

export const truthMeasures: MeasureTable = {
  dawid_skene: measure(
    z.object({
      nClasses: z.int(),
      labels,
      items: z.array(name),
      reviewers: z.array(name),
      iterations: z.array(z.int()),
      smoothing: z.number(),
    }),
    ({ nClasses, labels: rows, items, reviewers, iterations, smoothing }) => {
      const input: DawidSkeneInput = {
        items: items.length,
        reviewers: reviewers.length,
        classes: nClasses,
        labels: observed(rows, items, reviewers),
        smoothing,
      };
      const states = new Map<number, DawidSkeneState>();
      const trace: number[] = [];
      const last = Math.max(TRACE_LENGTH, ...iterations);
      let round = 0;
      for (const step of iterate(input)) {
        round += 1;
        if (trace.length < TRACE_LENGTH) trace.push(step.logLikelihood);
        states.set(round, step.state);
        if (round === last) break;
      }
      const wanted = iterations.map((count) => [String(count), { ...states.get(count) }] as const);
      return { ...Object.fromEntries(wanted), logLikTrace: trace };
    },
  ),
  majority_entropy: measure(z.object({ categories: z.array(category), ratings }), (input) => ({
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
    z.object({
      nClasses: z.int(),
      labels,
      planted: z.object({ pair: z.tuple([z.int(), z.int()]).nullable(), reviewer: name.nullable() }),
    }),
    ({ nClasses, labels: rows, planted }) => {
      const reviewers = [...new Set(rows.map(([, reviewer]) => reviewer))].toSorted(byText);
      const items = [...new Set(rows.map(([item]) => item))];
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
          same(taxonomyPairs, planted.pair === null ? [] : [planted.pair]) &&
          same(flaggedReviewers, planted.reviewer === null ? [] : [planted.reviewer]),
      };
    },
  ),
};

type Name = z.infer<typeof name>;

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

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function byText(a: Name, b: Name): number {
  return String(a) < String(b) ? -1 : 1;
}
