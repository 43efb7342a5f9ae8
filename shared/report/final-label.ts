/**
 * Which label stands for an item on a question: what was ruled, else a unanimous one, else the first-assigned reviewer's,
 * so that contested items do not vanish from the estimate (statistics.md D1).
 *
 * Must not know weights or intervals. Invariant: the answer does not depend on the order in which reviews arrived.
 */
import type { Review } from '../domain/review.ts';
import type { ChoiceQuestion, Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import { finalLabel } from '../statistics/votes.ts';

export interface Standing {
  /** Option that stands for the item; null when no review answers this question. */
  option: string | null;
  /** Reviews differ and nobody has ruled, so that a ruling could change the label. */
  isContested: boolean;
  /** Options that it could come to: those given, each once, sorted; after a ruling that one alone. */
  given: readonly string[];
  /** Somebody ruled. */
  isRuled: boolean;
}

/** What was ruled on one question of an item. */
export interface RuledOption {
  readonly question: string;
  readonly option: string;
}

/** Of an item that was not asked. */
export const NOTHING_STANDS: Standing = { option: null, isContested: false, given: [], isRuled: false };

/** Option that a review gives to a question; null when it was not asked or not answered. */
export function optionOf(review: Review, question: string): string | null {
  const held = review.answers[question];
  return held?.type === 'choice' ? held.option : null;
}

/**
 * The standing label of one item.
 * @param reviews current reviews of this item, at most one per person
 * @param order person ids in order of assignment; people who are not in it come last, by id
 * @param ruled what was ruled on the item's questions
 */
export function standingLabel(
  reviews: readonly Review[],
  order: readonly string[],
  question: string,
  ruled: readonly RuledOption[] = [],
): Standing {
  const ruling = ruled.find((of) => of.question === question);
  if (ruling !== undefined) {
    return { option: ruling.option, isContested: false, given: [ruling.option], isRuled: true };
  }
  const place = (of: Review): number => {
    const at = order.indexOf(of.personId);
    return at === -1 ? order.length : at;
  };
  const labels = reviews
    .toSorted((a, b) => place(a) - place(b) || (a.personId < b.personId ? -1 : 1))
    .map((of) => optionOf(of, question));
  const final = finalLabel(labels, null);
  return {
    option: final?.label ?? null,
    isContested: final?.isUnresolved ?? false,
    given: [...new Set(labels.filter((one) => one !== null))].toSorted(),
    isRuled: false,
  };
}

/**
 * The standing label of one item on a question that may depend on another: where the standing label of that other one
 * would not have led to it, nothing stands, whoever answered it. Without `ruled` it is the first verdict.
 */
export function standingAnswer(
  reviews: readonly Review[],
  order: readonly string[],
  question: ChoiceQuestion,
  scorecard: Scorecard,
  ruled: readonly RuledOption[] = [],
): Standing {
  const on = question.showIf;
  const parent = on === undefined ? undefined : scorecard.questions.find((one) => one.id === on.question);
  if (on !== undefined && parent !== undefined && isChoice(parent)) {
    const { option } = standingAnswer(reviews, order, parent, scorecard, ruled);
    const isLed = option !== null && on.options.includes(option) === (on.operator === 'is');
    if (!isLed) return NOTHING_STANDS;
  }
  return standingLabel(reviews, order, question.id, ruled);
}
