/** What is proposed and what is kept as the known answers of a gold item. Pure. */
import type { ReportItem } from '../../../shared/contract/report-ref.ts';
import type { Answers } from '../../../shared/domain/review.ts';
import { isAsked } from '../../../shared/domain/review.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';

type Reviews = readonly Pick<ReportItem['reviews'][number], 'answers'>[];

/** Option by question where everybody who was asked said the same; a report tells answers by their titles. */
export function proposedOptions(card: Scorecard, reviews: Reviews): Record<string, string> {
  const proposed: Record<string, string> = {};
  for (const question of card.questions.filter(isChoice)) {
    const said = new Set(
      reviews.flatMap((one) =>
        one.answers.filter((of) => of.question === question.id).map((of) => of.answer),
      ),
    );
    const option = question.options.find((one) => said.has(one.title));
    if (said.size === 1 && option !== undefined) proposed[question.id] = option.id;
  }
  return proposed;
}

/** The answers that are known, without those to questions that these answers leave unasked. */
export function knownAnswers(card: Scorecard, options: Readonly<Record<string, string>>): Answers {
  const known: Answers = {};
  for (const question of card.questions.filter(isChoice)) {
    const option = options[question.id];
    if (option !== undefined && option !== '' && isAsked(question, known, card)) {
      known[question.id] = { type: 'choice', option };
    }
  }
  return known;
}
