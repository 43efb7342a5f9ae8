/**
 * The items behind the counts of the coverage: reviewed, skipped, open, late. Must not know answers beyond showing them.
 * Invariant: as many items as the coverage of the report counts; of late reviews, the items that have any.
 */
import type { ExplainedItem, Explanation, FigureRef } from '../contract/report-ref.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import { digestOf } from '../domain/canonical.ts';
import type { Review } from '../domain/review.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { EvidenceBase, ItemRecord, ReportInput } from './evidence-base.ts';
import { explainItems } from './explained-item.ts';
import { optionOf } from './final-label.ts';

type CoverageRef = Extract<FigureRef, { kind: 'coverage' }>;

const titles: Record<CoverageRef['part'], string> = {
  reviewed: 'Reviewed items',
  skipped: 'Skipped items',
  open: 'Open items',
  late: 'Items with late reviews',
};
const meanings: Record<CoverageRef['part'], string> = {
  reviewed: 'An item is reviewed when at least one of its first reviews came before the close.',
  skipped: 'An item is skipped when somebody skipped it and nobody reviewed it.',
  open: 'An item is open when nobody has reviewed or skipped it.',
  late: 'Reviews that came after the close, or after the item was given to somebody else, are kept and do not count.',
};

/** Explains a part of the coverage, in one stratum or in all. Answers are those to `question`. */
export function explainCoverage(
  input: ReportInput,
  base: EvidenceBase,
  question: ChoiceQuestion,
  ref: CoverageRef,
): Explanation {
  const late = groupLate(input);
  const isPart: Record<CoverageRef['part'], (of: ItemRecord) => boolean> = {
    reviewed: (of) => of.reviews.length > 0,
    skipped: (of) => of.isSkipped,
    open: (of) => of.reviews.length === 0 && !of.isSkipped,
    late: (of) => late.has(of.item.id),
  };
  const records = base.records.filter(
    (of) => isPart[ref.part](of) && (ref.stratum === null || of.item.stratum === ref.stratum),
  );
  const drawn = base.records.filter((of) => ref.stratum === null || of.item.stratum === ref.stratum).length;
  const where = ref.stratum === null ? '' : ` in stratum ${ref.stratum}`;
  return {
    title: `${titles[ref.part]}${where}`,
    figure: null,
    steps: [meanings[ref.part]],
    facts: [
      { name: 'Items', value: String(records.length) },
      { name: 'Drawn', value: String(drawn) },
      ...(ref.part === 'late' ? [{ name: 'Late reviews in all', value: String(base.lateCount) }] : []),
    ],
    inputsDigest: digestOf({ method: METHOD_VERSION, ref, items: records.map((of) => of.item.id) }),
    items: explainItems(
      input,
      question,
      records.map((record) => ({ record, weight: record.item.weight, isEvent: null })),
    ).map((item) => ({
      ...item,
      answers: [...item.answers, ...lateAnswers(input, question, late.get(item.itemId) ?? [])],
    })),
  };
}

function groupLate({ reviews }: ReportInput): Map<string, Review[]> {
  const late = new Map<string, Review[]>();
  for (const review of reviews) {
    if (!review.isCurrent || !review.isLate) continue;
    late.set(review.itemId, [...(late.get(review.itemId) ?? []), review]);
  }
  return late;
}

function lateAnswers(
  { names }: ReportInput,
  question: ChoiceQuestion,
  late: readonly Review[],
): ExplainedItem['answers'] {
  return late
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((review) => {
      const option = optionOf(review, question.id);
      const title = question.options.find((of) => of.id === option)?.title ?? option;
      const name = names.get(review.personId) ?? null;
      return { personId: review.personId, name, answer: title, isSecondLook: false, isLate: true };
    });
}
