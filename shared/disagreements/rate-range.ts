/**
 * How far the rate of a question can still move by rulings: with every open case ruled as no event, and as an event.
 * A guide for the order of the worklist; the report's verdict rests on its own figures and intervals.
 *
 * Must not know causes. Invariant: low ≤ high, and they are equal once every crossing case is ruled.
 */
import type { AuditPlan } from '../domain/audit.ts';
import type { Review } from '../domain/review.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { RateRange } from './effect.ts';
import { labelsOf } from './find-cases.ts';

/** An item with whether each answer to a question is its event; nothing of questions that nobody answered. */
export interface RatedItem {
  readonly itemId: string;
  readonly weight: number;
  readonly events: ReadonlyMap<string, readonly boolean[]>;
}

export function rateItem(
  item: { readonly itemId: string; readonly weight: number; readonly reviews: readonly Review[] },
  thresholds: AuditPlan['thresholds'],
  questions: readonly ChoiceQuestion[],
): RatedItem {
  const events = new Map<string, readonly boolean[]>();
  for (const { question: id } of thresholds) {
    const question = questions.find((of) => of.id === id);
    if (question === undefined) continue;
    const given = labelsOf(item.reviews, question).map((one) => question.eventOptions.includes(one.option));
    if (given.length > 0) events.set(id, given);
  }
  return { itemId: item.itemId, weight: item.weight, events };
}

export interface RangeInput {
  readonly thresholds: AuditPlan['thresholds'];
  readonly questions: readonly ChoiceQuestion[];
  readonly items: readonly RatedItem[];
  /** The option of the ruling that stands, or null. */
  readonly ruled: (itemId: string, question: string) => string | null;
}

/** By question; only of questions with a registered limit and an answer. Weights are those of the draw. */
export function rateRanges(input: RangeInput): Map<string, RateRange> {
  const ranges = new Map<string, RateRange>();
  for (const { question: id, limit } of input.thresholds) {
    const question = input.questions.find((of) => of.id === id);
    if (question === undefined || ranges.has(id)) continue;
    const range = rangeOf(input, question);
    if (range !== null) ranges.set(id, { ...range, limit });
  }
  return ranges;
}

function rangeOf(
  { items, ruled }: RangeInput,
  question: ChoiceQuestion,
): { low: number; high: number } | null {
  let total = 0;
  let low = 0;
  let high = 0;
  for (const { itemId, weight, events } of items) {
    const given = events.get(question.id);
    if (given === undefined) continue;
    total += weight;
    const ruling = ruled(itemId, question.id);
    const certain = ruling === null ? given : [question.eventOptions.includes(ruling)];
    if (certain.every(Boolean)) low += weight;
    if (certain.some(Boolean)) high += weight;
  }
  return total === 0 ? null : { low: low / total, high: high / total };
}
