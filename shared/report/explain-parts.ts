/**
 * What explanations share: their question, their items in queue order, and a figure as one of their facts. Must not know
 * how any figure is computed. Titles stay empty here: what was asked is content, which not every device holds.
 */
import type { Figure } from '../contract/report-figure.ts';
import type { ExplainedItem } from '../contract/report-ref.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { ItemRecord, ReportInput } from './evidence-base.ts';
import { itemExplainer } from './explain-items.ts';
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

/** Items in queue order with what stands and everything that was answered. */
export function explainItems(
  input: ReportInput,
  question: ChoiceQuestion,
  parts: readonly ItemPart[],
): ExplainedItem[] {
  const explainer = itemExplainer(input, question);
  const ordered = parts.toSorted((a, b) => a.record.item.position - b.record.item.position);
  const records = ordered.map((of) => of.record);
  const standings = standingsOf(records, input.scorecard).of(question);
  return ordered.map(({ record, weight, isEvent }, i) => {
    const { option = null, isContested = false } = standings[i] ?? {};
    return explainer.explain(record, { weight, isEvent, standing: option, isContested });
  });
}

/** A figure with its limits and count, or the reason why there is none. */
export function figureText({ estimate, low, high, n, reason }: Figure): string {
  if (estimate === null) return reason ?? 'none';
  const limits = low === null || high === null ? 'no interval' : `${digits(low)} to ${digits(high)}`;
  return `${digits(estimate)} (${limits}; n = ${n})`;
}
