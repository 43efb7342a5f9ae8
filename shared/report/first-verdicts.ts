/**
 * First verdicts as a second look sees them: what the first reviews of an item say about one question, in two classes.
 * Must not know who judges again.
 *
 * Invariant: reviews of second looks never count here, so that beginning one does not change what it was drawn from.
 */
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { VerdictClass } from '../sampling/second-look.ts';
import type { EvidenceBase, ItemRecord, ReportInput } from './evidence-base.ts';
import { standingAnswer } from './final-label.ts';

export interface FirstVerdict {
  record: ItemRecord;
  verdict: VerdictClass;
}

/**
 * Finished items with a standing label on `question`: clean, or flagged where the label is an event of the question.
 * Items that everybody skipped, or on which the question was not asked, have none.
 */
export function listFirstVerdicts(
  base: EvidenceBase,
  question: ChoiceQuestion,
  { scorecard }: Pick<ReportInput, 'scorecard'>,
): FirstVerdict[] {
  return base.records.flatMap((record): FirstVerdict[] => {
    if (!record.isFinished) return [];
    const { option } = standingAnswer(record.reviews, record.order, question, scorecard);
    if (option === null) return [];
    return [{ record, verdict: question.eventOptions.includes(option) ? 'flagged' : 'clean' }];
  });
}

/** First reviews that are still to come: items by people who have neither reviewed nor skipped them. */
export function countOutstanding(base: EvidenceBase, { skips }: Pick<ReportInput, 'skips'>): number {
  const skipped = new Set(skips.map((of) => `${of.itemId} ${of.personId}`));
  return base.records
    .filter((record) => !record.isFinished)
    .reduce((total, { item, order, reviews }) => {
      const reviewers = new Set<string>(reviews.map((of) => of.personId));
      return total + order.filter((id) => !reviewers.has(id) && !skipped.has(`${item.id} ${id}`)).length;
    }, 0);
}
