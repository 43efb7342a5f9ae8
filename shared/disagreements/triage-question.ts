/**
 * Triage of one question of an audit: from reviews to a verdict on each case, with its reason, to whom it goes and what they
 * can do. The statistics are `shared/statistics`'; here they get labels and come back in words.
 *
 * Must not know rulings: a cause is looked for in what reviewers said by themselves.
 */
import type { CaseRow, DisagreementCase } from '../contract/disagreements.ts';
import type { Review } from '../domain/review.ts';
import type { ChoiceQuestion, Scorecard } from '../domain/scorecard.ts';
import type { TriageLabel, Verdict } from '../statistics/disagreement-triage.ts';
import { triageDisagreements } from '../statistics/disagreement-triage.ts';
import type { IsUnsupported } from './evidence-named.ts';
import { causeQuestion, evidenceNaming } from './evidence-named.ts';
import { labelsOf } from './find-cases.ts';
import type { QuestionTriage } from './question-triage.ts';
import { verdictInWords } from './verdict-words.ts';

export type CaseVerdict = DisagreementCase['verdict'];

export interface TriageQuestionInput {
  readonly scorecard: Scorecard;
  readonly question: ChoiceQuestion;
  /** Items that count, with their current first-hand reviews. */
  readonly items: readonly { readonly itemId: string; readonly reviews: readonly Review[] }[];
  readonly isUnsupported: IsUnsupported;
}

export function triageQuestion(input: TriageQuestionInput): QuestionTriage {
  const { question, scorecard } = input;
  const answered = input.items
    .map(({ itemId, reviews }) => ({ itemId, reviews, given: labelsOf(reviews, question) }))
    .filter(({ given }) => given.length > 1);
  const people = [
    ...new Set(answered.flatMap(({ given }) => given.map((one) => one.personId as string))),
  ].toSorted();
  const personAt = new Map(people.map((id, at) => [id, at]));
  const optionAt = new Map(question.options.map((of, at) => [of.id, at]));
  const cause = causeQuestion(scorecard, question);
  const labels: TriageLabel[] = [];
  const naming = new Map<number, number>();
  const asked = new Map<number, number>();
  answered.forEach(({ reviews, given }, item) => {
    for (const { personId, option, reviewId } of given) {
      const order = Date.parse(reviews.find((one) => one.id === reviewId)?.submittedAt ?? '') || 0;
      labels.push({ item, reviewer: personAt.get(personId)!, label: optionAt.get(option)!, order });
    }
    const named = evidenceNaming(reviews, question, cause, input.isUnsupported);
    naming.set(item, named?.naming ?? 0);
    if (named !== null) asked.set(item, named.asked);
  });
  const triage = triageDisagreements({
    labels,
    items: answered.length,
    reviewers: people.length,
    classes: question.options.length,
    evidenceMissing: naming,
    askedForCause: asked,
  });
  const itemIds = answered.map(({ itemId }) => itemId);
  return {
    question,
    triage,
    people,
    itemIds,
    labels,
    verdicts: new Map(triage.verdicts.map(({ item, verdict }) => [itemIds[item]!, verdict])),
    numbers: new Map(itemIds.map((id, at) => [id, at])),
  };
}

const kinds: Record<Verdict['kind'], CaseRow['verdict']> = {
  'evidence missing': 'evidence',
  taxonomy: 'taxonomy',
  reviewer: 'reviewer',
  hard: 'hard',
  slip: 'slip',
  'cannot tell yet': 'unknown',
};

/** The kind of the verdict on an item's case. */
export function verdictKindOf({ verdicts }: QuestionTriage, itemId: string): CaseRow['verdict'] {
  const verdict = verdicts.get(itemId);
  return verdict === undefined ? 'unknown' : kinds[verdict.kind];
}

/** The verdict on an item's case in words. */
export function caseVerdictOf(of: QuestionTriage, itemId: string): CaseVerdict {
  const verdict = of.verdicts.get(itemId) ?? { kind: 'cannot tell yet' as const, missing: [] };
  return { kind: kinds[verdict.kind], ...verdictInWords(verdict, of) };
}

/** Chance of each option by Dawid and Skene; null where the labels do not carry it. */
export function posteriorOf(of: QuestionTriage, itemId: string): DisagreementCase['posterior'] {
  const row = of.triage.posterior?.[of.numbers.get(itemId) ?? -1];
  if (row === undefined) return null;
  return of.question.options.map(({ id }, at) => ({ option: id, chance: row[at]! }));
}
