/**
 * Which reviews say that the model was not given what it needed: they name missing or stale passages as the cause of an
 * error, or mark the claim "not in context" where the evidence finder finds no support either (statistics.md D5).
 *
 * Must not know the finder; it is asked. Invariant: whoever was not asked for a cause counts neither way.
 */
import type { Review } from '../domain/review.ts';
import type { ChoiceQuestion, Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import { optionOf } from '../report/final-label.ts';

/** Options of a question for causes that mean it; the default scorecard's words. */
const missingCauses = new Set(['retrieval_missed', 'passage_wrong']);

/** Whether the finder, too, finds nothing in the passages for what a review marked "not in context". */
export type IsUnsupported = (review: Review) => boolean;

export interface EvidenceNaming {
  /** Reviews that saw an error, and were therefore asked where it comes from. */
  readonly asked: number;
  readonly naming: number;
}

/** The question for the cause of a question's events; null where the scorecard has none. */
export function causeQuestion(scorecard: Scorecard, question: ChoiceQuestion): ChoiceQuestion | null {
  const found = scorecard.questions.find(
    (of) =>
      isChoice(of) &&
      of.showIf?.question === question.id &&
      of.options.some((option) => missingCauses.has(option.id)),
  );
  return found !== undefined && isChoice(found) ? found : null;
}

/** Null where the scorecard asks for no cause of this question's events. */
export function evidenceNaming(
  reviews: readonly Review[],
  question: ChoiceQuestion,
  cause: ChoiceQuestion | null,
  isUnsupported: IsUnsupported,
): EvidenceNaming | null {
  if (cause === null) return null;
  const asked = reviews.filter((review) => {
    const option = optionOf(review, question.id);
    return option !== null && question.eventOptions.includes(option);
  });
  const naming = asked.filter((review) => {
    const named = optionOf(review, cause.id);
    return (named !== null && missingCauses.has(named)) || (hasNotInContext(review) && isUnsupported(review));
  });
  return { asked: asked.length, naming: naming.length };
}

/** Whether a review marks a claim as one that no passage holds. */
export function hasNotInContext(review: Review): boolean {
  return Object.values(review.answers).some(
    (answer) =>
      answer.type === 'spans' && answer.spans.some((span) => span.support?.kind === 'not_in_context'),
  );
}
