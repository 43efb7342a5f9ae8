/**
 * The reviewed items with an answer to a question, as the figures of a report weight them. Must not know which figure.
 * Invariant: in queue order; the weights are those of every rate, N_h/r_h.
 */
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { ItemRecord } from './evidence-base.ts';
import type { ItemPart } from './explained-item.ts';
import type { Standing } from './final-label.ts';
import type { ReportBasis } from './tallies.ts';

export interface AnsweredItem {
  readonly record: ItemRecord;
  readonly standing: Standing;
  readonly weight: number;
  /** Place among the reviewed records of the basis. */
  readonly at: number;
}

/** N_h/r_h of a reviewed item, by its place. */
export function weightAt(basis: ReportBasis, at: number): number {
  const { population, reviewed } = basis.strata[basis.stratumOf[at]!]!;
  return population / reviewed;
}

/** Items on which an answer stands and that `isInside` takes, by record and place. */
export function answeredItems(
  basis: ReportBasis,
  question: ChoiceQuestion,
  isInside: (record: ItemRecord, at: number) => boolean = () => true,
): AnsweredItem[] {
  const standings = basis.standings.of(question);
  return basis.reviewed.flatMap((record, at) => {
    const standing = standings[at]!;
    if (standing.option === null || !isInside(record, at)) return [];
    return [{ record, standing, weight: weightAt(basis, at), at }];
  });
}

/** Whether what stands is one of `options`, by default the event of the question. */
export function eventTest(
  question: ChoiceQuestion,
  options: readonly string[] = question.eventOptions,
): (of: Standing) => boolean {
  const events = new Set<string>(options);
  return (of) => of.option !== null && events.has(of.option);
}

/** As explanations list them. */
export function partsOf(items: readonly AnsweredItem[], isEvent: (of: Standing) => boolean): ItemPart[] {
  return items.map(({ record, standing, weight }) => ({ record, weight, isEvent: isEvent(standing) }));
}

/** What of them enters a digest. */
export function answersOf(items: readonly AnsweredItem[]): [string, string | null][] {
  return items.map(({ record, standing }) => [record.item.id, standing.option]);
}
