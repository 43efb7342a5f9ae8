/**
 * The first phase of a bridge: every item of the earlier audit with a label that stands, its weight and whether its text is
 * still there. Must not know how much of it is drawn.
 *
 * Invariant: items, labels and weights are those of the earlier audit's own report, so that the shares here are its rates.
 */
import type { PhaseOne } from '../domain/audit.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { answeredItems } from '../report/answered-items.ts';
import { eventFlags, countAll, optionPlaces, prepareBasis, tallyEvents } from '../report/tallies.ts';
import type { ReportInput } from '../report/evidence-base.ts';
import { gatherEvidence } from '../report/evidence-base.ts';
import { rateOf } from '../report/rates.ts';
import { kishSize } from '../statistics/kg-star.ts';
import type { LabelledItem } from './plan-bridge.ts';

export interface FirstPhase {
  readonly items: LabelledItem[];
  readonly facts: Omit<PhaseOne, 'weights' | 'classes'>;
}

/**
 * @param input of the earlier audit
 * @param isGone whether nobody can read the text of an item any more
 *
 * Null where no label stands on the question. Throws a RangeError for an audit that has not been drawn.
 */
export function firstPhaseOf(
  input: ReportInput,
  question: ChoiceQuestion,
  isGone: (contentDigest: string) => boolean,
): FirstPhase | null {
  const { audit } = input;
  if (audit.manifestDigest === null) throw new RangeError(`audit ${audit.id} has not been drawn`);
  const base = gatherEvidence(input);
  const basis = prepareBasis(input, base);
  const items = answeredItems(basis, question).map(({ record, standing, weight }) => ({
    traceId: record.item.traceId as string,
    weight,
    option: standing.option!,
    isGone: isGone(record.item.contentDigest),
  }));
  if (items.length === 0) return null;
  const all = countAll(basis, question, optionPlaces(basis, question));
  const { ciMethod, alpha } = audit.plan;
  return {
    items,
    facts: {
      auditId: audit.id,
      title: audit.title,
      manifestDigest: audit.manifestDigest,
      reviewsDigest: base.reviewsDigest,
      items: items.length,
      kish: kishSize(items.map((of) => of.weight)),
      rateTitle: question.rateTitle,
      rate: rateOf(tallyEvents(basis, all, eventFlags(question)), { ciMethod, alpha }).figure,
    },
  };
}
