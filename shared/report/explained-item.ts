/**
 * The items behind a figure, as explanations list them: who said what, and what stands; and what else explanations share:
 * their question, and a figure as one of their facts. Must not know how a figure is computed. Titles stay empty here: what
 * was asked is content, which not every device holds.
 *
 * Invariant: items come in queue order, answers in order of assignment, second looks and late reviews after them.
 */
import type { Figure } from '../contract/report-figure.ts';
import type { ExplainedItem } from '../contract/report-ref.ts';
import type { Review } from '../domain/review.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { ItemRecord, ReportInput } from './evidence-base.ts';
import { optionOf } from './final-label.ts';
import { standingsOf } from './standings.ts';
import { digits } from './words.ts';

/** What a figure says about one of its items. */
export interface ItemPart {
  readonly record: ItemRecord;
  /** Frame traces that it speaks for; null where the figure is not weighted. */
  readonly weight: number | null;
  readonly isEvent: boolean | null;
}

/** The question of an address; throws a RangeError where the scorecard has no such question with options. */
export function getChoiceQuestion({ scorecard }: Pick<ReportInput, 'scorecard'>, id: string): ChoiceQuestion {
  const found = scorecard.questions.find((of) => of.id === id);
  if (found === undefined || !isChoice(found)) throw new RangeError(`no question ${id} with options`);
  return found;
}

/** Lists items in queue order with what stands and everything that was answered, late reviews too. */
export function explainItems(
  input: ReportInput,
  question: ChoiceQuestion,
  parts: readonly ItemPart[],
): ExplainedItem[] {
  const strata = new Map(input.manifest.strata.map((of) => [of.key, of.values]));
  const ordered = parts.toSorted((a, b) => a.record.item.position - b.record.item.position);
  const records = ordered.map((of) => of.record);
  const standings = standingsOf(records, input.scorecard).of(question);
  const answersOf = answersIn(input, question);
  return ordered.map(({ record, weight, isEvent }, i) => {
    const { option = null, isContested = false, isRuled = false } = standings[i] ?? {};
    return {
      itemId: record.item.id,
      position: record.item.position,
      title: '',
      stratum: [...(strata.get(record.item.stratum) ?? [])],
      weight,
      isEvent,
      standing: titleOf(question, option),
      isContested,
      ...(isRuled ? { isRuled } : {}),
      answers: answersOf(record),
    };
  });
}

function answersIn(
  input: ReportInput,
  question: ChoiceQuestion,
): (record: ItemRecord) => ExplainedItem['answers'] {
  const late = Map.groupBy(
    input.reviews.filter((of) => of.isCurrent && of.isLate),
    (of) => of.itemId,
  );
  const answerOf = (review: Review, isSecondLook: boolean): ExplainedItem['answers'][number] => ({
    personId: review.personId,
    name: input.names.get(review.personId) ?? null,
    answer: titleOf(question, optionOf(review, question.id)),
    isSecondLook,
    isLate: review.isLate,
  });
  return ({ item, order, reviews, secondReviews }) => [
    ...inOrder(reviews, order).map((of) => answerOf(of, false)),
    ...inOrder(secondReviews, []).map((of) => answerOf(of, true)),
    ...inOrder(late.get(item.id) ?? [], order).map((of) => answerOf(of, false)),
  ];
}

function titleOf(question: ChoiceQuestion, option: string | null): string | null {
  if (option === null) return null;
  return question.options.find((of) => of.id === option)?.title ?? option;
}

function inOrder(reviews: readonly Review[], order: readonly string[]): Review[] {
  const place = (of: Review): number => {
    const at = order.indexOf(of.personId);
    return at === -1 ? order.length : at;
  };
  return reviews.toSorted((a, b) => place(a) - place(b) || (a.personId < b.personId ? -1 : 1));
}

/** A figure with its limits and count, or the reason why there is none. */
export function figureText({ estimate, low, high, n, reason }: Figure): string {
  if (estimate === null) return reason ?? 'none';
  const limits = low === null || high === null ? 'no interval' : `${digits(low)} to ${digits(high)}`;
  return `${digits(estimate)} (${limits}; n = ${n})`;
}
