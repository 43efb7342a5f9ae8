/**
 * The items behind the counts of the coverage: reviewed, skipped, open, late. Must not know answers beyond showing them.
 * Invariant: as many items as the coverage of the report counts; of late reviews, the items that have any.
 */
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import { digestOf } from '../domain/canonical.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { EvidenceBase, ItemRecord, ReportInput } from './evidence-base.ts';
import { explainItems } from './explained-item.ts';

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
  const late = new Set<string>(
    input.reviews.filter((of) => of.isCurrent && of.isLate).map((of) => of.itemId),
  );
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
    ),
  };
}
